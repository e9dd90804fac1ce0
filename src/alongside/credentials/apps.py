from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "alongside.credentials"

    def ready(self) -> None:
        """Tell rulings what certificates know."""
        from alongside.credentials.facts import register_facts

        register_facts()
