"""A group as it is planned and held, who leads it, what each leader wrote of it, and who came. Words are sealed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.guards import change_only_while, never_change, never_deleted
from alongside.journal.models import AppendOnly
from alongside.people import clock
from alongside.people.models import Agency, Person, Worker
from alongside.practice.models import Contact, How
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import unseal

USER = settings.AUTH_USER_MODEL


class GroupSession(models.Model):
    """One meeting of a group: planned, then held or called off; or held without a plan.

    token: made by the device that planned or wrote it, so that what is sent twice is one; the `gathering` of its contacts
    topic: what it is about; it stands in the record of each who came, and names nobody
    ruling: on the plan; what took place is ruled on for each who came
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CALLED_OFF = "called-off", _("Called off")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    token = models.UUIDField()
    topic = models.CharField(max_length=120)
    how = models.CharField(max_length=12, choices=How.choices)
    place = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    planned_from = models.DateTimeField(null=True)
    planned_to = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    guards: ClassVar = (
        never_change(
            "group_stays_as_planned",
            *("agency_id", "token", "planned_from", "planned_to", "ruling_id", "by_id", "at"),
            says="a group's plan stays as it was made",
        ),
        change_only_while(
            "held_group_stays_as_written", "status", "planned", says="a group that was settled stays as it was written"
        ),
        never_deleted("group_is_not_deleted", says="a group is never deleted"),
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "began_at"], name="groups_of_agency")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "token"], name="a_group_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(status="held", began_at__isnull=False, ended_at__gt=F("began_at"))
                | Q(status__in=["planned", "called-off"], began_at__isnull=True, ended_at__isnull=True),
                name="a_held_group_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(planned_from__isnull=True, planned_to__isnull=True, status="held")
                | Q(planned_to__gt=F("planned_from")),
                name="a_planned_group_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"group {self.pk}"

    @property
    def starts(self) -> Any:
        """When it began, or is to begin."""
        return self.began_at or self.planned_from

    @property
    def ends(self) -> Any:
        """When it ended, or is to end."""
        return self.ended_at or self.planned_to

    @property
    def is_over(self) -> bool:
        """Whether its time has passed."""
        return bool(self.ends <= clock.now())


class Leader(AppendOnly):
    """A worker who leads a group: one, or two together."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    session = models.ForeignKey(GroupSession, models.PROTECT, related_name="leaders")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    seat = models.PositiveSmallIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["worker", "-session"], name="groups_of_worker")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "worker"], name="a_worker_leads_a_group_once"),
            models.UniqueConstraint(fields=["session", "seat"], name="one_leader_a_seat"),
            models.CheckConstraint(condition=Q(seat__in=[1, 2]), name="a_group_has_at_most_two_leaders"),
        ]

    def __str__(self) -> str:
        return f"leader {self.pk} of group {self.session_id}"


class Turn(models.TextChoices):
    """Whether everyone had their chance: asked of whoever led, and never counted against anybody (ca.mutuality.4)."""

    ALL = "all", _("Yes, everyone")
    SOME = "some", _("Some did")
    NOT = "not", _("Not this time")


class GroupNote(AppendOnly):
    """What one of the leaders wrote of the group and signed: shared by all who came, naming nobody.

    amends: a later row that puts an earlier one right, which stays
    spoke, led, decided: a chance to speak, to lead, and what was decided together (ca.mutuality.4)
    others: how many came who have no record here
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    session = models.ForeignKey(GroupSession, models.PROTECT, related_name="notes")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amendments")
    sealed = models.BinaryField()
    spoke = models.CharField(max_length=4, choices=Turn.choices, blank=True)
    led = models.CharField(max_length=4, choices=Turn.choices, blank=True)
    decided = models.CharField(max_length=4, choices=Turn.choices, blank=True)
    others = models.PositiveSmallIntegerField(default=0)
    signed_at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "worker"], condition=Q(amends__isnull=True), name="one_group_note_a_leader"
            ),
            models.CheckConstraint(condition=Q(others__lte=200), name="a_group_has_a_size"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk} of group {self.session_id}"

    @property
    def words(self) -> str:
        """What was written. Raises CannotOpen."""
        return str(unseal(self.sealed).get("words", ""))


class Attendance(AppendOnly):
    """That a person came, and the contact it is in their record. worker: who took them down."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    session = models.ForeignKey(GroupSession, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="+")
    left_early = models.BooleanField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "person"], name="came_to_a_group_once")]

    def __str__(self) -> str:
        return f"attendance {self.pk} of group {self.session_id}"
