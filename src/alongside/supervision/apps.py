from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def to_sign(request: HttpRequest) -> int:
    """How many sessions wait for this worker's word."""
    from alongside.supervision.models import SessionAttendance

    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.worker is None:
        return 0
    return SessionAttendance.objects.filter(worker=viewer.worker, attended=True, stands="open").count()


class SupervisionConfig(AppConfig):
    name = "alongside.supervision"

    def ready(self) -> None:
        """Tell duties of the sessions, and put the pages where supervisors and workers find them."""
        from alongside.rulings.events import register_events
        from alongside.supervision.counting import EVENT, sessions_of
        from alongside.ui.shelves import NavEntry, register_nav

        register_events(sessions_of, EVENT)
        register_nav(
            NavEntry(
                "team",
                _("Team"),
                icon="team",
                url_name="supervision:team",
                roles=("supervisor", "agency-administrator"),
                order=15,
                pages=(
                    "supervision:sessions",
                    "supervision:book",
                    "supervision:record",
                    "supervision:session",
                    "supervision:move",
                    "supervision:off",
                    "supervision:write_up",
                ),
            )
        )
        register_nav(
            NavEntry(
                "my-supervision",
                _("Supervision"),
                icon="talk",
                url_name="supervision:mine",
                roles=("worker",),
                order=35,
                pages=("supervision:my_session", "supervision:sign", "supervision:my_off"),
                count=to_sign,
            )
        )
