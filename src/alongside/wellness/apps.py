from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WellnessConfig(AppConfig):
    name = "alongside.wellness"

    def ready(self) -> None:
        """Tell duties since when somebody has a person for support, and put the plan where its owner finds it."""
        from alongside.ui.shelves import NavEntry, register_nav
        from alongside.wellness.happened import register_support

        register_support()
        register_nav(
            NavEntry(
                "my-plan",
                _("My plan"),
                icon="heart",
                url_name="wellness:plan",
                roles=("worker",),
                shelf="more",
                order=14,
                note=_("For staying well. Nobody else can open it"),
                pages=("wellness:",),
            )
        )
        register_nav(
            NavEntry(
                "employee-help",
                _("Help for our own people"),
                icon="heart",
                url_name="wellness:employee_help",
                roles=("agency-administrator",),
                shelf="more",
                order=33,
                note=_("What workers find when they need a professional"),
            )
        )
