from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BillingConfig(AppConfig):
    name = "alongside.billing"

    def ready(self) -> None:
        """Let rulings name where a bill's facts come from; put billing where an agency finds it."""
        from alongside.billing.exporting import register_records
        from alongside.ui.shelves import NavEntry, register_nav

        register_records()
        register_nav(
            NavEntry(
                "billing",
                _("Billing"),
                icon="figures",
                url_name="billing:month",
                roles=["agency-administrator", "auditor"],
                order=30,
                pages=("billing:",),
            )
        )
