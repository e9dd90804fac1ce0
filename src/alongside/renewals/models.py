"""Renewals and what decides them, legal actions told to a board, audits of learning. Every table only grows."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.credentials.models import Certificate, CertificateEvent
from alongside.evidence.models import EvidenceFile
from alongside.journal.models import AppendOnly
from alongside.people.models import Board, Practitioner

REMINDER_DAYS: Final = (90, 60, 30, 14, 7, 1)


class Told(AppendOnly):
    """Something put on record, by whom and when."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class RenewalRule(Told):
    """From a day on, whether what is met renews by itself, and on which days before the last one a holder is reminded."""

    from_day = models.DateField(_("from"))
    is_automatic = models.BooleanField(_("what is met renews by itself"))
    reminder_days = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"renewal rule of board {self.board_id} from {self.from_day}"


class Renewal(Told):
    """A holder asks for one certificate to be renewed beyond `for_through`, its last day then.

    attempt: from 1; another only once the one before was refused
    findings: what was missing when it was asked for, a list of {"what": ..., "says": ...}; shown at recertification
    declares: what the holder said about legal actions: none, told, or to-tell
    """

    class Declares(models.TextChoices):
        NONE = "none", _("There is none")
        TOLD = "told", _("There is one, and I have told the board")
        TO_TELL = "to-tell", _("There is one that I have not told yet")

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    for_through = models.DateField()
    attempt = models.PositiveSmallIntegerField(default=1)
    asked_on = models.DateField()
    is_late = models.BooleanField()
    findings = models.JSONField(default=list)
    declares = models.CharField(max_length=8, choices=Declares.choices)
    fee_reference = models.CharField(_("payment reference"), max_length=60, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["board", "asked_on"], name="renewals_of_board")]
        constraints: ClassVar = [
            # also what makes two tabs one renewal
            models.UniqueConstraint(
                fields=["certificate", "for_through", "attempt"], name="a_period_is_renewed_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(declares__in=["none", "told", "to-tell"]), name="declaration_is_known"),
        ]

    def __str__(self) -> str:
        return f"renewal {self.pk} of certificate {self.certificate_id}"


class RenewalDecision(Told):
    """What became of a renewal. `event` is the certificate's own; a refusal has a reason instead."""

    renewal = models.OneToOneField(Renewal, models.PROTECT, related_name="decision")
    event = models.OneToOneField(CertificateEvent, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(event__isnull=False) | ~Q(reason=""), name="a_renewal_refused_says_why"),
        ]

    def __str__(self) -> str:
        return f"decision on renewal {self.renewal_id}"

    @property
    def is_renewed(self) -> bool:
        return self.event_id is not None


class LegalAction(Told):
    """A legal action that somebody told their board of: nc.cert.5, nc.cert.5a. Seen by them and the board's staff alone.

    began_on: the day it was filed, or where nothing is filed the day it happened; told_on: the day the board was told
    """

    class Kind(models.TextChoices):
        FILING = "court-filing", _("A court filing")
        COMPLAINT = "complaint", _("A complaint in court")
        INDICTMENT = "indictment", _("An indictment")
        CHARGE = "charge", _("A charge or action before a regulator")
        CONVICTION = "conviction", _("A conviction")
        FIRING = "firing", _("Losing a job")
        BODY = "other-body", _("A matter before another certification body")
        OTHER = "other", _("Something else that may bear on my practice")

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    began_on = models.DateField()
    told_on = models.DateField()
    words = models.TextField(_("in your own words"), blank=True)
    evidence = models.ForeignKey(EvidenceFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["board", "told_on"], name="legal_actions_of_board")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practitioner", "code", "kind", "began_on"], name="a_legal_action_is_told_once"
            ),
            models.CheckConstraint(condition=Q(told_on__gte=F("began_on")), name="told_after_it_began"),
        ]

    def __str__(self) -> str:
        return f"legal action {self.pk}"


class LegalResolution(Told):
    """How it ended, with papers that show it: nc.cert.5b."""

    action = models.OneToOneField(LegalAction, models.PROTECT, related_name="resolution")
    ended_on = models.DateField()
    told_on = models.DateField()
    words = models.TextField(_("how it ended"))
    evidence = models.ForeignKey(EvidenceFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(told_on__gte=F("ended_on")), name="resolution_told_after_it_ended"),
        ]

    def __str__(self) -> str:
        return f"resolution of legal action {self.action_id}"


class ActionReview(Told):
    """What the board did with a legal action; the newest stands."""

    class Outcome(models.TextChoices):
        NOTED = "noted", _("Noted, nothing follows")
        MORE = "more", _("We need to know more")
        CASE = "case", _("The board looks into it")

    action = models.ForeignKey(LegalAction, models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(_("what you tell them"), max_length=400)

    def __str__(self) -> str:
        return f"review of legal action {self.action_id}"


class RecoveryNotice(AppendOnly):
    """Somebody told employer and program that something changed in their recovery: nc.1.2. Nothing else is kept."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    on = models.DateField()
    told = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practitioner", "on"], name="a_change_is_told_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Audit(Told):
    """A sample of renewals whose learning is looked at. `seed` draws the same sample for whoever counts again."""

    code = models.SlugField(max_length=20)
    first = models.DateField()
    last = models.DateField()
    percent = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    population = models.PositiveIntegerField()
    due_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="percent_is_one"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="audit_period_is_in_order"),
        ]

    def __str__(self) -> str:
        return f"audit {self.pk} under {self.code}"


class AuditCase(Told):
    """A renewal that was drawn."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="cases")
    renewal = models.ForeignKey(Renewal, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audit", "renewal"], name="a_renewal_is_drawn_once_an_audit")
        ]

    def __str__(self) -> str:
        return f"case {self.pk} of audit {self.audit_id}"


class AuditOutcome(Told):
    """How a drawn case was closed."""

    class Outcome(models.TextChoices):
        MET = "met", _("What was asked is shown")
        SHORT = "short", _("Hours are missing")
        UNANSWERED = "unanswered", _("Nothing was sent")

    case = models.OneToOneField(AuditCase, models.PROTECT, related_name="outcome")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    hours_short = models.DecimalField(_("hours missing"), max_digits=5, decimal_places=2, null=True)
    says = models.CharField(_("what you tell them"), max_length=400)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(outcome="short") | Q(hours_short__gt=0), name="short_says_by_how_much"),
        ]

    def __str__(self) -> str:
        return f"outcome of case {self.case_id}"


class DayRun(models.Model):
    """A board's day whose reminders have gone out: whoever writes the row first runs them."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["board", "day"], name="a_day_runs_once")]

    def __str__(self) -> str:
        return f"{self.day} of board {self.board_id}"
