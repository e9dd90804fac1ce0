"""Questions in the reader's language."""

from __future__ import annotations

from django.test import Client
from django.utils.translation import override

from alongside.rulebook.queries import vocabulary
from alongside.rulings import words


def test_every_act_and_question_is_said_in_spanish() -> None:
    with override("es"):
        for act in vocabulary().acts.values():
            assert not words.may(act).lang, act.name
            for fact in act.facts:
                if fact.ask:
                    assert not words.question(act, fact).lang, fact.name
                for choice in fact.choices:
                    assert not words.choice_label(fact, choice).lang, fact.name


def test_english_stays_as_the_vocabulary_has_it() -> None:
    act = vocabulary().acts["accept-gift"]

    with override("en"):
        assert words.may(act) == words.Said(act.may)


def test_a_question_page_is_spanish_from_the_title_to_the_last_choice(client: Client, db: None) -> None:
    page = client.get("/ask/", headers={"accept-language": "es"}).content.decode()

    assert '<html lang="es"' in page
    assert "regalo" in page
