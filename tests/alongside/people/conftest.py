"""Two agencies and two boards in different zones, and somebody to hold roles there."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.people.actions import open_agency, open_board
from alongside.people.models import Agency, Board


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"


@dataclass(frozen=True)
class Places:
    mesa: Agency
    harbor: Agency
    new_mexico: Board
    alaska: Board


@pytest.fixture
def places(db: None) -> Places:
    return Places(
        mesa=open_agency(slug="mesa", name="Mesa Abierta", place="Albuquerque", zone="America/Denver", by=None),
        harbor=open_agency(slug="harbor", name="Harbor Peers", place="Juneau", zone="America/Juneau", by=None),
        new_mexico=open_board(
            slug="nm", name="Board of New Mexico", place="New Mexico", zone="America/Denver", by=None
        ),
        alaska=open_board(slug="ak", name="Board of Alaska", place="Alaska", zone="America/Juneau", by=None),
    )


@pytest.fixture
def dana(db: None) -> User:
    return User.objects.create_user("dana@example.test", name="Dana Ruiz")


@pytest.fixture
def amira(db: None) -> User:
    return User.objects.create_user("amira@example.test", name="Amira Said")


LONG_AGO = date(2020, 1, 1)
