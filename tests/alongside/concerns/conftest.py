"""Rosa with Dana under New Mexico's code, Amira who supervises, Ada who administers; on the morning of the rulings' tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import RoleKind
from tests.alongside.practice.makers import Practice, make_practice
from tests.alongside.rulings.makers import MORNING, account, give


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(MORNING), translation.override("en"):
        yield


@pytest.fixture
def here(db: None) -> Practice:
    return make_practice()


@pytest.fixture
def rosa(here: Practice) -> User:
    """Rosa's own account."""
    user = account("Rosa Self")
    give(user, RoleKind.PERSON_SERVED, agency=here.caseload.place.agency)
    here.rosa.user = user
    here.rosa.save()
    return user
