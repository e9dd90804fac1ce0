"""A person's plan: its parts, each in words that may be said anew, the steps, and what the worker added beside them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.caseload.models import Ground
from alongside.journal.guards import never_change, never_deleted
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Person, Worker
from alongside.rulings.sealing import unseal, words_in

USER = settings.AUTH_USER_MODEL


class Part(models.Model):
    """One part of a plan. `area`: of a goal its side of life, of a support its kind, of a voice whose it is (`words`)."""

    class Kind(models.TextChoices):
        GOAL = "goal", _("Goal")
        STRENGTH = "strength", _("Strength")
        SUPPORT = "support", _("Someone or something that stands by them")
        VOICE = "voice", _("A voice beside theirs")
        MATTERS = "matters", _("What else matters")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        REACHED = "reached", _("Reached")
        SET_ASIDE = "set-aside", _("Set aside")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    area = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    token = models.UUIDField()
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    guards: ClassVar = (
        never_change("plan_part_stays_whose_it_is", "agency_id", "person_id", "kind", "token", "began_on", "at",
                     says="a part of a plan stays whose it is"),
        never_deleted("plan_part_is_not_deleted", says="a part of a plan is set aside, never deleted"),
    )  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "kind", "status"], name="parts_of_plan")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "token"], name="a_part_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(status="open", ended_on__isnull=True)
                | Q(status__in=["reached", "set-aside"], ended_on__isnull=False, ended_on__gte=F("began_on")),
                name="an_ended_part_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.pk} of a plan"


class Saying(AppendOnly):
    """The words of a part, as they were said at one time; the newest stand. is_own: the person wrote them themselves.

    area: what the part was said to be about with these words, where that was said with them
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    part = models.ForeignKey(Part, models.PROTECT, related_name="sayings")
    sealed = models.BinaryField()
    is_own = models.BooleanField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["part", "-id"], name="sayings_of_part")]

    def __str__(self) -> str:
        return f"saying {self.pk}"

    def data(self) -> dict[str, Any]:
        """words, and area where it was said; `planning.More` besides. Raises CannotOpen."""
        return dict(unseal(self.sealed))


class Step(models.Model):
    """Something the person means to do for a goal, and that they did it: nm.role.4b.

    instead_of: the step that this one says in other words, or for another day; that one is set aside with its words
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    goal = models.ForeignKey(Part, models.PROTECT, related_name="steps")
    sealed = models.BinaryField()
    token = models.UUIDField()
    by_day = models.DateField(null=True)
    done_on = models.DateField(null=True)
    set_aside_on = models.DateField(null=True)
    instead_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    guards: ClassVar = (
        never_change("plan_step_stays_as_said", "agency_id", "goal_id", "sealed", "token", "at", says="a step stays as it was said"),
        never_change("plan_step_follows_one", "instead_of_id", says="a step keeps the one it was said instead of"),
        never_deleted("plan_step_is_not_deleted", says="a step is never deleted"),
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["goal", "token"], name="a_step_sent_twice_is_one"),
            models.UniqueConstraint(fields=["instead_of"], name="a_step_is_said_anew_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(set_aside_on__isnull=True), name="what_is_done_is_not_set_aside"
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"

    @property
    def words(self) -> str:
        """What they mean to do. Raises CannotOpen."""
        return words_in(self.sealed)


class Beside(AppendOnly):
    """What stands beside a goal: the worker's encouragement, or how it goes as somebody sees it: ca.family.3.

    whose: of how it goes, whose view that is where it is not the person's own (`words.OF_VOICES`); voice: that of the plan, if it
    stands there; fits: whether it fits what they hold dear, where that was looked at again
    """

    class Kind(models.TextChoices):
        ENCOURAGED = "encouraged", _("Encouraged by the worker")
        FURTHER = "further", _("Further along")
        SAME = "same", _("About the same")
        HARDER = "harder", _("Harder just now")

    class Fits(models.TextChoices):
        FITS = "fits", _("Fits what they hold dear")
        PARTLY = "partly", _("Fits it in part")
        NOT_YET = "not-yet", _("Does not fit it yet")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    goal = models.ForeignKey(Part, models.PROTECT, related_name="beside")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    whose = models.CharField(max_length=20, blank=True, default="")
    voice = models.ForeignKey(Part, models.PROTECT, null=True, related_name="+")
    fits = models.CharField(max_length=8, choices=Fits.choices, blank=True, default="")
    sealed = models.BinaryField()
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "beside"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="encouraged", worker__isnull=False) | Q(kind__in=["further", "same", "harder"]),
                name="encouragement_is_a_workers",
            ),
            models.CheckConstraint(
                condition=~Q(kind="encouraged") | Q(whose="", voice__isnull=True, fits=""),
                name="encouragement_is_nobody_elses_view",
            ),
        ]

    def __str__(self) -> str:
        return f"beside {self.pk}"

    @property
    def words(self) -> str:
        """What was said. Raises CannotOpen."""
        return words_in(self.sealed)


class Leans(AppendOnly):
    """That one part of a plan leans on another, or no longer does: the newest row of the two stands.

    Goals, and single steps of theirs, lean on strengths, supports and practices and are for what somebody lives with; supports
    lean on strengths, and what somebody lives with on what helps with it: ca.strengths.3, ca.family.6, ca.holistic.3.
    step: of a goal the step that leans; none where the goal itself does
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    part = models.ForeignKey(Part, models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    on_part = models.ForeignKey(Part, models.PROTECT, related_name="+")
    is_on = models.BooleanField(default=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "leans"
        indexes: ClassVar = [models.Index(fields=["part", "on_part", "-id"], name="leans_of_part")]

    def __str__(self) -> str:
        return f"part {self.part_id} leans on {self.on_part_id}" if self.is_on else f"part {self.part_id} stands alone"


class Decided(AppendOnly):
    """What the person decided about a part or a step, and who marked it: they themselves, or a worker to whom they said so.

    Decisions are theirs (nc.2.1, ca.person.8): a worker marks one only with their word, and only while they have no account.
    """

    class What(models.TextChoices):
        REACHED = "reached", _("Reached")
        SET_ASIDE = "set-aside", _("Set aside")
        OPEN = "open", _("Open again")
        DONE = "done", _("They did it")
        NOT_DONE = "not-done", _("Not yet after all")
        SAID_ANEW = "said-anew", _("Said in other words")
        LET_GO = "let-go", _("No longer leans on it")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    part = models.ForeignKey(Part, models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=9, choices=What.choices)
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "decided"
        indexes: ClassVar = [models.Index(fields=["part", "-id"], name="decided_of_part")]

    def __str__(self) -> str:
        return f"decision {self.pk} on part {self.part_id}"

    @property
    def is_own(self) -> bool:
        """Whether the person marked it themselves."""
        return self.worker_id is None


class Approach(AppendOnly):
    """How an agency says that support builds on strengths and goes by what people want (nc.2.5), from a day.

    words: its own; empty takes the one before back. The newest that has begun stands.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    from_day = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "approaches"
        indexes: ClassVar = [models.Index(fields=["agency", "-from_day"], name="approaches_of_agency")]

    def __str__(self) -> str:
        return f"approach {self.pk} of agency {self.agency_id}"


class Comment(AppendOnly):
    """What somebody on the team said to a plan, beside it: nm.rights.5. ground: as what they said it (caseload.Ground)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    token = models.UUIDField()
    sealed = models.BinaryField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-id"], name="comments_on_plan")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "token"], name="a_comment_sent_twice_is_one"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on a plan"

    @property
    def words(self) -> str:
        """What was said. Raises CannotOpen."""
        return str(unseal(self.sealed).get("words", ""))
