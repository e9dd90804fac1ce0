"""Contacts, plans and what is open between a worker and a person. Never writes; scoped to who is asking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from alongside.caseload.access import Record
from alongside.caseload.essentials import Known, essentials_of
from alongside.caseload.queries import persons_of, supports
from alongside.people import clock
from alongside.people.models import Person, RoleKind, Worker
from alongside.people.queries import workers_supervised_by
from alongside.people.viewer import Viewer
from alongside.practice.helping_form import help_typed
from alongside.practice.models import Contact, Draft, How, Note, Promise
from alongside.practice.others import other_in, typed_of
from alongside.practice.reaching import reach_typed
from alongside.practice.times import which

USUAL: Final = timedelta(minutes=45)
A_QUARTER: Final = 15


def contacts_of(record: Record) -> QuerySet[Contact]:
    """Everything with a person whose record is open: what comes next first, then back in time."""
    rows = Contact.objects.filter(person=record.person).select_related("worker", "note")
    return rows.order_by("-began_at", "-planned_from", "-pk")


def plans_between(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[datetime]]:
    """When workers are to meet persons from now on, by ids of the two, the next first."""
    workers, persons = {worker for worker, _person in pairs}, {person for _worker, person in pairs}
    rows = Contact.objects.filter(
        worker__in=workers, person__in=persons, status=Contact.Status.PLANNED, planned_from__gt=clock.now()
    )
    found: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    for worker, person, begins in rows.order_by("planned_from").values_list("worker", "person", "planned_from"):
        if begins is not None and (worker, person) in pairs:
            found[worker, person].append(begins)
    return dict(found)


def contact_seen_by(viewer: Viewer, contact_id: int) -> Contact:
    """One of the viewer's own contacts, or of somebody they may decide on as supervisor. Raises Http404 else."""
    mine = Q(worker__user=viewer.user, agency__in=viewer.agencies_as(RoleKind.WORKER))
    theirs = Q(worker__in=workers_supervised_by(viewer.user, viewer.today))
    rows = Contact.objects.filter(mine | theirs)
    return get_object_or_404(rows.select_related("person", "worker__agency", "held_ruling", "ruling"), pk=contact_id)


def note_of(contact: Contact) -> Note | None:
    """The note of a contact, once it was signed."""
    return Note.objects.filter(contact=contact).select_related("worker").prefetch_related("amendments").first()


def note_with_token(worker: Worker, person: Person, token: UUID | None) -> Note | None:
    """The note that a worker signed about a person from a form, on whichever page or device."""
    return Note.objects.filter(worker=worker, person=person, contact__token=token).first() if token else None


@dataclass(frozen=True)
class Day:
    """A worker's day: what was, what is, what comes, in order; and what of before is unwritten."""

    contacts: list[Contact]
    unwritten: list[Contact]
    next: Contact | None


