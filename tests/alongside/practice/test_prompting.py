"""Quiet prompts beside notes, plans and endings: by code, by voice, by how people meet; in turn, in both languages, never forced."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from alongside.caseload.essentials import Known, keep_essentials
from alongside.people.models import Person, Worker
from alongside.practice.models import How, Note
from alongside.practice.prompting import BesideField, beside_note, beside_place, beside_team_words
from alongside.rulebook.prompts import prompts_at
from canon.prompt import At
from tests.alongside.caseload.makers import user_of
from tests.alongside.practice.makers import Practice, held, open_for, put_hours_on_file, slot, written
from tests.alongside.rulings.makers import TODAY
from tests.alongside.supervision.makers import signed_in
from tests.clauses import clause

FORTNIGHT = [TODAY + timedelta(days=n) for n in range(14)]


def about(worker: Worker, person: Person, voice: str) -> None:
    """Whose voice the person's file holds."""
    keep_essentials(record=open_for(worker, person), known=Known(voice=voice), by=user_of(worker))


def on_days(worker: Worker, person: Person, *, how: How = How.AGREED_PLACE) -> dict[str, set[str]]:
    """Field of the note -> the clauses whose prompts stand beside it within a fortnight."""
    found: dict[str, set[str]] = {}
    for day in FORTNIGHT:
        for own in beside_note(open_for(worker, person), worker, how=how.value, on=day):
            assert len(own.prompts) <= 2, "quiet"
            found.setdefault(own.field, set()).update(one.clause for one in own.prompts)
    return found


def said(client: Client, address: str, *, spanish: bool = False) -> str:
    client.cookies["django_language"] = "es" if spanish else "en"
    return unescape(client.get(address).content.decode())


def words(name: str, at: At, language: str = "en") -> str:
    (prompt,) = prompts_at([name], at)
    return prompt.say(language)


@clause("nc.2.9", "nc.3.1a", "nc.3.1b")
def test_north_carolinas_note_asks_what_was_learned_what_is_open_and_what_else_there_was(here: Practice) -> None:
    uma = here.with_("nc")

    found = on_days(uma, here.caseload.teo)

    assert found["line"] >= {"nc.2.9", "nc.3.1a"}
    assert found["choice"] == {"nc.3.1b"}


@clause("ca.person.4", "ca.authenticity.1", "ca.authenticity.1a", "ca.holistic.1", "ca.holistic.4")
@clause("ca.reciprocity.1", "ca.reciprocity.3", "ca.strengths.2", "ca.safety.9", "ca.wellness.4")
def test_californias_note_asks_beside_the_field_it_is_about(here: Practice) -> None:
    uma = here.with_("ca")

    found = on_days(uma, here.caseload.teo)

    quiet = {"ca.authenticity.1", "ca.authenticity.1a", "ca.holistic.4", "ca.reciprocity.1", "ca.reciprocity.3"}
    assert found["line"] == quiet | {"ca.strengths.2", "ca.wellness.4"}
    assert "ca.person.4" in found["choice"]
    assert found["other"] == {"ca.holistic.1"}
    assert found["private_enough"] == {"ca.safety.9"}


@clause("ca.person.7", "ca.authenticity.2", "ca.authenticity.3", "ca.family.1", "ca.family.5")
def test_a_family_peers_note_is_asked_apart_from_a_persons_own(here: Practice) -> None:
    uma, teo = here.with_("ca"), here.caseload.teo
    own = on_days(uma, teo)
    about(uma, teo, "family")
    family = on_days(uma, teo)
    about(uma, teo, "youth")
    youth = on_days(uma, teo)

    healthy = {"ca.authenticity.2", "ca.authenticity.3"}
    assert own["story_for"] == healthy | {"ca.person.7"}
    assert family["story_for"] == youth["story_for"] == healthy | {"ca.family.5"}
    assert "ca.family.1" in family["line"]
    assert "ca.family.1" not in own["line"] | youth["line"]


@clause("ca.safety.9")
def test_the_place_is_thought_of_when_it_is_planned_and_not_for_a_call(here: Practice) -> None:
    uma = here.with_("ca")
    client = signed_in(user_of(uma))

    assert words("ca.safety.9", At.PLACE) in said(client, f"/contacts/plan/{here.caseload.teo.pk}/")
    assert beside_place(uma, how=How.TELEPHONE.value, on=TODAY) == []
    assert "private_enough" not in on_days(uma, here.caseload.teo, how=How.TELEPHONE)


@clause("nc.2.9", "nc.3.1a", "nc.3.1b")
@pytest.mark.parametrize("spanish", [False, True])
def test_they_stand_on_the_page_in_its_language_with_their_clause(here: Practice, *, spanish: bool) -> None:
    uma = here.with_("nc")
    besides = beside_note(open_for(uma, here.caseload.teo), uma, how=How.AGREED_PLACE.value, on=TODAY)
    language = "es" if spanish else "en"

    page = said(signed_in(user_of(uma)), f"/contacts/log/{here.caseload.teo.pk}/", spanish=spanish)

    for own in besides:
        for one in own.prompts:
            at = At.OPTIONS if own.field == "choice" else At.NOTE
            assert words(one.clause, at, language) in page
            assert f'href="{one.url}"' in page
    assert {one.clause for own in besides for one in own.prompts} >= {"nc.3.1b"}


@clause("ca.respect.13")
def test_words_that_coworkers_read_leave_hope_in_both_languages(here: Practice) -> None:
    uma = here.with_("ca")
    client = signed_in(user_of(uma))
    address = f"/contacts/close/{here.caseload.teo.pk}/"

    assert words("ca.respect.13", At.TEAM) in said(client, address)
    assert words("ca.respect.13", At.TEAM, "es") in said(client, address, spanish=True)
    assert beside_team_words(here.dana, "reason", TODAY) == []


def test_new_mexicos_worker_is_asked_nothing_of_california(here: Practice) -> None:
    found = on_days(here.dana, here.rosa)

    assert not {name for names in found.values() for name in names if not name.startswith("nm.")}


def test_a_note_is_signed_whatever_was_asked_and_keeps_nothing_of_it(here: Practice) -> None:
    put_hours_on_file(here)
    note = written(here.dana, here.rosa, held(slot(here.dana)))

    assert Note.objects.get() == note
    assert not {"prompts", "besides"} & set(note.data())


def test_others_come_up_the_next_day(here: Practice) -> None:
    uma = here.with_("ca")

    def line(day: date) -> list[str]:
        besides: list[BesideField] = beside_note(
            open_for(uma, here.caseload.teo), uma, how=How.AGREED_PLACE.value, on=day
        )
        return [one.clause for own in besides if own.field == "line" for one in own.prompts]

    assert line(TODAY) != line(TODAY + timedelta(days=1))
    assert line(TODAY) == line(TODAY)
