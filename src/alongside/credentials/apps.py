from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class CredentialsConfig(AppConfig):
    name = "alongside.credentials"

    def ready(self) -> None:
        """Tell rulings what certificates know, and learning in which period it counts."""
        from alongside.credentials.facts import register_facts
        from alongside.credentials.happened import register_certificates
        from alongside.credentials.windows import find_by_certificate, search_by_certificate, windows_of_holders
        from alongside.learning.windows import register_finder, register_windows

        register_facts()
        register_certificates()
        register_windows(windows_of_holders)
        register_finder(find_by_certificate, search_by_certificate)
        _put_on_shelves()
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


def _holds_and_works_nowhere(request: HttpRequest) -> bool:
    """Whether the reader has a certificate and no place of work here, whose pages would be their day."""
    from alongside.credentials.queries import certificates_of

    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.roles or viewer.practitioner is None:
        return False
    return certificates_of(viewer.practitioner).exclude(number="").exists()


def _put_on_shelves() -> None:
    from alongside.ui.shelves import NavEntry, register_nav

    own_pages = (
        "credentials:give-up",
        "credentials:set-aside",
        "credentials:papers",
        "credentials:moves",
        "credentials:move",
    )
    for order, (key, label, icon, name, pages) in enumerate(
        (
            ("my-certificate", _("My certificate"), "card", "credentials:mine", own_pages),
            ("my-learning", _("Learning"), "bookmark", "learning:home", ("learning:",)),
        )
    ):
        register_nav(
            NavEntry(
                key,
                label,
                icon=icon,
                url_name=name,
                roles=["practitioner"],
                order=10 + order,
                pages=pages,
                when=_holds_and_works_nowhere,
            )
        )
    register_nav(
        NavEntry(
            "my-certificate",
            _("My certificate"),
            icon="card",
            url_name="credentials:mine",
            shelf="more",
            roles=["practitioner"],
            order=10,
            note=_("How it stands, and what puts it at risk"),
            pages=own_pages,
        )
    )
    register_nav(
        NavEntry(
            "certificates",
            _("Certificates"),
            icon="card",
            url_name="credentials:register",
            roles=["board-staff"],
            order=15,
            pages=("credentials:one", "credentials:name", "credentials:order", "credentials:order-rule"),
        )
    )
