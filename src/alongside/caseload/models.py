"""Assignments, ties, stepping back, who may know, who looked. Words that people write are sealed.

Days come in pairs: `from_day` is the first day something holds, `to_day` the first day it no longer does (or none).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.guards import never_change, never_deleted
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Person, Worker
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import unseal, words_in

USER = settings.AUTH_USER_MODEL


class Assignment(models.Model):
    """One worker and one person, from the offer on. Whom it concerns and who offered it never changes.

    kind: PRIMARY, or COVER for somebody who stepped back
    match: whether the worker shares what the person asked for, said where somebody asked or is here as family (ca.family.4)
    usual: the figure of people to one worker that the offer went beyond; empty where it did not
    sealed: what was said of either: "match", "shares" (as it was on file that day), "beyond"
    ruling: on taking it on; of an offer, on what was said of it last, where that waits for the supervisor
    answered_by: who took it on, said no or took it back; empty where that was before it was kept
    why: what ended an open one
    """

    class Kind(models.TextChoices):
        PRIMARY = "primary", _("Assigned")
        COVER = "cover", _("Cover")

    class Status(models.TextChoices):
        OFFERED = "offered", _("Offered")
        OPEN = "open", _("Taken on")
        DECLINED = "declined", _("Not taken on")
        WITHDRAWN = "withdrawn", _("Taken back")
        ENDED = "ended", _("Ended")

    class Why(models.TextChoices):
        REASSIGNED = "reassigned", _("Somebody else took over")
        PERSON_ASKED = "person-asked", _("The person asked for it")
        CLOSED = "closed", _("The case was closed")
        COVER_OVER = "cover-over", _("The cover was over")
        DIRECTED = "directed", _("A supervisor directed it")

    class Match(models.TextChoices):
        SHARED = "shared", _("The worker shares what they asked for")
        CHOSEN = "chosen", _("They chose somebody without it")
        NOBODY = "nobody", _("Nobody here who shares it is free just now, and they know")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PRIMARY)
    match = models.CharField(max_length=8, choices=Match.choices, blank=True)
    usual = models.PositiveSmallIntegerField(null=True)
    sealed = models.BinaryField(blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OFFERED)
    offered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    from_day = models.DateField(null=True)
    to_day = models.DateField(null=True)
    why = models.CharField(max_length=12, choices=Why.choices, blank=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, null=True, related_name="+")

    guards: ClassVar = (
        never_change(
            "assignment_stays_as_offered",
            "agency_id",
            "person_id",
            "worker_id",
            "kind",
            "match",
            "usual",
            "sealed",
            "offered_by_id",
            "offered_at",
            says="an offer stays as it was made",
        ),
        never_deleted("assignment_is_not_deleted", says="an assignment is never deleted"),
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["worker", "status"], name="assignments_of_worker"),
            models.Index(fields=["person", "status"], name="assignments_of_person"),
            models.Index(fields=["agency"], condition=Q(status="open"), name="open_assignments_of_agency"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "worker"],
                condition=Q(status__in=["offered", "open"]),
                name="one_standing_assignment_of_two",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["offered", "declined", "withdrawn"], from_day__isnull=True, to_day__isnull=True)
                | Q(status="open", from_day__isnull=False, to_day__isnull=True, ruling__isnull=False)
                | Q(status="ended", from_day__isnull=False, to_day__isnull=False, to_day__gte=F("from_day")),
                name="assignment_days_follow_its_status",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_by__isnull=False) & ~Q(why="") | ~Q(status="ended") & Q(why=""),
                name="an_ended_assignment_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"

    @property
    def said(self) -> dict[str, Any]:
        """What was said of the match, and of going beyond the usual. Raises CannotOpen."""
        return unseal(bytes(self.sealed)) if self.sealed else {}


class Background(AppendOnly):
    """What a worker wishes known of their own story, so that people may be matched (ca.family.4). The newest stands.

    sealed: as `matching.Story`; an empty one takes it back
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["worker", "-id"], name="backgrounds_of_worker")]

    def __str__(self) -> str:
        return f"background {self.pk} of worker {self.worker_id}"


