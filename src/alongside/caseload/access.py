"""Who may open a person's record, and that they did: assigned-only, and every look is on record.

A record is opened on a ground: it is one's own, one is assigned, on the care team, supervises who is assigned, or broke the
glass within the hour. Foreign and missing look the same. The scope stands twice on purpose, as a query (`persons_seen_by`)
and as a plain statement (`ground_of`): a test holds one against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import Http404

from alongside.accounts.models import User
from alongside.caseload.models import Assignment, BrokenGlass, Ground, Look, TeamPlace
from alongside.caseload.sharing import NotSharedYet, sharing_waits
from alongside.database.prepared import Many, Prepared
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.models import Person, Role, RoleKind, SupervisorOfRecord, holds_on
from alongside.people.queries import supervision_on
from alongside.people.viewer import Viewer

A_LOOK_LASTS: Final = 15 * 60
"""Seconds within which opening the same record again is the same look."""

_FIRST: Final = (Ground.OWN, Ground.ASSIGNED, Ground.TEAM, Ground.SUPERVISES, Ground.GLASS)
"""Of several grounds, the one that is put on record: the nearest to the person."""

_WORKS: Final = (RoleKind.WORKER, RoleKind.SUPERVISOR)
_ANY_ROLE: Final = (RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR, RoleKind.PERSON_SERVED)
_AS: Final[Mapping[Ground, tuple[RoleKind, ...]]] = {
    Ground.OWN: (RoleKind.PERSON_SERVED,),
    Ground.ASSIGNED: (RoleKind.WORKER,),
    Ground.TEAM: _WORKS,
    Ground.SUPERVISES: (RoleKind.SUPERVISOR,),
    Ground.GLASS: _WORKS,
}
"""What somebody must be at the person's agency for a ground to hold: nobody sees across agencies, and a place on the team or
broken glass opens nothing once they work there no longer. Administrators see names and figures, and no record."""


@dataclass(frozen=True)
class Record:
    """A person's record, open to somebody on a ground. Only `open_record` makes one.

    was_looked_at: whether this look is on record already; beside: what a page had read along with it, by name
    is_shut: they may write down what took place before or what the person says, and are shown the chosen name alone
    """

    person: Person
    viewer: Viewer
    ground: Ground
    was_looked_at: bool = False
    beside: Mapping[str, Any] = field(default_factory=dict)
    is_shut: bool = False

    @property
    def may_write(self) -> bool:
        """Whether they may add to it, as far as the ground goes: looking in an emergency is no leave to write."""
        return self.ground in {Ground.ASSIGNED, Ground.SUPERVISES} and not self.is_shut


def open_record(person_id: int, *, viewer: Viewer, along: Prepared[Person] | None = None) -> Record:
    """Open a person's record, and put the look on record. Raises Http404 without a ground, as for nobody; NotSharedYet for
    somebody on the team before the person was told, where a code has it so (nc.3.3).

    nm.confidentiality.1 and its like: only who is assigned or authorized. A look lasts A_LOOK_LASTS seconds.
    `along` is what `finding` made, for a page that reads more along with the person.
    """
    record = record_seen_by(person_id, viewer=viewer, along=along)
    if record.ground is not Ground.OWN and not record.was_looked_at:
        _put_on_record(record)
    return record


def record_seen_by(person_id: int, *, viewer: Viewer, along: Prepared[Person] | None = None) -> Record:
    """The record and its ground, without a look: for what shows nothing of it. Raises Http404, NotSharedYet."""
    now = clock.now()
    found = (along or _FOUND).first(person_id, viewer.user.pk, viewer.today, now, _quarter(now))
    grounds = [own for own in _FIRST if found is not None and _holds(own, found, viewer)]
    if found is None or not grounds:
        raise Http404("nobody of that number whom they may see")
    ground = _shared(grounds, found, viewer)
    read: dict[str, Any] = vars(found)
    beside = {name.removeprefix(_BESIDE): read[name] for name in read if name.startswith(_BESIDE)}
    return Record(found, viewer, ground, was_looked_at=bool(read["was_looked_at"]), beside=beside)


def _shared(grounds: Sequence[Ground], person: Person, viewer: Viewer) -> Ground:
    """The nearest ground; a place on the team is none before the person heard what the team may know, where a code has it so.

    Raises NotSharedYet where there is no other.
    """
    if grounds[0] is Ground.TEAM:
        waits = sharing_waits(person, viewer.today)
        if waits is not None and len(grounds) == 1:
            raise NotSharedYet(person, waits)
        return grounds[0] if waits is None else grounds[1]
    return grounds[0]


def finding(beside: Callable[[int], Mapping[str, Any]]) -> Prepared[Person]:
    """How `open_record` finds a person along with more, in one query: `beside` gives expressions by name, for an account."""

    def build(person: int, user: int, today: date, now: datetime, quarter: int) -> QuerySet[Person]:
        grounds = _conditions(user, today, now)
        looks = Look.objects.filter(person=OuterRef("pk"), user=user, quarter=quarter)
        rows = Person.objects.filter(Q(*grounds.values(), _connector=Q.OR), pk=person).select_related("agency")
        by = {f"by_{own.value}": ExpressionWrapper(q, output_field=BooleanField()) for own, q in grounds.items()}
        more = {f"{_BESIDE}{name}": expression for name, expression in beside(user).items()}
        return rows.annotate(was_looked_at=Exists(looks), **by, **more)

    return Prepared(build, int, int, date, datetime, int)


_BESIDE: Final = "beside_"
_FOUND: Final = finding(lambda _user: {})


def record_to_write_in(person_id: int, *, viewer: Viewer) -> Record:
    """For writing down what took place: open to whoever is assigned, or ever was, since what happened can always be put on
    record. It shows nothing of the record, so it is no look. Raises Http404."""
    row = _EVER.first(person_id, viewer.user.pk, _agencies(viewer))
    if row is None:
        raise Http404("nobody of that number whom they ever supported")
    return Record(row.person, viewer, Ground.ASSIGNED, is_shut=row.status != Assignment.Status.OPEN)


_EVER: Final = Prepared(
    lambda person, user, agencies: (
        Assignment.objects.filter(person=person, worker__user=user, status__in=["open", "ended"], agency__in=agencies)
        .select_related("person__agency")
        .order_by("-status", "pk")[:1]  # an open one first
    ),
    int,
    int,
    Many,
)


def who_ended(viewer: Viewer, person: Person) -> tuple[str, date] | None:
    """Who ended the last assignment of a worker's account and a person, and on which day; None where none ended."""
    rows = Assignment.objects.filter(worker__user=viewer.user, person=person, status="ended")
    row = rows.select_related("ended_by").order_by("-to_day", "-pk").first()
    return (row.ended_by.name, row.to_day) if row and row.ended_by and row.to_day else None


