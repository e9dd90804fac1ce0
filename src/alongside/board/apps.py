"""The app's entry in Django's register."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.ui.shelves import NavEntry, register_nav


class BoardConfig(AppConfig):
    """A board's own pages."""

    name = "alongside.board"

    def ready(self) -> None:
        """The desk, the readings and the history stand in the dock of a board's staff; the journal with who reads it."""
        staff = {"board-staff"}
        register_nav(
            NavEntry(
                "desk",
                _("Desk"),
                icon="home",
                url_name="board:desk",
                roles=staff,
                order=10,
                pages=("board:load", "board:match", "board:adopt"),
            )
        )
        register_nav(
            NavEntry(
                "readings",
                _("Readings"),
                icon="talk",
                url_name="board:readings",
                roles=staff,
                order=20,
                pages=("board:reading",),
            )
        )
        register_nav(
            NavEntry("board-history", _("History"), icon="clock", url_name="board:history", roles=staff, order=40)
        )
        register_nav(
            NavEntry(
                "journal",
                _("Journal"),
                icon="verified",
                url_name="board:journal",
                roles={"auditor", "operator", "board-staff"},
                order=50,
            )
        )
