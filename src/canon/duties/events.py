"""Dated events: what has happened or is planned, on days of a code's zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from canon.reading.faults import Fault, FileRefused
from canon.values import ValueFault

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
    def moment(self) -> tuple[date, str]:
        """What orders events: the day, then the hour where it is known."""
        return self.on, self.at.isoformat() if self.at else ""


def read_events(rows: Iterable[Mapping[str, object]], zone: str, *, name: str = "events") -> tuple[Event, ...]:
    """Typed events in order of day. Raises FileRefused naming each row that cannot be read."""
    found: list[Event] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(_event(row, ZoneInfo(zone)))
        except (ValueFault, ValueError, InvalidOperation) as problem:
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


def _event(row: Mapping[str, object], zone: ZoneInfo) -> Event:
    odd = [key for key in row if key not in _FIELDS]
    if odd:
        raise ValueFault(f"there is no field {odd[0]!r}; fields are {', '.join(_FIELDS)}")
    event, planned, tags, ref = row.get("event"), row.get("planned", False), row.get("tags", []), row.get("ref", "")
    if not isinstance(event, str) or not event:
        raise ValueFault("it has no name")
    if not isinstance(planned, bool) or not isinstance(tags, list) or not isinstance(ref, str | int):
        raise ValueFault("planned is true or false, tags a list of texts, ref a text")
    on, at = _day(row, zone)
    hours = Decimal(str(row.get("hours", 0)).removesuffix(" hours").removesuffix(" hour"))
    if not hours.is_finite() or hours < 0:
        raise ValueFault("hours are a number from 0")
    return Event(event, on, hours, frozenset(map(str, tags)), str(ref), planned, at)


def _day(row: Mapping[str, object], zone: ZoneInfo) -> tuple[date, datetime | None]:
    raw_on, raw_at = row.get("on"), row.get("at")
    if raw_at is not None:
        at = datetime.fromisoformat(raw_at) if isinstance(raw_at, str) else raw_at
        if not isinstance(at, datetime):
            raise ValueFault(f"{raw_at!r} is no time")
        at = at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)
        return at.date(), at
    on = date.fromisoformat(raw_on) if isinstance(raw_on, str) else raw_on
    if isinstance(on, datetime) or not isinstance(on, date):
        raise ValueFault(f"{raw_on!r} is no day")
    return on, None