def persons_seen_by(viewer: Viewer) -> QuerySet[Person]:
    """Everybody whose record somebody may open at this moment."""
    found = _conditions(viewer.user.pk, viewer.today, clock.now())
    conditions = [q & Q(agency__in=viewer.agencies_as(*_AS[ground])) for ground, q in found.items()]
    return Person.objects.filter(Q(*conditions, _connector=Q.OR))


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
    works_here = works or person.agency_id in viewer.agencies_as(RoleKind.SUPERVISOR)
    places = TeamPlace.objects.filter(person=person, user=viewer.user, from_day__lte=today)
    if works_here and any(place.to_day is None or place.to_day > today for place in places):
        return Ground.TEAM
    if person.agency_id in viewer.agencies_as(RoleKind.SUPERVISOR):
        for a in standing:
            for row in SupervisorOfRecord.objects.filter(worker=a.worker, supervisor=viewer.user):
                if row.from_day <= today and (row.to_day is None or row.to_day > today):
                    return Ground.SUPERVISES
    glass = BrokenGlass.objects.filter(person=person, user=viewer.user)
    return Ground.GLASS if works_here and any(own.at <= clock.now() < own.until for own in glass) else None


def standing_on(day: date) -> Q:
    """Assignments in force on a day, open or ended since."""
    return Q(status__in=["open", "ended"]) & holds_on(day)


def _agencies(viewer: Viewer) -> frozenset[int]:
    """Where somebody holds a role at all: nobody sees across agencies."""
    return viewer.agencies_as(*_ANY_ROLE)


def _holds(ground: Ground, found: Person, viewer: Viewer) -> bool:
    """Whether a ground that the rows give holds for what somebody is at that agency."""
    return bool(vars(found)[f"by_{ground.value}"]) and found.agency_id in viewer.agencies_as(*_AS[ground])


def _conditions(user: int, today: date, now: datetime) -> dict[Ground, Q]:
    """The rows that make each ground, whatever somebody is at that agency."""
    assigned = Assignment.objects.filter(person=OuterRef("pk"), status="open", from_day__lte=today)
    supervised = supervision_on(today).filter(supervisor=user).values("worker")
    team = TeamPlace.objects.filter(holds_on(today), person=OuterRef("pk"), user=user)
    glass = BrokenGlass.objects.filter(person=OuterRef("pk"), user=user, at__lte=now, until__gt=now)
    return {
        Ground.OWN: Q(user__isnull=False, user=user),
        Ground.ASSIGNED: Q(Exists(assigned.filter(worker__user=user))),
        Ground.TEAM: Q(Exists(team)),
        Ground.SUPERVISES: Q(Exists(assigned.filter(worker__in=supervised))),
        Ground.GLASS: Q(Exists(glass)),
    }


def _quarter(at: datetime) -> int:
    """The quarter of an hour of a look, numbered from 1970."""
    return int(at.timestamp()) // A_LOOK_LASTS


def _put_on_record(record: Record) -> None:
    person, user = record.person, record.viewer.user
    at = clock.now()
    quarter = _quarter(at)
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


def may_know(person: Person, on: date, *, is_shared: bool = True) -> list[User]:
    """The accounts that may open a person's record on a day for their work, each once, by name.

    is_shared: whether a place on the team opens it (`sharing.sharing_waits`)
    """
    assigned = Assignment.objects.filter(standing_on(on), person=person, worker__user__isnull=False)
    workers = assigned.values("worker")
    supervisors = supervision_on(on).filter(worker__in=workers).values("supervisor")
    team = TeamPlace.objects.filter(holds_on(on), person=person).values("user") if is_shared else ()
    ids = Q(pk__in=assigned.values("worker__user")) | Q(pk__in=supervisors) | Q(pk__in=team)
    works_there = Role.objects.filter(holds_on(on), agency=person.agency_id, kind__in=_WORKS).values("user")
    return list(User.objects.filter(ids, pk__in=works_there).order_by("name", "pk"))
