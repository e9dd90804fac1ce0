"""A plan that is somebody's own: no canned goals, every road, kinds of goal that the worker's codes speak of."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.caseload.access import open_record
from alongside.goals.models import Part
from alongside.goals.planning import say_anew
from alongside.goals.queries import plan_of
from alongside.goals.words import AREAS, OF_GOALS, area_words
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.people.viewer import viewer_of
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.prompts import prompts_at
from canon.prompt import At
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause


def page(client: Client, address: str, *, spanish: bool = False) -> str:
    client.cookies["django_language"] = "es" if spanish else "en"
    return unescape(client.get(address).content.decode())


def put(client: Client, person: Person, kind: str, words: str, area: str = "") -> Part:
    sent = client.post(
        f"/goals/{person.pk}/new/{kind}/",
        {"words": words, "area": area, "token": str(uuid4()), "chose": "on"},
        follow=True,
    )
    assert sent.status_code == 200
    return Part.objects.latest("pk")


@clause("ca.person.1")
def test_goals_and_those_who_stand_by_them_are_kept_in_the_persons_own_terms(here: Practice) -> None:
    uma, person = here.with_("ca"), here.caseload.teo
    client = as_(uma)
    wants = ("Carry the drum again.", "Quiet mornings, my way.")

    for words in wants:
        put(client, person, "goal", words, "culture")
    put(client, person, "support", "Auntie Bea, who knows the songs.", "culture")

    plan = plan_of(open_for(uma, person))
    assert [own.words for own in plan.goals] == list(wants)
    assert [own.words for own in plan.supports] == ["Auntie Bea, who knows the songs."]
    shown = page(client, f"/goals/{person.pk}/")
    assert "Carry the drum again." in shown
    assert "Auntie Bea" in shown
    assert "theirs to change" in shown


@clause("ca.person.2")
def test_the_person_writes_owns_and_says_what_deciding_for_themselves_means(here: Practice, teo: User) -> None:
    uma, person = here.with_("ca"), here.caseload.teo
    worded = put(as_(uma), person, "goal", "Go to fewer meetings.")
    theirs = as_(teo)

    put(theirs, person, "rest", "My grandmother is asked too. That is how I decide.", "deciding")
    own = open_record(person.pk, viewer=viewer_of(teo))
    say_anew(record=own, part=worded, words="Go to the meetings I choose.", by=teo, on=TODAY)

    plan = plan_of(open_for(uma, person))
    assert [(row.words, row.is_own) for row in plan.goals] == [("Go to the meetings I choose.", True)]
    assert [(row.area, row.is_own) for row in plan.rest] == [("What deciding for themselves means to them", True)]
    assert "You can change all of it, at any time." in page(theirs, f"/goals/{person.pk}/")


@clause("ca.person.10")
def test_any_road_may_be_written_and_none_ranks_above_another(here: Practice) -> None:
    uma, person = here.with_("ca"), here.caseload.teo
    client = as_(uma)

    put(client, person, "goal", "Moderate, with my cousin counting.", "other")
    put(client, person, "support", "The river.", "other")

    assert [own.words for own in plan_of(open_for(uma, person)).goals] == ["Moderate, with my cousin counting."]
    assert all("other" in AREAS[kind] for kind in (Part.Kind.GOAL, Part.Kind.SUPPORT))
    assert not {field.name for field in Part._meta.get_fields()} & {"rank", "priority", "order", "score", "level"}
    assert said_when_writing(client, person) >= {"ca.person.10"}


@clause("ca.respect.3")
def test_no_goal_is_canned_and_the_worker_is_asked_whether_it_is_theirs(here: Practice) -> None:
    uma, person = here.with_("ca"), here.caseload.teo
    client = as_(uma)
    (prompt,) = prompts_at(["ca.respect.3"], At.GOAL)

    form = client.get(f"/goals/{person.pk}/new/goal/").context["form"]
    empty = client.post(f"/goals/{person.pk}/new/goal/", {"words": "", "token": str(uuid4())})

    assert not form["words"].value()
    assert not form["area"].value()
    assert empty.status_code == 422
    assert not Part.objects.exists()
    assert prompt.say("en") in page(client, f"/goals/{person.pk}/new/goal/")
    assert prompt.say("es") in page(client, f"/goals/{person.pk}/new/goal/", spanish=True)


@clause("sud.preamble.1")
def test_deciding_answering_for_it_and_gaining_power_are_each_asked_where_a_goal_is_written(here: Practice) -> None:
    uma, person = here.with_("sud"), here.caseload.teo
    client, address = as_(uma), f"/goals/{person.pk}/new/goal/"
    three = prompts_at(["sud.preamble.1"], At.GOAL)

    asked: set[str] = set()
    for day in range(3):
        with clock.standing_at(MORNING + timedelta(days=day)):
            shown = {language: page(client, address, spanish=language == "es") for language in ("en", "es")}
        asked |= {prompt.of[0] for prompt in three if all(prompt.say(one) in text for one, text in shown.items())}
    put(client, person, "goal", "A year without the pills, my way.")

    assert asked == {"self-determination", "responsibility", "empowerment"}
    assert [own.words for own in plan_of(open_for(uma, person)).goals] == ["A year without the pills, my way."]


@clause("ca.respect.13")
def test_what_the_team_says_to_a_plan_is_said_with_hope_and_a_next_step(here: Practice, teo: User) -> None:
    uma, person = here.with_("ca"), here.caseload.teo
    (prompt,) = prompts_at(["ca.respect.13"], At.TEAM)
    address = f"/goals/{person.pk}/"

    assert prompt.say("en") in page(as_(uma), address)
    assert prompt.say("es") in page(as_(uma), address, spanish=True)
    assert prompt.say("en") not in page(as_(teo), address)


def said_when_writing(client: Client, person: Person) -> set[str]:
    return {one.clause for one in client.get(f"/goals/{person.pk}/new/goal/").context["besides"]}


@clause("nc.2.10", "ca.advocacy.6", "ca.advocacy.5", "ca.wellness.6", "ak.rel.7")
@pytest.mark.parametrize(
    ("code", "name", "area"),
    [
        ("nc", "nc.2.10", "voice"),
        ("ca", "ca.advocacy.6", "voice"),
        ("ca", "ca.advocacy.5", "friends"),
        ("ca", "ca.wellness.6", "independence"),
        ("ak", "ak.rel.7", "inclusion"),
    ],
)
def test_a_kind_of_goal_that_a_code_speaks_of_can_be_chosen_and_leads_back_to_the_clause(
    here: Practice, client: Client, code: str, name: str, area: str
) -> None:
    worker: Worker = here.with_(code)
    person, writes = here.caseload.teo, as_(worker)
    (prompt,) = prompts_at([name], At.GOAL_AREA)

    offered = page(writes, f"/goals/{person.pk}/new/goal/")
    goal = put(writes, person, "goal", "In my own words, at the hearing.", area)
    address = f"/goals/{person.pk}/{goal.pk}/"

    assert area_words(Part.Kind.GOAL, area) in offered
    shown = page(writes, address)
    assert area_words(Part.Kind.GOAL, area) in shown
    assert prompt.say("en") in shown
    assert f'href="{clause_address(name)}"' in shown
    assert prompt.say("es") in page(writes, address, spanish=True)
    assert prompt.say("en") in page(client, clause_address(name))
    assert prompt.say("es") in page(client, clause_address(name), spanish=True)


def test_every_kind_of_goal_that_a_prompt_names_can_be_chosen() -> None:
    from alongside.rulebook.files import shelf

    clauses = [own.id for edition in shelf().library.editions for own in edition.clauses]
    named = {area for prompt in prompts_at(clauses, At.GOAL_AREA) for area in prompt.of}

    assert named
    assert named <= set(OF_GOALS)


def test_the_person_reads_their_plan_without_the_workers_prompts(here: Practice, teo: User) -> None:
    person = here.caseload.teo
    here.with_("ca")
    theirs = as_(teo)
    goal = put(theirs, person, "goal", "Ride the bus alone.", "independence")

    assert theirs.get(f"/goals/{person.pk}/new/goal/").context["besides"] == []
    assert theirs.get(f"/goals/{person.pk}/{goal.pk}/").context["of_its_kind"] == []


@clause("ca.person.2")
def test_the_person_is_spoken_to_as_themselves_on_their_own_plan(here: Practice, teo: User) -> None:
    here.with_("ca")
    person, theirs = here.caseload.teo, as_(teo)
    put(theirs, person, "rest", "My grandmother is asked too.", "deciding")

    form, plan = page(theirs, f"/goals/{person.pk}/new/practice/"), page(theirs, f"/goals/{person.pk}/")

    assert "What did you choose, in your words?" in form
    assert "A way of my people or culture" in form
    assert "What deciding for myself means to me" in plan
    assert "What I live with" in plan
    assert "deciding for themselves" not in plan
