"""How a certificate stands on a day: worked out from what is on its record, never set by hand. Pure: no clock, no table.

A day is one of the board's own zone: midnight there begins it. Whoever asks for a moment turns it into that day first.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from canon.duties.calendar import add, day_after
from canon.programme import Programme
from canon.values import Span, Unit

ONE_DAY: Final = timedelta(days=1)


class Status(enum.Enum):
    """How a certificate stands. Permission to practice comes with `ACTIVE` and `RENEWAL_DUE` alone."""

    APPLIED = "applied"
    ACTIVE = "active"
    RENEWAL_DUE = "renewal-due"
    GRACE = "grace"
    LAPSED = "lapsed"
    INACTIVE = "inactive"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SURRENDERED = "surrendered"
    DECEASED = "deceased"


class Happened(enum.Enum):
    """What may be put on a certificate's record."""

    GRANTED = "granted"
    RENEWED = "renewed"
    INACTIVE = "inactive"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REINSTATED = "reinstated"
    SURRENDERED = "surrendered"
    DECEASED = "deceased"


@dataclass(frozen=True)
class Period:
    """The days printed on a certificate, both included."""

    valid_from: date
    valid_through: date


@dataclass(frozen=True, slots=True)
class Past:
    """One thing on the record. `on`: the first day it holds; `until`: the first day it may be taken back."""

    kind: Happened
    on: date
    period: Period | None = None
    until: date | None = None
    cause: str = ""
    decided_by: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How long before its last day a certificate may be renewed, and how long after."""

    opens: Span
    grace: Span | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a certificate stands on a day.

    since: the first day of this status
    through: the last day of permission, of the latest period begun, or granted and still to begin; None before a grant
    late_until: the last day it may be renewed late, where there is such a day
    returns_from: the first day on which it may be given back, where its cause sets one
    cause, decided_by: of the entry that made it so, if one did; what midnight does nobody decides
    """

    status: Status
    since: date
    begins: date | None = None
    through: date | None = None
    late_until: date | None = None
    returns_from: date | None = None
    cause: str = ""
    decided_by: int | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether its holder may practice on it."""
        return self.status in IN_FORCE


IN_FORCE: Final = frozenset({Status.ACTIVE, Status.RENEWAL_DUE})

MARKS: Final[Mapping[Happened, Status]] = {
    Happened.INACTIVE: Status.INACTIVE,
    Happened.SUSPENDED: Status.SUSPENDED,
    Happened.REVOKED: Status.REVOKED,
    Happened.SURRENDERED: Status.SURRENDERED,
    Happened.DECEASED: Status.DECEASED,
}
"""What stands until it is taken back, whatever the period says."""

_RUNNING: Final = frozenset({Status.ACTIVE, Status.RENEWAL_DUE, Status.GRACE, Status.LAPSED})

MAY_FOLLOW: Final[Mapping[Happened, frozenset[Status]]] = {
    Happened.GRANTED: frozenset({Status.APPLIED}),
    Happened.RENEWED: frozenset({Status.ACTIVE, Status.RENEWAL_DUE, Status.GRACE, Status.LAPSED}),
    Happened.INACTIVE: IN_FORCE | {Status.GRACE},
    Happened.SUSPENDED: _RUNNING | {Status.INACTIVE},
    Happened.REVOKED: _RUNNING | {Status.INACTIVE, Status.SUSPENDED},
    Happened.REINSTATED: frozenset({Status.INACTIVE, Status.SUSPENDED, Status.REVOKED}),
    Happened.SURRENDERED: _RUNNING | {Status.APPLIED, Status.INACTIVE, Status.SUSPENDED},
    Happened.DECEASED: frozenset(Status) - {Status.DECEASED},
}
"""From which status each may happen. Nobody escapes a revocation by giving the credential up."""

OPENS_UNTOLD: Final = Span(90, Unit.DAY)
"""When a renewal is called due where the board has not told: ours, for reminders. It takes no permission away."""

TermsOn = Callable[[date], Terms]


def terms_of(programme: Programme) -> TermsOn:
    """The terms for a certificate whose last day is the one asked for."""
    return lambda day: Terms(programme.span("renewal_opens", day) or OPENS_UNTOLD, programme.span("grace", day))


def standing_on(applied_on: date, record: Sequence[Past], day: date, terms: TermsOn) -> Standing | None:
    """How a certificate stands on a day; None before it was applied for.

    `record` in the order in which it holds. What is entered later for an earlier day counts from that earlier day.
    """
    now = _at(applied_on, record, day, terms)
    if now is None:
        return None
    since = day
    for turn in sorted({t for t in _turns(applied_on, record, terms) if t <= day}, reverse=True):
        since = turn
        before = _at(applied_on, record, turn - ONE_DAY, terms) if turn > date.min else None
        if before is None or before.status is not now.status:
            break
    return Standing(
        now.status, since, now.begins, now.through, now.late_until, now.returns_from, now.cause, now.decided_by
    )


def _at(applied_on: date, record: Sequence[Past], day: date, terms: TermsOn) -> Standing | None:
    """The same with `since` left at the day asked for."""
    if day < applied_on:
        return None
    known = [past for past in record if past.on <= day]
    mark = _mark(known)
    status, begins, through, late_until = _by_period(known, day, terms)
    if mark is not None:
        return Standing(
            MARKS[mark.kind], day, begins, through, None, mark.until, cause=mark.cause, decided_by=mark.decided_by
        )
    last = known[-1] if known and status in IN_FORCE else None
    return Standing(
        status,
        day,
        begins,
        through,
        late_until,
        cause=last.cause if last else "",
        decided_by=last.decided_by if last else None,
    )


def _mark(known: Sequence[Past]) -> Past | None:
    mark = None
    for past in known:
        if past.kind in MARKS:
            mark = past
        elif past.kind is Happened.REINSTATED:
            mark = None
    return mark


def _by_period(
    known: Sequence[Past], day: date, terms: TermsOn
) -> tuple[Status, date | None, date | None, date | None]:
    """Status, first day, last day, and the last day to renew late, as the periods alone would have it."""
    periods = sorted((p.period for p in known if p.period), key=lambda period: period.valid_from)
    if not periods:
        return Status.APPLIED, None, None, None
    if day < periods[0].valid_from:
        return Status.APPLIED, periods[0].valid_from, periods[0].valid_through, None
    begins, through = periods[0].valid_from, periods[0].valid_through
    for period in periods[1:]:
        if period.valid_from <= day_after(through):  # one unbroken stretch, renewed before or on its last day
            through = max(through, period.valid_through)
        elif period.valid_from <= day:
            begins, through = period.valid_from, period.valid_through
    own = terms(through)
    late_until = add(through, own.grace) if own.grace else None
    if day <= through:
        status = Status.RENEWAL_DUE if day >= add(through, own.opens, -1) else Status.ACTIVE
    else:
        status = Status.GRACE if late_until is not None and day <= late_until else Status.LAPSED
    return status, begins, through, late_until


def _turns(applied_on: date, record: Sequence[Past], terms: TermsOn) -> Iterator[date]:
    """Every day on which the status may change; between two of them it does not."""
    yield applied_on
    for past in record:
        yield max(past.on, applied_on)
        if past.period:
            own = terms(past.period.valid_through)
            yield past.period.valid_from
            yield add(past.period.valid_through, own.opens, -1)
            yield day_after(past.period.valid_through)
            if own.grace:
                yield day_after(add(past.period.valid_through, own.grace))
