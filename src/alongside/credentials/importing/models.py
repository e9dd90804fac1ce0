"""The list of holders that a board handed in, between the dry run and its yes."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Board


def new_sheet_token() -> str:
    return secrets.token_urlsafe(24)


class HolderSheet(models.Model):
    """A file with holders, as handed in. `token` is its address; a double click or a second tab ends it only once.

    cells: the JSON of its rows while they are needed: all before the board's yes, afterwards those not taken, and none
    once it is put aside. Names and addresses are not kept longer than that.
    sha256: of the file: handed in again while it waits, it is the same sheet
    """

    class End(models.TextChoices):
        TAKEN = "taken", _("Taken in")
        ASIDE = "aside", _("Put aside")

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20)
    token = models.CharField(max_length=40, unique=True, editable=False, default=new_sheet_token)
    sha256 = models.CharField(max_length=64)
    cells = models.TextField()
    rows = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    end = models.CharField(max_length=8, choices=End.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board", "code", "sha256"], condition=Q(end=""), name="holder_sheet_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(end="", ended_at__isnull=True, taken=0)
                | Q(end="taken", ended_at__isnull=False)
                | Q(end="aside", ended_at__isnull=False, cells=""),
                name="holder_sheet_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"holder sheet {self.pk}"
