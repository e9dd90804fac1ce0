"""The app's entry in Django's register."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.ui.shelves import NavEntry, register_nav


class RulebookConfig(AppConfig):
    """Codes in force, and the reader."""

    name = "alongside.rulebook"

    def ready(self) -> None:
        """The codes can be read from everywhere: in the dock of who works by them, at the foot of every page for others."""
        register_nav(
            NavEntry(
                "codes",
                _("Codes"),
                icon="code",
                url_name="rulebook:codes",
                roles={"agency-administrator", "person-served", "auditor", "operator"},
                order=30,
                pages=("rulebook:",),
            )
        )
        register_nav(
            NavEntry("codes", _("Codes of ethics"), icon="code", url_name="rulebook:codes", shelf="foot", order=5)
        )
