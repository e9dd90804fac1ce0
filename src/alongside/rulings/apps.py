from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulingsConfig(AppConfig):
    name = "alongside.rulings"

    def ready(self) -> None:
        """Fill the register with what the apps below know, and have standings follow what happens."""
        from alongside.notices.ticking import register_tick
        from alongside.notices.words import register_kind
        from alongside.rulings.facts import register_facts
        from alongside.rulings.standings import follow

        register_facts()
        register_kind(
            "referral.looked-at-again",
            subject=_("A decision was looked at again"),
            body=_("Read whether it still stands, and what your supervisor wrote."),
        )
        register_tick("duties", lambda _now: follow())
