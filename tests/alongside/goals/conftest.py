"""Rosa with Dana under New Mexico's code, on the morning of the rulings' tests; hours on file."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import Person, RoleKind
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
    return _with_account(here.caseload.rosa)


@pytest.fixture
def teo(here: Practice) -> User:
    """Teo's own account."""
    return _with_account(here.caseload.teo)


def _with_account(person: Person) -> User:
    person.user = account(f"{person.chosen_name} Self")
    give(person.user, RoleKind.PERSON_SERVED, agency=person.agency)
    person.save()
    return person.user
