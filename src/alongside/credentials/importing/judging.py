"""Each row of a board's list as it would be taken: new, already there, or with a problem and what to do. No table here."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from alongside.credentials.names import name_key
from alongside.credentials.status import MAY_FOLLOW, Happened, Past, Period, TermsOn, standing_on
from alongside.learning.entering import is_in_quarters
from alongside.ui.incoming import Cells, require_width

NEEDED: Final = ("number", "name_on_certificate")
PLAIN: Final = (
    "number",
    "name_on_certificate",
    "email",
    "county",
    "applied_on",
    "valid_from",
    "valid_through",
    "status",
    "status_since",
    "status_until",
    "cause",
    "hours",
    "order_title",
    "order_summary",
    "order_effective_on",
)
_LONGEST: Final = MappingProxyType(
    {
        "number": 40,
        "name_on_certificate": 120,
        "email": 254,
        "county": 60,
        "cause": 200,
        "order_title": 120,
        "order_summary": 2000,
    }
)
_MARKS: Final = {kind.value: kind for kind in (Happened.INACTIVE, Happened.SUSPENDED, Happened.REVOKED)} | {
    "surrendered": Happened.SURRENDERED
}
_BY_DAYS: Final = ("", "active", "lapsed", "applied")


class Kind(enum.Enum):
    """What becomes of a row."""

    NEW = "new"
    THERE = "there"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands against a certificate: suspended, say, since a day, perhaps with a first day of return."""

    kind: Happened
    on: date
    until: date | None
    cause: str


