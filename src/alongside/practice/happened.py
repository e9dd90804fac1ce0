"""What practice tells the duties: contacts held and written down, what was told before the first service, promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Final

import numpy as np
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce

from alongside.people import clock
from alongside.people.models import Worker
from alongside.practice.models import Agreement, Contact, Promise, Told
from alongside.rulings.bulk.columns import Column, Ints, column
from alongside.rulings.bulk.gathering import NO_MOMENT, Workforce, register_columns
from alongside.rulings.events import EVERY_CODE, Key, register_changes, register_events
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


def contacts_in_columns(workforce: Workforce) -> Mapping[str, Column]:
    """Contacts, their documents, first services and what was told before them, as `contacts_held` and `first_services`
    give them: a state has millions."""
    read_ = _contacts_read(workforce)
    worker, is_theirs = workforce.number(read_["worker_id"])
    is_held, is_direct = read_["is_held"] != 0, read_["is_direct"] != 0
    now = round(clock.now().timestamp() * 1_000_000)
    day = workforce.local_days(worker, read_["moment"])
    met = is_theirs & (is_held | (read_["planned_to"] < now))
    written = is_theirs & is_held & (read_["written_at"] != NO_MOMENT)
    ref = read_["pk"] + workforce.refs.prefix("contact")
    documents, moment = worker[written], read_["written_at"][written]
    found = {
        "contact-held": column(worker[met], day[met], at=read_["moment"][met], ref=ref[met]),
        "contact-documented": column(documents, workforce.local_days(documents, moment), at=moment, ref=ref[written]),
    }
    direct = is_theirs & is_direct
    order = np.lexsort((read_["moment"][direct], ~is_held[direct], read_["person_id"][direct], worker[direct]))
    places = np.flatnonzero(direct)[order]
    who, person = worker[places], read_["person_id"][places]
    is_first = np.ones(len(places), bool)
    is_first[1:] = (who[1:] != who[:-1]) | (person[1:] != person[:-1])
    first = places[is_first]
    ref = read_["person_id"][first] + workforce.refs.prefix("person")
    found["first-service"] = column(
        worker[first], day[first], at=read_["moment"][first], ref=ref, planned=~is_held[first]
    )
    return found | _told_in_columns(workforce)


def _contacts_read(workforce: Workforce) -> dict[str, Ints]:
    """What is read of each contact. Of the millions held as little as will do: whether the person was there goes with their id."""
    is_direct = Case(When(with_whom="person", then=1), default=0)
    rows = Contact.objects.annotate(who=F("person_id") * 2 + is_direct, moment=Coalesce("began_at", "planned_from"))
    kinds = {"pk": "number", "worker_id": "number", "who": "number", "moment": "moment"}
    held = workforce.read(rows.filter(status="held"), **kinds, written_at="moment")
    planned = workforce.read(rows.filter(status="planned"), **kinds, planned_to="moment")
    sizes = len(held["pk"]), len(planned["pk"])
    found = {name: np.concatenate([held[name], planned[name]]) for name in kinds}
    who = found.pop("who")
    return found | {
        "person_id": who >> 1,
        "is_direct": who & 1,
        "is_held": np.repeat([1, 0], sizes),
        "written_at": np.concatenate([held["written_at"], np.full(sizes[1], NO_MOMENT)]),
        "planned_to": np.concatenate([np.full(sizes[0], NO_MOMENT), planned["planned_to"]]),
    }


def _told_in_columns(workforce: Workforce) -> dict[str, Column]:
    found = {}
    prefix = workforce.refs.prefix("person")
    which = Case(*(When(about=about, then=n) for n, about in enumerate(_TOLD)))
    kinds = {"worker_id": "number", "person_id": "number", "on": "day"}
    rows = workforce.read(
        Told.objects.filter(about__in=_TOLD).annotate(which=which), **kinds, at="moment", which="number"
    )
    worker, is_theirs = workforce.number(rows["worker_id"])
    told = column(worker, rows["on"], at=rows["at"], ref=rows["person_id"] + prefix)
    for n, name in enumerate(_TOLD.values()):
        found[name] = told.take(is_theirs & (rows["which"] == n))
    rows = workforce.read(Agreement.objects.filter(has_boundaries=True), **kinds)
    worker, is_theirs = workforce.number(rows["worker_id"])
    found["boundaries-set"] = column(worker, rows["on"], ref=rows["person_id"] + prefix).take(is_theirs)
    return found


def promises_in_columns(workforce: Workforce) -> Mapping[str, Column]:
    """As `promises_made` gives them."""
    made = workforce.read(Promise.objects.all(), pk="number", worker_id="number", made_on="day", settled_on="day")
    worker, is_theirs = workforce.number(made["worker_id"])
    ref = made["pk"] + workforce.refs.prefix("promise")
    is_settled = is_theirs & (made["settled_on"] != NO_MOMENT)
    return {
        "commitment-made": column(worker, made["made_on"], ref=ref).take(is_theirs),
        "commitment-kept": column(worker, made["settled_on"], ref=ref).take(is_settled),
    }


def register_practice() -> None:
    """Put them in the register of events."""
    register_columns(contacts_in_columns, "contact-held", "contact-documented", "first-service", *_TOLD.values())
    register_columns(contacts_in_columns, "boundaries-set")
    register_columns(promises_in_columns, "commitment-made", "commitment-kept")
    register_changes("practice.contact", "worker")
    register_changes("practice.note", "worker")
    register_changes("practice.told", "worker")
    register_changes("practice.agreement", "worker")
    register_changes("practice.promise", "worker")
    register_events(contacts_held, "contact-held", "contact-documented")
    register_events(first_services, "first-service", *_TOLD.values(), "boundaries-set")
    register_events(promises_made, "commitment-made", "commitment-kept")


def _event(name: str, moment: datetime, zone: tzinfo, ref: str, *, planned: bool = False) -> Event:
    local = moment.astimezone(zone)
    return Event(name, local.date(), ref=ref, planned=planned, at=local)
