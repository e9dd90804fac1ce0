"""Dated events: what has happened or is planned, on days of a code's zone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final
from zoneinfo import ZoneInfo

from canon.reading.faults import Fault, FileRefused
from canon.values import ValueFault, shown

MOST_HOURS: Final = 10_000  # of one event; more than a year has
_FIELDS = ("event", "on", "at", "hours", "tags", "ref", "planned")


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated. `ref` tells matters or persons apart, `at` orders events of one day, `planned` is yet to come."""

    event: str
    on: date
    hours: Decimal = Decimal(0)
    tags: frozenset[str] = frozenset()
    ref: str = ""
    planned: bool = False
    at: datetime | None = None

    @property
    def moment(self) -> tuple[date, float]:
        """What orders events: the day, then the hour where it is known."""
        return self.on, self.at.timestamp() if self.at else -math.inf


def read_events(rows: Iterable[object], zone: str, *, name: str = "events") -> tuple[Event, ...]:
    """Typed events in order of day. Raises FileRefused naming each row that cannot be read."""
    found: list[Event] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(_event(row, ZoneInfo(zone)))
        except (ValueError, ArithmeticError) as problem:
            faults.append(
                Fault(
                    name,
                    0,
                    "bad-event",
                    f"event {number}: {problem}",
                    'Write { event = "contact-held", on = 2026-11-20 }.',
                )
            )
    if faults:
        raise FileRefused(faults)
    return tuple(sorted(found, key=lambda e: e.moment))


def _event(row: object, zone: ZoneInfo) -> Event:
    if not isinstance(row, Mapping):
        raise ValueFault(f"{shown(row)} is no table")
    odd = [key for key in row if key not in _FIELDS]
    if odd:
        raise ValueFault(f"there is no field {shown(odd[0])}; fields are {', '.join(_FIELDS)}")
    event, planned, tags, ref = row.get("event"), row.get("planned", False), row.get("tags", []), row.get("ref", "")
    if not isinstance(event, str) or not event:
        raise ValueFault("it has no name")
    if not isinstance(planned, bool) or not isinstance(ref, str | int):
        raise ValueFault("planned is true or false, ref a text")
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ValueFault("tags is a list of texts")
    on, at = _day(row, zone)
    return Event(event, on, _hours(row.get("hours", 0)), frozenset(tags), str(ref), planned, at)


def _hours(raw: object) -> Decimal:
    """Hours from `1.5`, `"1.50"` or `"1.50 hours"`. Raises ValueFault."""
    number = raw.removesuffix("s").removesuffix(" hour") if isinstance(raw, str) else raw
    try:
        hours = Decimal(str(number)) if isinstance(number, str | int | float) and not isinstance(number, bool) else None
    except InvalidOperation:
        hours = None
    if hours is None or not hours.is_finite() or not 0 <= hours <= MOST_HOURS:
        raise ValueFault(f"{shown(raw)} is no number of hours from 0 to {MOST_HOURS:,}")
    return hours


def _day(row: Mapping[object, object], zone: ZoneInfo) -> tuple[date, datetime | None]:
    raw_on, raw_at = row.get("on"), row.get("at")
    if raw_at is not None:
        at = datetime.fromisoformat(raw_at) if isinstance(raw_at, str) else raw_at
        if not isinstance(at, datetime):
            raise ValueFault(f"{shown(raw_at)} is no time")
        at = at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)
        return at.date(), at
    on = date.fromisoformat(raw_on) if isinstance(raw_on, str) else raw_on
    if isinstance(on, datetime) or not isinstance(on, date):
        raise ValueFault(f"{shown(raw_on)} is no day")
    return on, None
