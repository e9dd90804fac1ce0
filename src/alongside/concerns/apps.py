from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def concerns_waiting(request: HttpRequest) -> int:
    """How many concerns wait for this reader."""
    from alongside.concerns.reading import waiting_with

    viewer = getattr(request, "viewer", None)
    return waiting_with(viewer).count() if viewer is not None else 0


class ConcernsConfig(AppConfig):
    name = "alongside.concerns"

    def ready(self) -> None:
        """Put raising one within everybody's reach, tell who has it, and go on telling once it is late."""
        from alongside.concerns.answering import tell_who_has_it_late
        from alongside.notices.ticking import register_tick

        register_tick("concerns", tell_who_has_it_late)
        _tell_of_concerns()
        _put_on_shelves()


def _tell_of_concerns() -> None:
    """No notice says what it is about, or who raised it."""
    from alongside.notices.words import register_kind

    register_kind("concern.raised", subject=_("A concern waits for you"), body=_("Read it, and say what will be done."))
    register_kind(
        "concern.late",
        subject=_("A concern is still unanswered"),
        body=_("Its day has passed, and it waits for you too."),
    )
    register_kind("concern.answered", subject=_("Your concern was answered"), body=_("Read what was done about it."))


def _put_on_shelves() -> None:
    from alongside.ui.shelves import NavEntry, register_nav

    register_nav(
        NavEntry(
            "concern",
            _("Raise a concern"),
            icon="talk",
            url_name="concerns:mine",
            shelf="more",
            roles=("worker", "person-served"),
            order=16,
            note=_("Somebody who can put it right hears it"),
            pages=("concerns:further",),
        )
    )
    register_nav(
        NavEntry(
            "concerns-waiting",
            _("Concerns"),
            icon="ear",
            url_name="concerns:waiting",
            shelf="more",
            roles=("supervisor", "agency-administrator"),
            order=22,
            note=_("What people want put right, and by when"),
            count=concerns_waiting,
            pages=("concerns:one",),
        )
    )
