"""Sessions, who attended, what both signed; own lines for the agenda; asking for support; deputies; an agency's figures.

Moments are aware and whole minutes; days come in pairs as everywhere (`from_day`, and the first day no longer, `to_day`).
What a worker's sessions add up to is never stored: `counting` works it out from these rows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.guards import Guard, change_only_while, never_deleted
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Worker, ends_after_it_begins
from alongside.supervision.guards import HELD_SESSIONS_DO_NOT_OVERLAP, no_longer_than_a_day

A_DAY = 1440
"""Minutes."""


class SupervisionSession(models.Model):
    """A session of supervision: planned, then held or called off.

    starts_at, planned_minutes: as booked; began_at, ended_at: as it was, once held
    is_clinical: only where the supervisor says so (sud.1.1 counts clinical supervision alone)
    off: why it did not take place, so that a worker's right to regular supervision shows a supervisor's part (nm.rights.3)
    settled_by, settled_at: who wrote it up or called it off, and when
    """

    class Kind(models.TextChoices):
        ONE_TO_ONE = "one-to-one", _("One to one")
        GROUP = "group", _("Group")

    class How(models.TextChoices):
        IN_PERSON = "in-person", _("In person")
        VIDEO = "video", _("Video")
        PHONE = "phone", _("Phone")

    class State(models.TextChoices):
        PLANNED = "planned", _("Booked")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Did not take place")

    class Off(models.TextChoices):
        SUPERVISOR = "supervisor", _("The supervisor could not")
        WORKER = "worker", _("The worker could not")
        NOT_HELD = "not-held", _("It did not happen, and nobody called it off")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    is_clinical = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    planned_minutes = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=12, choices=How.choices)
    place = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    off = models.CharField(max_length=12, choices=Off.choices, blank=True)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    form_token = models.UUIDField(null=True)
    """Of the page it was booked from, so that a form sent twice books one session."""

    guards: ClassVar = (
        no_longer_than_a_day("a_session_is_no_longer_than_a_day"),
        Guard(
            "a_session_is_settled_once",
            "UPDATE",
            "OLD.state <> 'planned' AND (NEW.state <> OLD.state OR NEW.off <> OLD.off OR NEW.starts_at <> OLD.starts_at"
            " OR NEW.planned_minutes <> OLD.planned_minutes OR NEW.settled_at <> OLD.settled_at"
            " OR NEW.settled_by_id <> OLD.settled_by_id)",
            ("state", "off", "starts_at", "planned_minutes", "settled_at", "settled_by_id"),
            "a session is settled once",
        ),
        never_deleted("a_session_is_not_deleted", says="a session is called off, never deleted"),
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["supervisor", "state", "starts_at"], name="sessions_of_supervisor"),
            models.Index(fields=["agency", "starts_at"], name="sessions_of_agency"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["booked_by", "form_token"], name="one_session_per_form"),
            models.CheckConstraint(condition=Q(kind__in=["one-to-one", "group"]), name="session_kind_is_known"),
            models.CheckConstraint(condition=Q(how__in=["in-person", "video", "phone"]), name="session_how_is_known"),
            models.CheckConstraint(
                condition=Q(planned_minutes__gte=1, planned_minutes__lte=A_DAY),
                name="a_session_is_planned_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="planned",
                    began_at__isnull=True,
                    ended_at__isnull=True,
                    off="",
                    settled_by__isnull=True,
                    settled_at__isnull=True,
                )
                | Q(
                    state="held",
                    began_at__isnull=False,
                    ended_at__isnull=False,
                    off="",
                    settled_by__isnull=False,
                    settled_at__isnull=False,
                )
                | Q(
                    state="cancelled",
                    began_at__isnull=True,
                    ended_at__isnull=True,
                    off__in=["supervisor", "worker", "not-held"],
                    settled_by__isnull=False,
                    settled_at__isnull=False,
                ),
                name="session_state_is_told_in_full",
            ),
            models.CheckConstraint(
                condition=Q(began_at__isnull=True) | Q(ended_at__gt=F("began_at")), name="session_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__lte=F("settled_at")),
                name="no_session_is_held_before_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def planned_end(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.planned_minutes)

    @property
    def from_moment(self) -> datetime:
        """When it was, or is to be, in the agency's own zone."""
        return (self.began_at or self.starts_at).astimezone(self.agency.time_zone)

    @property
    def to_moment(self) -> datetime:
        return (self.ended_at or self.planned_end).astimezone(self.agency.time_zone)

    @property
    def minutes(self) -> int:
        """How long it was, or is to be."""
        if self.began_at is None or self.ended_at is None:
            return self.planned_minutes
        return round((self.ended_at - self.began_at).total_seconds() / 60)

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    @property
    def is_group(self) -> bool:
        return self.kind == self.Kind.GROUP

    @property
    def names(self) -> str:
        """Who it is with. Prefetch `attendances__worker` where it is asked of many."""
        return ", ".join(own.worker.name for own in self.attendances.all())

    @property
    def is_signed(self) -> bool:
        """Whether everyone who was there has confirmed it."""
        there = [own for own in self.attendances.all() if own.attended]
        return bool(there) and all(own.stands == SessionAttendance.Stands.AGREED for own in there)

    @property
    def is_disputed(self) -> bool:
        """Whether somebody says that it was not so."""
        return any(own.stands == SessionAttendance.Stands.DISPUTED for own in self.attendances.all())


