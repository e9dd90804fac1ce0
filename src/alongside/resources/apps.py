from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "alongside.resources"

    def ready(self) -> None:
        """Put the directory where people find it, and say how its notices read."""
        from alongside.notices.words import register_kind
        from alongside.ui.shelves import NavEntry, register_nav

        register_kind(
            "resource.put-right",
            subject=_("What you said was wrong in the directory was put right"),
            body=_("Thank you for looking. The entry says so now."),
        )
        register_kind(
            "resource.stands",
            subject=_("What you said was wrong in the directory was looked into"),
            body=_("It stands as it is. If you still see it differently, say it again with what you saw."),
        )
        register_kind(
            "resource.ended",
            subject=_("A resource you asked about is off the list"),
            body=_("Thank you for looking. Let those you told of it know."),
        )
        register_nav(
            NavEntry(
                "resources",
                _("Resources"),
                icon="directions",
                url_name="resources:home",
                roles=("worker", "supervisor", "agency-administrator"),
                shelf="more",
                order=14,
                note=_("Housing, food, benefits, peer groups, naloxone, and who checked them"),
                pages=("resources:",),
            )
        )
