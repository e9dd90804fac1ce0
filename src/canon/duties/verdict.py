"""Where a duty stands over all its occurrences, in one value: how many of each status, since when late, what is due next, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from canon.duties.owed import Owed, Status

WORST_FIRST: Final = (Status.OVERDUE, Status.DUE, Status.ON_COURSE, Status.MET_LATE, Status.MET, Status.NOT_OWED)
REASONS: Final = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One occurrence that is late, or due: by which day, of which matter or person, and what is missing."""

    is_late: bool
    due: date | None
    ref: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """counts: occurrences by status, in the order of WORST_FIRST; late_since: the first day that one of them is late

    next_due: the last day in time of the one that is due, or on course, soonest; reasons: at most REASONS
    """

    counts: tuple[int, ...]
    late_since: date | None
    next_due: date | None
    reasons: tuple[Reason, ...]

    @property
    def status(self) -> Status:
        """The worst of its occurrences."""
        return next(status for status, number in zip(WORST_FIRST, self.counts, strict=True) if number)


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
    )


def _late_first(owed: Owed) -> tuple[bool, date, int, str, date]:
    """What is late first, the oldest first; matters of one day by their number."""
    is_due = owed.status is not Status.OVERDUE
    return is_due, owed.due or date.max, len(owed.ref), owed.ref, owed.start or date.min
