"""An agency brings in the list it has: handed in, looked at row by row, and the good rows taken in one transaction."""

from __future__ import annotations

import enum
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Agency
from alongside.people.sheets import SheetEnded, SheetMoved, cells_left, cells_of, told_of
from alongside.resources.keeping import enter
from alongside.resources.models import Kind, ResourceSheet
from alongside.resources.queries import KEEPERS, keys_listed
from alongside.resources.telling import Told, told_of as told_of_version
from alongside.ui.incoming import Cells, require_width, table_of
from alongside.wording.checking import key_of

NEEDED: Final = ("name", "offers", "kinds", "source")
COLUMNS: Final = (
    *("name", "offers", "offers_es", "kinds", "languages", "area", "phone", "web", "address", "hours", "cost"),
    *("accessibility", "source", "checked_on"),
)
MOST_ROWS: Final = 5_000
LONGEST: Final[Mapping[str, int]] = {
    "name": 120,
    "offers": 500,
    "offers_es": 500,
    "kinds": 200,
    "languages": 120,
    "area": 80,
    "phone": 40,
    "web": 200,
    "address": 200,
    "hours": 200,
    "cost": 120,
    "accessibility": 200,
    "source": 200,
    "checked_on": 20,
}
"""What a version has room for."""


class Becomes(enum.Enum):
    """What becomes of a row."""

    NEW = "new"
    THERE = "there"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what becomes of it; `problems` as sentences, each with what to do."""

    line: int
    cells: Mapping[str, str]
    becomes: Becomes
    told: Told | None = None
    checked_on: date | None = None
    problems: Sequence[str] = ()


@dataclass(frozen=True)
class Reviewed:
    """A sheet with each of its rows judged, as the directory stands now."""

    sheet: ResourceSheet
    rows: Sequence[Judged]
    unread: Sequence[str]

    def of(self, becomes: Becomes) -> list[Judged]:
        return [row for row in self.rows if row.becomes is becomes]


def judge(
    columns: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], listed: Mapping[str, Told], today: date
) -> list[Judged]:
    """Judge every row, in order; `listed` by key of name and area. Never raises on what stands in a cell. Pure."""
    named = [(line, dict(zip(columns, cells, strict=False)), cells) for line, cells in rows]
    often = Counter(_key(cells) for _line, cells, _all in named)
    found = []
    for line, cells, every in named:
        row = Cells(cells, LONGEST)
        require_width(every, columns, row)
        told, checked_on = _told(row), _checked_on(row, today)
        if told and often[told.key] > 1:
            row.wrong("name", _("it stands in more than one row of this list. Keep one of them."))
        there = listed.get(told.key) if told else None
        if there and told and there != told:
            row.wrong("name", _("it is on your list already and says something else. Change it there."))
        if row.problems or told is None:
            found.append(Judged(line, cells, Becomes.PROBLEM, problems=row.problems))
        else:
            found.append(Judged(line, cells, Becomes.THERE if there else Becomes.NEW, told, checked_on))
    return found


def hand_in_resources(*, agency: Agency, data: bytes, by: User) -> ResourceSheet:
    """Keep a file to look at before anything is taken from it. The same file again is the same sheet, while it waits.

    Raises NotTheirs, or Unreadable for a file that is no list.
    """
    table = table_of(data, known=COLUMNS, needed=NEEDED, most_rows=MOST_ROWS)
    with transaction.atomic(durable=True):
        require_authority(by, Authority(KEEPERS, agency=agency))
        sheet, is_new = ResourceSheet.objects.get_or_create(
            agency=agency,
            sha256=hashlib.sha256(data).hexdigest(),
            end="",
            defaults={"cells": cells_of(table), "rows": len(table.rows), "by": by, "at": clock.now()},
        )
        if is_new:
            write_journal("resource-sheet.handed-in", sheet, by=by, data={"rows": sheet.rows})
    return sheet


def take_resources(*, sheet: ResourceSheet, expected: int, by: User) -> ResourceSheet:
    """Enter every good row. Rows with a problem stay. `expected`: how many new rows the page had shown.

    Raises NotTheirs, SheetEnded, SheetMoved.
    """
    with transaction.atomic(durable=True):
        agency = Agency.objects.select_for_update().get(pk=sheet.agency_id)  # nobody enters one of them meanwhile
        held = _locked(sheet, by)
        if held.end:
            raise SheetEnded
        found = review(held)
        new = found.of(Becomes.NEW)
        if len(new) != expected:
            raise SheetMoved
        for row in new:
            if row.told is not None and row.checked_on is not None:
                enter(agency, row.told, row.checked_on, by=by)
        held.cells = cells_left(held, {row.line for row in found.of(Becomes.PROBLEM)})
        held.end, held.ended_at, held.taken = ResourceSheet.End.TAKEN, clock.now(), len(new)
        held.save(update_fields=["cells", "end", "ended_at", "taken"])
        write_journal("resource-sheet.taken", held, by=by, data={"rows": len(new)})
    return held


def put_sheet_aside(*, sheet: ResourceSheet, by: User) -> ResourceSheet:
    """Take nothing (more) from it, and forget its rows. Put aside twice is put aside once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = _locked(sheet, by)
        if held.cells:
            held.cells = ""
            if not held.end:
                held.end, held.ended_at = ResourceSheet.End.ASIDE, clock.now()
            held.save(update_fields=["cells", "end", "ended_at"])
            write_journal("resource-sheet.forgotten", held, by=by)
    return held


