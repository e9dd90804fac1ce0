"""A list of attendance as a file: bytes → rows of cells, or what is wrong with the file. Pure: no clock, no table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LARGEST: Final = 4 * 1024 * 1024
MOST_ROWS: Final = 10_000
LONGEST_CELL: Final = 200

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "who": (
        "certificate number or e-mail",
        "certificate number",
        "certificate",
        "number",
        "e-mail",
        "email",
        "número",
        "correo",
    ),
    "name": ("name", "nombre"),
    "course": ("course", "curso"),
    "date": ("date", "day", "fecha"),
    "hours": ("hours", "horas"),
}
"""A column, and what its heading may say."""

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file, its cells as text. `line` counts as the file's own lines do, the heading being the first."""

    line: int
    who: str
    name: str
    course: str
    date: str
    hours: str

    def formula(self) -> str:
        """The first cell that a spreadsheet would run; "" where none is."""
        return next(
            (cell for cell in (self.who, self.name, self.course, self.date, self.hours) if cell.startswith(FORMULA)), ""
        )


class SheetUnfit(ValueError):
    """A file that is no list of attendance. `says`: what is wrong; `remedy`: what to do."""

    def __init__(self, code: str, says: str | Promise, remedy: str | Promise) -> None:
        self.code, self.says, self.remedy = code, says, remedy
        super().__init__(f"{says} {remedy}")


def read_sheet(data: bytes) -> list[Row]:
    """The rows of a CSV file, empty ones left out. Takes commas, semicolons and tabs, with a byte order mark or without.

    Raises SheetUnfit.
    """
    if len(data) > LARGEST:
        raise SheetUnfit("too-large", _("The file is larger than 4 MB."), _("Send it in parts."))
    text = _text(data)
    heading = text.split("\n", 1)[0]
    mark = max((",", ";", "\t"), key=heading.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        raise SheetUnfit(
            "not-csv",
            _("A quotation mark opens and does not close."),
            _("Save it as CSV from your spreadsheet, and send that."),
        ) from None
    if not lines:
        raise SheetUnfit("empty", _("The file is empty."), _("Look whether you chose the right one."))
    places = _places(lines[0])
    rows = [_row(number, cells, places) for number, cells in enumerate(lines[1:], 2) if any(c.strip() for c in cells)]
    if not rows:
        raise SheetUnfit("empty", _("There is no row under the headings."), _("Add who attended, one person a row."))
    if len(rows) > MOST_ROWS:
        raise SheetUnfit("too-many-rows", _("The file has more than 10,000 rows."), _("Send it in parts."))
    return rows


def read_day(text: str) -> date | None:
    """2026-11-02, or 11/02/2026 as the US writes it; None for anything else."""
    for form in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def read_hours(text: str) -> Decimal | None:
    """1.25 or 1,25; None for anything else."""
    try:
        hours = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return hours if hours.is_finite() else None


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")  # what spreadsheets on Windows write
    if "\0" in text or "\ufffd" in text:
        raise SheetUnfit(
            "not-text", _("This is no text file."), _("Save it as CSV (UTF-8) from your spreadsheet, and send that.")
        )
    return text


def _places(heading: Sequence[str]) -> dict[str, int]:
    """Where each column stands. Raises SheetUnfit naming those that are missing."""
    said = [cell.strip().casefold() for cell in heading]
    places = {
        column: next((said.index(name) for name in names if name in said), -1) for column, names in COLUMNS.items()
    }
    missing = [names[0] for column, names in COLUMNS.items() if places[column] < 0]
    if missing:
        raise SheetUnfit(
            "columns-missing",
            _("These columns are missing: %(names)s.") % {"names": ", ".join(missing)},
            _("The first row names the columns: certificate number or e-mail, name, course, date, hours."),
        )
    return places


def _row(number: int, cells: Sequence[str], places: Mapping[str, int]) -> Row:
    told = {column: (cells[at] if at < len(cells) else "").strip()[:LONGEST_CELL] for column, at in places.items()}
    return Row(number, **told)
