"""Rulings kept, and questions referred to a supervisor."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.guards import change_only_while, never_deleted, never_written
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Worker
from alongside.rulings.sealing import CannotOpen, unseal, words_in
from alongside.rulings.telling import Told, told_from_data
from canon.ruling import Answer


class KeptRuling(models.Model):
    """A ruling on a day: of a question that its asker kept, or of an act.

    A question is its asker's own: `private` until they send it, and they may delete it while it is. Of what an act
    rested on, and of what was sent, nothing changes and nothing is deleted; triggers see to it on both databases.
    """

    class Purpose(models.TextChoices):
        QUESTION = "question", _("asked")
        ACT = "act", _("done")

    class SeenBy(models.TextChoices):
        PRIVATE = "private", _("only you")
        SENT = "sent", _("you and your supervisor")
        RECORD = "record", _("the record of the act")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", db_index=False)
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    seen_by = models.CharField(max_length=8, choices=SeenBy.choices)
    act = models.CharField(max_length=60)
    on = models.DateField(_("day of the act"))
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=12)
    allows = models.BooleanField()
    sealed = models.BinaryField()
    """The ruling as told (`telling.Told`) with its facts, editions and policy: readable through `told()` alone."""

    form_token = models.UUIDField(null=True, blank=True)
    """Of the page it was kept from, so that a form sent twice keeps one question."""

    guards: ClassVar = (
        never_written(
            "kept_ruling_stays_as_said",
            *("agency_id", "worker_id", "asker_id", "purpose", "act", "on", "asked_at", "answer", "allows", "sealed"),
            says="a ruling that was kept stays as it was said",
        ),
        never_deleted(
            "kept_ruling_is_not_deleted",
            unless=("seen_by", "private"),
            says="only a question that nobody else has seen is deleted",
        ),
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["worker", "purpose", "-asked_at"], name="questions_of_worker")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "form_token"], name="one_question_per_form"),
            models.CheckConstraint(
                condition=Q(purpose="question", seen_by__in=["private", "sent"]) | Q(purpose="act", seen_by="record"),
                name="an_act_is_on_record_a_question_is_not",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=[answer.value for answer in Answer]), name="kept_answer_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(allows=True) | Q(answer__in=["permitted", "required", "silent", "refer"]),
                name="a_kept_ruling_that_allows_is_no_refusal",
            ),
        ]

    def __str__(self) -> str:
        return f"ruling {self.pk}"

    def told(self) -> Told:
        """What was said then. Raises CannotOpen where the installation's key was replaced without keeping the old one."""
        return told_from_data(unseal(self.sealed))

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that decided it; none where it can no longer be opened."""
        try:
            return tuple(dict.fromkeys(self.told().decided_by))
        except CannotOpen:
            return ()


class Referral(models.Model):
    """A question in a supervisor's hands. It waits until they decide: silence is never a yes.

    `due_on` is the day by which it should be decided. `words` are the supervisor's own, sealed. A deputy may decide as
    well, where one is named. What the code prohibits no supervisor can let pass.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DECIDED = "decided", _("Decided")
        TAKEN_BACK = "taken-back", _("Taken back")

    class Decision(models.TextChoices):
        GO_AHEAD = "go-ahead", _("Go ahead")
        WITH_BOUNDS = "with-bounds", _("Go ahead, within bounds")
        NOT = "not", _("Do not go ahead")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    kept = models.ForeignKey(KeptRuling, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12)
    from_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True)
    words = models.BinaryField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    guards: ClassVar = (
        never_written(
            "referral_stays_as_sent",
            *("agency_id", "kept_id", "answer", "from_worker_id", "to_id", "sent_at"),
            says="a question stays as it was sent",
        ),
        change_only_while("referral_is_settled_once", "status", "waiting", says="a referral is settled once"),
        never_deleted(
            "referral_is_not_deleted", unless=("status", "taken-back"), says="only a question taken back is deleted"
        ),
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["to", "status", "due_on"], name="referrals_to_supervisor"),
            models.Index(fields=["agency"], condition=Q(review_on__isnull=False), name="referrals_to_look_at_again"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kept"], condition=~Q(status="taken-back"), name="a_question_is_sent_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "decided", "taken-back"]), name="referral_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    status="decided",
                    decision__in=["go-ahead", "with-bounds", "not"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(
                    status__in=["waiting", "taken-back"],
                    decision="",
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                    review_on__isnull=True,
                ),
                name="a_decision_has_someone_who_made_it",
            ),
            models.CheckConstraint(
                condition=~Q(answer="prohibited") | Q(decision__in=["", "not"]),
                name="nobody_lets_pass_what_is_prohibited",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(decided_by=F("to"))
                | Q(deputy__isnull=False, decided_by=F("deputy")),
                name="only_who_was_asked_decides",
            ),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def said(self) -> str:
        """The supervisor's words; empty where they wrote none. Raises CannotOpen."""
        return str(unseal(self.words)) if self.words else ""


class LookAgain(AppendOnly):
    """That a supervisor looked again at what they had decided of a question, and whether it stands. The newest holds.

    review_on: when to look once more; empty where that was the last time. sealed: {"words": ...}
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    stands = models.BooleanField()
    review_on = models.DateField(null=True)
    sealed = models.BinaryField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "looks again"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(stands=True, review_on__gt=F("on")),
                name="what_stands_may_have_a_day_to_come",
            ),
        ]

    def __str__(self) -> str:
        return f"look again {self.pk} at referral {self.referral_id}"

    @property
    def words(self) -> str:
        """What the supervisor wrote. Raises CannotOpen."""
        return words_in(self.sealed)


class DutyStanding(models.Model):
    """Where a worker stands under one duty, as last worked out: a copy for pages, never evidence (`standings`).

    clause, duty: which; owed_by: whose it is; late, due: how many of its occurrences; told: counts, reasons and periods
    period_ends: of a duty that recurs, the last day of its latest period
    as_of: the day it holds for, where the worker's agency is
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20)
    clause = models.CharField(max_length=60)
    duty = models.CharField(max_length=60, blank=True)
    owed_by = models.CharField(max_length=12)
    status = models.CharField(max_length=10)
    late = models.PositiveIntegerField()
    due = models.PositiveIntegerField()
    late_since = models.DateField(null=True)
    next_due = models.DateField(null=True)
    period_ends = models.DateField(null=True)
    told = models.JSONField()
    as_of = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "status"], name="standings_at_agency")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "code", "clause", "duty"], name="one_standing_a_duty"),
            models.CheckConstraint(
                condition=Q(status__in=["met", "on-course", "due", "overdue", "met-late", "not-owed"]),
                name="standing_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"standing {self.pk} of worker {self.worker_id}"


class Follower(models.Model):
    """How far the journal was read for what may move a duty. The only row has the key 1.

    position: of the last entry in the log; seen: entries that were read before they had a position
    swept_at: when everybody was last reckoned, each on the day it was where they work; files: the code files of then
    """

    position = models.BigIntegerField()
    seen = models.JSONField()
    swept_at = models.DateTimeField(null=True)
    files = models.CharField(max_length=64, default="")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_follower")]

    def __str__(self) -> str:
        return f"read to {self.position}"
