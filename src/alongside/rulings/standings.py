"""How each worker stands under each duty, kept: swept for a whole state, reckoned again within moments of a change.

What is kept is a copy with its day and its reasons, so that pages can list hundreds of workers; the evidence stays the
apps' own, and a sweep puts right whatever a round has missed. docs/decisions/0402-standings-are-kept-and-followed.md
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any, Final

import numpy as np
from django.apps import apps
from django.db import connection, transaction
from django.db.models import F, Max

from alongside.journal.models import Entry, Leaf
from alongside.journal.sealing import waiting
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.models import Agency, Worker
from alongside.rulebook.files import files_digest
from alongside.rulebook.queries import policies_of, standings as editions_standing
from alongside.rulings.bulk.columns import Column, Refs
from alongside.rulings.bulk.evaluating import Asked, verdicts
from alongside.rulings.bulk.gathering import Workforce, columns_by_code, under
from alongside.rulings.events import changes_of
from alongside.rulings.models import DutyStanding, Follower
from alongside.rulings.register import codes_of_many
from canon.code import Duty
from canon.duties.owed import Status
from canon.duties.reckon import named_in, plain
from canon.duties.verdict import Period, Reason, Tally, Verdict

AT_ONCE: Final = 200
"""Workers reckoned again in one round of following; more than that is a sweep."""

FOLLOWERS_LOCK: Final = 0x647574696573
_KEPT: Final = ("status", "late", "due", "late_since", "next_due", "period_ends", "told", "as_of")

Key = tuple[int, str, str, str]
"""Worker's id, code, clause, and the duty's name where a clause has several."""


@dataclass(frozen=True, slots=True)
class Stands:
    """One duty of one worker, as it was worked out."""

    worker: Worker
    code: str
    duty: Duty
    verdict: Verdict

    @property
    def key(self) -> Key:
        return self.worker.pk, self.code, self.duty.clause, self.duty.name


def stand(workers: Sequence[Worker], on: date, *, all_of_them: bool = False) -> Iterator[Stands]:
    """How these workers stand on a day under every duty of the codes that bind them. Fetch them with their `agency`."""
    binding = codes_of_many(workers, on)
    editions = editions_standing(sorted({code for codes in binding.values() for code in codes}), on)
    wanted = {name for own in editions.values() for duty in own.edition.duties for name in named_in(duty)}
    refs, policies = Refs(), policies_of((worker.agency for worker in workers), on)
    agencies = sorted(policies)
    place = {agency: n for n, agency in enumerate(agencies)}
    columns = columns_by_code(Workforce(workers, on, refs, all_of_them), wanted)
    for code, own in editions.items():
        numbers = np.array([n for n, worker in enumerate(workers) if code in binding[worker.pk]], np.int64)
        bound = [workers[n] for n in numbers]
        policy = np.array([place[worker.agency_id] for worker in bound], np.int64)
        asked = Asked(len(bound), policy, [policies[agency] for agency in agencies], on, own.edition.start, refs)
        seen = _renumbered(under(columns, code), numbers, len(workers))
        for duty in own.edition.duties:
            for worker, verdict in zip(bound, verdicts(duty, seen, asked), strict=True):
                yield Stands(worker, code, duty, verdict)


def _renumbered(columns: Mapping[str, Column], numbers: Any, workers: int) -> dict[str, Column]:
    """Columns of some of the workers alone, numbered anew from 0."""
    if len(numbers) == workers:
        return dict(columns)
    number = np.full(workers, -1, np.int64)
    number[numbers] = np.arange(len(numbers))
    found = {}
    for name, own in columns.items():
        theirs = number[own.worker]
        kept = own.take(theirs >= 0)
        found[name] = Column(theirs[theirs >= 0], kept.day, kept.at, kept.ref, kept.planned, kept.hours, kept.tags)
    return found


# ---- keeping


def sweep() -> int:
    """Reckon every worker's duties anew, each on the day it is where they work; returns how many standings changed."""
    began = clock.now()
    with _uncollected(), transaction.atomic(durable=True):
        _one_at_a_time()
        position, open_ones = _journal_now()
        workers = list(Worker.objects.select_related("agency").order_by("pk"))
        by_day = _by_day(workers)
        changed = sum(_keep(listed, on, all_of_them=len(by_day) == 1) for on, listed in by_day.items())
        _followed(position, open_ones, swept_at=began)
        if changed:
            write_journal("duties.swept", Follower.objects.get(pk=1), by=None, data={"changed": changed})
    return changed


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: a sweep makes a million small things in no circle, and looking through them takes a third
    of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def follow() -> int:
    """Reckon again whomever the journal has told of since the last round; returns how many standings changed."""
    position, open_ones = _journal_now()
    before = Follower.objects.filter(pk=1).first()
    if before is None or not is_of_today(before, _zones()):
        return sweep()
    fresh = (_sealed_since(before) | set(open_ones)) - set(before.seen)
    if not fresh and before.position == position:
        return 0
    with transaction.atomic(durable=True):
        _one_at_a_time()
        ids = touched_by(Entry.objects.filter(pk__in=fresh).values_list("subject_type", "subject_id"))
        if ids is not None and len(ids) <= AT_ONCE:
            workers = list(Worker.objects.filter(pk__in=ids).select_related("agency").order_by("pk"))
            changed = sum(_keep(listed, on) for on, listed in _by_day(workers).items())
            _followed(position, open_ones)
            return changed
    return sweep()


