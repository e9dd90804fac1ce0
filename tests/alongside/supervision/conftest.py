"""An agency on a morning that stands still: Dana and Jo with Amira, Lee with Sam; Ada administers it."""

from __future__ import annotations

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
