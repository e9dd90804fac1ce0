"""Who may be left without help (nm.rights.0a): nobody supports them, their worker may not serve, or nobody saw them for long.

Who stepped back or out stands with `caseload.covering`. Who ended service themselves is left in peace, and a case that closed is closed.
Nothing of this is kept for a contact's sake: whom nobody saw is found by asking for each person assigned whether there is a
contact since, which one index answers; whom nobody supports is kept on the person (`caseload.alone`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from alongside.caseload.access import standing_on
from alongside.caseload.alone import with_nobody
from alongside.caseload.covering import away, who_sees_them
from alongside.caseload.models import Assignment
from alongside.credentials.queries import doubts_of_practice, may_practice
from alongside.people.models import Agency, Person, Worker
from alongside.people.queries import works_there
from alongside.practice.models import Closing, Contact
from alongside.rulings.deputies import Answering, led_by, overseen_by
from alongside.supervision.figures import UNSEEN, Figure, figure


@dataclass(frozen=True, slots=True)
class Since:
    """So long ago that somebody without contact since may be left without help: the figure, its day, and when that began."""

    figure: Figure
    day: date
    moment: datetime


def long_ago(agency: Agency, on: date) -> Since:
    """By the figure that holds at an agency on a day."""
    days = figure(UNSEEN, agency, on)
    day = on - timedelta(days=days.value)
    return Since(days, day, datetime.combine(day, time(), agency.time_zone))


@dataclass(frozen=True)
class Barred:
    """Somebody whose workers may not serve. workers: who of them cannot; left: those of them who no longer work there."""

    person: Person
    workers: Sequence[Worker]
    left: frozenset[int]


def nobody_supports(agency: int) -> QuerySet[Person]:
    """Whom nobody at an agency supports, who was taken in first before the others."""
    return with_nobody(agency).filter(~_wished_to_end("pk")).order_by("pk")


def unseen(assigned: QuerySet[Assignment], since_day: date, since: datetime) -> QuerySet[Person]:
    """Whom these support, of those supported that day already, and whom nobody has seen since; each once."""
    before = Assignment.objects.filter(standing_on(since_day), person=OuterRef("person"))
    seen = Contact.objects.filter(person=OuterRef("person"), began_at__gte=since, with_whom="person")
    rows = assigned.filter(Exists(before), ~Exists(seen), ~_wished_to_end("person"))
    return Person.objects.filter(pk__in=rows.values("person"))


def with_last_contact(rows: QuerySet[Person], now: datetime) -> QuerySet[Person]:
    """The same with `last_seen` and `next_planned`, whom nobody saw for longest first."""
    held = Contact.objects.filter(person=OuterRef("pk"), with_whom="person", began_at__isnull=False).order_by()
    plans = Contact.objects.filter(person=OuterRef("pk"), status="planned", planned_from__gte=now).order_by()
    found = rows.annotate(
        last_seen=Subquery(held.values("person").annotate(at=Max("began_at")).values("at")),
        next_planned=Subquery(plans.values("person").annotate(at=Min("planned_from")).values("at")),
    )
    return found.order_by(F("last_seen").asc(nulls_first=True), "pk")


def assigned_under(who: Answering) -> QuerySet[Assignment]:
    """Who is supported by those somebody oversees at an agency."""
    return Assignment.objects.filter(overseen_by(who), status="open")


def may_be_barred(who: Answering) -> QuerySet[Worker]:
    """Of those somebody oversees, who supports anybody and left, or may be without a certificate in force: nobody else is
    looked at more closely."""
    workers = Worker.objects.filter(agency=who.agency) if who.keeps else Worker.objects.filter(pk__in=led_by(who))
    supports = Assignment.objects.filter(worker=OuterRef("pk"), status="open")
    doubts = (*doubts_of_practice("practitioner", who.on), ~works_there(who.on, who.agency))
    doubtful = reduce(or_, (Q(pk__in=workers.filter(doubt).values("pk")) for doubt in doubts))
    return workers.filter(doubtful, Exists(supports))


def barred(who: Answering) -> list[Barred]:
    """Whose workers may not serve today, of those somebody oversees, and who has nobody else who may; by name."""
    cannot = _cannot_serve(list(may_be_barred(who)), who)
    if not cannot:
        return []
    rows = Assignment.objects.filter(worker__in=cannot, status="open").select_related("person", "worker")
    theirs: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows.filter(~_wished_to_end("person")).order_by("pk"):
        theirs[row.person_id].append(row)
    has_help = _helped_by_others(theirs, cannot, who)
    left = frozenset(pk for pk, is_there in cannot.items() if not is_there)
    found = [
        Barred(own[0].person, [row.worker for row in own], left)
        for person, own in theirs.items()
        if person not in has_help
    ]
    return sorted(found, key=lambda own: (own.person.chosen_name.casefold(), own.person.pk))


def _helped_by_others(persons: Iterable[int], cannot: Iterable[int], who: Answering) -> set[int]:
    """Of these persons, who has somebody else who works there, may serve and is not away."""
    rows = Assignment.objects.filter(person__in=list(persons), status="open").exclude(worker__in=list(cannot))
    there = list(
        rows.filter(worker__in=Worker.objects.filter(works_there(who.on, who.agency))).select_related("worker")
    )
    gone = away(Q(worker__in={row.worker_id for row in there}), who.on)
    return {row.person_id for row in who_sees_them(there, gone, who.on)}


def _cannot_serve(workers: Sequence[Worker], who: Answering) -> dict[int, bool]:
    """Of these workers, by id, those who may not serve; whether they still work there."""
    there_now = Worker.objects.filter(works_there(who.on, who.agency), pk__in=[worker.pk for worker in workers])
    there, may = set(there_now.values_list("pk", flat=True)), may_practice(workers, who.on)
    return {worker.pk: worker.pk in there for worker in workers if worker.pk not in there or worker.pk not in may}


def _wished_to_end(person: str) -> Exists:
    return Exists(Closing.objects.filter(person=OuterRef(person), person_ended=True, closed_on__isnull=True))
