"""What practice tells the duties: contacts held and written down, what was told before the first service, promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Final

from django.db.models import Q

from alongside.people import clock
from alongside.people.models import Worker
from alongside.practice.models import Agreement, Contact, Promise, Told
from alongside.rulings.events import EVERY_CODE, Key, register_events
from canon.duties.events import Event

_TOLD: Final = {
    Told.About.ROLE: "role-explained",
    Told.About.COSTS: "costs-told",
    Told.About.REPORTING: "reporting-explained",
}


def contacts_held(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
    """Each contact held, and that it was documented; a plan whose time has passed stands as held until it is said that it
    did not take place: an unwritten contact is a duty (nm.role.9a, nm.reporting.3)."""
    zones = {worker.pk: worker.agency.time_zone for worker in workers}
    found: dict[Key, list[Event]] = defaultdict(list)
    rows = Contact.objects.filter(
        Q(status="held") | Q(status="planned", planned_to__lt=clock.now()), worker__in=workers
    ).values_list("pk", "worker_id", "status", "began_at", "planned_from", "written_at")
    for pk, worker, status, began, planned, written in rows.order_by("pk").iterator():
        key, ref, moment = (worker, EVERY_CODE), f"contact-{pk}", began or planned
        assert moment is not None, "a constraint sees to it that a contact has its time"
        found[key].append(_event("contact-held", moment, zones[worker], ref))
        if status == "held" and written is not None:
            found[key].append(_event("contact-documented", written, zones[worker], ref))
    return found


def first_services(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
    """With each person: the first contact, held or planned, and what they were told; boundaries agreed."""
    zones = {worker.pk: worker.agency.time_zone for worker in workers}
    found: dict[Key, list[Event]] = defaultdict(list)
    first: dict[tuple[int, int], tuple[bool, datetime]] = {}
    rows = Contact.objects.filter(status__in=["held", "planned"], worker__in=workers, with_whom="person")
    for worker, person, began, planned in rows.values_list("worker_id", "person_id", "began_at", "planned_from"):
        moment = began or planned
        assert moment is not None, "a constraint sees to it that a contact has its time"
        candidate = (began is None, moment)
        if (worker, person) not in first or candidate < first[worker, person]:
            first[worker, person] = candidate
    for (worker, person), (is_planned, moment) in first.items():
        event = _event("first-service", moment, zones[worker], f"person-{person}", planned=is_planned)
        found[worker, EVERY_CODE].append(event)
    for told in Told.objects.filter(worker__in=workers, about__in=_TOLD):
        name, ref = _TOLD[Told.About(told.about)], f"person-{told.person_id}"
        found[told.worker_id, EVERY_CODE].append(Event(name, told.on, ref=ref, at=told.at))
    for agreed in Agreement.objects.filter(worker__in=workers, has_boundaries=True):
        ref = f"person-{agreed.person_id}"
        found[agreed.worker_id, EVERY_CODE].append(Event("boundaries-set", agreed.on, ref=ref))
    return found


def promises_made(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
    """Each promise, and that it was kept or agreed anew."""
    found: dict[Key, list[Event]] = defaultdict(list)
    for row in Promise.objects.filter(worker__in=workers).order_by("pk"):
        key, ref = (row.worker_id, EVERY_CODE), f"promise-{row.pk}"
        found[key].append(Event("commitment-made", row.made_on, ref=ref))
        if row.settled_on is not None:
            found[key].append(Event("commitment-kept", row.settled_on, ref=ref))
    return found


def register_practice() -> None:
    """Put them in the register of events."""
    register_events(contacts_held, "contact-held", "contact-documented")
    register_events(first_services, "first-service", *_TOLD.values(), "boundaries-set")
    register_events(promises_made, "commitment-made", "commitment-kept")


def _event(name: str, moment: datetime, zone: tzinfo, ref: str, *, planned: bool = False) -> Event:
    local = moment.astimezone(zone)
    return Event(name, local.date(), ref=ref, planned=planned, at=local)
