"""The pages: trying a text, what stands beside it while it is typed, the list, and the agency's own words."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.people.models import Agency, RoleKind
from alongside.rulings.models import KeptRuling
from alongside.wording.models import AgencyWord
from tests.alongside.rulings.makers import TODAY, Place, account, certify, give
from tests.clauses import clause

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


@clause("ca.respect.11", "ca.wellness.3", "ca.advocacy.8")
def test_a_text_is_looked_at_and_stays_in_the_field(place: Place) -> None:
    answer = browser(place.user).post("/wording/", {"language": "en", "text": "She is an addict."})

    assert answer.status_code == 200
    page = text_of(answer)
    assert "person with a substance use disorder" in page
    assert "She is an addict." in page
    assert "Nothing is kept." in page


@clause("ca.respect.12")
def test_what_a_code_would_stop_says_so_with_its_clause_and_keeps_the_text(place: Place) -> None:
    certify(place, "ca")

    answer = browser(place.user).post("/wording/", {"language": "en", "text": "She is a junkie."})

    assert answer.status_code == 422
    page = text_of(answer)
    assert "ca.respect.12" in page
    assert "before you sign" in page
    assert "She is a junkie." in page


@clause("ca.respect.12")
def test_nothing_that_is_tried_is_kept_or_logged(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    certify(place, "ca")
    client = browser(place.user)
    before = Entry.objects.count()  # signing in was on record
    with caplog.at_level(logging.DEBUG):
        client.post("/wording/", {"language": "en", "text": "the junkie Zebulon"})
        client.post("/wording/check/?field=words", {"words": "the junkie Zebulon"})

    assert "Zebulon" not in caplog.text
    assert Entry.objects.count() == before
    assert not KeptRuling.objects.exists()


def test_an_empty_text_is_asked_for(place: Place) -> None:
    answer = browser(place.user).post("/wording/", {"language": "en", "text": " "})

    assert answer.status_code == 422
    assert "Write or paste a few words first." in text_of(answer)


@clause("ca.respect.11")
def test_while_typing_only_the_region_comes_back(place: Place) -> None:
    answer = browser(place.user).post("/wording/check/?field=summary", {"summary": "Es adicto", "language": "es"})

    assert answer.status_code == 200
    page = text_of(answer)
    assert "<html" not in page
    assert "trastorno por consumo" in page
    assert 'lang="es"' in page


def test_what_is_typed_comes_back_as_text_and_never_as_markup(place: Place) -> None:
    page = text_of(browser(place.user).post("/wording/check/", {"text": "junkie<script>alert(1)</script>"}))

    assert "<script" not in page


@pytest.mark.parametrize("who", ["stranger", "board staff", "operator"])
def test_whoever_does_not_write_here_gets_an_empty_answer(place: Place, who: str) -> None:
    client = Client() if who == "stranger" else browser(place.others[who])

    answer = client.post("/wording/check/", {"text": "junkie"})

    assert (answer.status_code, answer.content) == (204, b"")


def test_a_hundred_thousand_signs_are_looked_at_and_more_are_refused(place: Place) -> None:
    client = browser(place.user)

    assert client.post("/wording/", {"language": "en", "text": "a " * 49_999}).status_code == 200
    assert client.post("/wording/", {"language": "en", "text": "a" * 100_001}).status_code == 422


@pytest.mark.parametrize("query", ["", "?language=es", "?language=en&show=stop", "?language=xx&show=yy"])
def test_anyone_who_writes_here_may_see_the_list(place: Place, query: str) -> None:
    answer = browser(place.user).get(f"/wording/words/{query}")

    assert answer.status_code == 200
    assert "Words Matter" in text_of(answer)


def test_an_administrator_adds_a_word_and_a_worker_meets_it(place: Place) -> None:
    said = {"language": "en", "phrase": "no show", "does": "suggest", "instead": "we missed each other"}

    answer = browser(place.others["administrator"]).post(
        "/wording/agency/", {**said, "why": "It lays blame.", "from_day": TODAY.isoformat()}
    )

    assert answer.status_code == 302
    assert "we missed each other" in text_of(browser(place.user).post("/wording/check/", {"text": "A no-show."}))


def test_a_day_that_has_passed_is_answered_with_everything_still_there(place: Place) -> None:
    said = {"language": "en", "phrase": "no show", "does": "suggest", "instead": "we missed each other"}

    answer = browser(place.others["administrator"]).post(
        "/wording/agency/", {**said, "why": "It lays blame.", "from_day": "2026-01-02"}
    )

    assert answer.status_code == 422
    assert "Begin today or later" in text_of(answer)
    assert "we missed each other" in text_of(answer)


def test_another_agencys_word_looks_like_none(place: Place) -> None:
    elsewhere = Agency.objects.create(slug="rio", name="Rio", place="Rio", zone="America/Denver")
    keeper = account("Kim Keeper")
    give(keeper, RoleKind.AGENCY_ADMINISTRATOR, agency=elsewhere)
    row = AgencyWord.objects.create(
        agency=place.agency, language="en", phrase="x", key="x", does="suggest", instead="y", why="z",
        from_day=TODAY, by=place.others["administrator"], at="2026-11-19T10:00Z",
    )  # fmt: skip

    foreign = browser(keeper).post(f"/wording/agency/{row.pk}/end/")
    missing = browser(keeper).post("/wording/agency/999999/end/")

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert browser(place.user).get("/wording/agency/").status_code == 403
