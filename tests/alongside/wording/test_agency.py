"""An agency's own words: dated, added and ended by its administrator, once each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.journal.models import Entry
from alongside.people.authority import NotTheirs
from alongside.wording.actions import NewWord, WordRefused, add_word, end_word, stop_for_all
from alongside.wording.models import AgencyWord, StopForAll
from alongside.wording.queries import agency_words, stops_for_all
from tests.alongside.rulings.makers import TODAY, Place
from tests.clauses import clause

pytestmark = pytest.mark.django_db


def new(phrase: str = "no-show", day: date = TODAY, **said: str) -> NewWord:
    words = {"language": "en", "instead": "we missed each other", "why": "It lays blame."} | said
    return NewWord(phrase=phrase, does=AgencyWord.Does.SUGGEST, from_day=day, **words)


@clause("ca.respect.11", "ca.advocacy.8")
def test_a_word_is_added_once_however_often_the_form_is_sent(place: Place) -> None:
    ada = place.others["administrator"]

    first = add_word(agency=place.agency, word=new(), by=ada)
    again = add_word(agency=place.agency, word=new(), by=ada)

    assert first.pk == again.pk
    assert Entry.objects.filter(kind="wording.word-added").count() == 1
    assert "no-show" not in Entry.objects.get(kind="wording.word-added").body


def test_another_way_of_typing_a_standing_word_is_refused_with_what_to_do(place: Place) -> None:
    ada = place.others["administrator"]
    add_word(agency=place.agency, word=new(), by=ada)

    with pytest.raises(WordRefused, match="End it first"):
        add_word(agency=place.agency, word=new("NO SHÓW"), by=ada)


def test_a_word_ends_today_and_may_begin_anew(place: Place) -> None:
    ada = place.others["administrator"]
    row = add_word(agency=place.agency, word=new(), by=ada)

    ended = end_word(word=row, by=ada)
    end_word(word=row, by=ada)

    assert ended.to_day == TODAY
    assert agency_words(place.agency, "en", TODAY) == ()
    assert add_word(agency=place.agency, word=new(), by=ada).pk != row.pk


def test_a_word_of_a_later_day_waits_for_it(place: Place) -> None:
    add_word(agency=place.agency, word=new(day=TODAY + timedelta(days=2)), by=place.others["administrator"])

    assert agency_words(place.agency, "en", TODAY + timedelta(days=1)) == ()
    assert len(agency_words(place.agency, "en", TODAY + timedelta(days=2))) == 1
    assert agency_words(place.agency, "es", TODAY + timedelta(days=2)) == ()


@pytest.mark.parametrize(
    "word", [new("…!"), new("﷽" * 60), new(day=TODAY - timedelta(days=1))], ids=["no word", "endless", "past"]
)
def test_a_word_that_cannot_be_used_is_refused(place: Place, word: NewWord) -> None:
    with pytest.raises(WordRefused):
        add_word(agency=place.agency, word=word, by=place.others["administrator"])


@pytest.mark.parametrize("who", ["colleague", "another supervisor", "auditor", "operator", "board staff"])
def test_nobody_but_the_administrator_changes_the_list(place: Place, who: str) -> None:
    row = add_word(agency=place.agency, word=new(), by=place.others["administrator"])
    other = place.others[who]

    for attempt in (
        lambda: add_word(agency=place.agency, word=new("x"), by=other),
        lambda: end_word(word=row, by=other),
        lambda: stop_for_all(agency=place.agency, is_on=True, by=other),
    ):
        with pytest.raises(NotTheirs):
            attempt()


def test_stopping_for_all_is_turned_on_and_off_and_each_turn_stays_on_record(place: Place) -> None:
    ada = place.others["administrator"]

    assert stop_for_all(agency=place.agency, is_on=False, by=ada) is None
    for is_on in (True, True, False):
        stop_for_all(agency=place.agency, is_on=is_on, by=ada)
        assert stops_for_all(place.agency) is is_on

    assert [row.is_on for row in StopForAll.objects.order_by("pk")] == [True, False]


def test_the_database_keeps_one_standing_word_and_whole_ends(place: Place) -> None:
    row = add_word(agency=place.agency, word=new(), by=place.others["administrator"])
    same = {f.attname: getattr(row, f.attname) for f in AgencyWord._meta.local_concrete_fields if f.name != "id"}

    for wrong in ({}, {"key": "b", "does": "scold"}, {"key": "c", "why": ""}, {"key": "d", "to_day": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgencyWord.objects.create(**{**same, **wrong})
