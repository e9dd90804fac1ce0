"""Rosa and Teo with Dana, on the morning of the rulings' tests; codes on file and a limit for writing down."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from alongside.people import clock
from tests.alongside.audit.makers import set_limit
from tests.alongside.billing.makers import put_codes_on_file
from tests.alongside.caseload.makers import assign
from tests.alongside.practice.makers import Practice, make_practice
from tests.alongside.rulings.makers import MORNING


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(MORNING), translation.override("en"):
        yield


@pytest.fixture
def here(db: None) -> Practice:
    practice = make_practice()
    assign(practice.caseload.teo, practice.dana, practice.amira)
    set_limit(practice, "3 days")
    put_codes_on_file(practice)
    return practice


@pytest.fixture
def own_journal(settings: Settings, tmp_path: Path) -> None:
    """Keys and checkpoints of this test alone."""
    settings.JOURNAL_FOLDER = tmp_path / "journal"