class Tie(AppendOnly):
    """How a worker says they know a person, when they were offered them or later. The newest of a pair stands.

    is_sponsor, is_family, is_business: empty where it was told before these were asked apart from any other tie
    is_shared: the supervisor of record may read it; without that, nobody but the worker. sealed: {"words": ...}
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    was_romantic = models.BooleanField()
    was_sexual = models.BooleanField()
    was_friendship = models.BooleanField()
    is_sponsor = models.BooleanField(null=True)
    is_family = models.BooleanField(null=True)
    is_business = models.BooleanField(null=True)
    is_other = models.BooleanField()
    is_shared = models.BooleanField()
    sealed = models.BinaryField()
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["worker", "person", "-id"], name="ties_of_two"),
            models.Index(fields=["worker"], condition=Q(is_shared=True), name="ties_shared"),
        ]

    def __str__(self) -> str:
        return f"tie {self.pk}"

    @property
    def is_any(self) -> bool:
        """Whether there is anything to decide at all."""
        return self.was_romantic or self.was_sexual or self.was_friendship or self.is_beside

    @property
    def is_beside(self) -> bool:
        """Whether there is a tie besides romance, sex and friendship, whichever it is."""
        return self.is_other or bool(self.is_sponsor or self.is_family or self.is_business)

    @property
    def sponsors(self) -> bool | None:
        """Whether the worker sponsors the person; None where another tie was told before that was asked apart."""
        return None if self.is_sponsor is None and self.is_other else bool(self.is_sponsor)

    @property
    def words(self) -> str:
        """What the worker wrote with it. Raises CannotOpen."""
        return words_in(self.sealed)


class TieDecision(AppendOnly):
    """What the supervisor decided of a tie, with bounds and the day on which to look again: nc.4.6a, sud.2.14a."""

    class Decision(models.TextChoices):
        GO_ON = "go-on", _("It does not get in the way")
        STEP_OUT = "step-out", _("Step out")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    tie = models.ForeignKey(Tie, models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=8, choices=Decision.choices)
    has_bounds = models.BooleanField()
    sealed = models.BinaryField()
    review_on = models.DateField(null=True)
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(decision__in=["go-on", "step-out"]), name="tie_decision_is_known"),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk} on tie {self.tie_id}"

    @property
    def words(self) -> str:
        """The bounds, or why not. Raises CannotOpen."""
        return words_in(self.sealed)


class StepBack(models.Model):
    """A worker pauses: from one person, or from all. It holds at once; cover is found while it holds.

    person: empty for everybody they support; sealed: {"words": ...}, the worker's own, read by nobody else
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    sealed = models.BinaryField()
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)

    guards: ClassVar = (
        never_change(
            "step_back_stays_as_said",
            "agency_id",
            "worker_id",
            "person_id",
            "from_day",
            "sealed",
            "ruling_id",
            "at",
            says="a step back stays as it was said",
        ),
        never_deleted("step_back_is_not_deleted", says="a step back is never deleted"),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(to_day__isnull=True, person__isnull=True), name="one_step_back_from_all"
            ),
            models.UniqueConstraint(
                fields=["worker", "person"], condition=Q(to_day__isnull=True), name="one_step_back_from_a_person"
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True, returned_at__isnull=True)
                | Q(to_day__gte=F("from_day"), returned_at__isnull=False),
                name="a_return_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"step back {self.pk}"

    @property
    def words(self) -> str:
        """The worker's own words. Raises CannotOpen."""
        return words_in(self.sealed)


class TeamPlace(models.Model):
    """A colleague who may know of a person because they are on the care team, as what, and from when.

    agreed_on: when the person agreed; empty for places given before that was asked
    """

    class As(models.TextChoices):
        CLINICIAN = "clinician", _("Clinician")
        COORDINATOR = "coordinator", _("Care coordinator")
        PEER = "peer", _("Peer worker")
        RECOVERY = "recovery", _("Recovery specialist")
        OTHER = "other", _("Other professional")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    as_what = models.CharField(max_length=12, choices=As.choices)
    agreed_on = models.DateField(null=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    guards: ClassVar = (
        never_change(
            "team_place_stays_as_given",
            "agency_id",
            "person_id",
            "user_id",
            "as_what",
            "from_day",
            "agreed_on",
            "by_id",
            says="a place on a team stays as it was given",
        ),
        never_deleted("team_place_is_not_deleted", says="a place on a team is never deleted"),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "user"], condition=Q(to_day__isnull=True), name="one_open_place_on_a_team"
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")), name="team_place_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.pk} on a team"


