"""The facts that apps below this one own: they cannot call up, so their sources are put in the register from here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from alongside.database.prepared import Many, Prepared
from alongside.people.models import SupervisorOfRecord, Worker
from alongside.people.queries import supervision_on
from alongside.rulebook.models import AgencyPolicy
from alongside.rulings.events import EVERY_CODE, Key, register_changes, register_events
from alongside.rulings.register import Asking, Known, Subject, register_source, seen_by
from alongside.rulings.stating import Record
from canon.duties.events import Event

POLICIES = {"policy.service": "service-policy", "policy.gifts": "gift-policy"}
"""A policy fact -> the name of the events that filing it and withdrawing it are, without "-filed" and "-withdrawn"."""


def supervisors_of_record(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """Whether each worker has a supervisor of record on the day, and since when."""
    on = asking.on
    seen = seen_by(asking.by, subjects)
    rows = _LOCKED if asking.lock else _SUPERVISION
    standing = {row.worker_id: row for row in rows.all(on, {s.worker.pk for s in seen})}
    return {
        subject: Known(True, since=row.from_day) if row else Known(False)
        for subject in seen
        for row in [standing.get(subject.worker.pk)]
    }


_SUPERVISION: Final = Prepared(
    lambda on, workers: supervision_on(on).filter(worker__in=workers).order_by("pk"), date, Many
)
_LOCKED: Final = Prepared(
    lambda on, workers: supervision_on(on).filter(worker__in=workers).order_by("pk").select_for_update(), date, Many
)


def supervisors_named(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
    """Each supervisor of record, from their first day, and the first day without them."""
    found: dict[Key, list[Event]] = defaultdict(list)
    for row in SupervisorOfRecord.objects.filter(worker__in=workers):
        key = row.worker_id, EVERY_CODE
        found[key].append(Event("supervisor-named", row.from_day, planned=row.from_day > on))
        if row.to_day is not None:
            found[key].append(Event("supervisor-ended", row.to_day, planned=row.to_day > on))
    return found


def policies_filed(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
    """What each worker's agency put on file, and took back, of the policies that codes ask it to have."""
    rows = AgencyPolicy.objects.filter(agency__in={w.agency_id for w in workers}, fact__in=POLICIES)
    filed: dict[int, list[Event]] = defaultdict(list)
    for row in rows.order_by("from_day", "pk"):
        is_there = bool(row.value) and row.value != "none-on-file"
        filed[row.agency_id].append(Event(_policy_event(row.fact, is_there), row.from_day, planned=row.from_day > on))
    return {(worker.pk, EVERY_CODE): filed[worker.agency_id] for worker in workers}


def _policy_event(fact: str, is_there: bool) -> str:
    return f"{POLICIES[fact]}-{'filed' if is_there else 'withdrawn'}"


def register_facts() -> None:
    """Put them in the register."""
    register_events(supervisors_named, "supervisor-named", "supervisor-ended")
    register_events(policies_filed, *(_policy_event(fact, is_there) for fact in POLICIES for is_there in (True, False)))
    register_changes("people.supervisorofrecord", "worker")
    register_changes("people.worker", "pk")
    register_changes("rulebook.agencypolicy", "agency", whose="agency")
    supervision = Record(
        "supervision", to_worker=_("From your supervision on record"), to_others=_("From supervision on record")
    )
    register_source("supervisor.is_of_record", supervisors_of_record, record=supervision)
