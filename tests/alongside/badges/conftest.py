"""A board, a holder with an account, and a certificate in force; the clock stands in its year."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.badges.actions import issue_badge
from alongside.badges.models import Badge
from alongside.badges.sources import OwnBoards
from alongside.badges.verifying import Verdict, verify
from alongside.credentials.actions import Period, enter_certificate
from alongside.credentials.models import Certificate
from alongside.people import clock
from alongside.people.actions import add_worker, give_role, open_agency, open_board
from alongside.people.models import Board, Practitioner, RoleKind

DENVER = ZoneInfo("America/Denver")
NOON = datetime(2026, 11, 22, 12, tzinfo=DENVER)
ORIGIN = "http://testserver"
PERIOD = Period(date(2025, 12, 1), date(2027, 11, 30))

Check = Callable[..., Verdict]


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def board(db: None) -> Board:
    return open_board(slug="nm", name="Demo board", place="New Mexico", zone="America/Denver", by=None)


@pytest.fixture
def holder(db: None) -> Practitioner:
    agency = open_agency(slug="mesa", name="Mesa Abierta", place="There", zone="America/Denver", by=None)
    user = User.objects.create_user("teo@example.test", name="Teo Begay")
    give_role(user=user, kind=RoleKind.WORKER, place=agency, from_day=date(2024, 1, 2), by=None)
    return add_worker(agency=agency, name="Teo Begay", user=user, by=None).practitioner


@pytest.fixture
def certificate(board: Board, holder: Practitioner) -> Certificate:
    return enter_certificate(
        holder=holder,
        board=board,
        code="nm",
        number="NM-2025-00042",
        name_on_certificate="Teo Begay",
        applied_on=date(2025, 10, 1),
        period=PERIOD,
        by=None,
    )


@pytest.fixture
def user(holder: Practitioner) -> User:
    assert holder.user is not None
    return holder.user


@pytest.fixture
def badge(certificate: Certificate, user: User) -> Badge:
    return issue_badge(certificate=certificate, origin=ORIGIN, by=user)


@pytest.fixture
def check() -> Check:
    """What anyone is told of a badge at a moment, by default the one the clock stands at."""

    def at(badge: Badge, moment: datetime | None = None) -> Verdict:
        with clock.standing_at(moment or clock.now()):
            return verify(badge.file.encode(), OwnBoards(), at=clock.now())

    return at
