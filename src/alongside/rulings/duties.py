"""What the codes that bind somebody ask by a day: duties reckoned by `canon` from the events that apps give.

A duty is worked out from its evidence, so a record put right puts the duty right; what `standings` keeps of it is a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.people.models import Worker
from alongside.rulebook.queries import policies_of, standings
from alongside.rulings.events import events_of
from alongside.rulings.register import codes_of_many
from canon.code import Duty
from canon.duties import reckon
from canon.duties.owed import Owed, Status
from canon.duties.reckon import named_in


@dataclass(frozen=True)
class WorkerDuty:
    """One occurrence of a duty: whose code speaks, and what `canon` says of it."""

    worker: Worker
    code: str
    owed: Owed

    @property
    def clause(self) -> str:
        return self.owed.duty.clause

    @property
    def is_late(self) -> bool:
        return self.owed.status is Status.OVERDUE

    @property
    def is_short(self) -> bool:
        """Whether nothing done or planned meets it yet."""
        return self.owed.status in {Status.DUE, Status.OVERDUE}


def duties_of(worker: Worker, on: date) -> tuple[WorkerDuty, ...]:
    """Every occurrence of every duty of the codes that bind a worker on a day, by code, in the document's order."""
    return duties_of_many([worker], on)[worker.pk]


def duties_of_many(
    workers: Sequence[Worker], on: date, *, events: Iterable[str] | None = None
) -> dict[int, tuple[WorkerDuty, ...]]:
    """The same for many workers; with `events`, only the duties that count one of these, e.g. "supervision-session"."""
    wanted = None if events is None else frozenset(events)
    binding = {worker_id: sorted(codes) for worker_id, codes in codes_of_many(workers, on).items()}
    standing = standings(sorted({code for codes in binding.values() for code in codes}), on)
    duties = {code: _duties(own.edition.duties, wanted) for code, own in standing.items()}
    names = {name for listed in duties.values() for duty in listed for name in named_in(duty)}
    happened = events_of(workers, on, names)
    policies = policies_of((worker.agency for worker in workers), on)
    found: dict[int, tuple[WorkerDuty, ...]] = {}
    for worker in workers:
        policy = policies[worker.agency_id]
        own = {code: happened.under(worker.pk, code) for code in binding[worker.pk]}
        found[worker.pk] = tuple(
            WorkerDuty(worker, code, owed)
            for code in binding[worker.pk]
            for duty in duties[code]
            for owed in reckon(duty, own[code], as_of=on, policy=policy, start=standing[code].edition.start)
        )
    return found


def _duties(duties: Iterable[Duty], wanted: frozenset[str] | None) -> list[Duty]:
    return [duty for duty in duties if wanted is None or wanted & named_in(duty)]
