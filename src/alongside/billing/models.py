"""Which code applies from when; exports, their lines and their bytes. All of it only grows.

What no day can hold no row can hold: checks and triggers on both databases, whatever program writes (ca.integrity.10).
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.guards import never_so
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Person, Worker
from alongside.practice.models import Contact
from alongside.rulings.models import KeptRuling

USER = settings.AUTH_USER_MODEL
A_DAY_IN_MINUTES = 24 * 60


class Setting(models.TextChoices):
    """With one person, or in a group."""

    ONE = "one", _("With one person")
    GROUP = "group", _("In a group")


class Way(models.TextChoices):
    """How the two met, as payers ask for it."""

    IN_PERSON = "in-person", _("In person")
    TELEPHONE = "telephone", _("By telephone")
    ELECTRONIC = "electronic", _("By video or message")


class ServiceRule(AppendOnly):
    """Which code an agency bills for a setting and a way, from a day on. Without a code: nothing is billed for it.

    entry, rounding: keys of codes.toml; their figures are copied, so that a later list changes no bill
    least_minutes: from how many minutes a begun unit counts
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    setting = models.CharField(max_length=6, choices=Setting.choices)
    way = models.CharField(max_length=12, choices=Way.choices)
    entry = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=10, blank=True)
    modifiers = models.CharField(max_length=20, blank=True)
    rounding = models.CharField(max_length=40)
    unit_minutes = models.PositiveSmallIntegerField()
    least_minutes = models.PositiveSmallIntegerField()
    from_day = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "from_day"], name="service_rules_of_agency")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unit_minutes__gte=1, least_minutes__gte=1, least_minutes__lte=F("unit_minutes")),
                name="a_unit_begins_within_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"service rule {self.pk}"

    def units(self, minutes: int) -> int:
        """How many units so many minutes are."""
        whole, left = divmod(minutes, self.unit_minutes)
        return whole + (left >= self.least_minutes)


class Export(AppendOnly):
    """A month's lines as they were handed over, numbered. sha256: of its bytes; month: its first day."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    month = models.DateField()
    lines = models.PositiveIntegerField()
    units = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "month"], name="exports_of_month")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "number"], name="exports_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1, lines__gte=1), name="an_export_has_lines"),
        ]

    def __str__(self) -> str:
        return f"export {self.number} of agency {self.agency_id}"


class ExportPart(AppendOnly):
    """A stretch of an export's bytes: put together they are the file."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    export = models.ForeignKey(Export, models.PROTECT, related_name="parts")
    place = models.PositiveIntegerField()
    stretch = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["export", "place"], name="one_part_a_place")]

    def __str__(self) -> str:
        return f"part {self.place} of export {self.export_id}"


_STANDS = (
    "(NEW.gathering IS NULL OR o.gathering {differs} NEW.gathering) AND o.contact_id <> NEW.contact_id"
    " AND o.corrects_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM billing_line v WHERE v.contact_id = o.contact_id AND v.step > o.step)"
)
"""Of a line `o`: it stands, and it is neither of this contact nor of this group."""

_OVERLAPS = (
    "NEW.corrects_id IS NULL AND EXISTS (SELECT 1 FROM billing_line o WHERE o.worker_id = NEW.worker_id"
    " AND o.begins_at < NEW.ends_at AND NEW.begins_at < o.ends_at AND [stands])"
).replace("[stands]", _STANDS)
_DAY_TOO_LONG = (
    "NEW.corrects_id IS NULL AND NEW.units * NEW.unit_minutes + (SELECT COALESCE(SUM(d.longest), 0) FROM"
    " (SELECT MAX(o.units * o.unit_minutes) AS longest FROM billing_line o WHERE o.worker_id = NEW.worker_id"
    " AND o.day = NEW.day AND [stands]"
    " GROUP BY COALESCE(CAST(o.gathering AS text), CAST(o.contact_id AS text))) d) > 1440"
).replace("[stands]", _STANDS)


class Line(AppendOnly):
    """One service as it was billed; or, with `corrects`, an earlier line taken back, with its units below zero.

    step: counts from 1 for each contact, so that of two exports at once only one bills it
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    export = models.ForeignKey(Export, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    gathering = models.UUIDField(null=True)
    day = models.DateField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=12, choices=Way.choices)
    code = models.CharField(max_length=10)
    modifiers = models.CharField(max_length=20, blank=True)
    rounding = models.CharField(max_length=40)
    unit_minutes = models.PositiveSmallIntegerField()
    least_minutes = models.PositiveSmallIntegerField()
    units = models.SmallIntegerField()
    step = models.PositiveSmallIntegerField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, null=True, related_name="+")

    guards: ClassVar = (
        never_so(
            "billed_services_do_not_overlap",
            *("corrects_id", "worker_id", "contact_id", "begins_at", "ends_at", "gathering", "step"),
            when=_OVERLAPS,
            says="a worker is with one person, or one group, at a time",
        ),
        never_so(
            "no_billed_day_has_more_than_24_hours",
            *("corrects_id", "worker_id", "contact_id", "day", "units", "unit_minutes", "gathering", "step"),
            when=_DAY_TOO_LONG,
            says="no worker's day has more than 24 hours",
        ),
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["worker", "begins_at"], name="billed_by_worker"),
            models.Index(fields=["agency", "day"], name="billed_by_agency"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["export", "number"], name="lines_are_numbered"),
            models.UniqueConstraint(fields=["contact", "step"], name="a_service_is_billed_once"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, units__gt=0, ruling__isnull=False)
                | Q(corrects__isnull=False, units__lt=0),
                name="a_line_bills_or_takes_back",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at"), minutes__gte=1, minutes__lte=A_DAY_IN_MINUTES),
                name="a_billed_service_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(units__lt=0)
                | Q(minutes__gte=F("units") * F("unit_minutes") - F("unit_minutes") + F("least_minutes")),
                name="no_more_units_than_its_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of export {self.export_id}"
