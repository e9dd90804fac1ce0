"""The care team: which colleagues may know of a person. The person agrees first (nc.3.3, sud.preamble.5, ak.intro.5b)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from alongside.accounts.models import User
from alongside.caseload.access import Record, standing_on
from alongside.caseload.models import Assignment, Ground, TeamPlace
from alongside.caseload.refusals import NotAgreed, NotStandingNow
from alongside.caseload.sharing import SHARE, assigned_to, refusing_to_share
from alongside.journal.writing import write_journal
from alongside.people.authority import NotTheirs
from alongside.people.models import Agency, Person, Role, RoleKind, Worker, holds_on
from alongside.people.queries import supervision_on
from alongside.rulings.seeking import ActRefused, asks

MAY_BE_ON: tuple[RoleKind, ...] = (RoleKind.WORKER, RoleKind.SUPERVISOR)


@asks(SHARE)
def add_to_team(*, record: Record, user: User, as_what: TeamPlace.As, agreed: bool, by: User, on: date) -> TeamPlace:
    """Let a colleague of the agency know, once the person agreed. On the team already, they stay as they are.

    Raises NotAgreed without the person's yes, NotTheirs for who may not write to the record, or a colleague elsewhere; ActRefused
    before the person was told what the team may know, where a code has it so (nc.3.3).
    """
    if not agreed:
        raise NotAgreed
    with transaction.atomic(durable=True):
        person = Person.objects.select_for_update().get(pk=record.person.pk)
        if not record.may_write or not colleagues(person.agency, on).filter(pk=user.pk).exists():
            raise NotTheirs
        standing = team_of(person, on).filter(user=user).first()
        if standing is not None:
            return standing
        refusing = refusing_to_share(person, _sharing(record, on), by=by, on=on)
        if refusing is None:
            row = TeamPlace.objects.create(
                agency_id=person.agency_id, person=person, user=user, as_what=as_what, from_day=on, agreed_on=on, by=by
            )
            write_journal("team.added", row, by=by, data={"person": person.pk, "user": user.pk, "as": as_what.value})
            return row
    raise ActRefused(refusing)


def _sharing(record: Record, on: date) -> list[Worker]:
    """Whose act it is to share a record in the team: the worker's who is assigned, or theirs whom a supervisor leads."""
    if record.ground is Ground.ASSIGNED:
        return [record.viewer.worker] if record.viewer.worker else []
    led = set(supervision_on(on).filter(supervisor=record.viewer.user).values_list("worker_id", flat=True))
    return [worker for worker in assigned_to(record.person, on) if worker.pk in led]


def take_off_team(*, record: Record, place: TeamPlace, by: User, on: date) -> TeamPlace:
    """End a colleague's place, at the person's own tap too. Raises NotTheirs, NotStandingNow."""
    with transaction.atomic(durable=True):
        held = TeamPlace.objects.select_for_update().get(pk=place.pk)
        if not (record.may_write or record.ground is Ground.OWN) or held.person_id != record.person.pk:
            raise NotTheirs
        if held.to_day is not None:
            raise NotStandingNow
        held.to_day = max(on, held.from_day)
        held.save(update_fields=["to_day"])
        write_journal("team.ended", held, by=by, data={"person": held.person_id, "user": held.user_id})
    return held


def team_of(person: Person, on: date) -> QuerySet[TeamPlace]:
    """Who is on a person's care team on a day."""
    return TeamPlace.objects.filter(holds_on(on), person=person).select_related("user").order_by("pk")


@dataclass(frozen=True, slots=True)
class OnTeam:
    """Somebody of the agency who stands with a person, and as what."""

    name: str
    as_what: str


def team_listed(person: Person, on: date) -> list[OnTeam]:
    """Everybody here who stands with a person on a day: the workers assigned first, for they belong (nm.role.0)."""
    rows = Assignment.objects.filter(standing_on(on), person=person, status="open").select_related("worker")
    workers = [OnTeam(row.worker.name, str(TeamPlace.As.PEER.label)) for row in rows.order_by("from_day", "pk")]
    return workers + [OnTeam(place.user.name, place.get_as_what_display()) for place in team_of(person, on)]


def colleagues(agency: Agency, on: date) -> QuerySet[User]:
    """Who works at an agency on a day and may be put on a team, by name."""
    roles = Role.objects.filter(holds_on(on), agency=agency, kind__in=MAY_BE_ON)
    return User.objects.filter(pk__in=roles.values("user")).order_by("name", "pk")