def day_of(worker: Worker) -> Day:
    """Contacts planned for or held today, and plans of the last month that are over and neither written nor settled."""
    zone, now = worker.agency.time_zone, clock.now()
    start = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    end = start + timedelta(days=1)
    today = Q(planned_from__gte=start, planned_from__lt=end) | Q(began_at__gte=start, began_at__lt=end)
    before = Q(status="planned", planned_to__lt=start, planned_from__gte=start - timedelta(days=31))
    rows = list(Contact.objects.filter(today | before, worker=worker).select_related("person"))
    rows.sort(key=lambda own: own.starts)
    contacts = [own for own in rows if own.starts >= start and own.status != "called-off"]
    unwritten = [own for own in rows if own.status == "planned" and own.ends < now]
    coming = [own for own in contacts if own.status == "planned" and own.ends >= now]
    return Day(contacts, unwritten, coming[0] if coming else None)


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A contact that somebody began to write and has not signed. hands: in how many places it was typed."""

    newest: Draft
    hands: int
    why: str


def drafts_of(worker: Worker) -> list[WaitingDraft]:
    """What a worker began to write and has not signed, the newest first; one row a contact, however many hands typed it."""
    found: dict[Any, list[Draft]] = {}
    for row in Draft.objects.filter(worker=worker).select_related("person").order_by("-at", "-pk"):
        found.setdefault(row.token, []).append(row)
    return [
        WaitingDraft(rows[0], len(rows), next((str(own.get_why_display()) for own in rows if own.why), ""))
        for rows in found.values()
    ]


def count_drafts(worker: Worker) -> int:
    """How many contacts wait to be signed."""
    return Draft.objects.filter(worker=worker).values("token").distinct().count()


def known_to(worker: Worker, record: Record, on: date) -> Known:
    """What is essential to know before meeting, for who supports the person now; nothing of it for who once did."""
    return essentials_of(record) if supports(worker, record.person, on) else Known()


def promises_to(worker: Worker | int, person: Person | int) -> QuerySet[Promise]:
    """What a worker promised a person and has not settled."""
    return Promise.objects.filter(worker=worker, person=person, status="open").order_by("pk")


def promises_made_in(contacts: Iterable[int]) -> dict[int, list[Promise]]:
    """What a worker promised in contacts, by their ids, with what became of it."""
    found: dict[int, list[Promise]] = defaultdict(list)
    for row in Promise.objects.filter(contact__in=list(contacts)).order_by("pk"):
        if row.contact_id is not None:
            found[row.contact_id].append(row)
    return dict(found)


def promise_of(worker: Worker, promise_id: int) -> Promise:
    """One of a worker's own. Raises Http404 for one that is foreign or missing."""
    return get_object_or_404(Promise.objects.filter(worker=worker).select_related("person"), pk=promise_id)


def people_to_log(worker: Worker, on: Any) -> list[Person]:
    """Whom a contact may be with: the worker's list, those seen last first."""
    persons = list(persons_of(worker, on))
    rows = Contact.objects.filter(worker=worker, person__in=persons, status="held").order_by("-began_at")
    order: dict[int, int] = {}
    for place, person_id in enumerate(rows.values_list("person_id", flat=True)[:200]):
        order.setdefault(person_id, place)
    return sorted(persons, key=lambda own: order.get(own.pk, 10_000))


def as_last_time(worker: Worker, person: Person) -> Mapping[str, Any]:
    """How a new note begins: ending now, as long and in the way and place of the last time the two met."""
    last = (
        Contact.objects.filter(worker=worker, person=person, status="held", with_whom="person", gathering__isnull=True)
        .order_by("-began_at")
        .first()
    )
    length = last.ended_at - last.began_at if last and last.began_at and last.ended_at else USUAL
    zone = worker.agency.time_zone
    now = to_quarter(clock.now().astimezone(zone))
    begun = (now.astimezone(UTC) - length).astimezone(zone)  # true lengths, also where clocks change
    how, place = (last.how, last.place) if last else (How.AGREED_PLACE.value, "")
    return {"token": uuid4(), **times_between(begun, now), "how": how, "place": place}


def as_planned(contact: Contact) -> Mapping[str, Any]:
    """How the note of a planned contact begins: as it was planned."""
    as_it_was = {"token": contact.token, **times_of(contact), "how": contact.how, "place": contact.place}
    return as_it_was | typed_of(other_in(contact)) | help_typed(contact) | reach_typed(contact)


def times_of(contact: Contact) -> dict[str, Any]:
    """The fields of a form that say when a contact is, on the agency's clock."""
    zone = contact.worker.agency.time_zone
    return times_between(contact.starts.astimezone(zone), contact.ends.astimezone(zone))


def as_next_time(worker: Worker, person: Person) -> dict[str, Any]:
    """How a plan begins: a week from now, as the last time."""
    begun = dict(as_last_time(worker, person))
    begun["day"], begun["twice"] = begun["day"] + timedelta(days=7), ""
    begun.pop("token")
    return begun


def times_between(begins: datetime, ends: datetime) -> dict[str, Any]:
    """The fields of a form that say when. Both moments where the agency is."""
    return {
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "ends_next_day": ends.date() != begins.date(),
        "twice": which(begins, ends),
    }


def to_quarter(moment: datetime) -> datetime:
    """The quarter of an hour that a moment lies in: its beginning."""
    return moment.replace(minute=moment.minute - moment.minute % A_QUARTER, second=0, microsecond=0)
