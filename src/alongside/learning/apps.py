from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "alongside.learning"

    def ready(self) -> None:
        """Put the pages where learners find them, and say who opens what proves their learning."""
        from alongside.evidence.opening import register_keeper, register_opener
        from alongside.learning.opening import board_counts_it, is_logged
        from alongside.notices.words import register_kind
        from alongside.ui.shelves import NavEntry, register_nav

        register_opener("learning", board_counts_it)
        register_keeper("learning", is_logged)
        register_kind(
            "learning.may-post",
            subject=_("You may post attendance"),
            body=_(
                "A board named you for a provider of courses. Send a list, look at each row, then take the good ones."
            ),
        )
        register_nav(
            NavEntry(
                "board-learning",
                _("Learning"),
                icon="bookmark",
                url_name="learning:desk",
                roles=("board-staff",),
                shelf="more",
                order=30,
                note=_("Providers, courses, one person’s hours"),
                pages=("learning:provider", "learning:new_provider", "learning:person", "learning:strike"),
            )
        )
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
                pages=("learning:log", "learning:history", "learning:plan", "learning:catalogue", "learning:practice"),
            )
        )
