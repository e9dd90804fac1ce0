"""Who may open a person's record, and that they did: assigned-only, and every look is on record.

A record is opened on a ground: it is one's own, one is assigned, on the care team, supervises who is assigned, or broke the
glass within the hour. Foreign and missing look the same. The scope stands twice on purpose, as a query (`persons_seen_by`)
and as a plain statement (`ground_of`): a test holds one against the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from alongside.accounts.models import User
from alongside.caseload.models import Assignment, BrokenGlass, Ground, Look, TeamPlace
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.models import Person, RoleKind, SupervisorOfRecord
from alongside.people.viewer import Viewer

A_LOOK_LASTS: Final = 15 * 60
"""Seconds within which opening the same record again is the same look."""

_FIRST: Final = (Ground.OWN, Ground.ASSIGNED, Ground.TEAM, Ground.SUPERVISES, Ground.GLASS)
"""Of several grounds, the one that is put on record: the nearest to the person."""


@dataclass(frozen=True)
class Record:
    """A person's record, open to somebody on a ground. Only `open_record` makes one."""

    person: Person
    viewer: Viewer
    ground: Ground

    @property
    def may_write(self) -> bool:
        """Whether they may add to it, as far as the ground goes: looking in an emergency is no leave to write."""
        return self.ground in {Ground.ASSIGNED, Ground.SUPERVISES}


def open_record(person_id: int, *, viewer: Viewer) -> Record:
    """Open a person's record, and put the look on record. Raises Http404 without a ground, as for nobody.

    nm.confidentiality.1 and its like: only who is assigned or authorized. A look lasts A_LOOK_LASTS seconds.
    """
    record = record_seen_by(person_id, viewer=viewer)
    if record.ground is not Ground.OWN:
        _put_on_record(record)
    return record


def record_seen_by(person_id: int, *, viewer: Viewer) -> Record:
    """The record and its ground, without a look: for what shows nothing of it. Raises Http404."""
    found = _with_grounds(persons_seen_by(viewer).select_related("agency"), viewer).filter(pk=person_id).first()
    ground = next((own for own in _FIRST if found is not None and getattr(found, f"by_{own.value}")), None)
    if found is None or ground is None:
        raise Http404("nobody of that number whom they may see")
    return Record(found, viewer, ground)


def record_to_write_in(person_id: int, *, viewer: Viewer) -> Record:
    """For writing down what took place: open to whoever is assigned, or ever was, since what happened can always be put on
    record. It shows nothing of the record, so it is no look. Raises Http404."""
    ever = Assignment.objects.filter(
        person=person_id, worker__user=viewer.user, status__in=["open", "ended"], agency__in=_agencies(viewer)
    )
    row = ever.select_related("person__agency").first()
    if row is None:
        raise Http404("nobody of that number whom they ever supported")
    return Record(row.person, viewer, Ground.ASSIGNED)


def persons_seen_by(viewer: Viewer) -> QuerySet[Person]:
    """Everybody whose record somebody may open at this moment."""
    conditions = _conditions(viewer)
    return Person.objects.filter(Q(*conditions.values(), _connector=Q.OR), agency__in=_agencies(viewer))


def ground_of(viewer: Viewer, person: Person) -> Ground | None:
    """The nearest ground somebody has to open a record; None without one. In plain words, for comparison."""
    today = viewer.today
    if person.agency_id not in _agencies(viewer):
        return None
    if person.user_id == viewer.user.pk and person.agency_id in viewer.agencies_as(RoleKind.PERSON_SERVED):
        return Ground.OWN
    works = person.agency_id in viewer.agencies_as(RoleKind.WORKER)
    standing = [a for a in Assignment.objects.filter(person=person, status="open") if (a.from_day or today) <= today]
    if works and any(a.worker.user_id == viewer.user.pk for a in standing):
        return Ground.ASSIGNED
    places = TeamPlace.objects.filter(person=person, user=viewer.user, from_day__lte=today)
    if any(place.to_day is None or place.to_day > today for place in places):
        return Ground.TEAM
    if person.agency_id in viewer.agencies_as(RoleKind.SUPERVISOR):
        for a in standing:
            for row in SupervisorOfRecord.objects.filter(worker=a.worker, supervisor=viewer.user):
                if row.from_day <= today and (row.to_day is None or row.to_day > today):
                    return Ground.SUPERVISES
    glass = BrokenGlass.objects.filter(person=person, user=viewer.user)
    return Ground.GLASS if any(own.at <= clock.now() < own.until for own in glass) else None


