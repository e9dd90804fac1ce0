"""The app's entry in Django's register."""

from typing import Final

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.ui.shelves import NavEntry, register_nav


class BoardConfig(AppConfig):
    """A board's own pages."""

    name = "alongside.board"

    def ready(self) -> None:
        """What a board does daily stands in its dock, the desk first; what it seldom needs, under More."""
        for entry in _SHELVED:
            register_nav(entry)


_STAFF: Final = frozenset({"board-staff"})

_SHELVED: Final = (
    NavEntry(
        "desk",
        _("Desk"),
        icon="home",
        url_name="board:desk",
        roles=_STAFF,
        order=10,
        pages=("board:load", "board:match", "board:adopt"),
    ),
    NavEntry(
        "holders",
        _("Bring your holders in"),
        icon="upload",
        url_name="board:holders",
        shelf="more",
        roles=_STAFF,
        order=62,
        note=_("From your own list, each row shown first"),
        pages=("board:holder-sheet",),
    ),
    NavEntry(
        "figures",
        _("Figures"),
        icon="figures",
        url_name="board:figures",
        shelf="more",
        roles=_STAFF,
        order=64,
        note=_("Certificates, lapses, hours, applications"),
    ),
    NavEntry(
        "readings",
        _("Readings"),
        icon="talk",
        url_name="board:readings",
        shelf="more",
        roles=_STAFF,
        order=70,
        note=_("How open wording of your code is read"),
        pages=("board:reading",),
    ),
    NavEntry(
        "board-history",
        _("History"),
        icon="clock",
        url_name="board:history",
        shelf="more",
        roles=_STAFF,
        order=80,
        note=_("What your board did with its code"),
    ),
    NavEntry(
        "board-journal",
        _("Journal"),
        icon="verified",
        url_name="board:journal",
        shelf="more",
        roles=_STAFF,
        order=90,
        note=_("Who did what, by number"),
    ),
    NavEntry(
        "journal", _("Journal"), icon="verified", url_name="board:journal", roles={"auditor", "operator"}, order=50
    ),
)