def sheets_of(agency: Agency) -> QuerySet[ResourceSheet]:
    """The lists an agency handed in, the newest first, without their cells."""
    return ResourceSheet.objects.filter(agency=agency).defer("cells").select_related("by").order_by("-pk")


def sheet_of(agency: Agency, token: str) -> ResourceSheet:
    """One of an agency's lists. Raises Http404 for one that is not theirs or not there."""
    found = ResourceSheet.objects.filter(agency=agency, token=token).select_related("agency", "by").first()
    if found is None:
        raise Http404
    return found


def review(sheet: ResourceSheet) -> Reviewed:
    """Judge the rows of a sheet as the directory stands now. Writes nothing."""
    table = told_of(sheet)
    listed = {key: told_of_version(version) for key, version in keys_listed(sheet.agency).items()}
    rows = judge(table.columns, table.rows, listed, clock.today_in(sheet.agency.time_zone))
    return Reviewed(sheet, rows, table.unread)


def _locked(sheet: ResourceSheet, by: User) -> ResourceSheet:
    held = ResourceSheet.objects.select_for_update(of=("self",)).select_related("agency").get(pk=sheet.pk)
    require_authority(by, Authority(KEEPERS, agency=held.agency))
    return held


def _key(cells: Mapping[str, str]) -> str:
    return f"{key_of(cells.get('name', ''))}|{key_of(cells.get('area', ''))}"


def _told(row: Cells) -> Told | None:
    said = {name: row.text(name) for name in COLUMNS if name not in ("kinds", "checked_on")}
    for name in ("name", "offers", "source"):
        if not said[name]:
            row.wrong(name, _("it is empty. Every resource has one."))
    kinds = _kinds(row)
    if said["web"]:
        said["web"] = said["web"] if "://" in said["web"] else f"https://{said['web']}"
        try:
            URLValidator(schemes=["http", "https"])(said["web"])
        except ValidationError:
            row.wrong("web", _("this is no web address. Put it right, or leave it empty."))
    if row.problems or not key_of(said["name"]):
        return None
    return Told(kinds=kinds, **said)


def _kinds(row: Cells) -> tuple[Kind, ...]:
    """Kinds by our words, or by their labels in the language of the page, with commas, semicolons or slashes between."""
    named = {key_of(str(kind.label)): kind for kind in Kind} | {kind.value: kind for kind in Kind}
    said = row.text("kinds").replace(";", ",").replace("/", ",").split(",")
    found = [named.get(key_of(one)) for one in said if one.strip()]
    known = [kind for kind in found if kind is not None]
    if not known or len(known) < len(found):
        row.wrong("kinds", _("write one or more of: %(kinds)s.") % {"kinds": ", ".join(kind.value for kind in Kind)})
    return tuple(kind for kind in Kind if kind in known)


def _checked_on(row: Cells, today: date) -> date | None:
    """The day it was checked; without one it was looked at by whoever hands the list in, today."""
    day = row.day("checked_on")
    if day is not None and day > today:
        row.wrong("checked_on", _("this day is still to come."))
    return day or today
