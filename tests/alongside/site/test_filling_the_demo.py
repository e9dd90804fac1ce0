"""Filling the demo state: once, only in a demo, never beside anything real."""

import os
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.credentials.models import Certificate
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.models import Agency, Board, Person, Role, SupervisorOfRecord, Worker
from alongside.rulebook.codes_folder import MORE_CODES
from alongside.rulebook.models import Adoption, AgencyPolicy, ReadingConfirmation
from alongside.rulings.models import KeptRuling, Referral
from alongside.site.demo import PASSWORD, sixth_code_files
from alongside.site.demo.people import address
from alongside.site.demo.seed import HalfFilled, NotEmpty, fill_demo
from alongside.site.demo.sign_ins import SIGN_INS
from tests.alongside.site.demo.conftest import NOON

PLACES_AND_PEOPLE = (Agency, Board, User, Worker, Person, Role, SupervisorOfRecord, Certificate)
RULES_AND_QUESTIONS = (AgencyPolicy, Adoption, ReadingConfirmation, KeptRuling, Referral, Entry)


@pytest.fixture(autouse=True)
def demo(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A demo's settings, on a Thursday at noon."""
    settings.DEMO = True
    monkeypatch.setenv(MORE_CODES, os.pathsep.join(map(str, sixth_code_files())))
    with clock.standing_at(NOON):
        yield


def counts() -> dict[str, int]:
    tables = (*PLACES_AND_PEOPLE, *RULES_AND_QUESTIONS)
    return {table.__name__: table._default_manager.count() for table in tables}


def test_a_second_run_changes_nothing_and_prints_the_sign_ins_again(db: None) -> None:
    first, second = StringIO(), StringIO()
    call_command("seed_demo", stdout=first)
    before = counts()

    call_command("seed_demo", stdout=second)

    assert counts() == before
    assert second.getvalue() == first.getvalue()
    assert all(sign_in.email in first.getvalue() for sign_in in SIGN_INS)
    assert PASSWORD in first.getvalue()


def test_it_is_not_filled_outside_a_demo(db: None, settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="only for a demo"):
        call_command("seed_demo")

    assert not User.objects.exists()


def test_it_is_not_mixed_with_a_real_installation(db: None) -> None:
    Agency.objects.create(slug="real", name="A real agency", place="Here", zone="America/Denver")

    with pytest.raises(NotEmpty):
        fill_demo()


def test_one_begun_and_not_finished_is_said_to_be_so(db: None) -> None:
    User.objects.create_user(address("Dana Ruiz"), name="Dana Ruiz")

    with pytest.raises(HalfFilled):
        fill_demo()
