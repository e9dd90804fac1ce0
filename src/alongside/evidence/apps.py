from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "alongside.evidence"

    def ready(self) -> None:
        from alongside.evidence.sweeping import sweep
        from alongside.notices.ticking import register_tick

        register_tick("evidence", sweep)
