"""Certificates, what happened to each, the numbers a board has given out, and the copies that were printed."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.credentials.importing.models import HolderSheet
from alongside.credentials.letters.models import LetterTemplate, SentLetter
from alongside.credentials.names import name_key
from alongside.credentials.records import NameChange, OrderRule, PublicOrder, WithdrawnOrder
from alongside.credentials.status import Happened, Past, Period
from alongside.journal.guards import change_once, never_change, never_deleted
from alongside.journal.models import AppendOnly
from alongside.people.models import Board, Practitioner

__all__ = [
    "Certificate",
    "CertificateEvent",
    "DrawnNumber",
    "HolderSheet",
    "LetterTemplate",
    "NameChange",
    "NumberSeries",
    "OrderRule",
    "PrintedCopy",
    "PublicOrder",
    "SentLetter",
    "VoidedNumber",
    "WithdrawnOrder",
    "new_token",
]


def new_token() -> str:
    """An address that nobody guesses: 128 bits."""
    return secrets.token_urlsafe(16)


class Certificate(models.Model):
    """One credential somebody applied for, holds or held, as it was entered. What came after is in its events.

    `code` is the id of the code of ethics it binds to, such as `nm`. `valid_from` and `valid_through`, both included, are
    the days of a certificate that was already granted when it was entered. Applied for and not yet granted, it has
    none; the code binds all the same. `token` is its public address, `name_key` the name as it is looked up.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    code = models.SlugField(_("code of ethics"), max_length=20)
    number = models.CharField(_("number"), max_length=40)
    name_on_certificate = models.CharField(_("name on the certificate"), max_length=120)
    name_key = models.CharField(max_length=240, editable=False, default="")
    token = models.CharField(max_length=32, unique=True, editable=False, default=new_token)
    applied_on = models.DateField()
    valid_from = models.DateField(null=True, blank=True)
    valid_through = models.DateField(null=True, blank=True)
    given_up_on = models.DateField(null=True, blank=True)

    guards: ClassVar = (
        never_change(
            "certificate_stays_as_entered",
            *("board_id", "holder_id", "code", "token", "applied_on", "valid_from", "valid_through", "given_up_on"),
            says="what was entered of a certificate stays",
        ),
        change_once("certificate_number_stays", "number", says="a certificate keeps its number"),
        never_deleted("certificate_is_not_deleted", says="a certificate is never deleted"),
    )
    """Its number is written once, when it is drawn. The name on it may change, with a NameChange beside it."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["holder", "code"], name="certificate_of_holder"),
            models.Index(fields=["board", "name_key"], name="certificate_by_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board", "number"], condition=~Q(number=""), name="certificate_number_once_per_board"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True, valid_through__isnull=True)
                | Q(  # said of both outright: a comparison with nothing is not false to a database, and would pass
                    valid_from__isnull=False,
                    valid_through__isnull=False,
                    valid_through__gte=F("valid_from"),
                    valid_from__gte=F("applied_on"),
                ),
                name="certificate_period_is_in_order",
            ),
            models.CheckConstraint(
                condition=Q(given_up_on__isnull=True) | Q(given_up_on__gte=F("applied_on")),
                name="certificate_given_up_after_it_was_asked_for",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = name_key(self.name_on_certificate)
        super().save(*args, **kwargs)

    def entered(self) -> list[Past]:
        """What the row itself puts on the record."""
        record = []
        if self.valid_from and self.valid_through:
            period = Period(self.valid_from, self.valid_through)
            record.append(Past(Happened.GRANTED, self.valid_from, period))
        if self.given_up_on:
            record.append(Past(Happened.SURRENDERED, self.given_up_on))
        return record


class CertificateEvent(AppendOnly):
    """Something that happened to a certificate. `on` is the first day it holds, in the board's zone."""

    class Kind(models.TextChoices):
        GRANTED = "granted", _("Granted")
        RENEWED = "renewed", _("Renewed")
        INACTIVE = "inactive", _("Made inactive")
        SUSPENDED = "suspended", _("Suspended")
        REVOKED = "revoked", _("Revoked")
        REINSTATED = "reinstated", _("Reinstated")
        SURRENDERED = "surrendered", _("Given up")
        DECEASED = "deceased", _("The holder has died")

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="events")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    valid_from = models.DateField(null=True)
    valid_through = models.DateField(null=True)
    until = models.DateField(null=True)
    cause = models.CharField(_("cause"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["certificate", "on"], name="event_of_certificate")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["granted", "renewed"],
                    valid_from__isnull=False,
                    valid_through__isnull=False,
                    valid_through__gte=F("valid_from"),
                )
                | Q(
                    kind__in=["inactive", "suspended", "revoked", "reinstated", "surrendered", "deceased"],
                    valid_from__isnull=True,
                    valid_through__isnull=True,
                ),
                name="event_is_known_and_its_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("on")), name="event_may_end_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.certificate_id} {self.kind}"

    def past(self) -> Past:
        """The same for `status`."""
        period = Period(self.valid_from, self.valid_through) if self.valid_from and self.valid_through else None
        return Past(Happened(self.kind), self.on, period, self.until, self.cause, self.by_id)


class NumberSeries(models.Model):
    """The next number of a board. The row is locked while one is drawn, so that no two draw the same."""

    board = models.OneToOneField(Board, models.PROTECT, related_name="+")
    next_serial = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "number series"

    def __str__(self) -> str:
        return f"numbers of board {self.board_id}"


class DrawnNumber(AppendOnly):
    """A number once drawn: never drawn again, whatever became of it. Why it is not in use says its `VoidedNumber`."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board", "serial"], name="serial_drawn_once"),
            models.UniqueConstraint(fields=["board", "number"], name="number_drawn_once"),
        ]

    def __str__(self) -> str:
        return self.number


class VoidedNumber(AppendOnly):
    """Why a number that was drawn stands on no certificate."""

    drawn = models.OneToOneField(DrawnNumber, models.PROTECT, related_name="voided")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"voided {self.drawn_id}"


class PrintedCopy(AppendOnly):
    """A certificate was printed. `copy` counts from 1 for each period and kind of paper: the first is no duplicate."""

    class Paper(models.TextChoices):
        CERTIFICATE = "certificate", _("Certificate")
        CARD = "card", _("Wallet card")

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    paper = models.CharField(max_length=12, choices=Paper.choices)
    valid_from = models.DateField()
    valid_through = models.DateField()
    copy = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "printed copies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["certificate", "paper", "valid_through", "copy"], name="copy_number_once_per_period"
            ),
            models.CheckConstraint(condition=Q(copy__gte=1), name="copies_count_from_one"),
            models.CheckConstraint(condition=Q(paper__in=["certificate", "card"]), name="paper_is_known"),
        ]

    def __str__(self) -> str:
        return f"copy {self.copy} of certificate {self.certificate_id}"
