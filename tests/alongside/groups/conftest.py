"""Rosa and Teo with Dana, on the morning of the rulings' tests."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from alongside.people import clock
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
    return practice
