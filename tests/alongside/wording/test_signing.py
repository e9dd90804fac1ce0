"""Before a text is signed: the codes that bind the writer answer, and an agency may ask more of everyone."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from django.db import transaction

from alongside.people.models import Worker
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused, buttons_of
from alongside.wording.actions import stop_for_all
from alongside.wording.signing import WordsRuling, WordsStopped, look_at, words_ruling
from tests.alongside.rulings.makers import TODAY, Place, certify
from tests.clauses import clause

INSULT = "He is a junkie and will not listen."
QUOTE = "His landlord called him “a junkie”."
PLAIN = "He chose the morning class."


def seek(place: Place, text: str, worker: Worker | None = None) -> WordsRuling:
    worker = worker or place.dana
    assert worker.user is not None
    with transaction.atomic():
        return words_ruling(text, agency=place.agency, worker=worker, by=worker.user, on=TODAY, language="en")


@clause("ca.respect.12")
def test_a_demeaning_word_is_not_signed_under_californias_code(place: Place) -> None:
    certify(place, "ca")

    words = seek(place, INSULT)

    assert words.stops
    assert words.by_code
    assert isinstance(words.refusal, ActRefused)
    assert words.ruling is not None
    assert words.ruling.answer == "prohibited"
    assert "ca.respect.12" in str(asdict(words.ruling.told()))


@clause("ca.respect.12")
def test_the_same_word_in_a_quote_is_signed_and_the_ruling_kept(place: Place) -> None:
    certify(place, "ca")

    words = seek(place, QUOTE)

    assert not words.stops
    assert words.ruling is not None
    assert words.ruling.answer == "permitted"


@clause("ca.respect.12")
def test_one_word_outside_of_the_quote_is_enough(place: Place) -> None:
    certify(place, "ca")

    assert seek(place, f"{QUOTE} {INSULT}").stops


@clause("ca.respect.12")
def test_a_code_that_is_silent_on_words_stops_nobody(place: Place) -> None:
    words = seek(place, INSULT)

    assert not words.stops
    assert words.ruling is not None
    assert words.ruling.answer == "silent"


def test_a_worker_whom_no_code_binds_is_stopped_by_none(place: Place) -> None:
    jo = Worker.objects.get(user=place.others["colleague"])

    assert not seek(place, INSULT, jo).stops


def test_a_plain_text_leaves_nothing_to_ask_and_nothing_kept(place: Place) -> None:
    certify(place, "ca")

    words = seek(place, PLAIN)

    assert not words.stops
    assert words.ruling is None
    assert not KeptRuling.objects.exists()


@clause("ca.respect.12")
def test_an_agency_may_have_demeaning_words_stopped_for_everyone(place: Place) -> None:
    stop_for_all(agency=place.agency, is_on=True, by=place.others["administrator"])

    words = seek(place, INSULT)

    assert words.by_agency
    assert not words.by_code
    assert isinstance(words.refusal, WordsStopped)
    assert not seek(place, QUOTE).stops


@clause("ca.respect.12")
def test_trying_a_text_says_the_same_and_keeps_nothing(place: Place) -> None:
    certify(place, "ca")

    beside = look_at(INSULT, viewer=place.viewer, language="en")

    assert beside.clauses == ("ca.respect.12",)
    assert not KeptRuling.objects.exists()


def test_one_word_written_often_is_one_thing_to_look_at(place: Place) -> None:
    beside = look_at("An addict. The Addict. Addicts.", viewer=place.viewer, language="en")

    (group,) = beside.groups
    assert group.words == ("addict", "Addicts")
    assert group.times == 3


def test_the_clause_page_finds_the_button() -> None:
    assert "wording.signing.words_ruling" in buttons_of("write-text")


@pytest.mark.parametrize("text", ["", "   ", "\n>"])
def test_an_empty_text_finds_nothing(place: Place, text: str) -> None:
    assert look_at(text, viewer=place.viewer, language="es").groups == ()