def _keep(workers: Sequence[Worker], on: date, *, all_of_them: bool = False) -> int:
    """Write what changed for these workers, and take away what binds them no more; returns how many rows that were."""
    rows = (
        DutyStanding.objects.all() if all_of_them else DutyStanding.objects.filter(worker__in=[w.pk for w in workers])
    )
    before = {row[:4]: row[4:] for row in rows.values_list("worker_id", "code", "clause", "duty", *_KEPT, "pk")}
    at, changed, same = clock.now(), [], 0
    for own in stand(workers, on, all_of_them=all_of_them):
        known, says = before.pop(own.key, None), _says(own.verdict)
        if known is None or known[:-2] != says:
            changed.append(_row(own, says, on, at))
        else:
            same += 1
    DutyStanding.objects.bulk_create(
        changed, batch_size=2000, update_conflicts=True, unique_fields=["worker", "code", "clause", "duty"],
        update_fields=[*_KEPT, "owed_by", "at"],
    )  # fmt: skip
    if same:
        rows.exclude(as_of=on).update(as_of=on)
    DutyStanding.objects.filter(pk__in=[known[-1] for known in before.values()]).delete()
    return len(changed) + len(before)


def _says(verdict: Verdict) -> tuple[object, ...]:
    """What a row keeps of a verdict, in the order of `_KEPT`."""
    told = {
        "counts": list(verdict.counts),
        "reasons": [_told(reason) for reason in verdict.reasons],
        "periods": [_told_period(period) for period in verdict.periods],
    }
    ends = verdict.periods[-1].due if verdict.periods else None
    counts = verdict.counts
    return verdict.status.value, counts[0], counts[1], verdict.late_since, verdict.next_due, ends, told


def _row(own: Stands, says: tuple[object, ...], on: date, at: datetime) -> DutyStanding:
    return DutyStanding(
        agency_id=own.worker.agency_id,
        worker_id=own.worker.pk,
        code=own.code,
        clause=own.duty.clause,
        duty=own.duty.name,
        owed_by=own.duty.owed_by,
        **dict(zip(_KEPT[:-1], says, strict=True)),
        as_of=on,
        at=at,
    )


def _told(reason: Reason) -> dict[str, Any]:
    due = reason.due.isoformat() if reason.due else None
    return {"late": reason.is_late, "due": due, "ref": reason.ref, "missing": list(reason.missing)}


def _told_period(period: Period) -> dict[str, Any]:
    tallies = [[plain(own.have), plain(own.planned), plain(own.need)] for own in period.tallies]
    return {
        "status": period.status.value,
        "start": period.start.isoformat(),
        "due": period.due.isoformat(),
        "tallies": tallies,
    }


def verdict_kept(row: DutyStanding) -> Verdict:
    """The verdict a row was written from."""
    return verdict_told(row.told, row.late_since, row.next_due)


