from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "alongside.applications"

    def ready(self) -> None:
        """Applying stands in the dock of practitioners; letters and reminders run by themselves."""
        from alongside.applications.letters import register_letters
        from alongside.applications.papers import speak_for_papers
        from alongside.applications.references import remind_all
        from alongside.applications.reviewing.actions import close_denials
        from alongside.notices.ticking import register_tick
        from alongside.ui.shelves import NavEntry, register_nav

        speak_for_papers()
        register_letters()
        register_tick("references", remind_all)
        register_tick("denials", close_denials)
        register_nav(
            NavEntry(
                "applications",
                _("Applications"),
                icon="pen",
                url_name="applications:queue",
                roles=("board-staff",),
                order=15,
                pages=("applications:item", "applications:item_section", "applications:more", "applications:say"),
            )
        )
        register_nav(
            NavEntry(
                "apply",
                _("My application"),
                icon="pen",
                url_name="applications:listed",
                roles=("practitioner",),
                order=60,
                pages=(
                    "applications:begin",
                    "applications:overview",
                    "applications:section",
                    "applications:references",
                    "applications:send",
                    "applications:withdraw",
                ),
            )
        )
