from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "alongside.groups"

    def ready(self) -> None:
        """Let practice know when a worker was in a group; put groups where workers find them."""
        from alongside.groups.taking import led_by
        from alongside.notices.words import register_kind
        from alongside.practice.holding import register_elsewhere
        from alongside.ui.shelves import NavEntry, register_nav

        register_elsewhere(led_by, gathering="session__token", began="session__began_at", ended="session__ended_at")
        register_kind(
            "group.asked",
            subject=_("%(name)s planned a group with you"),
            body=_("Look at the time and the place. You each write down those you support."),
        )
        register_nav(
            NavEntry(
                "groups",
                _("Groups"),
                icon="team",
                url_name="groups:home",
                shelf="more",
                roles=["worker"],
                order=12,
                note=_("Plan one, take attendance, write it once for all"),
                pages=("groups:",),
            )
        )
