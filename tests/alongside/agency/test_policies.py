"""The agency's door: what a policy says, what it decides, and who may set it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.agency.queries import limits, matters
from alongside.credentials.actions import Period, enter_certificate
from alongside.people.actions import add_worker, give_role, open_agency, open_board
from alongside.people.clock import today_in
from alongside.people.models import Agency, RoleKind
from alongside.rulebook.models import AgencyPolicy
from alongside.rulebook.queries import policy_of
from tests.clauses import clause

LONG_AGO = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"


@pytest.fixture
def agency(db: None) -> Agency:
    """An agency whose one worker is certified in North Carolina."""
    agency = open_agency(slug="commons", name="Piedmont Commons", place="Durham", zone="America/New_York", by=None)
    board = open_board(
        slug="nc", name="Board of North Carolina", place="North Carolina", zone="America/New_York", by=None
    )
    worker = add_worker(agency=agency, name="Noor Haddad", user=None, by=None)
    enter_certificate(
        holder=worker.practitioner,
        board=board,
        code="nc",
        number="NC-1",
        name_on_certificate="Noor Haddad",
        applied_on=LONG_AGO,
        period=Period(LONG_AGO, date(2030, 1, 1)),
        by=None,
    )
    return agency


def sign_in(client: Client, kind: RoleKind, place: Agency) -> User:
    user = User.objects.create_user(f"{kind.value}@example.test", name="Sam Lee", password=None)
    give_role(user=user, kind=kind, place=place, from_day=LONG_AGO, by=None)
    client.force_login(user)
    return user


@clause("nc.4.2", "nc.overview.1")
def test_a_matter_names_the_clauses_it_decides_and_that_none_is_on_file(agency: Agency) -> None:
    listed = {matter.fact.name: matter for matter in matters(agency, date(2026, 11, 22))}

    assert not listed["policy.gifts"].is_on_file
    assert "nc.4.2" in {cite.id for cite in listed["policy.gifts"].clauses}
    assert "policy.transport" not in listed  # North Carolina's code asks no employer about driving


@clause("nc.4.2")
def test_what_is_set_holds_from_its_day_on(client: Client, agency: Agency) -> None:
    sign_in(client, RoleKind.AGENCY_ADMINISTRATOR, agency)
    today = today_in(agency.time_zone)

    answered = client.post(
        reverse("agency:policy", args=["policy.gifts"]), {"value": "allowed", "from_day": today.isoformat()}
    )

    assert answered.status_code == 302
    assert policy_of(agency, today).facts == {"policy.gifts": "allowed"}
    assert "This gift is allowed" in client.get(reverse("agency:policies")).content.decode()
    assert "This gift is allowed" in client.get(reverse("agency:history")).content.decode()


def test_the_same_form_sent_twice_is_one_row(client: Client, agency: Agency) -> None:
    sign_in(client, RoleKind.AGENCY_ADMINISTRATOR, agency)
    said = {"value": "refused", "from_day": today_in(agency.time_zone).isoformat()}

    for _ in range(2):
        client.post(reverse("agency:policy", args=["policy.gifts"]), said)

    assert AgencyPolicy.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"value": "whatever", "from_day": "2099-01-01"},
        {"value": "allowed", "from_day": "soon"},
        {"value": "allowed", "from_day": "2020-01-01"},
        {"value": "<script>alert(1)</script>", "from_day": ""},
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(client: Client, agency: Agency, said: dict[str, str]) -> None:
    sign_in(client, RoleKind.AGENCY_ADMINISTRATOR, agency)

    answered = client.post(reverse("agency:policy", args=["policy.gifts"]), said)

    assert answered.status_code == 422
    assert "<script>alert" not in answered.content.decode()
    assert not AgencyPolicy.objects.exists()


def test_a_matter_no_code_asks_about_is_not_there(client: Client, agency: Agency) -> None:
    sign_in(client, RoleKind.AGENCY_ADMINISTRATOR, agency)

    assert client.get(reverse("agency:policy", args=["policy.transport"])).status_code == 404
    assert client.get(reverse("agency:policy", args=["policy.nothing"])).status_code == 404


@pytest.mark.parametrize("kind", [RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.PERSON_SERVED])
def test_nobody_else_opens_the_door(client: Client, agency: Agency, kind: RoleKind) -> None:
    sign_in(client, kind, agency)

    assert client.get(reverse("agency:policies")).status_code == 403
    assert client.post(reverse("agency:policy", args=["policy.gifts"]), {}).status_code == 403


def test_an_auditor_reads_and_does_not_set(client: Client, agency: Agency) -> None:
    sign_in(client, RoleKind.AUDITOR, agency)

    assert client.get(reverse("agency:policies")).status_code == 200
    assert client.get(reverse("agency:policy", args=["policy.gifts"])).status_code == 403


def test_a_limit_is_set_as_far_as_the_code_allows(client: Client, agency: Agency) -> None:
    sign_in(client, RoleKind.AGENCY_ADMINISTRATOR, agency)
    today = today_in(agency.time_zone)
    limit = next(found for found in limits(agency, today) if found.param)

    address = reverse("agency:setting", args=[limit.clause.id, limit.param])
    assert limit.code_says in client.get(address).content.decode()
    answered = client.post(address, {"value": "gibberish", "from_day": today.isoformat()})

    assert answered.status_code == 422
    assert not AgencyPolicy.objects.exists()
