"""The plan, sealed so that only its owner opens it; the days on which somebody had a person for support; an agency's own help.

The first two are the person's own, whoever employs them: no agency stands on the row, and the journal is not told of either.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, ends_after_it_begins


class WellnessPlan(models.Model):
    """Somebody's plan. See `sealing` for what opens `sealed`.

    version: grows with each change, so that a page left open elsewhere does not undo a later one
    wrong_tries, wrong_at: how often other words were tried since it was last opened, and when last
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    wrong_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(version__gte=1), name="plan_versions_count_from_one")
        ]

    def __str__(self) -> str:
        return "a plan"


class SupportPerson(models.Model):
    """Whom somebody turns to with what could hurt their own recovery (sud.1.7), from a day. The name is sealed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    from_day = models.DateField()
    to_day = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "support persons"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(to_day__isnull=True), name="one_person_for_support_at_a_time"
            ),
            ends_after_it_begins("support_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return "a person for support"


class EmployeeHelp(AppendOnly):
    """The help from professionals that an agency has for its own people, from a day. Nobody's use of it is known here.

    words: what it is called, and for whom; empty takes the one before back. The newest stands.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    web = models.URLField(max_length=200, blank=True)
    from_day = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "employee help"
        indexes: ClassVar = [models.Index(fields=["agency", "-id"], name="employee_help_of_agency")]

    def __str__(self) -> str:
        return f"employee help {self.pk} of agency {self.agency_id}"

    @property
    def calls(self) -> str:
        """The number as a phone dials it; empty without one."""
        return "".join(own for own in self.phone if own.isdigit() or own == "+")
