from django.apps import AppConfig


class RulingsConfig(AppConfig):
    name = "alongside.rulings"

    def ready(self) -> None:
        """Fill the register with what the apps below know."""
        from alongside.rulings.facts import register_facts

        register_facts()
