"""A month of an agency: for every contact held, whether it is ready to be billed, held, billed, or never will be, and why.

Worked out each time from contacts, holds and lines; nothing of it is stored. The first of two contacts at one time waits as
long as the second: while nobody looked, nobody knows which of them is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from alongside.billing.codes import rule_on, rules_of, way_of
from alongside.billing.models import A_DAY_IN_MINUTES, Line, ServiceRule, Setting, Way
from alongside.people import clock
from alongside.people.models import Agency
from alongside.practice.models import Contact, Hold, OtherParty, WithWhom


class State(StrEnum):
    """How a contact stands for billing."""

    READY = "ready"
    HELD = "held"
    NOT_BILLED = "not-billed"
    BILLED = "billed"


class Why(StrEnum):
    """Why a contact is not ready. The first six are reasons of `practice.Hold`."""

    RULING = "ruling"
    OVERLAP = "overlap"
    TOO_LONG = "too-long"
    SAME_WORDS = "same-words"
    ENDED = "ended"
    UNASSIGNED = "unassigned"
    OTHER_WAITS = "other-waits"
    PERSON_TWICE = "person-twice"
    NO_CODE = "no-code"
    TOO_SHORT = "too-short"
    NOT_WITH_PERSON = "not-with-person"
    DECIDED = "decided"


NEVER: Final = frozenset({Why.DECIDED, Why.NOT_WITH_PERSON, Why.TOO_SHORT})
"""With one of these a contact is not billed, whatever else; the others wait for somebody."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with the hold it comes from where there is one, and the clauses that spoke."""

    why: Why
    hold: int | None = None
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """A contact as far as billing is concerned: ids, times, and no name."""

    contact: int
    person: int
    worker: int
    gathering: UUID | None
    day: date
    begins: datetime
    ends: datetime
    way: Way
    rule: ServiceRule | None
    reasons: tuple[Reason, ...] = ()
    line: Line | None = None

    @property
    def minutes(self) -> int:
        return int((self.ends - self.begins).total_seconds() // 60)

    @property
    def units(self) -> int:
        return self.rule.units(self.minutes) if self.rule else 0

    @property
    def is_right(self) -> bool:
        """Whether what was billed is what would be billed now; what waits for a look is left as it is meanwhile."""
        line = self.line
        if line is None or self.rule is None:
            return line is None
        wanted = (self.rule.code, self.rule.modifiers, self.units, self.minutes)
        return wanted == (line.code, line.modifiers, line.units, line.minutes)

    @property
    def state(self) -> State:
        if not self.reasons:
            return State.BILLED if self.line is not None and self.is_right else State.READY
        return State.NOT_BILLED if any(own.why in NEVER for own in self.reasons) else State.HELD

    @property
    def is_to_be_taken_back(self) -> bool:
        """Whether it was billed and never should be now, or is billed otherwise."""
        return self.line is not None and (
            self.state is State.NOT_BILLED or (self.state is State.READY and not self.is_right)
        )


@dataclass(frozen=True)
class Month:
    """A month as it stands at this moment. first: its first day."""

    agency: Agency
    first: date
    services: Sequence[Service]
    workers: dict[int, str] = field(default_factory=dict)

    def of(self, state: State) -> list[Service]:
        return [own for own in self.services if own.state is state]

    @property
    def to_export(self) -> list[Service]:
        """What the next export will hold: what is ready, and what it takes back."""
        return [own for own in self.services if own.state is State.READY or own.is_to_be_taken_back]


def month_of(agency: Agency, first: date) -> Month:
    """Everything held in a month, in the order it began. A fixed number of queries, whatever its size."""
    begins, ends = bounds(agency, first)
    rows = list(_services(agency, begins, ends))
    ids = {own.contact for own in rows}
    reasons = _holds(agency, begins, ends, ids)
    lines = standing_lines(agency, first, ids)
    rows = [
        replace(own, reasons=tuple(_own_reasons(own, reasons[own.contact])), line=lines.get(own.contact))
        for own in rows
    ]
    rows = _with_clashes(rows, key=lambda own: own.worker, why=Why.OVERLAP)
    rows = _with_clashes(rows, key=lambda own: own.person, why=Why.PERSON_TWICE)
    rows = _with_days(_whole_groups(rows))
    names = dict(Contact.objects.filter(pk__in=ids).values_list("worker_id", "worker__name").distinct().order_by())
    return Month(agency, first, rows, names)


def bounds(agency: Agency, first: date) -> tuple[datetime, datetime]:
    """The moments between which a month lies where the agency is."""
    following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    zone = agency.time_zone
    return tuple(datetime(own.year, own.month, 1, tzinfo=zone) for own in (first, following))  # type: ignore[return-value]


def standing_lines(agency: Agency, first: date, contacts: Iterable[int]) -> dict[int, Line]:
    """The line that stands for each contact: the newest, unless it took one back."""
    following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    wanted: set[int] = set(contacts)
    newest: dict[int, Line] = {}
    for line in Line.objects.filter(agency=agency, day__gte=first, day__lt=following).order_by("step", "pk"):
        newest[line.contact_id] = line
    return {pk: line for pk, line in newest.items() if line.corrects_id is None and pk in wanted}


def _services(agency: Agency, begins: datetime, ends: datetime) -> Iterator[Service]:
    rules, zone = rules_of(agency), agency.time_zone
    found = Contact.objects.filter(agency=agency, status="held", began_at__gte=begins, began_at__lt=ends)
    found = found.filter(written_at__lte=clock.now())
    there = set(_with_person_there(found))
    columns = ("pk", "person_id", "worker_id", "gathering", "began_at", "ended_at", "how", "with_whom")
    for pk, person, worker, gathering, began, ended, how, with_whom in found.order_by("began_at", "pk").values_list(
        *columns
    ):
        assert began is not None, "a constraint sees to it that a held contact has its time"
        assert ended is not None, "a constraint sees to it that a held contact has its time"
        day, way = began.astimezone(zone).date(), way_of(how)
        rule = rule_on(rules, Setting.GROUP if gathering else Setting.ONE, way, day)
        own = (Reason(Why.NOT_WITH_PERSON),) if with_whom != WithWhom.PERSON and pk not in there else ()
        yield Service(pk, person, worker, gathering, day, began, ended, way, rule, own)


def _with_person_there(found: QuerySet[Contact]) -> Iterator[int]:
    """Ids of those with somebody else in which the person took part all the same."""
    rows = OtherParty.objects.filter(contact__in=found, is_plan=False, person_is_there=True)
    yield from rows.values_list("contact_id", flat=True)


def _holds(agency: Agency, begins: datetime, ends: datetime, ids: set[int]) -> dict[int, list[Reason]]:
    """What stands against each: open holds, decided ones, and those that wait on the other of two."""
    found: dict[int, list[Reason]] = defaultdict(list)
    near = (begins - timedelta(days=2), ends + timedelta(days=2))
    rows = Hold.objects.filter(agency=agency, contact__began_at__range=near).exclude(outcome=Hold.Outcome.RELEASED)
    columns = ("pk", "contact_id", "other_id", "reason", "clauses", "outcome")
    for pk, contact, other, reason, clauses, outcome in rows.order_by("pk").values_list(*columns):
        why = Why.DECIDED if outcome == Hold.Outcome.KEPT else Why(reason)
        found[contact].append(Reason(why, pk, tuple(clauses.split())))
        if why is Why.OVERLAP and other in ids:
            found[other].append(Reason(Why.OTHER_WAITS, pk))
    return found


def _own_reasons(service: Service, held: Sequence[Reason]) -> Iterator[Reason]:
    yield from service.reasons
    yield from held
    if service.rule is None:
        yield Reason(Why.NO_CODE)
    elif service.units == 0:
        yield Reason(Why.TOO_SHORT)


def _with_clashes(rows: Sequence[Service], *, key: Callable[[Service], int], why: Why) -> list[Service]:
    """The same, with those marked that would be billed at one time with another, of one worker or of one person."""
    lanes: dict[int, list[Service]] = defaultdict(list)
    for own in rows:
        if not any(reason.why in NEVER for reason in own.reasons):
            lanes[key(own)].append(own)
    clashing = {pk for lane in lanes.values() for pk in _clashing(lane, is_group_one=why is Why.OVERLAP)}
    has_it = {Why.OVERLAP, Why.OTHER_WAITS} if why is Why.OVERLAP else {why, Why.OVERLAP, Why.OTHER_WAITS}
    return [
        replace(own, reasons=(*own.reasons, Reason(why)))
        if own.contact in clashing and not has_it & {reason.why for reason in own.reasons}
        else own
        for own in rows
    ]


def _clashing(lane: Sequence[Service], *, is_group_one: bool) -> Iterator[int]:
    """Ids of those that overlap another of the lane, which is in order of beginning."""
    latest: Service | None = None
    for own in lane:
        if latest is not None and own.begins < latest.ends:
            is_one_group = is_group_one and own.gathering is not None and own.gathering == latest.gathering
            if not is_one_group:
                yield latest.contact
                yield own.contact
        if latest is None or own.ends > latest.ends:
            latest = own


def _whole_groups(rows: Sequence[Service]) -> list[Service]:
    """Where one who came to a group waits on another contact at that time, all who came to it do."""
    waiting: dict[tuple[int, UUID | None], Reason] = {
        (own.worker, own.gathering): reason
        for own in rows
        for reason in own.reasons
        if own.gathering and reason.why in {Why.OVERLAP, Why.OTHER_WAITS}
    }
    return [
        replace(own, reasons=(*own.reasons, Reason(Why.OTHER_WAITS, waiting[own.worker, own.gathering].hold)))
        if (own.worker, own.gathering) in waiting
        and not {Why.OVERLAP, Why.OTHER_WAITS} & {reason.why for reason in own.reasons}
        else own
        for own in rows
    ]


def _with_days(rows: Sequence[Service]) -> list[Service]:
    """The same, with those marked whose worker's day would be billed at more than 24 hours."""
    days: dict[tuple[int, date], dict[object, int]] = defaultdict(dict)
    for own in rows:
        if own.rule is not None and own.state in {State.READY, State.BILLED}:
            key, minutes = own.gathering or own.contact, own.units * own.rule.unit_minutes
            day = days[own.worker, own.day]
            day[key] = max(day.get(key, 0), minutes)
    too_long = {key for key, day in days.items() if sum(day.values()) > A_DAY_IN_MINUTES}
    return [
        replace(own, reasons=(*own.reasons, Reason(Why.TOO_LONG)))
        if (own.worker, own.day) in too_long and own.state in {State.READY, State.BILLED}
        else own
        for own in rows
    ]
