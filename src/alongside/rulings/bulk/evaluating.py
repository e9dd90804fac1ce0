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

from alongside.rulings.bulk.columns import BEFORE_ALL, DAY_BITS, NEVER, NO_EVENTS, PARTS, Bools, Column, Ints, Refs
from alongside.rulings.bulk.periods import periods_of
from canon.code import Duty, DutyKind, Need
from canon.duties import reckon
from canon.duties.events import Event
from canon.duties.owed import Owed, Status
from canon.duties.reckon import Setup, due_of, named_in, plain
from canon.duties.verdict import PERIODS, REASONS, WORST_FIRST, Period, Reason, Tally, Verdict, verdict_of
from canon.policy import Policy

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

    order: a day that says which of two comes first where all else is the same
    period: of a duty that recurs, how far one of them is; they are in order by worker, then by day
    """

    worker: Ints
    status: Ints
    due: Ints
    late: Ints
    ref: Ints
    missing: Missing
    order: Ints
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
    if not len(own.day) or own.day.max() <= day:
        return own
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
        return self.of_group(self.group[worker], day, work)

    def of_group(self, group: Ints, day: Ints, work: Callable[[Setup, date], int]) -> Ints:
        """The same for each group of workers with one policy on the duty."""
        if not len(day):
            return np.zeros(0, np.int64)
        low = int(day.min())
        width = int(day.max()) - low + 1
        keys = group * width + (day - low)
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
    if not own.planned.any():
        return own
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
    if width * (int(some.worker.max(initial=0)) + int(own.worker.max(initial=0)) + 1) < 1 << (62 - DAY_BITS):
        return some.worker * width + (some.ref - low), own.worker * width + (own.ref - low)
    _unique, inverse = np.unique(np.concatenate([some.ref, own.ref]), return_inverse=True)
    width = len(_unique)
    first, second = inverse[: len(some.ref)], inverse[len(some.ref) :]
    return some.worker * width + first, own.worker * width + second


def _matched(keys: tuple[Ints, Ints], days: Ints, own_days: Ints) -> Ints:
    """For each wanted key and day the first of the others' days from there on; NEVER where there is none."""
    wanted, theirs = (keys[0] << DAY_BITS) + days, np.sort((keys[1] << DAY_BITS) + own_days)
    place = np.searchsorted(theirs, wanted)
    hit = theirs[np.minimum(place, len(theirs) - 1)]
    is_it = (place < len(theirs)) & (hit >> DAY_BITS == keys[0])
    return np.where(is_it, hit & ((1 << DAY_BITS) - 1), NEVER)


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
    if duty.ended_by:
        ended = np.minimum(_first_day(events.get(duty.ended_by, NO_EVENTS), asked.workers), as_of)
    else:
        ended = np.full(asked.workers, as_of)
    values = _Values(duty, asked)
    periods = periods_of(began, ended, values.group, values.setups)
    counting = {need.event: _counting(events.get(need.event, NO_EVENTS), as_of) for need in duty.need}
    placed = {name: periods.placed(own) for name, own in counting.items()}
    needs: list[tuple[Need, Ints, Ints, Ints]] = []
    is_met, on_course = np.ones(periods.size, bool), np.ones(periods.size, bool)
    for need in duty.need:
        wanted = periods.spread(
            values.of_group(*periods.kinds, lambda setup, day, need=need: _target(setup, need, day))  # type: ignore[misc]
        )
        have, with_planned = _totals(counting[need.event], need, placed[need.event], periods.size)
        needs.append((need, have, with_planned, wanted))
        is_met &= have >= wanted
        on_course &= with_planned >= wanted
    is_open = np.where(on_course, np.int8(_ON_COURSE), np.int8(_DUE))
    status = np.where(is_met, np.int8(_MET), np.where(periods.end < as_of, np.int8(_OVERDUE), is_open))
    days = date.fromordinal

    def missing(at: int) -> tuple[str, ...]:
        short = [(need, int(wanted[at] - have[at])) for need, have, _, wanted in needs]
        return tuple(_lacking(need, number) for need, number in short if number > 0)

    def period(at: int) -> Period:
        tallies = tuple(
            Tally(*(_amount(need, int(own[at])) for own in (have, with_planned - have, wanted)))
            for need, have, with_planned, wanted in needs
        )
        return Period(WORST_FIRST[status[at]], days(int(periods.start[at])), days(int(periods.end[at])), tallies)

    every = _Found(periods.worker, status, periods.end, periods.end + 1, periods.no_ref, missing, periods.end, period)
    return _since(asked.start.toordinal(), every)


def _since(start: int, found: _Found) -> _Found:
    """Without what ended before the edition began."""
    kept = found.due >= start
    if kept.all():
        return found
    places = np.flatnonzero(kept)
    of_period = found.period
    return _Found(
        found.worker[places],
        found.status[places],
        found.due[places],
        found.late[places],
        found.ref[places],
        lambda n: found.missing(int(places[n])),
        found.order[places],
        None if of_period is None else lambda n: of_period(int(places[n])),
    )


def _first_day(own: Column, workers: int) -> Ints:
    """The day of each worker's first event that happened; NEVER for none."""
    found = np.full(workers, NEVER)
    happened = own.take(~own.planned) if own.planned.any() else own
    np.minimum.at(found, happened.worker, happened.day)
    return found


def _totals(own: Column, need: Need, place: Ints, size: int) -> tuple[Ints, Ints]:
    """What happened in each period, and that with what is planned: events, or ten-thousandths of hours."""
    if need.tag and need.tag not in own.tags:
        return (nothing := np.zeros(size, np.int64)), nothing
    which = own.tags[need.tag] if need.tag else None
    everything = _sums(own, need, place, which, size)
    if not own.planned.any():
        return everything, everything
    return _sums(own, need, place, ~own.planned if which is None else which & ~own.planned, size), everything


def _sums(own: Column, need: Need, place: Ints, which: Bools | None, size: int) -> Ints:
    weight = own.hours if need.hours is not None else None
    if which is not None:
        place, weight = place[which], None if weight is None else weight[which]
    found: Ints = np.bincount(place, weights=weight, minlength=size + 1)[:size].astype(np.int64, copy=False)
    return found


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
            ((is_due, int(found.due[place]), len(ref), ref, int(found.order[place])), place)
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
