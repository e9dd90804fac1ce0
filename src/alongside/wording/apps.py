from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WordingConfig(AppConfig):
    name = "alongside.wording"

    def ready(self) -> None:
        """Put the pages where writers and the agency's administrators find them."""
        from alongside.ui.shelves import NavEntry, register_nav

        register_nav(
            NavEntry(
                "wording",
                _("Person-first words"),
                icon="talk",
                url_name="wording:practice",
                roles=("worker", "supervisor"),
                shelf="more",
                order=20,
                note=_("Try a text, and see what to say instead"),
                pages=("wording:words",),
            )
        )
        register_nav(
            NavEntry(
                "agency-words",
                _("Words we avoid"),
                icon="talk",
                url_name="wording:agency",
                roles=("agency-administrator",),
                shelf="more",
                order=21,
                note=_("Your agency’s own, beside the common list"),
                pages=("wording:practice", "wording:words"),
            )
        )
