"""Boards, agencies, practitioners, workers, persons served, and the dated roles and supervision that join them.

Days come in pairs: `from_day` is the first day something holds, `to_day` the first day it no longer does (or none).
"""

from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.people.languages import is_a_language


def is_a_time_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a zone such as America/Denver."""
    if name not in available_timezones():
        raise ValidationError(_("%(zone)s is not a time zone. Write one like America/Denver."), params={"zone": name})


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
        name=name,
        violation_error_message=_("The last day comes after the first."),
    )


def holds_on(day: date) -> Q:
    """Rows that hold on a day, by their pair of days."""
    return Q(from_day__lte=day) & (Q(to_day__isnull=True) | Q(to_day__gt=day))


class Place(models.Model):
    """What an agency and a board have in common: a name, an address on the web, and a zone that decides its days."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    place = models.CharField(_("short place name"), max_length=60)
    zone = models.CharField(_("time zone"), max_length=64, validators=[is_a_time_zone])

    changes_seldom: ClassVar = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


class Board(Place):
    """Who certifies peer workers in a state, adopts the code's editions and hears complaints."""


class Agency(Place):
    """Who employs peer workers: its policies resolve what a code leaves to the employer."""

    class Meta(Place.Meta):
        verbose_name_plural = "agencies"


class Practitioner(models.Model):
    """Somebody who asks for a credential or holds one: one row a person, wherever they work and whether or not they do.

    `user` is empty until they have an account: a board's holders come in with their numbers, not with their passwords.
    `county` is for the board's figures on its workforce, and nothing else.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    county = models.CharField(_("county"), max_length=60, blank=True)

    changes_seldom: ClassVar = True

    def __str__(self) -> str:
        return f"practitioner {self.pk}"  # not the name: this text reaches logs and error reports

    @property
    def mail_to(self) -> str:
        """Where to write to them; empty where nobody knows."""
        return self.user.email if self.user else self.email

    @property
    def language(self) -> str:
        """What to write to them in."""
        return self.user.language if self.user else settings.LANGUAGE_CODE


class Worker(models.Model):
    """A peer worker as one agency employs them. `user` is empty until they have an account."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="workers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "user"], name="worker_once_per_agency")]

    def __str__(self) -> str:
        return self.name


class SupervisorOfRecord(models.Model):
    """Who supervises a worker, from a day. The supervisor may be no peer worker, so this names an account."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="supervision")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "supervisors of record"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker"], condition=Q(to_day__isnull=True), name="one_open_supervisor"),
            models.UniqueConstraint(fields=["worker", "from_day"], name="one_supervisor_from_a_day"),
            ends_after_it_begins("supervision_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"supervision {self.pk} of worker {self.worker_id}"


class Person(models.Model):
    """A person served, by the name they chose. What only their care needs is kept elsewhere, behind releases.

    language: the one they like to speak, any there is, by its tag; `page_language` gives the one of our words for them
    has_nobody: nobody supports them and their case is not closed; kept by `caseload.alone`, and so until it says otherwise
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    chosen_name = models.CharField(_("chosen name"), max_length=120)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=8, validators=[is_a_language], default="en")
    has_nobody = models.BooleanField(default=True, db_default=True)

    class Meta:
        verbose_name_plural = "persons"
        indexes: ClassVar = [
            models.Index(fields=["agency"], condition=Q(has_nobody=True), name="persons_with_nobody"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "user"], name="person_once_per_agency")]

    def __str__(self) -> str:
        return f"person {self.pk}"  # never the name: this text reaches logs and error reports


class RoleKind(models.TextChoices):
    WORKER = "worker", _("peer worker")
    SUPERVISOR = "supervisor", _("supervisor")
    AGENCY_ADMINISTRATOR = "agency-administrator", _("agency administrator")
    BOARD_STAFF = "board-staff", _("board staff")
    PERSON_SERVED = "person-served", _("person served")
    AUDITOR = "auditor", _("auditor")
    OPERATOR = "operator", _("operator")


AT_AN_AGENCY = (RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR, RoleKind.PERSON_SERVED)
AT_A_BOARD = (RoleKind.BOARD_STAFF,)


class Role(models.Model):
    """What somebody is, where, and from when. One person may hold several; none is held without a place."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=RoleKind.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="+")
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)

    changes_seldom: ClassVar = True

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "kind"], name="role_of_user")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in RoleKind]), name="role_kind_is_known"),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, board__isnull=True) | Q(agency__isnull=True, board__isnull=False),
                name="role_has_one_place",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[kind.value for kind in AT_AN_AGENCY]) | Q(agency__isnull=False),
                name="agency_roles_are_at_an_agency",
                violation_error_message=_("This role is held at an agency, not at a board."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[kind.value for kind in AT_A_BOARD]) | Q(board__isnull=False),
                name="board_roles_are_at_a_board",
                violation_error_message=_("This role is held at a board, not at an agency."),
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "agency"],
                condition=Q(to_day__isnull=True),
                name="one_open_role_at_an_agency",
                violation_error_message=_("They hold this role here already."),
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "board"],
                condition=Q(to_day__isnull=True),
                name="one_open_role_at_a_board",
                violation_error_message=_("They hold this role here already."),
            ),
            ends_after_it_begins("role_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of account {self.user_id}"
