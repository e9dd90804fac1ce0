"""A list as boards and agencies have it, cell by cell: any delimiter a spreadsheet writes, any common encoding. Pure.

`table_of` reads a file; `Cells` reads one row for whoever judges it, and collects what is wrong with it in sentences.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

LARGEST_FILE: Final = 10 * 2**20
MOST_ROWS: Final = 25_000
_DELIMITERS: Final = ",;\t"
_FORMULA: Final = ("=", "+", "-", "@")
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"  # far from the ends of the calendar, where nothing can be added
_ISO: Final = re.compile(_YEAR + r"-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
_AMERICAN: Final = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/" + _YEAR, re.ASCII)
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(ValueError):
    """A file that is no list that can be read. `says` what is wrong, `remedy` what to do. Nothing was kept."""

    def __init__(self, code: str, says: str, remedy: str) -> None:
        self.code, self.says, self.remedy = code, says, remedy
        super().__init__(f"{says} {remedy}")


@dataclass(frozen=True)
class Table:
    """What stands in a file: its known columns in order, those nobody reads, and (line, cells) for each row with words."""

    columns: Sequence[str]
    unread: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]


def table_of(data: bytes, *, known: Collection[str], needed: Collection[str], most_rows: int = MOST_ROWS) -> Table:
    """Read a file. A row with more cells than there are columns keeps them all, for its judge to see.

    Raises Unreadable: nothing in it, no text, a column missing or told twice, too many rows.
    """
    lines = _rows_of(_text_of(data))
    head = next(lines, None)
    if head is None:
        raise Unreadable("no-rows", _("This file is empty."), _("Choose the file with your list."))
    names = [_column(cell) for cell in head[1]]
    _require_columns(names, needed)
    places = [place for place, name in enumerate(names) if name in known]
    rows: list[tuple[int, Sequence[str]]] = []
    for line, cells in lines:
        if len(rows) == most_rows:
            says = _("This file has more than %(most)s rows.") % {"most": f"{most_rows:,}"}
            raise Unreadable(
                "too-many-rows", says, _("Cut it in parts, each with the first line, and load one by one.")
            )
        kept = [cells[place].strip() if place < len(cells) else "" for place in places]
        rows.append((line, kept + [cell for cell in cells[len(names) :] if cell.strip()]))
    if not rows:
        raise Unreadable("no-rows", _("There is a first line and no row below it."), _("Choose the whole file."))
    unread = [head[1][place].strip() for place, name in enumerate(names) if name and name not in known]
    return Table([names[place] for place in places], unread, rows)


def _text_of(data: bytes) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        says = _("This is a workbook, not a CSV file.")
        raise Unreadable("a-workbook", says, _("Open it in your spreadsheet program and save it as CSV."))
    if data.startswith(_UTF_16):
        found = _decoded(data, "utf-16")
    else:
        found = _decoded(data, "utf-8-sig") or _decoded(data, "cp1252")  # what Excel writes on Windows
    if found is None or "\0" in found:
        says = _("This file holds signs that are no text.")
        raise Unreadable("no-text", says, _("Save it again as CSV with the encoding UTF-8."))
    return found


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as broken:
        says = _("Line %(line)s cannot be read.") % {"line": reader.line_num}
        raise Unreadable("broken-line", says, _("Look for a quotation mark that is never closed.")) from broken


def _column(cell: str) -> str:
    return "_".join(cell.strip().casefold().replace("-", " ").replace("_", " ").split())


def _require_columns(names: Sequence[str], needed: Collection[str]) -> None:
    missing = [name for name in needed if name not in names]
    if missing:
        says = _("These columns are missing: %(names)s.") % {"names": ", ".join(missing)}
        raise Unreadable("columns-missing", says, _("The first line names the columns, as in the example."))
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        says = _("These columns stand there twice: %(names)s.") % {"names": ", ".join(twice)}
        raise Unreadable("columns-twice", says, _("Keep one of each."))


class Cells:
    """The cells of one row, and what is wrong with them: each problem a sentence that names its column and what to do."""

    def __init__(self, cells: Mapping[str, str], longest: Mapping[str, int], *, otherwise: int = 40) -> None:
        self.cells, self._longest, self._otherwise = cells, longest, otherwise
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        """What stands in a column; a problem where it is too long, begins like a formula or holds what nobody sees."""
        found, most = self.cells.get(name, ""), self._longest.get(name, self._otherwise)
        if len(found) > most:
            self.wrong(name, _("it is too long: at most %(most)s signs.") % {"most": most})
        elif found.startswith(_FORMULA):
            self.wrong(name, _("it begins like a formula. Write the plain words."))
        elif any(not sign.isprintable() and sign not in "\n\r\t" for sign in found):
            self.wrong(name, _("it holds a sign that nobody can see. Type it anew."))
        return found

    def day(self, name: str) -> date | None:
        """A day as 2026-03-31 or 3/31/2026; None where there is none, or where it is a problem."""
        found = self.cells.get(name, "")
        if not found:
            return None
        told = _ISO.fullmatch(found) or _AMERICAN.fullmatch(found)
        if told:
            try:
                return date(int(told["year"]), int(told["month"]), int(told["day"]))
            except ValueError:
                pass  # no such day
        self.wrong(name, _("write the day as 2026-03-31, or 3/31/2026 with the month first."))
        return None

    def wrong(self, name: str, what: str) -> None:
        """Put a problem down."""
        self.problems.append(_("%(column)s: %(what)s") % {"column": name, "what": what})


def require_width(cells: Sequence[str], columns: Sequence[str], row: Cells) -> None:
    """A problem where a row has more cells than the first line."""
    if len(cells) > len(columns):
        row.problems.append(
            _("The row has more cells than the first line. Put quotation marks round cells with commas.")
        )
