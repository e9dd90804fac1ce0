"""A board, its staff, a practitioner under its code with a period, and a quick way to log hours for them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.credentials.actions import Period, enter_certificate
from alongside.learning.models import LearningEntry, LearningTopic
from alongside.people import clock
from alongside.people.actions import give_role, open_board
from alongside.people.models import Board, Practitioner, RoleKind
from alongside.people.practitioners import practitioner_for

DENVER = ZoneInfo("America/Denver")
TODAY = date(2026, 11, 19)
BEGINS, THROUGH = date(2024, 12, 1), date(2026, 11, 30)

Log = Callable[..., LearningEntry]


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"


@pytest.fixture
def today(db: None) -> object:
    with clock.standing_at(datetime(2026, 11, 19, 10, tzinfo=DENVER)):
        yield


@pytest.fixture
def board(today: None) -> Board:
    return open_board(slug="nm", name="Demo board", place="New Mexico", zone="America/Denver", by=None)


@pytest.fixture
def staff(board: Board) -> User:
    user = User.objects.create_user("priya@example.test", name="Priya")
    give_role(user=user, kind=RoleKind.BOARD_STAFF, place=board, from_day=date(2020, 1, 2), by=None)
    return user


@pytest.fixture
def teo(board: Board) -> Practitioner:
    """Certified in New Mexico from December 2024 through November 2026."""
    return certified("Teo Begay", board, number="NM-1")


def certified(name: str, board: Board, *, code: str = "nm", number: str, period: Period | None = None) -> Practitioner:
    """Somebody with an account and a certificate: by default for the period that ends this November."""
    email = f"{name.split(maxsplit=1)[0].lower()}@example.test"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)
    holder = practitioner_for(user=user, name=name)
    enter_certificate(
        holder=holder,
        board=board,
        code=code,
        number=number,
        name_on_certificate=name,
        applied_on=date(2020, 1, 2),
        period=period or Period(BEGINS, THROUGH),
        by=None,
    )
    return holder


def put(
    practitioner: Practitioner, board: Board, hours: str, *, on: date = date(2026, 3, 2), **topics: str
) -> LearningEntry:
    """An entry as the database has it, without asking the action."""
    entry = LearningEntry.objects.create(
        practitioner=practitioner,
        board=board,
        title="A course",
        completed_on=on,
        hours=Decimal(hours),
        source=LearningEntry.Source.SELF_LOGGED,
        at=clock.now(),
    )
    for topic, part in topics.items():
        LearningTopic.objects.create(entry=entry, topic=topic, hours=Decimal(part))
    return entry


def user_of(practitioner: Practitioner) -> User:
    assert practitioner.user is not None
    return practitioner.user