class Essentials(AppendOnly):
    """What those who support a person need to know before they meet. Each save is a new row; the newest stands.

    sealed: the fields of `essentials.Known`
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "essentials"
        indexes: ClassVar = [models.Index(fields=["person", "-id"], name="essentials_of_person")]

    def __str__(self) -> str:
        return f"essentials {self.pk} of person {self.person_id}"

    def data(self) -> dict[str, Any]:
        """As it was sealed. Raises CannotOpen."""
        return dict(unseal(self.sealed))


class Ground(models.TextChoices):
    """Why somebody may open a person's record."""

    OWN = "own", _("It is about them")
    ASSIGNED = "assigned", _("Assigned to support them")
    TEAM = "team", _("On their care team")
    SUPERVISES = "supervises", _("Supervises who supports them")
    GLASS = "glass", _("Opened in an emergency")


class Look(AppendOnly):
    """That somebody opened a person's record: once a quarter of an hour at most, numbered from 1970."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    quarter = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-id"], name="looks_at_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "user", "quarter"], name="one_look_a_quarter_hour"),
        ]

    def __str__(self) -> str:
        return f"look {self.pk}"


class BrokenGlass(models.Model):
    """A record opened in an emergency by somebody without a ground: one hour, then looked into by somebody else."""

    class Finding(models.TextChoices):
        RIGHT = "right", _("It was right")
        NOT_RIGHT = "not-right", _("It was not right")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    second_factor = models.CharField(max_length=20)
    at = models.DateTimeField()
    until = models.DateTimeField()
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True)
    found_sealed = models.BinaryField(blank=True)
    found_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(null=True)

    guards: ClassVar = (
        never_change(
            "broken_glass_stays_as_it_was",
            "agency_id",
            "person_id",
            "user_id",
            "sealed",
            "second_factor",
            "at",
            "until",
            says="what was opened in an emergency stays on record",
        ),
        never_deleted("broken_glass_is_not_deleted", says="what was opened in an emergency stays on record"),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="broken_glass_has_an_end"),
            models.CheckConstraint(condition=~Q(second_factor=""), name="broken_glass_had_a_second_factor"),
            models.CheckConstraint(
                condition=Q(finding="", found_by__isnull=True, found_at__isnull=True)
                | Q(finding__in=["right", "not-right"], found_by__isnull=False, found_at__isnull=False),
                name="a_finding_has_somebody_who_made_it",
            ),
            models.CheckConstraint(
                condition=Q(found_by__isnull=True) | ~Q(found_by=F("user")), name="nobody_reviews_their_own_glass"
            ),
        ]

    def __str__(self) -> str:
        return f"broken glass {self.pk}"

    @property
    def reason(self) -> str:
        """Why it was opened. Raises CannotOpen."""
        return words_in(self.sealed)

    @property
    def found(self) -> str:
        """What the reviewer wrote. Raises CannotOpen."""
        return words_in(self.found_sealed)


class ChangeAsked(models.Model):
    """A person asks for another worker, or for another way of being supported, whoever heard it: sud.3.19, ak.rel.9.

    heard_by: the account that took it down; empty where the person wrote it themselves
    """

    class Wants(models.TextChoices):
        ANOTHER = "another-worker", _("Another worker")
        ROLE = "changed-role", _("Another way of being supported")

    class Outcome(models.TextChoices):
        CHANGED = "changed", _("Changed as asked")
        OTHERWISE = "otherwise", _("Solved another way, with the person")
        TAKEN_BACK = "taken-back", _("The person took it back")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    wants = models.CharField(max_length=16, choices=Wants.choices)
    sealed = models.BinaryField()
    heard_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    answer_sealed = models.BinaryField(blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    guards: ClassVar = (
        never_change(
            "change_stays_as_asked",
            "agency_id",
            "person_id",
            "worker_id",
            "wants",
            "sealed",
            "heard_by_id",
            "on",
            "at",
            says="what was asked for stays as it was asked",
        ),
        never_deleted("change_asked_is_not_deleted", says="what was asked for is never deleted"),
    )

    class Meta:
        verbose_name_plural = "changes asked"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "worker", "wants"], condition=Q(outcome=""), name="asked_once_until_answered"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(outcome__in=["changed", "otherwise", "taken-back"], answered_by__isnull=False)
                & Q(answered_at__isnull=False),
                name="an_answered_change_has_somebody_who_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"change {self.pk} asked"

    @property
    def words(self) -> str:
        """What the person said. Raises CannotOpen."""
        return words_in(self.sealed)
