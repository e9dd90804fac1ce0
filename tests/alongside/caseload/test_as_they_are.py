"""Names, pronouns, language, culture: as people say them, on every screen where somebody reads of them."""

from __future__ import annotations

from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from alongside.caseload.essentials import Known, essentials_of, keep_essentials
from alongside.goals.models import Part
from alongside.goals.planning import add
from alongside.people.models import Person
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import (
    Practice,
    held,
    make_practice,
    open_for,
    planned,
    put_hours_on_file,
    slot,
    written,
)
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause


@pytest.fixture
def practice(db: None) -> Practice:
    return make_practice()


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@clause("ca.cultural.3")
def test_the_chosen_name_stands_on_every_screen_and_no_other_is_kept(practice: Practice) -> None:
    worker, person = practice.with_("ca"), practice.caseload.teo
    person.chosen_name, person.pronouns = "Teodora", "she/her"
    person.save()
    put_hours_on_file(practice)
    note = written(worker, person, held(slot(worker)))
    contact = planned(worker, person, slot(worker, 14))
    goal = add(
        record=open_for(worker, person), kind=Part.Kind.GOAL, area="", words="Sing.", token=uuid4(), by=user_of(worker),
        on=TODAY,
    )  # fmt: skip
    client, pk = as_(worker), person.pk
    screens = (
        "/people/",
        f"/people/{pk}/",
        "/contacts/log/",
        f"/contacts/log/{pk}/",
        f"/contacts/plan/{pk}/",
        f"/contacts/{note.contact_id}/",
        f"/contacts/{contact.pk}/",
        f"/goals/{pk}/",
        f"/goals/{pk}/new/goal/",
        "/today/",
    )

    assert [address for address in screens if "Teodora" not in read(client, address)] == []
    assert "she/her" in read(client, f"/people/{pk}/")
    assert "she/her" in read(client, f"/contacts/log/{pk}/")
    assert goal.pk
    assert not {"legal_name", "first_name", "last_name", "sex", "gender"} & {own.name for own in Person._meta.fields}


@clause("ca.cultural.1")
def test_language_and_culture_are_kept_as_they_say_and_meet_whoever_opens_the_page(practice: Practice) -> None:
    worker, person = practice.with_("ca"), practice.caseload.teo
    person.language = "es"
    person.save()
    said = Known(
        interpreter="Mixteco",
        culture="Mixteca, two-spirit, grew up in Oxnard",
        wishes="Tea first, then talk",
        reasons={"culture": "So that nobody has to explain it twice."},
    )

    keep_essentials(record=open_for(worker, person), known=said, by=user_of(worker))

    assert essentials_of(open_for(worker, person)) == said
    page = read(as_(worker), f"/people/{person.pk}/")
    for words in ("Prefers Spanish", "Interpreter: Mixteco", said.culture, said.wishes):
        assert words in page, words


@clause("ca.cultural.1")
def test_a_person_may_belong_to_many_groups_in_words_of_their_own(practice: Practice) -> None:
    worker, person = practice.with_("ca"), practice.caseload.teo
    form = as_(worker).get(f"/people/{person.pk}/essentials/").context["form"]

    assert not hasattr(form.fields["culture"], "choices"), "words, not a list to pick from"
    assert not form.fields["culture"].required
