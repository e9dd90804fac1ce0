"""The list of holders that a board handed in, between the dry run and its yes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.people.models import Board
from alongside.people.sheets import WaitingSheet, new_sheet_token

__all__ = ["HolderSheet", "new_sheet_token"]  # a migration finds the second here


class HolderSheet(WaitingSheet):
    """A file with holders, as handed in, all under one code of ethics."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20)

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
