from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    name = "alongside.advocacy"

    def ready(self) -> None:
        """Put it where workers find it, and what they did on their agenda and before their supervisors."""
        from alongside.advocacy.reading import on_the_agenda
        from alongside.supervision.agenda import register_agenda
        from alongside.ui.shelves import NavEntry, register_nav

        register_agenda("advocacy", on_the_agenda)
        register_nav(
            NavEntry(
                "advocacy",
                _("Where I spoke up"),
                icon="share",
                url_name="advocacy:mine",
                shelf="more",
                roles=("worker",),
                order=17,
                note=_("For a policy, a community, people’s rights"),
            )
        )
        register_nav(
            NavEntry(
                "advocacy-team",
                _("Where your people spoke up"),
                icon="share",
                url_name="advocacy:team",
                shelf="more",
                roles=("supervisor", "agency-administrator"),
                order=35,
                note=_("Policies, communities, people’s rights"),
            )
        )
