"""What does not fit together in an agency's record, each with the contact that shows it: ca.integrity.10, nm.integrity.b.

A flag is a question, never a finding: it leads to what stands behind a contact, and a supervisor looks at it with the worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from alongside.audit.lag import held_between, limit_days
from alongside.billing.models import Line
from alongside.people import clock
from alongside.people.models import Agency, Worker
from alongside.practice.models import Hold
from alongside.rulings.models import KeptRuling

LONG_AFTER: Final = 7
"""Days after which a note signed is a question where the agency set no limit of its own."""

IN_FORCE: Final = "certificate.is_in_force"


class Flag(StrEnum):
    """What kind of thing does not fit."""

    OVERLAP = "overlap"
    DAY_TOO_LONG = "day-too-long"
    SAME_WORDS = "same-words"
    UNITS = "units"
    LONG_AFTER = "long-after"
    AFTER_LAPSE = "after-lapse"


@dataclass(frozen=True, slots=True)
class Flagged:
    """One of them. days: for a note signed long after; waits: a supervisor has not looked at it yet."""

    flag: Flag
    contact: int
    worker: str
    began: datetime
    days: int = 0
    waits: bool = False


_OF_HOLD: Final = {
    Hold.Reason.OVERLAP.value: Flag.OVERLAP,
    Hold.Reason.TOO_LONG.value: Flag.DAY_TOO_LONG,
    Hold.Reason.SAME_WORDS.value: Flag.SAME_WORDS,
}


def flags_of(agency: Agency, begins: datetime, ends: datetime) -> list[Flagged]:
    """Everything between two moments, what waits first, then the latest first."""
    names = dict(Worker.objects.filter(agency=agency).values_list("pk", "name"))
    found = [
        *_from_holds(agency, begins, ends, names),
        *_signed_long_after(agency, begins, ends, names),
        *_units(agency, begins, ends, names),
    ]
    return sorted(found, key=lambda own: (not own.waits, -own.began.timestamp(), own.contact))


def counts(rows: Sequence[Flagged]) -> dict[Flag, int]:
    """How many of each kind, the kinds that occur."""
    return {flag: count for flag in Flag if (count := sum(own.flag is flag for own in rows))}


def _from_holds(agency: Agency, begins: datetime, ends: datetime, names: dict[int, str]) -> Iterator[Flagged]:
    rows = Hold.objects.filter(agency=agency, contact__began_at__gte=begins, contact__began_at__lt=ends)
    listed = list(rows.select_related("contact").order_by("pk"))
    lapsed = _after_a_lapse([row for row in listed if row.reason == Hold.Reason.RULING])
    for row in listed:
        flag = _OF_HOLD.get(row.reason) or (Flag.AFTER_LAPSE if row.contact.held_ruling_id in lapsed else None)
        began = row.contact.began_at
        if flag is not None and began is not None:
            yield Flagged(flag, row.contact_id, names.get(row.worker_id, ""), began, waits=not row.outcome)


def _after_a_lapse(holds: Sequence[Hold]) -> set[int | None]:
    """The rulings among these that rest on a certificate that was not in force, by id. They alone are opened."""
    rulings = KeptRuling.objects.filter(pk__in={hold.contact.held_ruling_id for hold in holds})
    return {
        ruling.pk
        for ruling in rulings
        if any(fact.name == IN_FORCE and fact.value is False for fact in ruling.told().facts)
    }


def _signed_long_after(agency: Agency, begins: datetime, ends: datetime, names: dict[int, str]) -> Iterator[Flagged]:
    limit = limit_days(agency, clock.today_in(agency.time_zone))
    limit = LONG_AFTER if limit is None else limit
    rows = held_between(agency, begins, ends).filter(took__gt=timedelta(days=limit))
    for pk, worker, began, took in rows.values_list("pk", "worker_id", "began_at", "took"):
        if began is not None:
            yield Flagged(Flag.LONG_AFTER, pk, names.get(worker, ""), began, days=took.days)


def _units(agency: Agency, begins: datetime, ends: datetime, names: dict[int, str]) -> Iterator[Flagged]:
    """Lines whose minutes are not those of their contact: no constraint can look that far."""
    rows = Line.objects.filter(agency=agency, begins_at__gte=begins, begins_at__lt=ends, corrects__isnull=True)
    for line in rows.select_related("contact"):
        if line.minutes != line.contact.minutes or line.begins_at != line.contact.began_at:
            yield Flagged(Flag.UNITS, line.contact_id, names.get(line.worker_id, ""), line.begins_at, waits=True)
