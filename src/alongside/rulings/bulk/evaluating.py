"""Duties of many workers at once, on columns: the same verdicts as `canon.duties`, which a test holds it to.

Recurring duties, deadlines and what is to be done before are counted in numpy, since a state has millions of those. What
stands, and what lasts for a term, has few events: those go through the pure core, worker by worker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

import numpy as np

from alongside.rulings.bulk.columns import BEFORE_ALL, NO_EVENTS, PARTS, Bools, Column, Ints, Refs
from canon.code import Duty, DutyKind, Need
from canon.duties import reckon
from canon.duties.events import Event
from canon.duties.owed import Owed, Status
from canon.duties.reckon import Setup, due_of, named_in, period_of, periods_begun, plain
from canon.duties.verdict import PERIODS, REASONS, WORST_FIRST, Period, Reason, Tally, Verdict, verdict_of
from canon.policy import Policy

NEVER: Final = 1 << 40
"""Stands for no day: later than any."""

_DAY_BITS: Final = 22
_OVERDUE, _DUE, _ON_COURSE, _MET_LATE, _MET, _NOT_OWED = range(len(WORST_FIRST))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
Missing = Callable[[int], tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Asked:
    """Whom a duty is reckoned for. policy: of each worker, its place in `policies`; start: the edition's first day."""

    workers: int
    policy: Ints
    policies: Sequence[Policy]
    as_of: date
    start: date
    refs: Refs


@dataclass(frozen=True, eq=False)
class _Found:
    """Occurrences: of whom, how they stand (a place in WORST_FIRST), last day, first day late, matter, what is missing.

    period: of a duty that recurs, how far one of them is; they are in order by worker, then by day
    """

    worker: Ints
    status: Ints
    due: Ints
    late: Ints
    ref: Ints
    missing: Missing
    start: Ints
    period: Callable[[int], Period] | None = None


def verdicts(duty: Duty, events: Mapping[str, Column], asked: Asked) -> list[Verdict]:
    """The verdict on a duty for each worker, in order."""
    if asked.as_of < asked.start:
        return [verdict_of([Owed(duty, Status.NOT_OWED)])] * asked.workers
    found = _found(duty, events, asked)
    return _one_by_one(duty, events, asked) if found is None else _summed(duty, found, asked)


def counts(duty: Duty, events: Mapping[str, Column], asked: Asked) -> Ints | None:
    """The numbers of a verdict alone, in rows of workers and columns of WORST_FIRST; None for what goes one by one."""
    found = _found(duty, events, asked)
    return None if found is None else _counted(found, asked.workers)


def _found(duty: Duty, events: Mapping[str, Column], asked: Asked) -> _Found | None:
    reckoner = _RECKONERS.get(duty.kind)
    if reckoner is None:
        return None
    day = asked.as_of.toordinal()
    known = {name: _until(own, day) for name in named_in(duty) if (own := events.get(name))}
    return reckoner(duty, known, asked)


def _until(own: Column, day: int) -> Column:
    """What has happened by a day, and what is planned."""
    is_known = own.planned | (own.day <= day)
    return own if is_known.all() else own.take(is_known)


# ---- what a field holds, by policy and day


