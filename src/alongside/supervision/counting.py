"""What a month of supervision adds up to for each worker, beside what their codes ask, and what is missing by when.

The codes' minimums are their duties on "supervision-session" (sud.1.1, ak.conduct.1), which an employer may raise. Where
no code of a worker's names a number, the agency's rhythm stands in (nm.rights.3: regularly), and the page says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final

import numpy as np
from django.db.models import Q
from django.db.models.functions import Coalesce

from alongside.people.models import Worker
from alongside.rulings.bulk.columns import PARTS, Column, Ints
from alongside.rulings.bulk.gathering import NO_MOMENT, Many, read
from alongside.rulings.duties import WorkerDuty, duties_of_many
from alongside.rulings.events import EVERY_CODE, Key, events_of
from alongside.supervision.figures import RHYTHM, figure
from alongside.supervision.models import SessionAttendance, SupervisionSession
from alongside.supervision.moments import last_of_month
from canon.code import Need
from canon.duties.events import Event
from canon.duties.owed import Amount, Status

EVENT: Final = "supervision-session"
CLINICAL: Final = "clinical"
GROUP: Final = "group"
_SHORT_FIRST: Final = (Status.OVERDUE, Status.DUE, Status.ON_COURSE, Status.MET_LATE, Status.MET, Status.NOT_OWED)
_PARTS: Final = Decimal("0.0001")


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
    rows = SessionAttendance.objects.filter(worker__in=workers).exclude(attended=False)
    rows = rows.exclude(session__state=SupervisionSession.State.CANCELLED)
    rows = rows.exclude(stands=SessionAttendance.Stands.DISPUTED).select_related("session__agency")
    found: dict[Key, list[Event]] = defaultdict(list)
    for row in rows:
        found[row.worker_id, EVERY_CODE].append(_event(row.session))
    return found


def sessions_in_columns(many: Many) -> Mapping[str, Column]:
    """The same as `sessions_of`, for many workers at once."""
    rows = SessionAttendance.objects.exclude(attended=False).exclude(stands=SessionAttendance.Stands.DISPUTED)
    rows = rows.exclude(session__state=SupervisionSession.State.CANCELLED).annotate(
        moment=Coalesce("session__began_at", "session__starts_at"),
        is_planned=Q(session__state=SupervisionSession.State.PLANNED),
        is_group=Q(session__kind=SupervisionSession.Kind.GROUP),
    )
    read_ = read(
        many.of_them(rows), worker_id="number", moment="moment", is_planned="truth", is_group="truth",
        session__is_clinical="truth", session__planned_minutes="number", session__began_at="moment",
        session__ended_at="moment",
    )  # fmt: skip
    worker, is_theirs = many.number(read_["worker_id"])
    ended, began = read_["session__ended_at"], read_["session__began_at"]
    was_held = (ended != NO_MOMENT) & (began != NO_MOMENT)
    minutes = np.where(was_held, _minutes(np.where(was_held, ended - began, 0)), read_["session__planned_minutes"])
    own = Column(
        worker,
        many.local_days(worker, read_["moment"]),
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
    """What each worker's month holds under every clause that counts sessions, and under the rhythm where none does."""
    duties = duties_of_many(workers, on, events=[EVENT])
    bare = [worker for worker in workers if not _this_month(duties[worker.pk], on)]
    rhythm = _by_rhythm(bare, on)
    return {
        worker.pk: Months(
            now=tuple(_minimum(duty) for duty in _this_month(duties[worker.pk], on)) or (rhythm[worker.pk],),
            before=tuple(_minimum(duty) for duty in duties[worker.pk] if duty.is_late and _ended_last(duty, on)),
        )
        for worker in workers
    }


def _ended_last(duty: WorkerDuty, on: date) -> bool:
    return duty.owed.late_from == on.replace(day=1)


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


def _this_month(duties: Iterable[WorkerDuty], on: date) -> list[WorkerDuty]:
    """The occurrences that run on a day, of duties that recur."""
    return [d for d in duties if d.owed.start and d.owed.due and d.owed.start <= on <= d.owed.due]


def _minimum(duty: WorkerDuty) -> Minimum:
    owed = duty.owed
    sessions, minutes = Measure(0, 0, 0), None
    for need, amount in zip(owed.duty.need, owed.amounts, strict=True):
        if need.hours is None:
            sessions = _measure(amount)
        else:
            minutes = _measure(amount, times=60)
    assert owed.due is not None, "a duty that recurs has a last day"
    return Minimum(
        worker=duty.worker,
        code=duty.code,
        clause=duty.clause,
        sessions=sessions,
        minutes=minutes,
        status=owed.status,
        due=owed.due,
        is_clinical=any(_is_clinical(need) for need in owed.duty.need),
    )


def _is_clinical(need: Need) -> bool:
    return need.tag == CLINICAL


def _measure(amount: Amount, *, times: int = 1) -> Measure:
    have, planned, need = (round(_number(text) * times) for text in (amount.have, amount.planned, amount.need))
    return Measure(have, planned, need)


def _number(text: str) -> Decimal:
    return Decimal(text.split(maxsplit=1)[0]) if text else Decimal(0)


def _by_rhythm(workers: Sequence[Worker], on: date) -> dict[int, Minimum]:
    """Sessions of this month beside the rhythm of each worker's agency."""
    happened = events_of(workers, on, [EVENT])
    first, last = on.replace(day=1), last_of_month(on)
    wanted = {agency: figure(RHYTHM, agency, on).value for agency in {worker.agency for worker in workers}}
    found: dict[int, Minimum] = {}
    for worker in workers:
        events = [e for e in happened.under(worker.pk, RHYTHM) if first <= e.on <= last]
        have = sum(not e.planned and e.on <= on for e in events)
        measure = Measure(have, sum(e.planned and e.on >= on for e in events), wanted[worker.agency])
        status = Status.DUE if measure.short else Status.ON_COURSE if measure.missing else Status.MET
        found[worker.pk] = Minimum(worker, "", "", measure, None, status, last, is_clinical=False)
    return found
