"""Work out duties from dated events: what is owed, by when, how much is there, what is missing.

Days are days of the code's own zone. Spans add calendar months and years: from the 31st, or from a leap day, they end on
the last day that the month has. "Within 60 days" counts from the day after the event, so its last day is the 60th.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from canon.code import Duty, DutyCase, Edition
from canon.duties.calendar import add
from canon.duties.events import Event, read_events
from canon.duties.owed import Owed, Status
from canon.duties.reckon import reckon
from canon.policy import NO_POLICY, Policy

__all__ = ["Event", "Owed", "Status", "add", "case_outcome", "duties_of", "read_events", "reckon"]


def duties_of(
    edition: Edition, events: Sequence[Event], *, as_of: date, policy: Policy = NO_POLICY
) -> tuple[Owed, ...]:
    """Everything an edition's duties say on a day, in document order, each duty's occurrences oldest first.

    Before the edition's first day nothing is owed under it, nor for a period that ended by then.
    """
    every = (reckon(duty, events, as_of=as_of, policy=policy, start=edition.start) for duty in edition.duties)
    return tuple(owed for occurrences in every for owed in occurrences)


def case_outcome(duty: Duty, case: DutyCase, zone: str) -> Owed:
    """The latest occurrence of a duty on a case's events and day."""
    return latest(reckon(duty, read_events(case.events, zone), as_of=case.as_of, policy=NO_POLICY))


def latest(occurrences: Iterable[Owed]) -> Owed:
    """Of a duty's occurrences, the one that began last."""
    return max(occurrences, key=lambda o: (o.start or date.min, o.due or date.min))
