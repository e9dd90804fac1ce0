"""Invented people for rulings: a worker certified in New Mexico, her supervisor, and everyone who must not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from alongside.accounts.models import User
from alongside.credentials.models import Certificate
from alongside.people.models import Agency, Board, Role, RoleKind, SupervisorOfRecord, Worker
from alongside.people.practitioners import practitioner_for
from alongside.people.viewer import Viewer, viewer_of
from alongside.rulebook.models import AgencyPolicy
from alongside.rulings.asking import Asked, ask_ruling
from canon.values import Stated

MORNING = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
"""Thursday, November 19, ten in the morning in New Mexico."""
TODAY = date(2026, 11, 19)
LONG_AGO = date(2026, 1, 1)

THIRTY_DOLLARS: Mapping[str, Stated] = {
    "person.served": "now",
    "gift.value": Decimal("30.00"),
    "gift.kind": "other",
}


@dataclass(frozen=True)
class Place:
    """An agency with a worker, a supervisor and an administrator; a board with staff and an auditor."""

    agency: Agency
    board: Board
    dana: Worker
    amira: User
    others: dict[str, User]

    @property
    def user(self) -> User:
        assert self.dana.user is not None
        return self.dana.user

    @property
    def viewer(self) -> Viewer:
        return viewer_of(self.user)


def account(name: str) -> User:
    return User.objects.create_user(f"{name.split(maxsplit=1)[0].lower()}@example.test", name=name)


def give(user: User, kind: RoleKind, *, agency: Agency | None = None, board: Board | None = None) -> None:
    Role.objects.create(user=user, kind=kind, agency=agency, board=board, from_day=LONG_AGO)


def take_on(agency: Agency, user: User) -> Worker:
    practitioner = practitioner_for(user=user, name=user.name)
    return Worker.objects.create(agency=agency, user=user, practitioner=practitioner, name=user.name)


def make_place() -> Place:
    agency = Agency.objects.create(slug="mesa", name="Mesa Abierta", place="Mesa Abierta", zone="America/Denver")
    board = Board.objects.create(slug="nm", name="Demo board", place="New Mexico", zone="America/Denver")
    dana, amira = account("Dana Ruiz"), account("Amira Haddad")
    give(dana, RoleKind.WORKER, agency=agency)
    give(amira, RoleKind.SUPERVISOR, agency=agency)
    others = {
        "colleague": account("Jo Alvarez"),
        "another supervisor": account("Sam Okoro"),
        "administrator": account("Ada Begay"),
        "board staff": account("Bea Lopez"),
        "auditor": account("Otto Klein"),
        "operator": account("Olu Ade"),
    }
    give(others["colleague"], RoleKind.WORKER, agency=agency)
    give(others["another supervisor"], RoleKind.SUPERVISOR, agency=agency)
    give(others["administrator"], RoleKind.AGENCY_ADMINISTRATOR, agency=agency)
    give(others["board staff"], RoleKind.BOARD_STAFF, board=board)
    give(others["auditor"], RoleKind.AUDITOR, agency=agency)
    give(others["operator"], RoleKind.OPERATOR, agency=agency)
    worker = take_on(agency, dana)
    take_on(agency, others["colleague"])
    SupervisorOfRecord.objects.create(agency=agency, worker=worker, supervisor=amira, from_day=LONG_AGO)
    place = Place(agency, board, worker, amira, others)
    certify(place, "nm")
    return place


def certify(
    place: Place,
    code: str,
    *,
    through: date = date(2028, 6, 30),
    name: str = "Dana Ruiz",
    given_up_on: date | None = None,
) -> Certificate:
    return Certificate.objects.create(
        board=place.board,
        holder=place.dana.practitioner,
        code=code,
        number=f"{code}-1",
        name_on_certificate=name,
        applied_on=LONG_AGO,
        valid_from=date(2026, 2, 1),
        valid_through=through,
        given_up_on=given_up_on,
    )


def set_policy(place: Place, fact: str, value: str, from_day: date) -> None:
    AgencyPolicy.objects.create(agency=place.agency, fact=fact, value=value, from_day=from_day, at=MORNING)


def ask_gift(place: Place, stated: Mapping[str, Stated] = THIRTY_DOLLARS) -> Asked:
    return ask_ruling("accept-gift", stated, worker=place.dana, by=place.user, on=TODAY)
