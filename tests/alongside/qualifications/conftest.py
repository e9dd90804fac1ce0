"""Dana under New Mexico's code on the morning of the rulings' tests."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from alongside.people import clock
from tests.alongside.caseload.makers import Caseload, make_caseload
from tests.alongside.rulings.makers import MORNING


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(MORNING), translation.override("en"):
        yield


@pytest.fixture
def here(db: None) -> Caseload:
    return make_caseload()
