from django.apps import AppConfig


class RulingsConfig(AppConfig):
    name = "alongside.rulings"

    def ready(self) -> None:
        """Fill the register with what the apps below know, and have standings follow what happens."""
        from alongside.notices.ticking import register_tick
        from alongside.rulings.facts import register_facts
        from alongside.rulings.standings import follow

        register_facts()
        register_tick("duties", lambda _now: follow())
