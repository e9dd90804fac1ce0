"""Words that a worker kept about a question: sealed, theirs to delete, and told to nobody, the journal included."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from alongside.people.models import Agency, Worker


class Reflection(models.Model):
    """What somebody thought about one clause's question. sealed: the question as it was asked, and their words."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    clause = models.CharField(max_length=60)
    sealed = models.BinaryField()
    at = models.DateTimeField()
    form_token = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["worker", "-at"], name="reflections_of_worker")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "form_token"], name="one_reflection_per_form")
        ]

    def __str__(self) -> str:
        return "a reflection"