def verdict_told(told: Mapping[str, Any], late_since: date | None, next_due: date | None) -> Verdict:
    """The same from the columns that hold it."""
    reasons = tuple(
        Reason(own["late"], date.fromisoformat(own["due"]) if own["due"] else None, own["ref"], tuple(own["missing"]))
        for own in told["reasons"]
    )
    return Verdict(tuple(told["counts"]), late_since, next_due, reasons, tuple(map(_period, told["periods"])))


def _period(told: Mapping[str, Any]) -> Period:
    tallies = tuple(Tally(*map(Decimal, own)) for own in told["tallies"])
    first, last = date.fromisoformat(told["start"]), date.fromisoformat(told["due"])
    return Period(Status(told["status"]), first, last, tallies)


def _by_day(workers: Iterable[Worker]) -> dict[date, list[Worker]]:
    """Workers by the day it is where they work."""
    today: dict[int, date] = {}
    found: dict[date, list[Worker]] = defaultdict(list)
    for worker in workers:
        if worker.agency_id not in today:
            today[worker.agency_id] = clock.today_in(worker.agency.time_zone)
        found[today[worker.agency_id]].append(worker)
    return found


# ---- following the journal


def is_of_today(follower: Follower, zones: Iterable[tzinfo]) -> bool:
    """Whether the last sweep was on the day it is in each of these zones, and of the code files as they are."""
    swept = follower.swept_at
    if swept is None or follower.files != files_digest():
        return False
    return all(swept.astimezone(zone).date() == clock.today_in(zone) for zone in zones)


def _zones() -> list[tzinfo]:
    """Where agencies are: with a new day in one of them everything is swept."""
    return [Agency(zone=zone).time_zone for zone in Agency.objects.values_list("zone", flat=True).distinct()]


def _journal_now() -> tuple[int, list[int]]:
    """How far the log goes, and which entries wait to be sealed: a log's positions are never filled in later."""
    newest = Leaf.objects.aggregate(last=Max("position"))["last"]
    return (-1 if newest is None else newest), list(waiting().values_list("pk", flat=True))


def _sealed_since(before: Follower) -> set[int]:
    """Entries that have a place in the log which they did not have at the last look."""
    return set(Leaf.objects.filter(position__gt=before.position).values_list("entry_id", flat=True)[:50_000])


def _followed(position: int, open_ones: Collection[int], *, swept_at: datetime | None = None) -> None:
    values: dict[str, Any] = {"position": position, "seen": sorted(open_ones)}
    values |= {"swept_at": swept_at, "files": files_digest()} if swept_at else {}
    Follower.objects.update_or_create(pk=1, defaults=values)


def touched_by(about: Iterable[tuple[str, int | None]]) -> set[int] | None:
    """Whose duties entries about these rows may have moved, by id; None where that is everybody's."""
    subjects: dict[str, set[int]] = defaultdict(set)
    for kind, subject in about:
        if subject is not None:
            subjects[kind].add(subject)
    if "rulebook.adoption" in subjects:
        return None
    found: set[int] = set()
    for kind, ids in subjects.items():
        for change in changes_of(kind):
            rows = apps.get_model(kind).objects.filter(pk__in=ids).values_list(change.path, flat=True)
            field = {"worker": "pk__in", "practitioner": "practitioner__in", "user": "user__in", "agency": "agency__in"}
            found |= set(Worker.objects.filter(**{field[change.whose]: list(rows)}).values_list("pk", flat=True))
    return found


def _one_at_a_time() -> None:
    """So that an older reading never overwrites a newer one. On SQLite the transaction itself is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLLOWERS_LOCK])


# ---- reading


def standings_of(workers: Iterable[Worker | int]) -> list[DutyStanding]:
    """What is kept of these workers, what is late first, then what is due soonest. Whoever asks scopes the workers."""
    rows = DutyStanding.objects.filter(worker__in=[w if isinstance(w, int) else w.pk for w in workers])
    return list(rows.order_by("-late", F("next_due").asc(nulls_last=True), "code", "clause", "duty"))


__all__ = [
    "Stands",
    "follow",
    "is_of_today",
    "stand",
    "standings_of",
    "sweep",
    "touched_by",
    "verdict_kept",
    "verdict_told",
]
