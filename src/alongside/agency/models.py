"""What an agency was told of its staff's certificates. Policies are the rulebook's rows; this is the agency's own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.credentials.models import Certificate
from alongside.credentials.status import Status
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency


class ToldStanding(AppendOnly):
    """How a certificate stood when its holder's employer last looked: what is new is measured against the newest row.

    step: counts from 1 for each certificate at each agency. Two programs that see one change both write the same step,
    and the second is refused, so that nothing is told twice.
    since, through: as in `status.Standing`. Why it stands so is never copied here.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    step = models.PositiveIntegerField()
    status = models.CharField(max_length=12)
    since = models.DateField()
    through = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "certificate", "step"], name="told_standing_once_a_step"),
            models.CheckConstraint(condition=Q(step__gte=1), name="told_standings_count_from_one"),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]), name="told_standing_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"standing {self.step} of certificate {self.certificate_id} at agency {self.agency_id}"