def standing_on(day: date) -> Q:
    """Assignments in force on a day, open or ended since."""
    return Q(status__in=["open", "ended"], from_day__lte=day) & (Q(to_day__isnull=True) | Q(to_day__gt=day))


def _agencies(viewer: Viewer) -> frozenset[int]:
    """Where somebody holds a role at all: nobody sees across agencies."""
    return viewer.agencies_as(
        RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR, RoleKind.PERSON_SERVED
    )


def _conditions(viewer: Viewer) -> dict[Ground, Q]:
    today, user = viewer.today, viewer.user
    assigned = Assignment.objects.filter(person=OuterRef("pk"), status="open", from_day__lte=today)
    on_day = Q(to_day__isnull=True) | Q(to_day__gt=today)
    supervised = SupervisorOfRecord.objects.filter(on_day, supervisor=user, from_day__lte=today).values("worker")
    team = TeamPlace.objects.filter(on_day, person=OuterRef("pk"), user=user, from_day__lte=today)
    glass = BrokenGlass.objects.filter(person=OuterRef("pk"), user=user, at__lte=clock.now(), until__gt=clock.now())
    return {
        Ground.OWN: Q(user=user, agency__in=viewer.agencies_as(RoleKind.PERSON_SERVED)),
        Ground.ASSIGNED: Q(Exists(assigned.filter(worker__user=user)), agency__in=viewer.agencies_as(RoleKind.WORKER)),
        Ground.TEAM: Q(Exists(team)),
        Ground.SUPERVISES: Q(
            Exists(assigned.filter(worker__in=supervised)), agency__in=viewer.agencies_as(RoleKind.SUPERVISOR)
        ),
        Ground.GLASS: Q(Exists(glass)),
    }


def _with_grounds(persons: QuerySet[Person], viewer: Viewer) -> QuerySet[Person]:
    """Each person with by_own, by_assigned, ...: which grounds there are."""
    from django.db.models import BooleanField, ExpressionWrapper

    found = {f"by_{own.value}": condition for own, condition in _conditions(viewer).items()}
    return persons.annotate(
        **{name: ExpressionWrapper(condition, output_field=BooleanField()) for name, condition in found.items()}
    )


def _put_on_record(record: Record) -> None:
    person, user = record.person, record.viewer.user
    at = clock.now()
    quarter = int(at.timestamp()) // A_LOOK_LASTS
    if Look.objects.filter(person=person, user=user, quarter=quarter).exists():
        return
    try:
        with transaction.atomic():
            look = Look.objects.create(
                agency_id=person.agency_id, person=person, user=user, ground=record.ground, quarter=quarter, at=at
            )
            write_journal("record.opened", look, by=user, data={"person": person.pk, "ground": record.ground.value})
    except IntegrityError:
        pass  # another page of theirs, opened at the same moment, wrote this look


def looks_at(person: Person) -> QuerySet[Look]:
    """Who opened a person's record, the newest look first."""
    return Look.objects.filter(person=person).select_related("user").order_by("-pk")


def may_know(person: Person, on: date) -> list[User]:
    """The accounts that may open a person's record on a day for their work, each once, by name."""
    assigned = Assignment.objects.filter(standing_on(on), person=person, worker__user__isnull=False)
    workers = assigned.values("worker")
    in_force = Q(to_day__isnull=True) | Q(to_day__gt=on)
    supervisors = SupervisorOfRecord.objects.filter(in_force, worker__in=workers, from_day__lte=on).values("supervisor")
    team = TeamPlace.objects.filter(in_force, person=person, from_day__lte=on).values("user")
    ids = Q(pk__in=assigned.values("worker__user")) | Q(pk__in=supervisors) | Q(pk__in=team)
    return list(User.objects.filter(ids).order_by("name", "pk"))
