"""A resource, its versions, who checked it, what was said to be wrong, and lists handed in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.models import AppendOnly
from alongside.people.models import Agency
from alongside.people.sheets import WaitingSheet
from alongside.rulings.sealing import words_in

USER = settings.AUTH_USER_MODEL


class Kind(models.TextChoices):
    """What a resource is for. One may be for several things."""

    HOUSING = "housing", _("Housing")
    FOOD = "food", _("Food")
    BENEFITS = "benefits", _("Benefits")
    EMPLOYMENT = "employment", _("Work")
    PEERS = "peers", _("Peer groups")
    CRISIS = "crisis", _("Crisis")
    NALOXONE = "naloxone", _("Naloxone")
    FAMILIES = "families", _("Families and caregivers")
    TRANSPORT = "transport", _("Rides")
    LEGAL = "legal", _("Legal help")
    HEALTH = "health", _("Health")
    OTHER = "other", _("Other")


class Resource(models.Model):
    """Something an agency tells people about. What is told stands in versions; `current` is the newest.

    checked_on, checked_by: the newest check, copied from `ResourceCheck` so that a list needs no second look
    ended_on: the day it was taken off the list; it stays readable, since people were told of it
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    current = models.OneToOneField("ResourceVersion", models.PROTECT, null=True, related_name="+")
    checked_on = models.DateField()
    checked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    form_token = models.UUIDField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "ended_on", "checked_on"], name="resources_of_agency")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entered_by", "form_token"], name="one_resource_per_form"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="a_resource_ends_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"resource {self.pk}"


class ResourceVersion(AppendOnly):
    """What is told of a resource, from one change to the next.

    number: counts from 1; kinds: "|housing|food|"; found_by: what a search looks in, without case and accents
    offers_es: what it offers, in Spanish, for a sheet; source: where all of it comes from
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    offers = models.CharField(max_length=500)
    offers_es = models.CharField(max_length=500, blank=True)
    kinds = models.CharField(max_length=200)
    languages = models.CharField(max_length=120, blank=True)
    area = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    web = models.URLField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    cost = models.CharField(max_length=120, blank=True)
    accessibility = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    found_by = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["resource", "number"], name="resource_versions_count_up"),
            models.CheckConstraint(condition=Q(number__gte=1), name="resource_versions_count_from_one"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(offers="") & ~Q(source=""), name="a_resource_says_what_and_who_says_so"
            ),
            models.CheckConstraint(
                condition=Q(kinds__startswith="|", kinds__endswith="|") & ~Q(kinds__in=["|", "||"]),
                name="a_resource_has_kinds",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of resource {self.resource_id}"

    @property
    def kinds_listed(self) -> list[Kind]:
        """Its kinds, in the order they are listed everywhere."""
        said = set(self.kinds.strip("|").split("|"))
        return [kind for kind in Kind if kind.value in said]


class ResourceCheck(AppendOnly):
    """Somebody looked whether what is told is still so, on a day: once a day each."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="checks")
    version = models.ForeignKey(ResourceVersion, models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "on", "by"], name="a_version_is_checked_once_a_day_by_each")
        ]

    def __str__(self) -> str:
        return f"check {self.pk} of resource {self.resource_id}"


class ResourceFlag(models.Model):
    """Somebody says that something told is wrong. sealed: {"words": ...}; answered once, by a keeper."""

    class Answer(models.TextChoices):
        PUT_RIGHT = "put-right", _("It was put right")
        STANDS = "stands", _("It was looked into, and it stands")
        ENDED = "ended", _("It was taken off the list")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="flags")
    version = models.ForeignKey(ResourceVersion, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["resource", "by"], condition=Q(answer=""), name="one_open_flag_each"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(answer__in=["put-right", "stands", "ended"], answered_by__isnull=False, answered_at__isnull=False),
                name="a_flag_is_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"flag {self.pk} of resource {self.resource_id}"

    @property
    def words(self) -> str:
        """What they wrote. Raises CannotOpen."""
        return words_in(self.sealed)


class StaleAfter(AppendOnly):
    """After how many days without a check an agency marks a resource. The newest row stands; without one, ours."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    days = models.PositiveIntegerField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "-id"], name="staleness_at_agency")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(days__gte=7, days__lte=730), name="resources_go_stale_in_two_years")
        ]

    def __str__(self) -> str:
        return f"staleness {self.pk} of agency {self.agency_id}"


class ResourceSheet(WaitingSheet):
    """A list of resources that an agency handed in."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "sha256"], condition=Q(end=""), name="resource_sheet_waits_once"),
            models.CheckConstraint(
                condition=Q(end="", ended_at__isnull=True, taken=0)
                | Q(end="taken", ended_at__isnull=False)
                | Q(end="aside", ended_at__isnull=False, cells=""),
                name="resource_sheet_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"resource sheet {self.pk}"
