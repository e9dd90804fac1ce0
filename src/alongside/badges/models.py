"""A board's signing keys, its status lists, and the files it signed. Everything here only grows, save for secret halves."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.badges.bitstrings import FEWEST
from alongside.credentials.models import Certificate
from alongside.journal.models import AppendOnly
from alongside.people.models import Board


class IssuerKey(AppendOnly):
    """A board's public key. The latest generation signs; those before it stay published, for what they signed."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    generation = models.PositiveIntegerField()
    multibase = models.CharField(max_length=60, unique=True)
    active_from = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board", "generation"], name="one_issuer_key_a_generation"),
            models.CheckConstraint(condition=Q(generation__gte=1), name="issuer_key_generations_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"key {self.generation} of board {self.board_id}"


class SecretHalf(models.Model):
    """The private half of the key that signs now, encrypted. Gone once the key is set aside: then nobody signs with it."""

    key = models.OneToOneField(IssuerKey, models.PROTECT, related_name="secret")
    sealed = models.TextField()

    class Meta:
        verbose_name_plural = "secret halves"

    def __str__(self) -> str:
        return f"secret half of key {self.key_id}"


class CalledBackKey(AppendOnly):
    """A key that fell, or may have fallen, into other hands. Nothing it ever signed is believed."""

    key = models.OneToOneField(IssuerKey, models.PROTECT, related_name="called_back")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"called back key {self.key_id}"


class StatusList(AppendOnly):
    """A list of places, published once for each purpose. What its bits are is worked out whenever somebody asks."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    length = models.PositiveIntegerField(default=FEWEST)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board", "number"], name="status_list_numbered_once"),
            models.CheckConstraint(condition=Q(length__gte=FEWEST), name="status_list_hides_whom_it_is_asked_for"),
        ]

    def __str__(self) -> str:
        return f"status list {self.number} of board {self.board_id}"


class Badge(AppendOnly):
    """A certificate as a signed file, as it was handed out, and the place its status has in the lists.

    The name, number and period are those in the file: once the certificate says otherwise, this file is superseded.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="+")
    listed_in = models.ForeignKey(StatusList, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    file_id = models.UUIDField(unique=True, default=uuid.uuid4)
    origin = models.CharField(max_length=200)
    name_on_certificate = models.CharField(_("name on the certificate"), max_length=120)
    number = models.CharField(_("number"), max_length=40)
    valid_from = models.DateField()
    valid_through = models.DateField()
    issued_at = models.DateTimeField()
    file = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["certificate", "-issued_at"], name="badge_of_certificate")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["listed_in", "place"], name="place_in_a_list_given_once"),
            models.CheckConstraint(condition=Q(valid_through__gte=F("valid_from")), name="badge_period_is_in_order"),
        ]

    def __str__(self) -> str:
        return f"badge {self.pk} of certificate {self.certificate_id}"
