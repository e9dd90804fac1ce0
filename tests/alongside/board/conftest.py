"""The invented sixth code stands beside the others; every entry of the journal goes to a folder of the test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.people.models import Board
from tests.alongside.rulebook.keeping import JUNIPER_FILE, board_keeping


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"


@pytest.fixture(autouse=True)
def six_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALONGSIDE_MORE_CODES", str(JUNIPER_FILE))


@pytest.fixture
def juniper(db: None) -> Board:
    return board_keeping("juniper")
