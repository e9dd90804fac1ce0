"""Who is looking: an account, the roles it holds today, and the place it is working in now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from functools import cached_property
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from alongside.accounts.models import User
from alongside.database.prepared import Prepared
from alongside.people import clock
from alongside.people.models import Agency, Board, Practitioner, Role, RoleKind, Worker
from alongside.people.practitioners import practitioner_of

_ROLES = Prepared(
    lambda user: (
        Role.objects.filter(user=user)
        .select_related("agency", "board")
        .annotate(is_practitioner=Exists(Practitioner.objects.filter(user=OuterRef("user"))))
        .order_by("pk")
    ),
    int,
    seldom=True,
)
_counted_with: Final[dict[str, Callable[[OuterRef], QuerySet[Any]]]] = {}


def count_with_worker(name: str, rows: Callable[[OuterRef], QuerySet[Any]]) -> None:
    """Have every page of a worker told how many of these there are, in the query that reads who they are.

    `rows` is given the worker's id and returns rows with a column `worker`; the number stands in `Viewer.counts`.
    Call it from `AppConfig.ready`.
    """
    _counted_with[name] = rows


def _worker_at(user: int, agency: int) -> QuerySet[Worker]:
    found = Worker.objects.filter(user=user, agency=agency).select_related("agency", "practitioner").order_by("pk")
    counts = {f"count_{name}": _count(rows(OuterRef("pk"))) for name, rows in _counted_with.items()}
    return found.annotate(**counts)[:1]


def _count(rows: QuerySet[Any]) -> Coalesce:
    number = rows.order_by().values("worker").annotate(number=Count("*")).values("number")
    return Coalesce(Subquery(number), Value(0))


_WORKER = Prepared(_worker_at, int, int)


@dataclass(frozen=True)
class Viewer:
    """Somebody signed in, on a day.

    `roles` are all that are in force today, at every place. `place` is the agency or board whose pages they are on;
    `worker` is who they are as a peer worker there. Someone without roles has neither, and is shown nothing.
    `counts` is what upper apps count of a worker for every page: `count_with_worker`.
    """

    user: User
    roles: tuple[Role, ...]
    place: Agency | Board | None
    worker: Worker | None
    today: date
    counts: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def practitioner(self) -> Practitioner | None:
        """Who they are as one who asks for or holds a credential, wherever they work."""
        own = self.worker.practitioner if self.worker else None
        if own is not None and own.user_id == self.user.pk:
            own.user = self.user
            return own
        return practitioner_of(self.user)

    @property
    def is_practitioner(self) -> bool:
        """Whether they are one at all: the query of their roles knows."""
        return bool(vars(self.roles[0]).get("is_practitioner")) if self.roles else self.practitioner is not None

    @property
    def agency(self) -> Agency | None:
        return self.place if isinstance(self.place, Agency) else None

    @property
    def board(self) -> Board | None:
        return self.place if isinstance(self.place, Board) else None

    @property
    def kinds_here(self) -> frozenset[RoleKind]:
        """What they are at the place they are working in now."""
        return frozenset(RoleKind(role.kind) for role in self.roles if place_of(role) == self.place)

    def agencies_as(self, *kinds: RoleKind) -> frozenset[int]:
        """Ids of the agencies where they hold one of these roles today."""
        return frozenset(role.agency_id for role in self.roles if role.agency_id and role.kind in kinds)

    def boards_as(self, *kinds: RoleKind) -> frozenset[int]:
        """Ids of the boards where they hold one of these roles today."""
        return frozenset(role.board_id for role in self.roles if role.board_id and role.kind in kinds)

    @property
    def places(self) -> tuple[Agency | Board, ...]:
        """Every place they hold a role in, each once, in the order they began there."""
        return tuple(dict.fromkeys(place_of(role) for role in self.roles))


class SignedInRequest(HttpRequest):
    """What a view for people with an account is given."""

    user: User
    viewer: Viewer
    worker: Worker | None
    roles: frozenset[RoleKind]
    agency: Agency | None
    board: Board | None
    today: date


class WorkerRequest(SignedInRequest):
    """What a view for peer workers is given: it is certain that there is one."""

    worker: Worker
    agency: Agency


class PractitionerRequest(SignedInRequest):
    """What a view for applicants and holders is given."""

    practitioner: Practitioner


class AgencyRequest(SignedInRequest):
    """What a view for the staff of an agency is given."""

    agency: Agency


class BoardRequest(SignedInRequest):
    """What a view for the staff of a board is given."""

    board: Board


def place_of(role: Role) -> Agency | Board:
    place = role.agency or role.board
    assert place is not None, "a constraint sees to it that every role has a place"
    return place


def key_of(place: Agency | Board) -> str:
    """How a place is named in a session and in a form: agency-3, board-1."""
    return f"{place._meta.model_name}-{place.pk}"


def viewer_of(user: User, *, at: str = "") -> Viewer:
    """Work out who is looking. `at` is the key of the place they chose; one they hold no role in is passed over."""
    roles = tuple(_in_force_today(_ROLES.all(user.pk)))
    places = [place_of(role) for role in roles]
    place = next((place for place in places if key_of(place) == at), places[0] if places else None)
    worker = None
    if isinstance(place, Agency) and any(role.kind == RoleKind.WORKER and role.agency == place for role in roles):
        worker = _WORKER.first(user.pk, place.pk)
    counts = {name: getattr(worker, f"count_{name}") for name in _counted_with} if worker else {}
    today = clock.today_in(zone_of(place))
    return Viewer(user=user, roles=roles, place=place, worker=worker, today=today, counts=counts)


def zone_of(place: Agency | Board | None) -> tzinfo:
    return place.time_zone if place else UTC


def _in_force_today(roles: Iterable[Role]) -> Iterable[Role]:
    for role in roles:
        today = clock.today_in(place_of(role).time_zone)
        if role.from_day <= today and (role.to_day is None or today < role.to_day):
            yield role
