"""What is on file of a worker. A row stays as it was put there; it may be ended once, and is never deleted."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.guards import change_once, never_change, never_deleted
from alongside.people.models import Agency, Worker

USER = settings.AUTH_USER_MODEL


class Qualification(models.Model):
    """One paper that a worker showed. what: its name, as printed; seen_as: how it was checked.

    through: the last day it holds, None without an end; ended_on: the first day on which it counts no more, whatever it says
    """

    class Kind(models.TextChoices):
        CLINICAL = "clinical-license", _("Clinical license")
        TRAINING = "training", _("Training for a service")
        LICENSE = "license", _("License for a service")
        CERTIFICATE = "certificate", _("Certificate for a service")
        DRIVER = "driver-license", _("Driver’s license")
        INSURANCE = "vehicle-insurance", _("Car insurance")
        REGISTRATION = "vehicle-registration", _("Car registration")
        INSPECTION = "vehicle-inspection", _("Car inspection")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    what = models.CharField(max_length=120)
    seen_as = models.CharField(max_length=160)
    from_day = models.DateField()
    through = models.DateField(null=True)
    token = models.UUIDField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    changes_seldom: ClassVar = True

    guards: ClassVar = (
        never_change(
            "qualification_stays_as_filed",
            "agency_id",
            "worker_id",
            "kind",
            "what",
            "seen_as",
            "from_day",
            "through",
            "token",
            "by_id",
            "at",
            says="what was put on file stays as it was",
        ),
        change_once(
            "qualification_ends_once", "ended_on", "ended_by_id", empty=None, says="what was ended on file stays so"
        ),
        never_deleted("qualification_is_not_deleted", says="what was put on file is never deleted"),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "token"], name="a_paper_sent_twice_is_on_file_once"),
            models.CheckConstraint(
                condition=Q(through__isnull=True) | Q(through__gte=F("from_day")), name="a_paper_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="a_paper_ended_has_somebody_who_did",
            ),
        ]

    def __str__(self) -> str:
        return f"qualification {self.pk}"


FOR_A_SERVICE = frozenset(
    {Qualification.Kind.TRAINING.value, Qualification.Kind.LICENSE.value, Qualification.Kind.CERTIFICATE.value}
)
"""What may open one service outside of the role: nc.2.7."""
