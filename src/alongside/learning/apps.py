from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "alongside.learning"

    def ready(self) -> None:
        """Put the pages where learners find them, and say who opens what proves their learning."""
        from alongside.evidence.opening import register_keeper, register_opener
        from alongside.learning.opening import board_counts_it, is_logged
        from alongside.ui.shelves import NavEntry, register_nav

        register_opener("learning", board_counts_it)
        register_keeper("learning", is_logged)
        register_nav(
            NavEntry(
                "learning",
                _("Learning"),
                icon="bookmark",
                url_name="learning:home",
                roles=("practitioner",),
                shelf="more",
                order=12,
                note=_("Your hours, what is missing, and courses"),
                pages=("learning:log", "learning:history", "learning:plan", "learning:catalogue"),
            )
        )
