"""The app's entry in Django's register."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.ui.shelves import NavEntry, register_nav


class RegistryConfig(AppConfig):
    """The public's pages."""

    name = "alongside.registry"
    label = "registry"
    verbose_name = "Public pages"

    def ready(self) -> None:
        """Help and Accessibility stand at the foot of every page."""
        register_nav(NavEntry("help", _("Help"), icon="help", url_name="registry:help", shelf="foot", order=10))
        register_nav(
            NavEntry(
                "accessibility",
                _("Accessibility"),
                icon="info",
                url_name="registry:accessibility",
                shelf="foot",
                order=20,
            )
        )
