from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "alongside.credentials"

    def ready(self) -> None:
        """Tell rulings what certificates know, and learning in which period it counts."""
        from alongside.credentials.facts import register_facts
        from alongside.credentials.windows import windows_of_certificates
        from alongside.learning.windows import register_windows

        register_facts()
        register_windows(windows_of_certificates)