class _Values:
    """A duty's fields worked out once for each of the policies that differ on it, and each day."""

    def __init__(self, duty: Duty, asked: Asked) -> None:
        keys: dict[tuple[object, ...], int] = {}
        self.setups: list[Setup] = []
        group_of = []
        for policy in asked.policies:
            own = tuple((s.param, s.value, s.start) for s in policy.settings if s.clause == duty.clause)
            if own not in keys:
                keys[own] = len(self.setups)
                self.setups.append(Setup(duty, policy))
            group_of.append(keys[own])
        self.group = np.array(group_of, np.int64)[asked.policy] if asked.workers else np.zeros(0, np.int64)

    def of(self, worker: Ints, day: Ints, work: Callable[[Setup, date], int]) -> Ints:
        """A number for each worker and day."""
        if not len(day):
            return np.zeros(0, np.int64)
        low = int(day.min())
        width = int(day.max()) - low + 1
        keys = self.group[worker] * width + (day - low)
        known = np.zeros(len(self.setups) * width, np.int64)
        for key in np.flatnonzero(np.bincount(keys, minlength=len(known))).tolist():
            known[key] = work(self.setups[key // width], date.fromordinal(low + key % width))
        found: Ints = known[keys]
        return found


# ---- deadlines


def _deadline(duty: Duty, events: Mapping[str, Column], asked: Asked) -> _Found:
    triggers = events.get(duty.after, NO_EVENTS)
    triggers = triggers.take(~triggers.planned)
    values, as_of = _Values(duty, asked), asked.as_of.toordinal()
    due = values.of(
        triggers.worker, triggers.day, lambda setup, day: _ordinal(due_of(setup.value(duty.within, day), day))
    )
    done, coming = [], []
    for name in duty.do:
        own = _counting(events.get(name, NO_EVENTS), as_of)
        done.append(_next_day(triggers, own.take(~own.planned)))
        coming.append(_next_day(triggers, own))
    finished, ahead = np.max(done, axis=0), np.max(coming, axis=0)
    status = np.where(
        finished < NEVER,
        np.where(finished <= due, _MET, _MET_LATE),
        np.where((due < NEVER) & (as_of > due), _OVERDUE, np.where((ahead < NEVER) & (ahead <= due), _ON_COURSE, _DUE)),
    )

    def missing(place: int) -> tuple[str, ...]:
        return tuple(name for name, own in zip(duty.do, done, strict=True) if own[place] >= NEVER)

    return _Found(
        triggers.worker, status, due, np.where(due < NEVER, due + 1, NEVER), triggers.ref, missing, triggers.day
    )


def _counting(own: Column, as_of: int) -> Column:
    """What has happened, or is planned and may yet."""
    may_count = ~own.planned | (own.day >= as_of)
    return own if may_count.all() else own.take(may_count)


def _next_day(triggers: Column, own: Column) -> Ints:
    """For each trigger the day of the first event from its day on: of the same matter, where it names one; else NEVER."""
    found = np.full(len(triggers.day), NEVER)
    if not len(own.day) or not len(triggers.day):
        return found
    named = triggers.ref != 0
    for which, by_ref in ((named, True), (~named, False)):
        if which.any():
            some = triggers if which.all() else triggers.take(which)
            found[which] = _matched(_keys(some, own, by_ref=by_ref), some.day, own.day)
    return found


def _keys(some: Column, own: Column, *, by_ref: bool) -> tuple[Ints, Ints]:
    """Whose matter each is, as one number on both sides."""
    if not by_ref:
        return some.worker, own.worker
    low = min(int(some.ref.min()), int(own.ref.min()))
    width = max(int(some.ref.max()), int(own.ref.max())) - low + 1
    if width * (int(some.worker.max(initial=0)) + int(own.worker.max(initial=0)) + 1) < 1 << (62 - _DAY_BITS):
        return some.worker * width + (some.ref - low), own.worker * width + (own.ref - low)
    _unique, inverse = np.unique(np.concatenate([some.ref, own.ref]), return_inverse=True)
    width = len(_unique)
    first, second = inverse[: len(some.ref)], inverse[len(some.ref) :]
    return some.worker * width + first, own.worker * width + second


def _matched(keys: tuple[Ints, Ints], days: Ints, own_days: Ints) -> Ints:
    """For each wanted key and day the first of the others' days from there on; NEVER where there is none."""
    wanted, theirs = (keys[0] << _DAY_BITS) + days, np.sort((keys[1] << _DAY_BITS) + own_days)
    place = np.searchsorted(theirs, wanted)
    hit = theirs[np.minimum(place, len(theirs) - 1)]
    is_it = (place < len(theirs)) & (hit >> _DAY_BITS == keys[0])
    return np.where(is_it, hit & ((1 << _DAY_BITS) - 1), NEVER)


# ---- before


def _before(duty: Duty, events: Mapping[str, Column], asked: Asked) -> _Found:
    as_of = asked.as_of.toordinal()
    first = _firsts(events.get(duty.before, NO_EVENTS), as_of)
    done_day, done_at, coming = [], [], []
    for name in duty.do:
        own = _counting(events.get(name, NO_EVENTS), as_of)
        day, at = _earliest(first, own.take(~own.planned))
        done_day.append(day)
        done_at.append(at)
        coming.append(_earliest(first, own)[0])
    all_done = np.max(done_day, axis=0) < NEVER
    in_time = np.ones(len(first.day), bool)
    for day, at in zip(done_day, done_at, strict=True):
        hours_known = (at != BEFORE_ALL) & (first.at != BEFORE_ALL)
        in_time &= (day < first.day) | ((day == first.day) & ~(hours_known & (at > first.at)))
    ahead = first.planned & (first.day >= as_of)
    on_course = np.max(coming, axis=0) <= first.day
    status = np.where(
        all_done, np.where(in_time, _MET, _MET_LATE), np.where(ahead, np.where(on_course, _ON_COURSE, _DUE), _OVERDUE)
    )

    def missing(place: int) -> tuple[str, ...]:
        return tuple(name for name, own in zip(duty.do, done_day, strict=True) if own[place] >= NEVER)

    late = np.where(first.planned, first.day + 1, first.day)
    return _Found(first.worker, status, first.day, late, first.ref, missing, first.day)


def _firsts(own: Column, as_of: int) -> Column:
    """For each worker and matter: of what happened the first; else the next that is planned; else the last plan."""
    if not len(own.day):
        return own
    rank = np.where(~own.planned, 0, np.where(own.day >= as_of, 1, 2))
    sign = np.where(rank == 2, -1, 1)
    at = np.where(own.at == BEFORE_ALL, BEFORE_ALL + 1, own.at)
    place = np.arange(len(own.day))
    order = np.lexsort((sign * place, sign * at, sign * own.day, rank, own.ref, own.worker))
    sorted_ = own.take(order)
    new = np.ones(len(order), bool)
    new[1:] = (sorted_.worker[1:] != sorted_.worker[:-1]) | (sorted_.ref[1:] != sorted_.ref[:-1])
    return sorted_.take(new)


def _earliest(first: Column, own: Column) -> tuple[Ints, Ints]:
    """For each, the day and moment of the worker's first event of the same matter, whenever; NEVER where there is none."""
    days, ats = np.full(len(first.day), NEVER), np.full(len(first.day), BEFORE_ALL)
    if not len(own.day) or not len(first.day):
        return days, ats
    named = first.ref != 0
    for which, by_ref in ((named, True), (~named, False)):
        if not which.any():
            continue
        wanted, theirs = _keys(first.take(which), own, by_ref=by_ref)
        order = np.lexsort((own.at, own.day, theirs))
        keys = theirs[order]
        place = np.searchsorted(keys, wanted)
        at_place = order[np.minimum(place, len(keys) - 1)]
        is_it = (place < len(keys)) & (theirs[at_place] == wanted)
        days[which] = np.where(is_it, own.day[at_place], NEVER)
        ats[which] = np.where(is_it, own.at[at_place], BEFORE_ALL)
    return days, ats


# ---- recurring


def _recurring(duty: Duty, events: Mapping[str, Column], asked: Asked) -> _Found:
    as_of = asked.as_of.toordinal()
    began = _first_day(events.get(duty.since, NO_EVENTS), asked.workers)
    ended = (
        _first_day(events.get(duty.ended_by, NO_EVENTS), asked.workers)
        if duty.ended_by
        else np.full(asked.workers, NEVER)
    )
    values = _Values(duty, asked)
    worker, start, end = _periods(began, np.minimum(ended, as_of), values)
    counting = {need.event: _counting(events.get(need.event, NO_EVENTS), as_of) for need in duty.need}
    placed = {name: _placed(own, (worker, start, end)) for name, own in counting.items()}
    have, planned, wanted = (np.zeros((len(duty.need), len(worker)), np.int64) for _ in range(3))
    for n, need in enumerate(duty.need):
        wanted[n] = values.of(worker, start, lambda setup, day, need=need: _target(setup, need, day))  # type: ignore[misc]
        have[n], everything = _totals(counting[need.event], need, placed[need.event], len(worker))
        planned[n] = everything - have[n]
    short = np.maximum(wanted - have, 0)
    is_met, on_course = ~short.any(axis=0), ~(have + planned < wanted).any(axis=0)
    status = np.where(is_met, _MET, np.where(as_of > end, _OVERDUE, np.where(on_course, _ON_COURSE, _DUE)))
    places = np.flatnonzero(end >= asked.start.toordinal())
    days = date.fromordinal

    def missing(n: int) -> tuple[str, ...]:
        at = places[n]
        return tuple(_lacking(need, int(short[k, at])) for k, need in enumerate(duty.need) if short[k, at])

    def period(n: int) -> Period:
        at = places[n]
        told = zip(duty.need, have[:, at].tolist(), planned[:, at].tolist(), wanted[:, at].tolist(), strict=True)
        tallies = tuple(Tally(*(_amount(need, number) for number in own)) for need, *own in told)
        return Period(WORST_FIRST[status[at]], days(int(start[at])), days(int(end[at])), tallies)

    nothing = np.zeros(len(places), np.int64)
    own = (worker[places], status[places], end[places], end[places] + 1, nothing, missing, start[places])
    return _Found(*own, period)


def _first_day(own: Column, workers: int) -> Ints:
    """The day of each worker's first event that happened; NEVER for none."""
    found = np.full(workers, NEVER)
    happened = own.take(~own.planned)
    np.minimum.at(found, happened.worker, happened.day)
    return found


def _periods(began: Ints, last: Ints, values: _Values) -> tuple[Ints, Ints, Ints]:
    """Every period that has begun, oldest first: whose, its first day and its last. Workers who began alike share them."""
    owes = np.flatnonzero((began < NEVER) & (last >= began))
    if not len(owes):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    alike = np.stack([values.group[owes], began[owes], last[owes]], axis=1)
    unique, inverse = np.unique(alike, axis=0, return_inverse=True)
    spans: list[tuple[Ints, Ints]] = []
    for group, first, until in unique.tolist():
        setup, day = values.setups[group], date.fromordinal(first)
        listed = [period_of(setup, day, n) for n in range(*periods_begun(setup, day, date.fromordinal(until)))]
        spans.append(
            (
                np.array([s.toordinal() for s, _ in listed], np.int64),
                np.array([e.toordinal() for _, e in listed], np.int64),
            )
        )
    which = inverse.reshape(-1)
    sizes = np.array([len(starts) for starts, _ in spans], np.int64)
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    own = sizes[which]
    ends_at = np.cumsum(own)
    place = np.arange(ends_at[-1]) - np.repeat(ends_at - own, own) + np.repeat(begins[which], own)
    starts, ends = (np.concatenate([span[n] for span in spans]) for n in (0, 1))
    return np.repeat(owes, own), starts[place], ends[place]


def _placed(own: Column, periods: tuple[Ints, Ints, Ints]) -> Ints:
    """In which period each event lies; past the last one where it lies in none."""
    worker, start, end = periods
    size = len(worker)
    if not size or not len(own.day):
        return np.full(len(own.day), size)
    keys = (worker << _DAY_BITS) + start
    place = np.searchsorted(keys, (own.worker << _DAY_BITS) + own.day, side="right") - 1
    at = np.maximum(place, 0)
    inside = (place >= 0) & (worker[at] == own.worker) & (own.day <= end[at])
    return np.where(inside, at, size)


def _totals(own: Column, need: Need, place: Ints, size: int) -> tuple[Ints, Ints]:
    """What happened in each period, and that with what is planned: events, or ten-thousandths of hours."""
    weight = own.hours if need.hours is not None else np.ones(len(own.day), np.int64)
    if need.tag:
        weight = weight * own.tags.get(need.tag, np.zeros(len(own.day), bool))
    everything = np.bincount(place, weights=weight, minlength=size + 1)[:size].astype(np.int64)
    if not own.planned.any():
        return everything, everything
    done = np.bincount(place, weights=weight * ~own.planned, minlength=size + 1)[:size].astype(np.int64)
    return done, everything


def _target(setup: Setup, need: Need, day: date) -> int:
    asked = need.hours if need.hours is not None else need.count
    wanted = setup.value(asked, day) if isinstance(asked, str) else asked
    assert isinstance(wanted, int | Decimal), "reading checked the parameter's unit"
    if need.hours is None:
        return int(wanted)
    parts = Decimal(wanted) * PARTS
    if parts != int(parts):
        raise ValueError(f"{wanted} hours are finer than a ten-thousandth")
    return int(parts)


def _lacking(need: Need, short: int) -> str:
    what = f"{need.tag} {need.event}".strip()
    return f"{plain(_amount(need, short))}{' hours' if need.hours is not None else ''} more of {what}"


def _amount(need: Need, number: int) -> Decimal:
    """Hours, or how many."""
    return Decimal(number) / PARTS if need.hours is not None else Decimal(number)


# ---- what has few events


def _one_by_one(duty: Duty, events: Mapping[str, Column], asked: Asked) -> list[Verdict]:
    own: dict[int, list[Event]] = defaultdict(list)
    for name in sorted(named_in(duty)):
        found = events.get(name)
        if found is None:
            continue
        ordered = found.in_order()
        tags = sorted(ordered.tags)
        for n, worker in enumerate(ordered.worker.tolist()):
            own[worker].append(_event(name, ordered, n, tags, asked.refs))
    nothing = verdict_of(reckon(duty, (), as_of=asked.as_of, start=asked.start))
    verdicts = [nothing] * asked.workers
    for worker, listed in own.items():
        policy = asked.policies[int(asked.policy[worker])]
        in_order = sorted(listed, key=lambda event: event.moment)
        verdicts[worker] = verdict_of(reckon(duty, in_order, as_of=asked.as_of, policy=policy, start=asked.start))
    return verdicts


def _event(name: str, own: Column, n: int, tags: Sequence[str], refs: Refs) -> Event:
    at = int(own.at[n])
    return Event(
        name,
        date.fromordinal(int(own.day[n])),
        Decimal(int(own.hours[n])) / PARTS,
        frozenset(tag for tag in tags if own.tags[tag][n]),
        refs.text(int(own.ref[n])),
        bool(own.planned[n]),
        None if at == BEFORE_ALL else _EPOCH + timedelta(microseconds=at),
    )


# ---- summing up


def _summed(duty: Duty, found: _Found, asked: Asked) -> list[Verdict]:
    counted = _counted(found, asked.workers)
    late_since = _soonest(found, found.status == _OVERDUE, found.late, asked.workers)
    next_due = _soonest(found, (found.status == _DUE) | (found.status == _ON_COURSE), found.due, asked.workers)
    reasons, periods = _reasons(found, asked.refs), _latest(found, asked.workers)
    known: dict[tuple[int, ...], tuple[int, ...]] = {}
    return [
        Verdict(
            known.setdefault(own := tuple(row), own),
            _day(late),
            _day(due),
            reasons.get(worker, ()),
            periods.get(worker, ()),
        )
        for worker, (row, late, due) in enumerate(
            zip(counted.tolist(), late_since.tolist(), next_due.tolist(), strict=True)
        )
    ]


def _counted(found: _Found, workers: int) -> Ints:
    size = len(WORST_FIRST)
    numbers = np.bincount(found.worker * size + found.status, minlength=workers * size).reshape(workers, size)
    numbers[numbers.sum(axis=1) == 0, _NOT_OWED] = 1
    return numbers


def _soonest(found: _Found, which: Bools, days: Ints, workers: int) -> Ints:
    soonest = np.full(workers, NEVER)
    np.minimum.at(soonest, found.worker[which], days[which])
    return soonest


def _latest(found: _Found, workers: int) -> dict[int, tuple[Period, ...]]:
    """The latest periods of each worker; none where the duty does not recur."""
    period = found.period
    if period is None:
        return {}
    own = np.bincount(found.worker, minlength=workers)
    listed = zip(own.tolist(), np.cumsum(own).tolist(), strict=True)
    latest = {worker: range(end - min(number, PERIODS), end) for worker, (number, end) in enumerate(listed) if number}
    return {worker: tuple(map(period, places)) for worker, places in latest.items()}


def _reasons(found: _Found, refs: Refs) -> dict[int, tuple[Reason, ...]]:
    """Why, for each worker of whom something is late or due."""
    places = np.flatnonzero(found.status <= _DUE)
    own: dict[int, list[tuple[tuple[bool, int, int, str, int], int]]] = defaultdict(list)
    for place in places.tolist():
        ref = refs.text(int(found.ref[place]))
        is_due = bool(found.status[place] == _DUE)
        own[int(found.worker[place])].append(
            ((is_due, int(found.due[place]), len(ref), ref, int(found.start[place])), place)
        )
    return {
        worker: tuple(
            Reason(not order[0], _day(order[1]), order[3], found.missing(place))
            for order, place in sorted(listed)[:REASONS]
        )
        for worker, listed in own.items()
    }


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal < NEVER else None


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else NEVER


_RECKONERS: Final[dict[DutyKind, Callable[[Duty, Mapping[str, Column], Asked], _Found]]] = {
    DutyKind.RECURRING: _recurring,
    DutyKind.DEADLINE: _deadline,
    DutyKind.BEFORE: _before,
}
