"""Who supports whom: lists for workers, supervisors and agencies. Never writes; scoped to who is asking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q, QuerySet, Window
from django.shortcuts import get_object_or_404

from alongside.caseload.access import standing_on
from alongside.caseload.gauges import Gauge, caseload_at
from alongside.caseload.models import Assignment, StepBack
from alongside.database.prepared import Prepared, counted
from alongside.people.models import Agency, Person, RoleKind, Worker, holds_on
from alongside.people.queries import workers_seen_by
from alongside.people.viewer import Viewer
from alongside.rulings.deputies import answering, led_by


def persons_of(worker: Worker, on: date) -> QuerySet[Person]:
    """Whom a worker is assigned to on a day, by chosen name."""
    rows = Assignment.objects.filter(standing_on(on), worker=worker, status="open")
    return Person.objects.filter(pk__in=rows.values("person")).order_by("chosen_name", "pk")


def caseload_of(worker: Worker | int, on: date) -> QuerySet[Assignment]:
    """The same as assignments, with the persons."""
    rows = Assignment.objects.filter(standing_on(on), worker=worker, status="open")
    return rows.select_related("person").order_by("person__chosen_name", "pk")


@dataclass(frozen=True)
class Front:
    """What stands first on a worker's list: what waits for their answer, the first page, and how many they support."""

    offers: list[Assignment]
    first: list[Assignment]
    load: Load


def front_of_caseload(worker: Worker, on: date) -> Front:
    """All of it in one query, unless more offers wait at once than anybody is made."""
    rows = _FRONT.all(worker.pk, on)
    offers = sorted((row for row in rows if row.status == Assignment.Status.OFFERED), key=lambda row: row.pk)
    if len(offers) > MOST_OFFERS:
        return Front(offers_to(worker), list(caseload_of(worker, on)[:A_PAGE]), load_of(worker, on))
    first = [row for row in rows if row.status == Assignment.Status.OPEN][:A_PAGE]
    has = _alike(first[0]) if first else 0
    return Front(offers, first, Load(worker, has, caseload_at(worker.agency_id, on)))


def _alike(row: Assignment) -> int:
    """How many rows of its status there are, as `_FRONT` counted."""
    return int(vars(row)["alike"])


def assigned_around(worker: Worker | int, person: Person | int, day: date) -> QuerySet[Assignment]:
    """The assignments of the two that stood on a day, the last one whole: whose hour of ending nobody keeps."""
    until = Q(to_day__isnull=True) | Q(to_day__gte=day)
    return Assignment.objects.filter(
        until, worker=worker, person=person, status__in=["open", "ended"], from_day__lte=day
    )


def offers_to(worker: Worker) -> list[Assignment]:
    """What waits for a worker's yes or no, oldest first."""
    return _OFFERS.all(worker.pk)


def offer_to(worker: Worker, assignment_id: int) -> Assignment:
    """One offer of a worker's own, answered or not. Raises Http404 for one that is foreign or missing."""
    rows = Assignment.objects.filter(worker=worker).select_related("person", "worker", "offered_by")
    return get_object_or_404(rows, pk=assignment_id)


def assignment_seen_by(viewer: Viewer, assignment_id: int) -> Assignment:
    """An assignment at an agency where the viewer offers. Raises Http404 for one that is foreign or missing."""
    agencies = viewer.agencies_as(RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)
    rows = Assignment.objects.filter(agency__in=agencies).select_related("person", "worker")
    return get_object_or_404(rows, pk=assignment_id)


def persons_listed_for(viewer: Viewer, agency: Agency) -> QuerySet[Person]:
    """Whom somebody who offers may name: by chosen name alone, never the record. Who has nobody comes first.

    An administrator: everybody at the agency. A supervisor: whom their workers support, and whoever nobody does.
    """
    persons = Person.objects.filter(agency=agency).order_by("-has_nobody", "chosen_name", "pk")
    if agency.pk in viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR):
        return persons
    if agency.pk not in viewer.agencies_as(RoleKind.SUPERVISOR):
        return persons.none()
    # as lists of ids at one agency, which PostgreSQL reads ten times as fast as it asks for each person
    standing = Assignment.objects.filter(standing_on(viewer.today), agency=agency, status="open")
    led = led_by(answering(viewer, agency))
    others, mine = standing.exclude(worker__in=led), standing.filter(worker__in=led)
    return persons.filter(~Q(pk__in=others.values("person")) | Q(pk__in=mine.values("person")))


