"""The plan on paper: every part of it, in order and in the person's language; a part that is left out fails here."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any, Final
from uuid import uuid4

import pytest
from django.utils import translation

from alongside.caseload.access import Record
from alongside.goals.deciding import settle, step_done
from alongside.goals.models import Beside, Part
from alongside.goals.planning import More, add, add_step, lean_on, stand_beside
from alongside.goals.printing import plan_pdf
from alongside.goals.queries import plan_of
from alongside.people.models import Person
from tests.alongside.caseload.test_pages import as_
from tests.alongside.goals.test_family import hold_a_family
from tests.alongside.goals.test_their_own import page
from tests.alongside.paper.reading import (
    is_within_the_page,
    kinds_of_parts,
    languages_in,
    stands_in_order,
    text_of,
)
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

K = Part.Kind
SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        *("What I want", "People around", "See my son on Sundays.", "Children and custody"),
        *("Write to the court.", "I did it, November 19", "Ask about the bus.", "By November 19"),
        *("It leans on: I wait well", "For: Pain in the mornings"),
        *("It leans on: My sister Yolanda; Prayer before sleep", "For: Pain in the mornings"),
        *("How it goes: Harder just now, November 19", "Two letters, no answer."),
        *("How it goes: Further along (The child, Leo)", "Fits it in part.", "I saw the dog."),
        *("Reached", "Sleep through."),
        *("What I am good at", "I wait well.", "Helps with: My sister Yolanda; Ask about the bus"),
        *("Who and what stands by me", "My sister Yolanda.", "Family", "By the strength: I wait well"),
        *("Voices beside mine", "He misses the dog.", "The child, Leo", "Holds dear: The dog, and no shouting."),
        *("What I chose for myself", "Prayer before sleep.", "Spirit or faith"),
        *("What I live with", "Pain in the mornings.", "The body", "What helps: My sister Yolanda"),
        *("Worked on in: See my son on Sundays; Ask about the bus",),
        *("What else matters to me", "I sit by the door.", "How I take part in talk about me"),
    ),
    "es": (
        *("Lo que quiero", "See my son on Sundays.", "Write to the court.", "Lo hice", "Ask about the bus."),
        *("Para el 19 de noviembre", "Se apoya en: I wait well", "Para: Pain in the mornings"),
        *("Se apoya en: My sister Yolanda; Prayer before sleep", "Cómo va: Más difícil por ahora"),
        *("Va en parte con lo que valora.", "I saw the dog.", "Sleep through.", "Ayuda con: My sister Yolanda"),
        *("Por la fortaleza: I wait well", "He misses the dog.", "Valora: The dog, and no shouting."),
        *("Lo que elegí para mí", "Espíritu o fe", "Con qué vivo", "Lo que ayuda: My sister Yolanda", "Se trabaja en:"),
        *("I sit by the door.",),
    ),
}
"""What stands on the paper, in this order."""


@pytest.fixture
def record(here: Practice) -> Record:
    """Rosa's plan with something of every kind in it."""
    hold_a_family(here.dana, here.rosa)
    record, by = open_for(here.dana, here.rosa), here.user
    more: dict[str, Any] = {"record": record, "by": by, "on": TODAY}

    def put(kind: Part.Kind, area: str, words: str, beside: More | None = None) -> Part:
        return add(kind=kind, area=area, words=words, token=uuid4(), more=beside or More(), **more)

    patience = put(K.STRENGTH, "", "I wait well.")
    sister = put(K.SUPPORT, "family", "My sister Yolanda.")
    leo = put(K.VOICE, "child", "He misses the dog.", More(who="Leo", values="The dog, and no shouting."))
    prayer = put(K.MATTERS, "spiritual", "Prayer before sleep.")
    pain = put(K.MATTERS, "body", "Pain in the mornings.", More(chose=True))
    put(K.MATTERS, "presence", "I sit by the door.")
    goal = put(K.GOAL, "custody", "See my son on Sundays.")
    slept, left = put(K.GOAL, "wellness", "Sleep through."), put(K.GOAL, "work", "Something I left.")
    court, bus = (
        add_step(record=record, goal=goal, words=words, by_day=TODAY, token=uuid4(), by=by)
        for words in ("Write to the court.", "Ask about the bus.")
    )
    step_done(step=court, is_done=True, said_so=True, **more)
    settle(part=slept, status=Part.Status.REACHED, said_so=True, **more)
    settle(part=left, status=Part.Status.SET_ASIDE, said_so=True, **more)
    for part, on in ((sister, patience), (pain, sister), (goal, sister), (goal, prayer), (goal, pain)):
        lean_on(record=record, part=part, on_part=on, by=by)
    for on in (patience, pain):
        lean_on(record=record, part=goal, step=bus, on_part=on, by=by)
    for kind, words, whose in (
        (Beside.Kind.FURTHER, "An answer came.", {}),
        (Beside.Kind.ENCOURAGED, "You wrote it yourself.", {}),
        (Beside.Kind.HARDER, "Two letters, no answer.", {}),
        (Beside.Kind.FURTHER, "I saw the dog.", {"voice": leo, "fits": Beside.Fits.PARTLY}),
    ):
        stand_beside(goal=goal, kind=kind, words=words, **more, **whose)  # type: ignore[arg-type]
    return record


@clause("ca.holistic.2", "ca.holistic.3", "ca.holistic.5", "ca.family.3", "ca.family.6")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_paper_holds_all_of_the_plan_in_the_persons_language(record: Record, language: str) -> None:
    record.person.language = language

    with translation.override("en"):
        pdf = plan_pdf(record, plan_of(record), TODAY)
    text = text_of(pdf)

    missing = [words for words in SAID[language] if words not in text]
    assert missing == []
    assert stands_in_order(text, *SAID[language])
    assert "Something I left." not in text
    assert "An answer came." not in text, "how it goes is what was said last"
    assert "You wrote it yourself." not in text
    assert is_within_the_page(pdf)
    assert kinds_of_parts(pdf).count("H2") == 7
    assert not languages_in(pdf) - {language}


@clause("nm.role.4b")
def test_what_encouraged_them_is_on_the_paper_only_where_they_want_it(here: Practice, record: Record) -> None:
    client, path = as_(here.dana), f"/goals/{here.rosa.pk}/"

    offered = page(client, path)
    without = text_of(client.get(f"{path}paper/").content)
    with_it = text_of(client.get(f"{path}paper/?with=encouragement").content)

    assert f'href="{path}paper/?with=encouragement"' in offered
    assert "You wrote it yourself." not in without
    assert stands_in_order(
        with_it, "See my son", "Encouraged by Dana Ruiz, November 19", "You wrote it yourself.", "Reached"
    )


def test_without_encouragement_and_without_a_plan_no_such_paper_is_offered(here: Practice) -> None:
    person: Person = here.rosa
    empty = page(as_(here.dana), f"/goals/{person.pk}/")
    record = open_for(here.dana, person)
    add(record=record, kind=K.GOAL, area="", words="Rest.", token=uuid4(), by=here.user, on=TODAY)
    begun = page(as_(here.dana), f"/goals/{person.pk}/")

    assert "/paper/" not in empty
    assert unescape(begun).count("/paper/") == 1
    assert "with=encouragement" not in begun
