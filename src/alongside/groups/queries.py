"""Groups as somebody may see them: their own as a leader; of who came, those they took down themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from alongside.caseload.queries import persons_of
from alongside.groups.models import Attendance, GroupNote, GroupSession, Leader
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.people.queries import working_at
from alongside.people.viewer import Viewer
from alongside.practice.models import How
from alongside.practice.queries import times_between, to_quarter

USUAL = timedelta(minutes=60)
LATELY = 8


@dataclass(frozen=True)
class Groups:
    """A worker's groups: to be written down, still to come, held lately."""

    unwritten: list[GroupSession]
    coming: list[GroupSession]
    held: list[GroupSession]


def groups_of(worker: Worker) -> Groups:
    """What waits for a note first; a group held by two waits for each of them."""
    now = clock.now()
    mine = led_by(worker)
    signed = GroupNote.objects.filter(session=OuterRef("pk"), worker=worker)
    planned = list(mine.filter(status="planned").order_by("planned_from"))
    by_other = list(mine.filter(~Exists(signed), status="held").order_by("began_at"))
    held = mine.filter(Exists(signed), status="held").annotate(came=Count("attendances"))
    return Groups(
        unwritten=[*by_other, *(own for own in planned if own.ends < now)],
        coming=[own for own in planned if own.ends >= now],
        held=list(held.order_by("-began_at")[:LATELY]),
    )


def groups_on_day(worker: Worker) -> list[GroupSession]:
    """Groups planned for today, and those of the last month that are over and unwritten, in order."""
    start = clock.now().astimezone(worker.agency.time_zone).replace(hour=0, minute=0, second=0, microsecond=0)
    near = (start - timedelta(days=31), start + timedelta(days=1))
    return list(led_by(worker).filter(status="planned", planned_from__range=near).order_by("planned_from"))


def led_by(worker: Worker) -> QuerySet[GroupSession]:
    """Every group a worker leads or led."""
    return GroupSession.objects.filter(pk__in=Leader.objects.filter(worker=worker).values("session"))


def group_led_by(viewer: Viewer, session_id: int) -> GroupSession:
    """One of them. Raises Http404 for one that is foreign or missing."""
    rows = led_by(viewer.worker) if viewer.worker else GroupSession.objects.none()
    return get_object_or_404(rows.select_related("agency", "ruling"), pk=session_id)


def leaders_of(session: GroupSession) -> list[Worker]:
    """Who leads it, in their order."""
    return [row.worker for row in Leader.objects.filter(session=session).select_related("worker").order_by("seat")]


def colleagues_of(worker: Worker) -> QuerySet[Worker]:
    """Who may lead a group with a worker: everybody else who works there today."""
    return working_at(worker.agency, clock.today_in(worker.agency.time_zone)).exclude(pk=worker.pk).order_by("name")


def attendances_seen_by(worker: Worker, session: GroupSession) -> list[Attendance]:
    """Those whom the worker took down themselves: whom a colleague took down stays a number."""
    rows = Attendance.objects.filter(session=session, worker=worker).select_related("person", "contact")
    return list(rows.order_by("person__chosen_name", "pk"))


def notes_of(session: GroupSession) -> list[GroupNote]:
    """What the leaders wrote, each with what was put right later."""
    rows = GroupNote.objects.filter(session=session, amends__isnull=True).select_related("worker")
    return list(rows.prefetch_related("amendments").order_by("pk"))


def who_may_come(worker: Worker, session: GroupSession | None = None) -> list[Person]:
    """Whom a worker may take down: those they support, who came last time first; without those who are down already."""
    today = clock.today_in(worker.agency.time_zone)
    usual = who_came_last(worker)
    there = Attendance.objects.filter(session=session).values("person")
    persons = list(persons_of(worker, today).exclude(pk__in=there) if session else persons_of(worker, today))
    return sorted(persons, key=lambda own: own.pk not in usual)


def who_came_last(worker: Worker) -> frozenset[int]:
    """Ids of those whom the worker took down the last time."""
    newest = Attendance.objects.filter(worker=worker).order_by("-session__began_at", "-pk").first()
    if newest is None:
        return frozenset()
    rows = Attendance.objects.filter(session=newest.session_id, worker=worker)
    return frozenset(rows.values_list("person_id", flat=True))


def as_last_time(worker: Worker, *, weeks_on: int = 0) -> dict[str, Any]:
    """How a form begins: the topic, place and length of the last group; for a plan on its weekday, at its hour."""
    zone, now = worker.agency.time_zone, clock.now()
    last = led_by(worker).exclude(status="called-off").order_by("-began_at", "-planned_from").first()
    length = last.ends - last.starts if last else USUAL
    begins = to_quarter(now.astimezone(zone) - length)
    if weeks_on:
        begins = (last.starts.astimezone(zone) if last else begins) + timedelta(weeks=weeks_on)
        while begins <= now:
            begins += timedelta(weeks=1)
    return times_between(begins, begins + length) | {
        "token": uuid4(),
        "topic": last.topic if last else "",
        "how": last.how if last else How.AGREED_PLACE.value,
        "place": last.place if last else "",
    }


def as_it_stands(session: GroupSession) -> Mapping[str, Any]:
    """How the form of a planned or held group begins: as it stands."""
    zone = session.agency.time_zone
    return times_between(session.starts.astimezone(zone), session.ends.astimezone(zone)) | {
        "token": session.token,
        "topic": session.topic,
        "how": session.how,
        "place": session.place,
    }