def person_listed_for(viewer: Viewer, agency: Agency, person_id: int) -> Person:
    """One of them. Raises Http404 for one that is foreign or missing, which look the same."""
    return get_object_or_404(persons_listed_for(viewer, agency), pk=person_id)


def assigned_to(persons: Iterable[Person], on: date) -> dict[int, list[Assignment]]:
    """Who supports each of these, open or offered, by id of the person."""
    found: dict[int, list[Assignment]] = {person.pk: [] for person in persons}
    rows = Assignment.objects.filter(Q(status="offered") | standing_on(on) & Q(status="open"), person__in=found)
    for row in rows.select_related("worker").order_by("pk"):
        found[row.person_id].append(row)
    return found


@dataclass(frozen=True)
class Load:
    """How many people a worker supports, beside what is usual. waits: offers they have not answered."""

    worker: Worker
    has: int
    usual: Gauge
    waits: int = 0

    @property
    def is_over(self) -> bool:
        return self.has > self.usual.most

    @property
    def with_one_more(self) -> int:
        """How many they would support with the next one, and with all whom they are offered."""
        return self.has + self.waits + 1

    @property
    def goes_beyond(self) -> bool:
        """Whether one more is more than usual, which whoever offers gives a reason for."""
        return self.with_one_more > self.usual.most


def load_of(worker: Worker, on: date) -> Load:
    """The gauge of one worker."""
    return Load(worker, _HAS.number(worker.pk, on), caseload_at(worker.agency_id, on))


def loads(workers: Sequence[Worker], agency: Agency, on: date) -> dict[int, Load]:
    """The gauge of each worker of an agency, by id."""
    rows = Assignment.objects.filter(Q(status="offered") | standing_on(on) & Q(status="open"), worker__in=workers)
    counts = {(worker, status): n for worker, status, n in rows.values_list("worker", "status").annotate(Count("pk"))}
    usual = caseload_at(agency.pk, on)
    return {
        own.pk: Load(own, counts.get((own.pk, "open"), 0), usual, counts.get((own.pk, "offered"), 0)) for own in workers
    }


def workers_to_offer(viewer: Viewer, agency: Agency) -> list[Worker]:
    """The workers somebody may be offered to, by name."""
    return list(workers_seen_by(viewer).filter(agency=agency).select_related("agency").order_by("name", "pk"))


def supports(worker: Worker, person: Person, on: date) -> bool:
    """Whether a worker is assigned to a person on a day."""
    return Assignment.objects.filter(standing_on(on), worker=worker, person=person).exists()


def step_backs_of(worker: Worker, on: date) -> list[StepBack]:
    """A worker's own pauses that hold on a day, the newest first."""
    return _STEP_BACKS.all(worker.pk, on)


A_PAGE: Final = 25
MOST_OFFERS: Final = 10

_FRONT: Final[Prepared[Assignment]] = Prepared(
    lambda worker, on: (
        Assignment.objects.filter(Q(status="offered") | standing_on(on) & Q(status="open"), worker=worker)
        .select_related("person", "offered_by")
        .annotate(alike=Window(Count("*"), partition_by="status"))
        .order_by("status", "person__chosen_name", "pk")[: A_PAGE + MOST_OFFERS]  # what is offered comes first
    ),
    int,
    date,
)
_OFFERS: Final = Prepared(
    lambda worker: (
        Assignment.objects.filter(worker=worker, status="offered").select_related("person", "offered_by").order_by("pk")
    ),
    int,
)
_STEP_BACKS: Final = Prepared(
    lambda worker, on: StepBack.objects.filter(holds_on(on), worker=worker).select_related("person").order_by("-pk"),
    int,
    date,
)
_HAS: Final = Prepared(
    lambda worker, on: counted(Assignment.objects.filter(standing_on(on), worker=worker, status="open"), "worker"),
    int,
    date,
)
