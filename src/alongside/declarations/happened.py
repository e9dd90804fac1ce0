"""What declarations tell the duties: that a conflict arose, and that the supervisor was told: nm.role.9, sud.2.13, ca.integrity.4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from alongside.declarations.models import Declaration
from alongside.declarations.queries import conflicts_declared
from alongside.people.models import Worker
from alongside.rulings.duties import WorkerDuty, duties_of_many
from alongside.rulings.events import EVERY_CODE, Key, register_changes, register_events
from canon.duties.events import Event

AROSE: Final = "conflict-arose"
TOLD: Final = "conflict-told"


def conflicts_told(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
    """Each conflict declared: the day the worker saw it, and the day they told of it. One ahead is told before it arises."""
    found: dict[Key, list[Event]] = defaultdict(list)
    for row in conflicts_declared(workers):
        key, ref = (row.worker_id, EVERY_CODE), ref_of(row)
        found[key].append(Event(AROSE, min(row.on, row.declared_on), ref=ref))
        found[key].append(Event(TOLD, row.declared_on, ref=ref))
    return found


def ref_of(declaration: Declaration) -> str:
    """How an event says which declaration it belongs to."""
    return f"declaration-{declaration.pk}"


def telling_of(declaration: Declaration, on: date) -> list[WorkerDuty]:
    """The codes' clocks for telling of a conflict, as they ran for one declaration."""
    worker = declaration.worker
    duties = duties_of_many([worker], on, events=[TOLD])[worker.pk]
    return [duty for duty in duties if duty.owed.ref == ref_of(declaration)]


def register_happened() -> None:
    """Put them in the register of events."""
    register_events(conflicts_told, AROSE, TOLD)
    register_changes("declarations.declaration", "worker")
