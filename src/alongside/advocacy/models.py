"""Where somebody spoke up. Only added to; what was wrong is taken back by a row of its own. The words are sealed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Worker

USER = settings.AUTH_USER_MODEL


class SpokeUp(AppendOnly):
    """One time, on a day. Nobody served is named in it: it is about rules and places, not about a person."""

    class Kind(models.TextChoices):
        POLICY = "policy", _("A policy or law on peer support")
        DIVERSITY = "diversity", _("Diversity and equity")
        COMMUNITY = "community", _("A community and its doors")
        RIGHTS = "rights", _("Human rights")
        OTHER = "other", _("Something else")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    sealed = models.BinaryField()
    form_token = models.UUIDField(null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "spoke up"
        indexes: ClassVar = [
            models.Index(fields=["worker", "-on"], name="spoke_up_of_worker"),
            models.Index(fields=["agency", "-on"], name="spoke_up_at_agency"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "form_token"], name="one_speaking_up_per_form"),
            models.CheckConstraint(
                condition=Q(kind__in=["policy", "diversity", "community", "rights", "other"]),
                name="kind_of_speaking_up_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"speaking up {self.pk}"


class TakenBack(AppendOnly):
    """That it was written down by mistake."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    entry = models.OneToOneField(SpokeUp, models.PROTECT, related_name="taken_back")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "taken back"

    def __str__(self) -> str:
        return f"taken back: speaking up {self.entry_id}"
