"""A list that somebody handed in, between the dry run and their yes: what every such table shares.

The app whose list it is derives its model from `WaitingSheet`, adds whose it is, and two constraints: one sheet of a file
waits at a time, and a sheet ends once.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ui.incoming import Table


class SheetEnded(ValueError):
    """A sheet was taken or put aside before. Nothing was changed."""

    code = "sheet-ended"


class SheetMoved(ValueError):
    """Another number of rows would be taken than the page had shown. Nothing was changed."""

    code = "sheet-moved"


def new_sheet_token() -> str:
    return secrets.token_urlsafe(24)


class WaitingSheet(models.Model):
    """A file as handed in. `token` is its address; a double click or a second tab ends it only once.

    cells: the JSON of its rows while they are needed: all before the yes, afterwards those not taken, and none once it is
    put aside. Names and addresses are not kept longer than that.
    sha256: of the file: handed in again while it waits, it is the same sheet
    """

    class End(models.TextChoices):
        TAKEN = "taken", _("Taken in")
        ASIDE = "aside", _("Put aside")

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
        abstract = True


def cells_of(table: Table) -> str:
    """What a sheet keeps of a file."""
    return json.dumps({"columns": table.columns, "unread": table.unread, "rows": table.rows}, ensure_ascii=False)


def told_of(sheet: WaitingSheet) -> Table:
    """What a sheet still holds of its file; nothing once its rows are forgotten."""
    told = json.loads(sheet.cells) if sheet.cells else {"columns": [], "unread": [], "rows": []}
    return Table(told["columns"], told["unread"], [(line, cells) for line, cells in told["rows"]])


def cells_left(sheet: WaitingSheet, lines: Collection[int]) -> str:
    """What a sheet keeps once the other rows were taken: those of these lines; empty where none is left."""
    told = told_of(sheet)
    rows = [row for row in told.rows if row[0] in lines]
    return cells_of(Table(told.columns, told.unread, rows)) if rows else ""
