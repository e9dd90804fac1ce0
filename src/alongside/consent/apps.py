from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    name = "alongside.consent"

    def ready(self) -> None:
        """Tell rulings of releases."""
        from alongside.consent.facts import register_facts
        from alongside.consent.sharing import PLANS
        from alongside.notices.words import register_kind
        from alongside.rulings.stating import know_record

        register_facts()
        know_record(PLANS)
        register_kind(
            "disclosure.to-look-at",
            subject=_("%(name)s put on record something that was told"),
            body=_("No release covered it. Look at it together; it was right to write it down."),
        )
