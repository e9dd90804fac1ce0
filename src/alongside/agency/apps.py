from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgencyConfig(AppConfig):
    name = "alongside.agency"

    def ready(self) -> None:
        """Put the agency's pages where its administrators find them."""
        from alongside.ui.shelves import NavEntry, register_nav

        keepers = ("agency-administrator",)
        register_nav(
            NavEntry(
                "policies",
                _("Policies"),
                icon="folder",
                url_name="agency:home",
                roles=keepers,
                order=10,
                pages=("agency:policy", "agency:setting"),
            )
        )
        register_nav(
            NavEntry("policy-history", _("History"), icon="clock", url_name="agency:history", roles=keepers, order=20)
        )
