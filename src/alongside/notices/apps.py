from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def waiting(request: HttpRequest) -> int:
    """How many notices this reader has not read."""
    from alongside.notices.queries import unread_count

    viewer = getattr(request, "viewer", None)
    return unread_count(viewer.user) if viewer is not None else 0


class NoticesConfig(AppConfig):
    name = "alongside.notices"

    def ready(self) -> None:
        """Notices are under More for everybody; their mail goes out with the tick."""
        from alongside.notices.mailing import mail_waiting
        from alongside.notices.ticking import register_tick
        from alongside.notices.words import register_kind
        from alongside.ui.shelves import NavEntry, register_nav

        register_tick("mail", mail_waiting)
        register_kind(
            "welcome",
            subject=_("Your account is open"),
            body=_("Reminders, decisions and what others ask of you stand here, and come by mail as well."),
        )
        register_nav(
            NavEntry(
                "notices",
                _("Notices"),
                icon="send",
                url_name="notices:listed",
                shelf="more",
                order=5,
                note=_("What Alongside told you"),
                count=waiting,
            )
        )
