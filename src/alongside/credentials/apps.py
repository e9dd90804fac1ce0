from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CredentialsConfig(AppConfig):
    name = "alongside.credentials"

    def ready(self) -> None:
        """Tell rulings what certificates know, and learning in which period it counts."""
        from alongside.credentials.facts import register_facts
        from alongside.credentials.windows import windows_of_certificates
        from alongside.learning.windows import register_windows

        register_facts()
        register_windows(windows_of_certificates)
        _tell_of_letters()


def _tell_of_letters() -> None:
    """A holder is told of a letter; a board finds its letters under More."""
    from alongside.notices.words import register_kind
    from alongside.ui.shelves import NavEntry, register_nav

    register_kind(
        "letter.sent",
        subject=_("Your board wrote you a letter"),
        body=_("You can read it here, and keep it as PDF."),
    )
    register_nav(
        NavEntry(
            "letters",
            _("Letters"),
            icon="send",
            url_name="credentials:letters",
            shelf="more",
            roles=["board-staff"],
            order=60,
            note=_("Written once, filled for each holder"),
            pages=("credentials:letters", "credentials:new_letter", "credentials:write_letter"),
        )
    )
