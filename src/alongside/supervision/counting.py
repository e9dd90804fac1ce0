"""What a month of supervision adds up to for each worker, beside what their codes ask, and what is missing by when.

The codes' minimums are their duties on "supervision-session" (sud.1.1, ak.conduct.1), which an employer may raise. Where
no code of a worker's names a number, the agency's rhythm stands in (nm.rights.3: regularly), and the page says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Final

import numpy as np
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from alongside.people.models import Worker
from alongside.rulings.bulk.columns import PARTS, Column, Ints
from alongside.rulings.bulk.gathering import NO_MOMENT, Workforce
from alongside.rulings.duties import WorkerDuty, duties_of_many
from alongside.rulings.events import EVERY_CODE, Key
from alongside.rulings.standing_now import StandingsNow
from alongside.rulings.standings import Stands
from alongside.supervision.figures import RHYTHM, figure
from alongside.supervision.models import SessionAttendance, SupervisionSession
from alongside.supervision.moments import last_of_month
from canon.code import Duty
from canon.duties.calendar import ONE_DAY
from canon.duties.events import Event
from canon.duties.owed import Status
from canon.duties.reckon import named_in
from canon.duties.verdict import Period, Tally, verdict_of

EVENT: Final = "supervision-session"
CLINICAL: Final = "clinical"
GROUP: Final = "group"
_SHORT_FIRST: Final = (Status.OVERDUE, Status.DUE, Status.ON_COURSE, Status.MET_LATE, Status.MET, Status.NOT_OWED)
_PARTS: Final = Decimal("0.0001")
_MOMENT: Final = Coalesce("session__began_at", "session__starts_at")


@dataclass(frozen=True, slots=True)
class Measure:
    """So many sessions, or minutes: held, booked beyond that, and asked for."""

    have: int
    planned: int
    need: int

    @property
    def short(self) -> int:
        """What neither is held nor booked."""
        return max(self.need - self.have - self.planned, 0)

    @property
    def missing(self) -> int:
        """What is not held yet, booked or not."""
        return max(self.need - self.have, 0)


@dataclass(frozen=True, slots=True)
class Minimum:
    """What one clause asks of a worker in a month, and how far they are. clause: empty for the agency's rhythm."""

    worker: Worker
    code: str
    clause: str
    sessions: Measure
    minutes: Measure | None
    status: Status
    due: date
    is_clinical: bool

    @property
    def falls_short(self) -> bool:
        """Whether what is held and booked does not meet it."""
        return self.status in {Status.DUE, Status.OVERDUE}

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The worst first."""
        lacking = self.minutes.short if self.minutes else 0
        return _SHORT_FIRST.index(self.status), -lacking, -self.sessions.short, self.worker.name


@dataclass(frozen=True, slots=True)
class Months:
    """now: this month, clause by clause; before: what of the month before was never met."""

    now: tuple[Minimum, ...]
    before: tuple[Minimum, ...]


def sessions_of(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
    """Each worker's sessions, on days of their agency's zone: those held that they do not dispute, and those booked."""
    found: dict[Key, list[Event]] = defaultdict(list)
    for row in _counting().filter(worker__in=workers).select_related("session__agency"):
        found[row.worker_id, EVERY_CODE].append(_event(row.session))
    return found


def _counting() -> QuerySet[SessionAttendance]:
    """Whatever of sessions counts, or may come to count."""
    rows = SessionAttendance.objects.exclude(attended=False).exclude(stands=SessionAttendance.Stands.DISPUTED)
    return rows.exclude(session__state=SupervisionSession.State.CANCELLED)


def sessions_in_columns(workforce: Workforce) -> Mapping[str, Column]:
    """The same as `sessions_of`, for many workers at once."""
    rows = _counting().annotate(
        moment=_MOMENT,
        is_planned=Q(session__state=SupervisionSession.State.PLANNED),
        is_group=Q(session__kind=SupervisionSession.Kind.GROUP),
    )
    read_ = workforce.read(
        rows, worker_id="number", moment="moment", is_planned="truth", is_group="truth",
        session__is_clinical="truth", session__planned_minutes="number", session__began_at="moment",
        session__ended_at="moment",
    )  # fmt: skip
    worker, is_theirs = workforce.number(read_["worker_id"])
    ended, began = read_["session__ended_at"], read_["session__began_at"]
    was_held = (ended != NO_MOMENT) & (began != NO_MOMENT)
    minutes = np.where(was_held, _minutes(np.where(was_held, ended - began, 0)), read_["session__planned_minutes"])
    own = Column(
        worker,
        workforce.local_days(worker, read_["moment"]),
        read_["moment"],
        np.zeros(len(worker), np.int64),
        read_["is_planned"] != 0,
        -(-minutes * PARTS // 60),
        {CLINICAL: read_["session__is_clinical"] != 0, GROUP: read_["is_group"] != 0},
    )
    return {EVENT: own.take(is_theirs)}


def _minutes(microseconds: Ints) -> Ints:
    """Whole minutes, a half to the even one, as a session's own `minutes` are."""
    whole, rest = microseconds // 60_000_000, microseconds % 60_000_000
    up = (rest > 30_000_000) | ((rest == 30_000_000) & (whole % 2 == 1))
    minutes: Ints = whole + up
    return minutes


