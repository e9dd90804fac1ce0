"""A place with a worker under New Mexico's code, on the morning of the rulings' tests."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from alongside.people import clock
from tests.alongside.rulings.makers import MORNING, Place, make_place


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(MORNING), translation.override("en"):
        yield


@pytest.fixture
def place(db: None) -> Place:
    return make_place()
