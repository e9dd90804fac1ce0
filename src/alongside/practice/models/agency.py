"""What an agency has on file about what its peers do, and what went of its records."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Worker
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import unseal

USER = settings.AUTH_USER_MODEL


class AgencyScope(AppendOnly):
    """What peers do at an agency, from a day on: the newest list that has begun stands whole.

    does: keys of `scoping.SERVICES` with a space between them
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    does = models.CharField(max_length=400)
    from_day = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    changes_seldom: ClassVar = True

    def __str__(self) -> str:
        return f"scope {self.pk} of agency {self.agency_id}"


class Disposal(AppendOnly):
    """Records that went, or were let go: what, how, under which rule of the agency's schedule.

    records_until: the newest of them; on: the day they went or were to go; is_declared: it had happened before anybody asked;
    sealed: what it was and under which line of the schedule, in words
    """

    class Kind(models.TextChoices):
        PAPER = "paper", _("Notes or forms on paper")
        PRINTED = "printed", _("What was printed or exported from here")
        DEVICE = "device", _("A phone, computer or drive")
        OTHER = "other", _("Something else")

    class Way(models.TextChoices):
        SHREDDED = "shredded", _("Shredded")
        WIPED = "wiped", _("Wiped")
        HANDED = "handed-in", _("Handed in at the agency")
        OTHER = "other", _("Another way")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    way = models.CharField(max_length=10, choices=Way.choices)
    records_until = models.DateField()
    on = models.DateField()
    is_declared = models.BooleanField()
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    token = models.UUIDField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "on"], name="disposals_of_agency")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "token"], name="a_disposal_sent_twice_is_one"),
            models.CheckConstraint(
                condition=models.Q(records_until__lte=models.F("on")), name="records_are_older_than_their_disposal"
            ),
        ]

    def __str__(self) -> str:
        return f"disposal {self.pk}"

    @property
    def what(self) -> str:
        """In words. Raises CannotOpen."""
        return str(unseal(self.sealed).get("what", ""))

    @property
    def rule(self) -> str:
        """The line of the agency's schedule that let them go. Raises CannotOpen."""
        return str(unseal(self.sealed).get("rule", ""))