def months_of(workers: Sequence[Worker], on: date) -> dict[int, Months]:
    """What each worker's month holds under every clause that counts sessions, and under the rhythm where none does.

    Reckoned by the pure core from all there is of them: for one worker's own page.
    """
    found: list[Stands] = []
    for duties in duties_of_many(workers, on, events=[EVENT]).values():
        own: dict[tuple[str, str], list[WorkerDuty]] = defaultdict(list)
        for duty in duties:
            own[duty.code, duty.owed.duty.id].append(duty)
        found += [
            Stands(listed[0].worker, code, listed[0].owed.duty, verdict_of(duty.owed for duty in listed))
            for (code, _id), listed in own.items()
        ]
    return _months(workers, found, on)


def months_now(now: StandingsNow) -> dict[int, Months]:
    """The same from what is kept of each, which follows the journal: for pages of a whole team."""
    return _months(now.workers, now.under(counts_sessions), now.on)


def counts_sessions(duty: Duty) -> bool:
    """Whether it is a duty on sessions of supervision."""
    return EVENT in named_in(duty)


def minimums_now(now: StandingsNow) -> list[Minimum]:
    """What clauses ask of these workers this month; of an agency's rhythm nothing."""
    months = _by_clause(now.under(counts_sessions), now.on)
    return [minimum for own in months.values() for minimum in own.now]


def _months(workers: Sequence[Worker], found: Iterable[Stands], on: date) -> dict[int, Months]:
    by_clause = _by_clause(found, on)
    rhythm = _by_rhythm([worker for worker in workers if worker.pk not in by_clause], on)
    return {worker.pk: by_clause.get(worker.pk) or Months((rhythm[worker.pk],), ()) for worker in workers}


def _by_clause(found: Iterable[Stands], on: date) -> dict[int, Months]:
    """Of everybody whose codes name a number, in the order of the codes."""
    months: dict[int, Months] = {}
    for own in sorted(found, key=lambda own: (own.code, own.duty.line)):
        runs = next((period for period in own.verdict.periods if period.start <= on <= period.due), None)
        if runs is None:
            continue
        ended = [period for period in own.verdict.periods if period.due == runs.start - ONE_DAY]
        before = [_minimum(own, period) for period in ended if period.status is Status.OVERDUE]
        so_far = months.get(own.worker.pk, Months((), ()))
        months[own.worker.pk] = Months((*so_far.now, _minimum(own, runs)), (*so_far.before, *before))
    return months


def _event(session: SupervisionSession) -> Event:
    tags = {CLINICAL} if session.is_clinical else set()
    at = session.from_moment
    # rounded up by less than a second: six times twenty minutes are two hours, and 119 minutes never are
    hours = (Decimal(session.minutes) / 60).quantize(_PARTS, rounding=ROUND_CEILING)
    return Event(
        EVENT,
        at.date(),
        hours=hours,
        tags=frozenset(tags | ({GROUP} if session.is_group else set())),
        planned=session.is_planned,
        at=at,
    )


def _minimum(own: Stands, period: Period) -> Minimum:
    sessions, minutes = Measure(0, 0, 0), None
    for need, tally in zip(own.duty.need, period.tallies, strict=True):
        if need.hours is None:
            sessions = _measure(tally)
        else:
            minutes = _measure(tally, times=60)
    return Minimum(
        worker=own.worker,
        code=own.code,
        clause=own.duty.clause,
        sessions=sessions,
        minutes=minutes,
        status=period.status,
        due=period.due,
        is_clinical=any(need.tag == CLINICAL for need in own.duty.need),
    )


def _measure(tally: Tally, *, times: int = 1) -> Measure:
    return Measure(*(round(number * times) for number in (tally.have, tally.planned, tally.need)))


def _by_rhythm(workers: Sequence[Worker], on: date) -> dict[int, Minimum]:
    """Sessions of this month beside the rhythm of each worker's agency."""
    if not workers:
        return {}
    first, last = on.replace(day=1), last_of_month(on)
    wanted = {agency: figure(RHYTHM, agency, on).value for agency in {worker.agency for worker in workers}}
    events: dict[int, list[Event]] = defaultdict(list)
    for row in _sessions_around(workers, first, last):
        events[row.worker_id].append(_event(row.session))
    found: dict[int, Minimum] = {}
    for worker in workers:
        own = [event for event in events[worker.pk] if first <= event.on <= last]
        have = sum(not event.planned and event.on <= on for event in own)
        measure = Measure(have, sum(event.planned and event.on >= on for event in own), wanted[worker.agency])
        status = Status.DUE if measure.short else Status.ON_COURSE if measure.missing else Status.MET
        found[worker.pk] = Minimum(worker, "", "", measure, None, status, last, is_clinical=False)
    return found


def _sessions_around(workers: Sequence[Worker], first: date, last: date) -> QuerySet[SessionAttendance]:
    """Sessions from a day to another, wherever it is that day."""
    begins, ends = (datetime.combine(day, time(), UTC) for day in (first - ONE_DAY, last + timedelta(days=2)))
    rows = _counting().annotate(moment=_MOMENT).filter(worker__in=workers, moment__gte=begins, moment__lt=ends)
    return rows.select_related("session__agency")
