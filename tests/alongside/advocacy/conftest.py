"""Dana under New Mexico's code and Amira who supervises her, on the morning of the rulings' tests."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from alongside.people import clock
from tests.alongside.rulings.makers import MORNING
from tests.alongside.supervision.makers import Team, make_team


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(MORNING), translation.override("en"):
        yield


@pytest.fixture
def team(db: None) -> Team:
    return make_team()