class SessionAttendance(models.Model):
    """A worker's part in a session. A group credits each who attended its minutes.

    attended: empty until the session is written up; began_at, ended_at: the session's own, where they attended
    stands: what the worker says of what the supervisor wrote; disputed minutes do not count until it is put right
    """

    class Stands(models.TextChoices):
        OPEN = "open", _("Not yet confirmed by the worker")
        AGREED = "agreed", _("Signed by both")
        DISPUTED = "disputed", _("The worker says it was not so")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    session = models.ForeignKey(SupervisionSession, models.PROTECT, related_name="attendances")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    attended = models.BooleanField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stands = models.CharField(max_length=10, choices=Stands.choices, default=Stands.OPEN)

    guards: ClassVar = (
        never_deleted("an_attendance_is_not_deleted", says="an attendance is never deleted"),
        HELD_SESSIONS_DO_NOT_OVERLAP,
        no_longer_than_a_day("attendance_is_no_longer_than_a_day"),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "worker"], name="a_worker_attends_once"),
            models.CheckConstraint(
                condition=Q(stands__in=["open", "agreed", "disputed"]), name="attendance_stands_is_known"
            ),
            models.CheckConstraint(
                condition=Q(attended=True, began_at__isnull=False, ended_at__gt=F("began_at"))
                | Q(Q(attended__isnull=True) | Q(attended=False), began_at__isnull=True, ended_at__isnull=True),
                name="who_attended_was_there_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"worker {self.worker_id} in session {self.session_id}"


class SessionNote(AppendOnly):
    """What one side signed about a session: the newest of each side stands, those before it stay.

    attendance: the worker's own, for a worker's note; empty for the supervisor's, which all who attended may read
    began_at, ended_at: the times as they were recorded when this was signed
    sealed: `{"topics", "steps", "why"}` of a supervisor, `{"words"}` of a worker; readable through `told()` alone
    """

    class Says(models.TextChoices):
        HELD = "held", _("Written up")
        AMENDED = "amended", _("Amended")
        AGREES = "agrees", _("Confirmed")
        DISAGREES = "disagrees", _("It was not so")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    session = models.ForeignKey(SupervisionSession, models.PROTECT, related_name="notes")
    attendance = models.ForeignKey(SessionAttendance, models.PROTECT, null=True, related_name="notes")
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    says = models.CharField(max_length=10, choices=Says.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(attendance__isnull=True, says__in=["held", "amended"])
                | Q(attendance__isnull=False, says__in=["agrees", "disagrees"]),
                name="each_side_signs_for_itself",
            ),
            models.UniqueConstraint(fields=["amends"], name="a_note_is_amended_once"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk} of session {self.session_id}"

    def told(self) -> dict[str, str]:
        """Its words. Raises CannotOpen where the installation's key was replaced without keeping the old one."""
        from alongside.rulings.sealing import unseal

        return {str(name): str(words) for name, words in unseal(self.sealed).items()}


class AgendaLine(models.Model):
    """Something a worker means to bring to supervision, in their own words, sealed.

    is_private: about their own recovery (ak.conduct.1a), or whatever they keep to themself: nobody else ever sees it.
    It is the worker's to change and delete, and the journal is not told.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    is_private = models.BooleanField()
    sealed = models.BinaryField()
    at = models.DateTimeField()
    form_token = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "form_token"], name="one_agenda_line_per_form")
        ]

    def __str__(self) -> str:
        return f"agenda line {self.pk}"


class SupportAsk(models.Model):
    """A worker asks for support or supervision, and somebody says what was arranged. Never anybody else's to see.

    to: the supervisor of record then; empty where there was none, and then the agency's administrators have it
    deputy: who has it as well once it waits too long (`due_on`)
    """

    class Kind(models.TextChoices):
        SUPERVISION = "supervision", _("Supervision")
        PEER_SUPPORT = "peer-support", _("Peer support")
        PEER_CONSULTATION = "peer-consultation", _("Consultation with a peer")
        BOUNDARIES = "boundaries", _("Help with a boundary")

    class Status(models.TextChoices):
        OPEN = "open", _("Waiting")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Taken back")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    words = models.BinaryField(blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    answer = models.BinaryField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    form_token = models.UUIDField(null=True)

    guards: ClassVar = (
        change_only_while("an_ask_is_settled_once", "status", "open", says="an ask is settled once"),
        never_deleted("an_ask_is_not_deleted", says="an ask is taken back, never deleted"),
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["to", "status", "due_on"], name="support_asked_of")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "form_token"], name="one_ask_per_form"),
            models.UniqueConstraint(
                fields=["worker", "kind"], condition=Q(status="open"), name="one_open_ask_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["supervision", "peer-support", "peer-consultation", "boundaries"]),
                name="ask_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="answered", answered_by__isnull=False, answered_at__isnull=False)
                | Q(status__in=["open", "withdrawn"], answered_by__isnull=True, answered_at__isnull=True),
                name="an_answer_has_someone_who_gave_it",
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | Q(to__isnull=False) & ~Q(deputy=F("to")),
                name="an_ask_has_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"ask {self.pk}"


class SupervisorDeputy(models.Model):
    """Who answers for a supervisor what they leave unanswered, from a day. Both hold the supervisor's role there."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "supervisor deputies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "supervisor"], condition=Q(to_day__isnull=True), name="one_open_deputy"
            ),
            models.UniqueConstraint(fields=["agency", "supervisor", "from_day"], name="one_deputy_from_a_day"),
            models.CheckConstraint(condition=~Q(deputy=F("supervisor")), name="nobody_is_their_own_deputy"),
            ends_after_it_begins("deputy_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"deputy {self.pk}"


class AgencyFigure(AppendOnly):
    """A figure that an agency sets for itself, from a day: the newest that has begun stands. See `figures`."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = models.CharField(max_length=20)
    value = models.PositiveSmallIntegerField()
    from_day = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    changes_seldom: ClassVar = True

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(name__in=["caseload", "team", "rhythm", "attempts", "unseen"]), name="figure_name_is_known"
            ),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=100), name="figure_is_within_reason"),
        ]

    def __str__(self) -> str:
        return f"figure {self.name} of agency {self.agency_id}"
