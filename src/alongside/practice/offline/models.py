"""The devices that keep notes without signal, and what arrived from them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.guards import never_change, never_deleted
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Person, Worker
from alongside.practice.models import Contact, Draft
from alongside.rulings.sealing import unseal

USER = settings.AUTH_USER_MODEL


class DeviceKey(models.Model):
    """The key under which one worker's words lie on one device. The device has the public half; the other is given to the
    worker signed in, for the memory of an open page alone.

    key: the name it goes by on the device; device: what the device calls itself; public: JSON Web Key;
    sealed: the private one, gone once the key was ended, and then nobody opens what lies under it
    """

    class Looks(models.TextChoices):
        PHONE = "phone", _("Phone")
        COMPUTER = "computer", _("Computer")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    device = models.UUIDField()
    looks = models.CharField(max_length=8, choices=Looks.choices)
    public = models.TextField()
    sealed = models.BinaryField()
    at = models.DateTimeField()
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    guards: ClassVar = (
        never_change(
            "device_key_stays_as_made",
            "agency_id",
            "worker_id",
            "key",
            "device",
            "public",
            "at",
            says="a key stays the key of its device",
        ),
        never_deleted("device_key_is_not_deleted", says="a device’s key is ended, never deleted"),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker", "device"], condition=Q(ended_at__isnull=True), name="one_key_of_a_worker_on_a_device"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) & ~Q(sealed=b"") | Q(ended_at__isnull=False, sealed=b""),
                name="an_ended_device_key_opens_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"device key {self.pk}"

    @property
    def private(self) -> dict[str, str]:
        """JSON Web Key. Raises CannotOpen."""
        return dict(unseal(self.sealed))


class Arrival(AppendOnly):
    """Something written without signal, as it arrived. What is sent twice arrives once.

    item: made by the device for this wording; token, hand: of the contact and its draft
    written_at, sent_at: by the device's clock; at: by ours; ahead: seconds by which the device's clock ran before ours
    """

    class Became(models.TextChoices):
        NOTE = "note", _("Signed")
        DRAFT = "draft", _("Kept as a draft")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.ForeignKey(DeviceKey, models.PROTECT, related_name="+")
    item = models.UUIDField()
    token = models.UUIDField()
    hand = models.UUIDField()
    became = models.CharField(max_length=5, choices=Became.choices)
    why = models.CharField(max_length=10, choices=Draft.Why.choices, blank=True)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    ahead = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["contact"], name="arrivals_of_contact")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "item"], name="what_is_sent_twice_arrives_once"),
            models.CheckConstraint(
                condition=Q(became="draft", contact__isnull=True) | Q(became="note", contact__isnull=False, why=""),
                name="an_arrival_is_a_note_or_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"arrival {self.pk}"

    @property
    def minutes_ahead(self) -> int:
        """By how many minutes the device's clock ran before ours; below nought, behind."""
        return round(self.ahead / 60)

    @property
    def minutes_behind(self) -> int:
        return -self.minutes_ahead

    def as_answer(self) -> dict[str, Any]:
        """What the device is told."""
        return {"became": self.became, "why": self.why, "says": str(self.get_why_display()) if self.why else ""}
