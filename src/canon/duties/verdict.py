"""Where a duty stands over all its occurrences, in one value: how many of each status, since when late, what is due next, and why.

Of a duty that recurs it also says how far its latest periods are, so that a page of a whole team need not count again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from canon.code import DutyKind
from canon.duties.owed import Amount, Owed, Status

WORST_FIRST: Final = (Status.OVERDUE, Status.DUE, Status.ON_COURSE, Status.MET_LATE, Status.MET, Status.NOT_OWED)
REASONS: Final = 3
PERIODS: Final = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """One occurrence that is late, or due: by which day, of which matter or person, and what is missing."""

    is_late: bool
    due: date | None
    ref: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one need in a period: what there is, what is planned beyond it, and what is asked; hours, or a number."""

    have: Decimal
    planned: Decimal
    need: Decimal


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a duty that recurs, from its first day to its last, and how far each of its needs is, in their order."""

    status: Status
    start: date
    due: date
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """counts: occurrences by status, in the order of WORST_FIRST; late_since: the first day that one of them is late

    next_due: the last day in time of the one that is due, or on course, soonest; reasons: at most REASONS
    periods: the latest that have begun of a duty that recurs, oldest first, at most PERIODS
    """

    counts: tuple[int, ...]
    late_since: date | None
    next_due: date | None
    reasons: tuple[Reason, ...]
    periods: tuple[Period, ...] = ()

    @property
    def status(self) -> Status:
        """The worst of its occurrences."""
        return next(status for status, number in zip(WORST_FIRST, self.counts, strict=True) if number)

    def of(self, status: Status) -> int:
        """How many occurrences stand so."""
        return self.counts[WORST_FIRST.index(status)]


def verdict_of(occurrences: Iterable[Owed]) -> Verdict:
    """The verdict on a duty's occurrences, of which there is one at least."""
    listed = list(occurrences)
    counted = Counter(owed.status for owed in listed)
    open_ones = sorted((owed for owed in listed if owed.status in (Status.OVERDUE, Status.DUE)), key=_late_first)
    late = [owed.late_from for owed in listed if owed.status is Status.OVERDUE and owed.late_from]
    ahead = [owed.due for owed in listed if owed.status in (Status.DUE, Status.ON_COURSE) and owed.due]
    return Verdict(
        tuple(counted[status] for status in WORST_FIRST),
        min(late, default=None),
        min(ahead, default=None),
        tuple(Reason(owed.status is Status.OVERDUE, owed.due, owed.ref, owed.missing) for owed in open_ones[:REASONS]),
        tuple(period for owed in listed[-PERIODS:] if (period := _period(owed)) is not None),
    )


def _period(owed: Owed) -> Period | None:
    if owed.duty.kind is not DutyKind.RECURRING or owed.start is None or owed.due is None:
        return None
    return Period(owed.status, owed.start, owed.due, tuple(_tally(amount) for amount in owed.amounts))


def _tally(amount: Amount) -> Tally:
    return Tally(*(Decimal(text.split(maxsplit=1)[0]) for text in (amount.have, amount.planned, amount.need)))


def _late_first(owed: Owed) -> tuple[bool, date, int, str, date]:
    """What is late first, the oldest first; matters of one day by their number."""
    is_due = owed.status is not Status.OVERDUE
    return is_due, owed.due or date.max, len(owed.ref), owed.ref, owed.start or date.min
