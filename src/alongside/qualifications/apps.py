from django.apps import AppConfig


class QualificationsConfig(AppConfig):
    name = "alongside.qualifications"

    def ready(self) -> None:
        """Tell rulings what is on file of a worker."""
        from alongside.qualifications.facts import register_facts

        register_facts()
