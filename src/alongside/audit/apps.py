from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "alongside.audit"

    def ready(self) -> None:
        """Put the pack where an agency's keepers and auditors find it."""
        from alongside.ui.shelves import NavEntry, register_nav

        register_nav(
            NavEntry(
                "audit-pack",
                _("Audit pack"),
                icon="download",
                url_name="audit:home",
                shelf="more",
                roles=["agency-administrator", "auditor"],
                order=36,
                note=_("One download that recounts everything from evidence"),
                pages=("audit:",),
            )
        )
