"""Who has nobody to see them: nm.rights.0a, sud.2.13a. Their worker stepped back, or a decision took them out.

Whoever is left alone stands first on the supervisor's page until somebody able has taken over, with what their worker had
planned with them: the app above that knows of plans says so (`register_plans`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from alongside.caseload.access import standing_on
from alongside.caseload.models import Assignment, StepBack, Tie, TieDecision
from alongside.credentials.queries import may_practice
from alongside.people.models import Agency, Person, Worker, holds_on

Pair = tuple[int, int]
Plans = Callable[[Collection[Pair]], Mapping[Pair, Sequence[datetime]]]

PLANS_SHOWN: Final = 3


@dataclass(frozen=True)
class Uncovered:
    """Somebody whom nobody has taken over yet. is_out: a decision took their worker out, who does not come back to them.

    offered: to whom they were offered; plans: when their worker was to meet them, the next first, once asked for
    """

    assignment: Assignment
    since: date
    offered: Worker | None
    is_out: bool = False
    plans: tuple[datetime, ...] = ()

    @property
    def person(self) -> Person:
        return self.assignment.person


@dataclass(frozen=True)
class Away:
    """Who does not see whom on a day, and since when. backs: (worker id, person id, None for all); outs: pairs of ids."""

    backs: Mapping[tuple[int, int | None], date]
    outs: Mapping[Pair, date]

    def since(self, worker: int, person: int) -> date | None:
        """Since when the one does not see the other; None where they do."""
        return self.outs.get((worker, person)) or self.backs.get((worker, None)) or self.backs.get((worker, person))


def away(at: Q, on: date) -> Away:
    """Step backs that hold, and ties of which the newest decision is to step out. `at`: of an agency, or of workers."""
    backs = stepped_back(at, on).values_list("worker", "person", "from_day")
    outs = ((own.worker_id, own.person_id, vars(own)["decided_on"]) for own in stepped_out(at))
    return Away(
        {(worker, person): day for worker, person, day in backs},
        {(worker, person): day for worker, person, day in outs},
    )


def stepped_back(at: Q, on: date) -> QuerySet[StepBack]:
    """Step backs that hold on a day."""
    return StepBack.objects.filter(holds_on(on), at)


def stepped_out(at: Q) -> QuerySet[Tie]:
    """Ties of which the newest decision is to step out, each with its day as `decided_on`."""
    later = Tie.objects.filter(worker=OuterRef("worker"), person=OuterRef("person"), pk__gt=OuterRef("pk"))
    decided = TieDecision.objects.filter(tie=OuterRef("pk")).order_by("-pk")
    return (
        Tie.objects.filter(~Exists(later), at, decisions__decision=TieDecision.Decision.STEP_OUT)
        .annotate(decision=Subquery(decided.values("decision")[:1]), decided_on=Subquery(decided.values("on")[:1]))
        .filter(decision=TieDecision.Decision.STEP_OUT)
    )


def without_cover(agency: Agency, on: date) -> list[Uncovered]:
    """Who at an agency has nobody to see them now, because their worker stepped back or out; the longest first."""
    gone = away(Q(agency=agency), on)
    if not gone.backs and not gone.outs:
        return []
    workers = {worker for worker, _person in [*gone.backs, *gone.outs]}
    rows = Assignment.objects.filter(standing_on(on), agency=agency, worker__in=workers, status="open")
    left = [
        (row, day)
        for row in rows.select_related("person", "worker")
        if (day := gone.since(row.worker_id, row.person_id)) is not None
    ]
    others = Assignment.objects.filter(person__in=[row.person_id for row, _day in left]).filter(
        Q(status="offered") | standing_on(on) & Q(status="open")
    )
    listed = list(others.select_related("worker"))
    seen = {row.person_id for row in who_sees_them(listed, gone, on)}
    offered = {row.person_id: row.worker for row in listed if row.status == Assignment.Status.OFFERED}
    found = [
        Uncovered(row, day, offered.get(row.person_id), (row.worker_id, row.person_id) in gone.outs)
        for row, day in left
        if row.person_id not in seen
    ]
    return sorted(found, key=lambda own: (own.since, own.assignment.pk))


def who_sees_them(rows: Iterable[Assignment], gone: Away, on: date) -> list[Assignment]:
    """The open assignments of workers who see the person on that day: not away, and certified. Fetch them with their worker."""
    here = [
        row for row in rows if row.status == Assignment.Status.OPEN and gone.since(row.worker_id, row.person_id) is None
    ]
    certified = may_practice([row.worker for row in here], on)
    return [row for row in here if row.worker_id in certified]


def with_plans(uncovered: Iterable[Uncovered]) -> list[Uncovered]:
    """The same, with the next plans of their worker, which somebody has to keep or to call off."""
    listed = list(uncovered)
    pairs = {(own.assignment.worker_id, own.assignment.person_id) for own in listed}
    known = _plans(pairs) if _plans is not None and pairs else {}
    return [
        replace(own, plans=tuple(known.get((own.assignment.worker_id, own.assignment.person_id), ())[:PLANS_SHOWN]))
        for own in listed
    ]


def register_plans(source: Plans) -> None:
    """Say what is planned between pairs of worker id and person id, the next first. The last caller wins."""
    global _plans
    _plans = source


_plans: Plans | None = None
