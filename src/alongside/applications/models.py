"""An application, its sections as they were typed, who was asked to vouch, and what the board found, asked and decided.

What was found, recommended, asked and decided only grows; the application's `stage` says where it stands now.
"""

from __future__ import annotations

import re
import secrets
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from alongside.credentials.models import Certificate
from alongside.journal.models import AppendOnly
from alongside.people.models import Board, Practitioner

NUMBER: Final = re.compile(r"[a-z0-9]+-a-\d{4}-0*(\d{1,12})", re.IGNORECASE | re.ASCII)
"""How the number of an application is printed."""


class Stage(models.TextChoices):
    """Where an application stands: with its applicant, with those who review, with who decides, or at its end."""

    STARTED = "started", _("Being filled in")
    IN_REVIEW = "in-review", _("Being reviewed")
    MORE_ASKED = "more-asked", _("More was asked")
    RECOMMENDED = "recommended", _("Waiting for a decision")
    ANSWERED = "answered", _("Answered after a denial")
    GRANTED = "granted", pgettext_lazy("application", "Granted")
    DENIED = "denied", _("Denied")
    WITHDRAWN = "withdrawn", _("Withdrawn")


WITH_APPLICANT: Final = (Stage.STARTED, Stage.MORE_ASKED)
TO_DECIDE: Final = (Stage.RECOMMENDED, Stage.ANSWERED)
AT_THE_BOARD: Final = (Stage.IN_REVIEW, *TO_DECIDE)
OPEN: Final = (*WITH_APPLICANT, *AT_THE_BOARD)
ENDED: Final = (Stage.GRANTED, Stage.DENIED, Stage.WITHDRAWN)


class Verdict(models.TextChoices):
    GRANT = "grant", _("Grant")
    DENY = "deny", _("Deny")


def new_token() -> str:
    """An address that nobody guesses: 192 bits."""
    return secrets.token_urlsafe(24)


class Application(models.Model):
    """One person asks one board for the credential of one code.

    certificate: the credential applied for, entered when the application was first sent; its code binds from then on
    due_on: the day, in the board's zone, by which it is to be decided; moved on while more was asked
    round: counts the decisions: a denial that was answered is decided once more
    claims, verified: how many things it says can be held against a source, and how many were; kept by `reviewing.claims`
    recommended_by: who recommended in this round: somebody else decides
    ended_on: the day a denial became final or the application was withdrawn: the code applied for binds no longer
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20)
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    certificate = models.ForeignKey(Certificate, models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.STARTED)
    name_key = models.CharField(max_length=240, blank=True)
    started_at = models.DateTimeField()
    submitted_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    stage_since = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=1)
    claims = models.PositiveSmallIntegerField(default=0)
    verified = models.PositiveSmallIntegerField(default=0)
    recommended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answer_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["board", "stage", "due_on"], name="application_queue"),
            models.Index(fields=["board", "name_key"], name="application_by_name"),
            models.Index(fields=["stage", "answer_until"], name="application_answer_days"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practitioner", "code"],
                condition=Q(stage__in=[stage.value for stage in OPEN]),
                name="one_open_application_for_a_code",
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="application_stage_is_known"),
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.STARTED, Stage.WITHDRAWN])
                | Q(submitted_on__isnull=False, due_on__isnull=False, certificate__isnull=False),
                name="application_at_the_board_was_sent",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[Stage.RECOMMENDED, Stage.ANSWERED]) | Q(recommended_by__isnull=False),
                name="application_to_decide_was_recommended",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.DENIED) | Q(answer_until__isnull=False),
                name="application_denied_may_be_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"  # not the name: this text reaches logs and error reports

    @property
    def number(self) -> str:
        """As it is printed: NM-A-2026-00412."""
        return f"{self.code.upper()}-A-{self.started_at.year}-{self.pk:05d}"

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def is_with_applicant(self) -> bool:
        return self.stage in WITH_APPLICANT


class Section(models.Model):
    """One section as it was typed, whether or not it is complete. `version` counts the savings: a stale page is told."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="sections")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=20)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    is_complete = models.BooleanField(default=False)
    is_locked = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "kind"], name="one_section_of_a_kind")]

    def __str__(self) -> str:
        return f"section {self.kind} of application {self.application_id}"


class Reference(models.Model):
    """Somebody asked to vouch for the applicant, who answers at `token` without an account until `expires_at`.

    `answer` is read by those who decide, not by the applicant. `text_key` is a digest of its letters and digits.
    """

    class Advice(models.TextChoices):
        YES = "yes", _("Yes, I recommend them")
        WITH_RESERVATIONS = "reservations", _("Yes, with something to consider")
        NO = "no", _("No, I cannot recommend them")

    application = models.ForeignKey(Application, models.PROTECT, related_name="references")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    relation = models.CharField(_("how they know you"), max_length=120)
    token = models.CharField(max_length=40, unique=True, editable=False, default=new_token)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    known_for = models.CharField(max_length=200, blank=True)
    advice = models.CharField(max_length=12, choices=Advice.choices, blank=True)
    answer = models.TextField(blank=True)
    text_key = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "email"],
                condition=Q(replaced_at__isnull=True),
                name="one_reference_by_one_person",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, advice="") | (Q(answered_at__isnull=False) & ~Q(advice="")),
                name="reference_answered_says_yes_or_no",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(replaced_at__isnull=True),
                name="reference_answered_is_not_replaced",
            ),
        ]

    def __str__(self) -> str:
        return f"reference {self.pk}"


class Trace(models.Model):
    """Something an application rests on that stands once in the world: found again elsewhere, it raises a question."""

    class Kind(models.TextChoices):
        PAPER_NUMBER = "paper-number", _("number of a certificate of training or exam")

    application = models.ForeignKey(Application, models.PROTECT, related_name="traces")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    key = models.CharField(max_length=120)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "key"], name="trace_by_key")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "kind", "key"], name="one_trace_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"trace {self.pk}"


class Check(AppendOnly):
    """A claim was held against its source, or could not be. The last one of a claim counts while its section stands."""

    class Outcome(models.TextChoices):
        VERIFIED = "verified", _("Verified against its source")
        CANNOT = "cannot", _("Cannot be verified")

    application = models.ForeignKey(Application, models.PROTECT, related_name="checks")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    claim = models.CharField(max_length=60)
    version = models.PositiveIntegerField()  # of the section that was looked at
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    how = models.CharField(_("how"), max_length=300)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(how=""), name="check_says_how")]

    def __str__(self) -> str:
        return f"check {self.pk}"


class MoreAsked(AppendOnly):
    """The board asked for more: which sections were opened again, and what the applicant read."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="more_asked")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    sections = models.JSONField()
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "more asked"

    def __str__(self) -> str:
        return f"more asked {self.pk}"


class Recommendation(AppendOnly):
    """What the first of two says, with reasons. The last one of a round is the one to decide on."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="recommendations")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    reason = models.TextField(_("reason"))
    clauses = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="recommendation_has_a_reason")]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"


class Decision(AppendOnly):
    """What the second of two decided: one a round, and never by the one who recommended."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    reason = models.TextField(_("reason"))
    clauses = models.JSONField(default=list)
    recommended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "round"], name="one_decision_a_round"),
            models.CheckConstraint(condition=~Q(decided_by=F("recommended_by")), name="a_second_person_decides"),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.DENY) | ~Q(clauses=[]), name="a_denial_names_its_clauses"
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"
