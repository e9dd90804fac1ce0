"""A practitioner with an account, a board with staff, and a folder for files."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.evidence import opening
from alongside.people.actions import give_role, open_board
from alongside.people.models import Board, Practitioner, RoleKind
from alongside.people.practitioners import practitioner_for


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> Path:
    """Where the files of a test lie."""
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture(autouse=True)
def nobody_speaks_for_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_openers", {})
    monkeypatch.setattr(opening, "_keepers", {})


@pytest.fixture
def board(db: None) -> Board:
    return open_board(slug="nm", name="Demo board", place="New Mexico", zone="America/Denver", by=None)


@pytest.fixture
def ana(db: None) -> Practitioner:
    account = User.objects.create_user("ana@example.test", name="Ana")
    return practitioner_for(user=account, name="Ana")


@pytest.fixture
def ben(db: None) -> Practitioner:
    account = User.objects.create_user("ben@example.test", name="Ben")
    return practitioner_for(user=account, name="Ben")


@pytest.fixture
def staff(board: Board) -> User:
    account = User.objects.create_user("staff@example.test", name="Staff")
    give_role(user=account, kind=RoleKind.BOARD_STAFF, place=board, from_day=date(2020, 1, 1), by=None)
    return account
