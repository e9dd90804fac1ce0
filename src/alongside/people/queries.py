"""Who may see whom. Nothing is fetched by id before it is scoped to the viewer: foreign and missing look the same.

Each scope stands here twice on purpose: as a query for lists, and as a plain statement (`sees_worker`) that a test
holds against it over every combination of roles. Whom a worker may see among persons served is decided by assignment,
which a later app brings; until then a person's row is open to that person alone.
"""

from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from alongside.accounts.models import User
from alongside.database.prepared import Prepared
from alongside.people.models import Agency, Board, Person, Role, RoleKind, SupervisorOfRecord, Worker, holds_on
from alongside.people.viewer import Viewer

SEES_WORKERS = (
    RoleKind.WORKER,
    RoleKind.SUPERVISOR,
    RoleKind.AGENCY_ADMINISTRATOR,
    RoleKind.AUDITOR,
)
"""At an agency, these see who works there. Persons served know their own team by another road; operators see nobody."""


def workers_seen_by(viewer: Viewer) -> QuerySet[Worker]:
    return Worker.objects.filter(Q(agency__in=viewer.agencies_as(*SEES_WORKERS)) | Q(user=viewer.user))


def sees_worker(viewer: Viewer, worker: Worker) -> bool:
    return worker.agency_id in viewer.agencies_as(*SEES_WORKERS) or worker.user_id == viewer.user.pk


def worker_seen_by(viewer: Viewer, worker_id: int) -> Worker:
    """Raises Http404 for one that is foreign or missing, which look the same."""
    return get_object_or_404(workers_seen_by(viewer).select_related("agency"), pk=worker_id)


def persons_seen_by(viewer: Viewer) -> QuerySet[Person]:
    return Person.objects.filter(user=viewer.user, agency__in=viewer.agencies_as(RoleKind.PERSON_SERVED))


def sees_person(viewer: Viewer, person: Person) -> bool:
    return person.user_id == viewer.user.pk and person.agency_id in viewer.agencies_as(RoleKind.PERSON_SERVED)


def person_seen_by(viewer: Viewer, person_id: int) -> Person:
    """Raises Http404 for one that is foreign or missing, which look the same."""
    return get_object_or_404(persons_seen_by(viewer), pk=person_id)


def agencies_seen_by(viewer: Viewer) -> QuerySet[Agency]:
    """The agencies somebody belongs to in any role."""
    return Agency.objects.filter(pk__in=viewer.agencies_as(*RoleKind))


def boards_seen_by(viewer: Viewer) -> QuerySet[Board]:
    """The boards somebody belongs to in any role."""
    return Board.objects.filter(pk__in=viewer.boards_as(*RoleKind))


def roles_seen_by(viewer: Viewer) -> QuerySet[Role]:
    """One's own roles, and all roles at a place one administers."""
    return Role.objects.filter(
        Q(user=viewer.user)
        | Q(agency__in=viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR, RoleKind.OPERATOR))
        | Q(board__in=viewer.boards_as(RoleKind.BOARD_STAFF, RoleKind.OPERATOR))
    )


def sees_role(viewer: Viewer, role: Role) -> bool:
    return (
        role.user_id == viewer.user.pk
        or role.agency_id in viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR, RoleKind.OPERATOR)
        or role.board_id in viewer.boards_as(RoleKind.BOARD_STAFF, RoleKind.OPERATOR)
    )


def supervisor_of(worker: Worker, on: date) -> User | None:
    """Who supervises a worker on a day; None where nobody is on record."""
    row = _SUPERVISOR.first(on, worker.pk)
    return row.supervisor if row else None


_SUPERVISOR: Final = Prepared(
    lambda on, worker: supervision_on(on).filter(worker=worker).select_related("supervisor").order_by("pk")[:1],
    date,
    int,
)


def workers_supervised_by(supervisor: User, on: date) -> QuerySet[Worker]:
    """The workers somebody is supervisor of record for on a day."""
    return Worker.objects.filter(pk__in=supervision_on(on).filter(supervisor=supervisor).values("worker"))


def supervisors_at(agency: Agency, on: date) -> QuerySet[User]:
    """Who holds the supervisor's role at an agency on a day."""
    return User.objects.filter(
        pk__in=Role.objects.filter(holds_on(on), agency=agency, kind=RoleKind.SUPERVISOR).values("user")
    )


def of_overseen(viewer: Viewer, agency: Agency) -> Q:
    """Of rows with a worker: all for an administrator of the agency, else those of the workers one supervises."""
    if agency.pk in viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR):
        return Q()
    return Q(worker__in=workers_supervised_by(viewer.user, viewer.today))


def supervision_on(on: date) -> QuerySet[SupervisorOfRecord]:
    """Who is supervisor of record for whom on a day."""
    return SupervisorOfRecord.objects.filter(holds_on(on))


def working_at(agency: Agency, on: date) -> QuerySet[Worker]:
    """Who works at an agency on a day: those whose role runs, and those who have no account to hold one."""
    return Worker.objects.filter(works_there(on, agency.pk), agency=agency)


def works_there(on: date, agency: int) -> Q:
    """Of workers of one agency, by its id: whether they still work there on a day. Named, so that nobody else's roles are read."""
    roles = Role.objects.filter(holds_on(on), user=OuterRef("user"), agency=agency, kind=RoleKind.WORKER)
    return Q(user__isnull=True) | Q(Exists(roles))


def holding(kind: RoleKind, on: date, **place: int) -> list[User]:
    """Who holds a role at a place on a day, whoever was given it first before the others."""
    rows = Role.objects.filter(holds_on(on), kind=kind, **place)
    return [role.user for role in rows.select_related("user").order_by("pk")]