@dataclass(frozen=True, slots=True)
class Order:
    """An order for the public to read."""

    title: str
    summary: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class Holder:
    """One row as it is taken. `hours` in all, and `topics` with the hours among them."""

    number: str
    name: str
    email: str
    county: str
    applied_on: date
    period: Period | None
    mark: Mark | None = None
    hours: Decimal | None = None
    topics: Mapping[str, Decimal] = field(default_factory=dict)
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of the file with what becomes of it; `problems` as sentences, each with what to do."""

    line: int
    cells: Mapping[str, str]
    kind: Kind
    holder: Holder | None
    problems: Sequence[str] = ()


@dataclass(frozen=True)
class Known:
    """What a row is held against. numbers: those on certificates, with the key of the name there; voided: used up.

    topics: those a board counts hours by; terms: of its programme, to see what may follow what.
    """

    today: date
    topics: Sequence[str]
    terms: TermsOn
    numbers: Mapping[str, str]
    voided: frozenset[str]


def columns_of(topics: Sequence[str]) -> tuple[str, ...]:
    """Every column that is read: the plain ones, and hours on each topic."""
    return (*PLAIN, *(topic_column(topic) for topic in topics))


def topic_column(topic: str) -> str:
    return f"hours_{topic.replace('-', '_')}"


def number_key(number: str) -> str:
    """The same for every way of typing a number."""
    return "".join(number.split()).casefold()


def judge(columns: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], known: Known) -> list[Judged]:
    """Judge every row of a file, in its order. Never raises on what stands in a cell."""
    lines: dict[str, list[int]] = defaultdict(list)
    if "number" in columns:
        place = columns.index("number")
        for line, cells in rows:
            lines[number_key(cells[place])].append(line)
    return [_judged(line, columns, cells, lines, known) for line, cells in rows]


def _judged(
    line: int, columns: Sequence[str], cells: Sequence[str], lines: Mapping[str, Sequence[int]], known: Known
) -> Judged:
    named = dict(zip(columns, cells, strict=False))
    row = _Row(named, _LONGEST)
    require_width(cells, columns, row)
    holder = _holder(row, known)
    key = number_key(named.get("number", ""))
    if key and len(lines[key]) > 1:
        where = ", ".join(map(str, lines[key]))
        row.problems.append(_("The same number stands in lines %(lines)s. Keep one of them.") % {"lines": where})
    if key in known.voided:
        row.problems.append(_("This number was voided here. Look it up before you use it again."))
    there = known.numbers.get(key)
    if there is not None and there != name_key(named.get("name_on_certificate", "")):
        row.problems.append(_("This number is on a certificate in another name. Look it up on the register."))
    if row.problems or holder is None:
        return Judged(line, named, Kind.PROBLEM, None, row.problems)
    return Judged(line, named, Kind.NEW if there is None else Kind.THERE, holder)


class _Row(Cells):
    """The cells of one row, with hours among them."""

    def hours(self, name: str) -> Decimal | None:
        found = self.cells.get(name, "")
        if not found:
            return None
        try:
            hours = Decimal(found)
        except InvalidOperation:
            hours = Decimal("NaN")
        if not hours.is_finite() or (hours and not is_in_quarters(hours)):
            self.wrong(name, _("write hours in quarters, such as 12.5, at most 200."))
            return None
        return hours or None


def _holder(row: _Row, known: Known) -> Holder | None:
    number, name, county = row.text("number"), row.text("name_on_certificate"), row.text("county")
    if not number:
        row.wrong("number", _("it is empty. Every certificate has one."))
    if not name_key(name):
        row.wrong("name_on_certificate", _("it holds no letters."))
    email = _email(row)
    applied_on, period = _days(row, known.today)
    mark = _mark(row, applied_on, period, known)
    hours, topics = _hours(row, period, known)
    order = _order(row)
    if applied_on is None:
        return None
    return Holder(number, name, email, county, applied_on, period, mark, hours, topics, order)


def _email(row: _Row) -> str:
    email = row.text("email")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            row.wrong("email", _("this is no e-mail address. Put it right, or leave it empty."))
    return email


def _days(row: _Row, today: date) -> tuple[date | None, Period | None]:
    said = len(row.problems)
    applied_on, begins, through = row.day("applied_on"), row.day("valid_from"), row.day("valid_through")
    if len(row.problems) > said:
        return None, None
    if bool(begins) != bool(through):
        row.wrong("valid_through" if begins else "valid_from", _("it is empty. Give both days, or neither."))
        return None, None
    applied_on = applied_on or (min(begins, today) if begins else None)
    if applied_on is None:
        row.wrong("applied_on", _("it is empty, and no other day tells when this began."))
        return None, None
    if applied_on > today:
        row.wrong("applied_on", _("this day is still to come."))
    if begins is None or through is None:
        return applied_on, None
    if begins > through:
        row.wrong("valid_through", _("it comes before valid_from."))
    if begins < applied_on:
        row.wrong("valid_from", _("it comes before applied_on."))
    return applied_on, Period(begins, through)


def _mark(row: _Row, applied_on: date | None, period: Period | None, known: Known) -> Mark | None:
    status = row.cells.get("status", "").casefold()
    since, until, cause = row.day("status_since"), row.day("status_until"), row.text("cause")
    if status in _BY_DAYS:
        _require_days(row, status, period, known.today)
        return None
    kind = _MARKS.get(status)
    if kind is None:
        row.wrong("status", _("write active, lapsed, applied, inactive, suspended, revoked or surrendered."))
        return None
    if since is None or since > known.today:
        row.wrong("status_since", _("say from which day; it may not be still to come."))
        return None
    if kind is not Happened.SURRENDERED and not cause:
        row.wrong("cause", _("say why in a few words: the holder has a right to know."))
    if until is not None and until < since:
        row.wrong("status_until", _("it comes before status_since."))
    if applied_on is not None and not row.problems:
        record = [Past(Happened.GRANTED, period.valid_from, period)] if period else []
        standing = standing_on(applied_on, record, since, known.terms)
        if standing is None or standing.status not in MAY_FOLLOW[kind]:
            row.wrong("status_since", _("as the other days stand, this could not happen on that day."))
    return Mark(kind, since, until, cause)


def _require_days(row: _Row, status: str, period: Period | None, today: date) -> None:
    if status == "applied":
        if period:
            row.wrong("status", _("it says applied, and the row has days of a certificate. Take one of them out."))
    elif period is None:
        row.wrong("valid_from", _("it is empty. Without days, the status can only be applied."))
    elif status == "lapsed" and period.valid_through >= today:
        row.wrong("status", _("it says lapsed, and valid_through has not passed."))


def _hours(row: _Row, period: Period | None, known: Known) -> tuple[Decimal | None, Mapping[str, Decimal]]:
    whole = row.hours("hours")
    parts = {topic: row.hours(topic_column(topic)) for topic in known.topics}
    topics = {topic: part for topic, part in parts.items() if part}
    if topics and (whole is None or max(topics.values()) > whole):
        row.wrong("hours", _("hours in all come to at least those on each topic."))
    if whole and (period is None or period.valid_from > known.today):
        row.wrong("hours", _("they count toward a certificate that has begun. Give its days."))
    return whole, topics


def _order(row: _Row) -> Order | None:
    title, summary, day = row.text("order_title"), row.text("order_summary"), row.day("order_effective_on")
    if title and summary and day:
        return Order(title, summary, day)
    if title or summary or day:
        row.wrong("order_title", _("an order has a title, a summary and the day it takes effect. Give all three."))
    return None
