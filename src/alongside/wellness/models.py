"""The plan, sealed so that only its owner opens it; and the days on which somebody had a person for support.

Both are the person's own, whoever employs them: no agency stands on the row, and the journal is not told of either.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.people.models import ends_after_it_begins


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
