"""What codes ask of the workers of a team that is late or due: each clause with its day and its next step, the latest first.

Sessions of supervision have a page of their own. What no app here can tell yet is nobody's to answer for, and what is the
worker's own recovery no page of anybody else has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from alongside.people.models import Worker
from alongside.rulings.events import known_events
from alongside.rulings.standing_now import StandingsNow
from alongside.rulings.standings import Stands
from alongside.supervision.counting import EVENT
from canon.code import Duty, DutyKind
from canon.duties.owed import Status
from canon.duties.reckon import named_in

PRIVATE: Final = frozenset({"support-person-named", "recovery-changed"})
"""Events of duties about the worker's own recovery: nobody else's page has them (sud.1.7, nc.1.2)."""


@dataclass(frozen=True)
class Owes:
    """A worker's open part of one duty. late: how many of it, since when; due: how many more, the next by which day.

    refs: of a few of these, what is late first, the matter as its app names it: "contact-12", "person-3"
    """

    worker: Worker
    code: str
    duty: Duty
    late: int
    since: date | None
    due: int
    next_due: date | None
    refs: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        return self.late > 0

    @property
    def order(self) -> tuple[bool, date, str, int, str]:
        """What is late first, the longest first; then what is due soonest; what has no day last."""
        day = self.since if self.is_late else self.next_due
        return not self.is_late, day or date.max, self.worker.name.casefold(), self.worker.pk, self.duty.id


def is_asked(duty: Duty) -> bool:
    """Whether it is the worker's to do, within time or by an event, and can be told of here."""
    events = {*duty.do, *(need.event for need in duty.need)}
    return (
        duty.owed_by == "worker" and duty.kind is not DutyKind.TERM and events <= known_events() and EVENT not in events
    )


def is_everybodys(duty: Duty) -> bool:
    """The same, where others than the worker may read of it."""
    return is_asked(duty) and not PRIVATE & named_in(duty)


def owed_in(now: StandingsNow, *, reader_is_worker: bool = False) -> list[Owes]:
    """All that is late or due, what is late first."""
    found = now.under(is_asked if reader_is_worker else is_everybodys, only_open=True)
    return sorted((_owes(own) for own in found), key=lambda own: own.order)


def late_workers(rows: Sequence[Owes]) -> set[int]:
    """Who is late with anything, by id."""
    return {own.worker.pk for own in rows if own.is_late}


def _owes(own: Stands) -> Owes:
    counted, verdict = own.verdict.of, own.verdict
    return Owes(
        worker=own.worker,
        code=own.code,
        duty=own.duty,
        late=counted(Status.OVERDUE),
        since=verdict.late_since,
        due=counted(Status.DUE),
        next_due=verdict.next_due,
        refs=tuple(dict.fromkeys(reason.ref for reason in verdict.reasons if reason.ref)),
    )
