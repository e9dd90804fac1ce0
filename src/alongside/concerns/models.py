"""A concern, where it went, and what was done. The words are sealed; who raised it and who has it stand beside them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.guards import change_only_while, never_change, never_deleted
from alongside.people.models import Agency

USER = settings.AUTH_USER_MODEL


class Concern(models.Model):
    """What somebody wants put right. Never seen by whom it is about.

    raised_as: what they are here; about_user: a colleague it is about, where they named one
    to: the supervisor who has it; empty where the agency's administrators do
    deputy: who has it as well once `due_on` has passed
    follows: an earlier one that was not settled for them
    """

    class As(models.TextChoices):
        WORKER = "worker", _("Peer worker")
        PERSON = "person", _("Person served")

    class About(models.TextChoices):
        SERVED = "served", _("Somebody we serve")
        COLLEAGUE = "colleague", _("Somebody who works here")
        SUPERVISOR = "supervisor", _("A supervisor")
        SUPPORT = "support", _("Who supports me")
        PLACE = "place", _("How things are done here")

    class Status(models.TextChoices):
        OPEN = "open", _("Waiting")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Taken back")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    raised_as = models.CharField(max_length=6, choices=As.choices)
    about = models.CharField(max_length=10, choices=About.choices)
    about_user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    words = models.BinaryField()
    raised_at = models.DateTimeField()
    due_on = models.DateField()
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    answer = models.BinaryField(blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    form_token = models.UUIDField(null=True)

    guards: ClassVar = (
        never_change(
            "a_concern_stays_as_raised",
            *("agency_id", "raised_by_id", "raised_as", "about", "about_user_id", "words", "raised_at", "follows_id"),
            says="a concern stays as it was raised",
        ),
        change_only_while("a_concern_is_settled_once", "status", "open", says="a concern is settled once"),
        never_deleted("a_concern_is_not_deleted", says="a concern is never deleted"),
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["agency", "status", "due_on"], name="concerns_of_agency"),
            models.Index(fields=["raised_by", "-raised_at"], name="concerns_raised_by"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["raised_by", "form_token"], name="one_concern_per_form"),
            models.CheckConstraint(condition=Q(raised_as__in=["worker", "person"]), name="concern_is_raised_as_known"),
            models.CheckConstraint(
                condition=Q(about__in=["served", "colleague", "supervisor", "support", "place"]),
                name="concern_is_about_known",
            ),
            models.CheckConstraint(
                condition=Q(status="answered", answered_by__isnull=False, answered_at__isnull=False)
                | Q(status__in=["open", "withdrawn"], answered_by__isnull=True, answered_at__isnull=True),
                name="a_concern_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(about_user__isnull=True)
                | (Q(to__isnull=True) | ~Q(to=F("about_user"))) & (Q(deputy__isnull=True) | ~Q(deputy=F("about_user"))),
                name="nobody_has_a_concern_about_themself",
            ),
            models.CheckConstraint(
                condition=(Q(to__isnull=True) | ~Q(to=F("raised_by")))
                & (Q(deputy__isnull=True) | ~Q(deputy=F("raised_by"))),
                name="nobody_has_their_own_concern",
            ),
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN
