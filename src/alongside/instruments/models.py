"""Instruments on an agency's shelf, each giving of one to a person, the draft, the answers, and who was let see them.

Answers and drafts are sealed. A link's token is kept as a digest, and sealed only until the link is first used.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.guards import Guard, change_once, never_change, never_deleted
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Person, Worker
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import unseal

USER: Final = settings.AUTH_USER_MODEL


class AnswersSeenBy(models.TextChoices):
    """Who may come to see somebody's single answers, besides that person."""

    NOBODY = "nobody", _("Nobody: they are only counted")
    IF_SHOWN = "if-shown", _("The worker, if the person chooses so at the end")


class Span(models.TextChoices):
    """What figures are counted by. It is fixed, since two ways of cutting the same answers could be subtracted."""

    QUARTER = "quarter", _("Quarter of a year")
    YEAR = "year", _("Year")


class Proposal(models.Model):
    """Files as an administrator handed them in, looked at before they are loaded. `token` is its address. Deleted then."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    token = models.CharField(max_length=43, unique=True)
    questionnaire = models.BinaryField()
    scoring = models.BinaryField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class Instrument(AppendOnly):
    """One version of a questionnaire with its scoring, as loaded; the digests are of the very bytes.

    scoring: empty where it is not scored
    is_clinical: as whoever loaded it said; the code asks (nm.role.5a)
    every_months: how often it is due with each person; empty where it is given when it fits
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    url = models.CharField(max_length=255)
    version = models.CharField(max_length=60)
    title = models.CharField(max_length=255)
    questionnaire = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    scoring = models.BinaryField()
    scoring_sha256 = models.CharField(max_length=64, blank=True)
    is_clinical = models.BooleanField()
    answers_seen_by = models.CharField(max_length=8, choices=AnswersSeenBy.choices)
    every_months = models.PositiveSmallIntegerField(null=True)
    figures_by = models.CharField(max_length=7, choices=Span.choices)
    loaded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "url", "version"], name="instrument_version_once_per_agency"),
            models.CheckConstraint(
                condition=Q(answers_seen_by__in=["nobody", "if-shown"]), name="instrument_says_who_sees_answers"
            ),
            models.CheckConstraint(condition=Q(figures_by__in=["quarter", "year"]), name="instrument_span_is_known"),
            models.CheckConstraint(
                condition=Q(every_months__isnull=True) | Q(every_months__gte=1, every_months__lte=60),
                name="instrument_is_due_within_five_years",
            ),
        ]

    def __str__(self) -> str:
        return f"instrument {self.pk}"


class Retirement(AppendOnly):
    """That an instrument is given no more. What is with people may still be answered."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    instrument = models.OneToOneField(Instrument, models.PROTECT, related_name="retirement")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"retirement of instrument {self.instrument_id}"


class Giving(models.Model):
    """An instrument given to a person by a one-time link. Whom and what it concerns never changes.

    token_sha256: of the link's token; token_sealed: the token itself, until the link is first used
    device_sha256: of what the device on which it was begun remembers; nobody goes on elsewhere
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Not opened yet")
        BEGUN = "begun", _("Begun")
        SENT = "sent", _("Answered")
        DECLINED = "declined", _("Not answered")
        WITHDRAWN = "withdrawn", _("Taken back")
        LAPSED = "lapsed", _("Its time was over")

    STANDING: ClassVar = ("open", "begun")
    guards: ClassVar = (
        never_change(
            "giving_stays_as_given",
            *("agency_id", "instrument_id", "person_id", "worker_id", "ruling_id"),
            *("token_sha256", "form_token", "given_at", "expires_at"),
            says="a giving stays as it was given",
        ),
        change_once("giving_stays_on_its_device", "device_sha256", says="what was begun on one device goes on there"),
        Guard(
            "giving_ends_once",
            "UPDATE",
            "OLD.status <> 'open' AND OLD.status <> 'begun'",
            ("status",),
            "a giving that is over stays over",
        ),
        never_deleted("giving_is_not_deleted", says="a giving is not deleted"),
    )

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="givings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    token_sha256 = models.CharField(max_length=64, unique=True)
    token_sealed = models.BinaryField()
    device_sha256 = models.CharField(max_length=64, blank=True)
    form_token = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "instrument"], name="givings_to_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "instrument"],
                condition=Q(status__in=["open", "begun"]),
                name="one_standing_link_per_instrument",
            ),
            models.UniqueConstraint(fields=["worker", "form_token"], name="one_giving_per_form"),
            models.CheckConstraint(
                condition=Q(status__in=["open", "begun"], ended_at__isnull=True)
                | Q(status__in=["sent", "declined", "withdrawn", "lapsed"], ended_at__isnull=False),
                name="a_giving_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["begun", "sent"]) | (~Q(device_sha256="") & Q(begun_at__isnull=False)),
                name="what_was_begun_knows_its_device",
            ),
        ]

    def __str__(self) -> str:
        return f"giving {self.pk}"

    def is_standing(self, now: datetime) -> bool:
        return self.status in self.STANDING and now < self.expires_at


class Draft(models.Model):
    """What was written so far. Deleted once the answers are sent, or the link is over. sealed: answers as data."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    giving = models.OneToOneField(Giving, models.PROTECT, related_name="draft")
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of giving {self.giving_id}"


class Response(AppendOnly):
    """What somebody answered, once. `on` is a day of the agency's calendar. sealed: {"answers": ...}"""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    giving = models.OneToOneField(Giving, models.PROTECT, related_name="response")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    identifier = models.UUIDField(unique=True)
    language = models.CharField(max_length=8)
    on = models.DateField()
    sent_at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["instrument", "on"], name="responses_by_day"),
            models.Index(fields=["person", "on"], name="responses_of_person"),
        ]

    def __str__(self) -> str:
        return f"response {self.pk}"

    def said(self) -> dict[str, Any]:
        """The answers as data. Raises CannotOpen. Only for the person, for whom they let see them, and for counting."""
        found = unseal(self.sealed)["answers"]
        assert isinstance(found, dict)
        return found


class Showing(models.Model):
    """That somebody let their worker see their answers, and until when they did."""

    guards: ClassVar = (
        never_change(
            "showing_stays_as_shown",
            "agency_id",
            "response_id",
            "worker_id",
            "at",
            says="a showing stays as it was made",
        ),
        change_once("showing_ends_once", "ended_at", says="a showing that ended stays ended", empty=None),
        never_deleted("showing_is_not_deleted", says="a showing is not deleted"),
    )

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    response = models.OneToOneField(Response, models.PROTECT, related_name="showing")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"showing of response {self.response_id}"


class WorkplaceYear(models.Model):
    """That an agency asks those who work there how work treats them, and what was said: see `workplace`.

    sealed: {"answered": ids of workers, "said": answers}, each in an order of its own, so that no row and no order joins them
    """

    guards: ClassVar = (
        never_change("workplace_year_stays", "agency_id", "year", "opened_by_id", "opened_at", says="a year that was opened stays"),
        never_deleted("workplace_year_is_not_deleted", says="what was said of a year is not deleted"),
    )  # fmt: skip

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "year"], name="workplace_is_asked_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=2020), name="workplace_year_is_one"),
        ]

    def __str__(self) -> str:
        return f"workplace {self.year} of agency {self.agency_id}"
