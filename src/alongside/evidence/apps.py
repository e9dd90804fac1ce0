from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "alongside.evidence"
