"""The shelf of a small place, on the morning of the rulings' tests."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from alongside.people import clock
from tests.alongside.instruments.makers import Shelf, make_shelf
from tests.alongside.rulings.makers import MORNING


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(MORNING), translation.override("en"):
        yield


@pytest.fixture
def here(db: None) -> Shelf:
    return make_shelf()
