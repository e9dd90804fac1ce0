"""A data folder of the test's own, and rows to write about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.journal.writing import Event, write_journal_of_many


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> Path:
    """Keys and checkpoints of this test alone."""
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    return tmp_path / "journal"


@pytest.fixture
def dana(db: None) -> User:
    return User.objects.create_user("dana@example.test", name="Dana Ruiz")


@pytest.fixture
def written(dana: User) -> Callable[[int], list[Entry]]:
    """Write so many entries about the same account."""

    def write(count: int) -> list[Entry]:
        return write_journal_of_many([Event("test.happened", dana, {"n": n}) for n in range(count)], by=dana)

    return write
