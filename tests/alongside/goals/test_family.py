"""A plan of somebody served as family: whose strength it is, what is built on it, whose voice it is and what it holds dear."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.caseload.essentials import Known, keep_essentials
from alongside.goals.models import Beside, Saying
from alongside.goals.planning import add_step
from alongside.goals.queries import plan_of, shown_part, voices_on
from alongside.people.models import Person, Worker
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.goals.test_their_own import page, put
from tests.alongside.practice.makers import Practice, open_for
from tests.clauses import clause


@pytest.fixture
def uma(here: Practice) -> Worker:
    """A worker under California's code, who supports Teo."""
    return here.with_("ca")


@pytest.fixture
def person(here: Practice) -> Person:
    return here.caseload.teo


def hold_a_family(worker: Worker, person: Person) -> None:
    """Put on file that the person is served as a member of a family."""
    keep_essentials(record=open_for(worker, person), known=Known(voice="family"), by=user_of(worker))


@clause("ca.family.6")
def test_whose_strength_it_is_is_kept_and_the_strengths_carry_the_supports(uma: Worker, person: Person) -> None:
    hold_a_family(uma, person)
    client = as_(uma)
    form = page(client, f"/goals/{person.pk}/new/strength/")

    his = put(client, person, "strength", "He draws what he cannot say.", "child")
    theirs = put(client, person, "strength", "She keeps a calm kitchen.", "parent")
    art = put(client, person, "support", "The art room after school.", "place")
    client.post(f"/goals/{person.pk}/{art.pk}/", {"deed": "lean", "on": his.pk})

    plan = plan_of(open_for(uma, person))
    assert "Whose strength is it?" in form
    assert [(own.area, own.words) for own in plan.strengths] == [
        ("The child", "He draws what he cannot say."),
        ("A parent", "She keeps a calm kitchen."),
    ]
    assert plan.supports[0].leans_words == ["He draws what he cannot say."]
    assert "By the strength: He draws what he cannot say" in page(client, f"/goals/{person.pk}/")
    assert theirs.pk not in shown_part(art).leans_on


@clause("ca.family.6")
def test_a_support_is_written_with_the_strength_it_builds_on_and_without_one_it_says_so(
    uma: Worker, person: Person
) -> None:
    hold_a_family(uma, person)
    client, path = as_(uma), f"/goals/{person.pk}/"
    draws = put(client, person, "strength", "He draws what he cannot say.", "child")

    offered = page(client, f"{path}{draws.pk}/")
    form = client.get(f"{path}new/support/?on={draws.pk}").context["form"]
    sent = {"words": "The art room.", "area": "place", "builds_on": [draws.pk], "token": str(uuid4())}
    client.post(f"{path}new/support/", sent)
    put(client, person, "support", "The bus driver.", "community")

    assert f'href="{path}new/support/?on={draws.pk}"' in offered
    assert form["builds_on"].value() == [str(draws.pk)]
    plan = plan_of(open_for(uma, person))
    assert [own.leans_words for own in plan.supports] == [["He draws what he cannot say."], []]
    assert plan.strengths[0].carries == ["The art room."]
    shown = page(client, path)
    assert shown.count("By no strength yet") == 1
    assert "Helps with: The art room" in shown


@clause("ca.family.6")
def test_a_step_leans_on_the_strength_that_drives_it_and_keeps_it_when_said_anew(uma: Worker, person: Person) -> None:
    hold_a_family(uma, person)
    client, by = as_(uma), user_of(uma)
    draws = put(client, person, "strength", "He draws what he cannot say.", "child")
    goal = put(client, person, "goal", "Mornings without shouting.", "family")
    step = add_step(record=open_for(uma, person), goal=goal, words="A card.", by_day=None, token=uuid4(), by=by)
    path = f"/goals/{person.pk}/steps/{step.pk}/"

    offered = page(client, path)
    client.post(path, {"deed": "lean", "on": draws.pk})
    client.post(path, {"deed": "anew", "words": "A card for each morning.", "by_day": "", "token": str(uuid4())})

    assert f'value="{draws.pk}"' in offered
    plan = plan_of(open_for(uma, person))
    assert [(one.words, one.leans_words) for one in plan.goals[0].steps] == [
        ("A card for each morning.", ["He draws what he cannot say."])
    ]
    assert plan.strengths[0].carries == ["A card for each morning."]
    assert "Leans on: He draws what he cannot say" in page(client, f"/goals/{person.pk}/{goal.pk}/")


@clause("ca.family.2", "ca.family.3")
def test_family_voices_are_named_and_kept_apart_with_what_they_hold_dear(uma: Worker, person: Person) -> None:
    hold_a_family(uma, person)
    client, path = as_(uma), f"/goals/{person.pk}/new/voice/"
    said = {"words": "He wants to stay at his school.", "who": "Pao", "values": "His friends. Being asked first."}

    nobodys = client.post(path, said | {"area": "", "token": str(uuid4())})
    client.post(path, said | {"area": "youth", "token": str(uuid4())})
    put(client, person, "goal", "Mornings without shouting.", "family")

    assert nobodys.status_code == 422
    assert "Say whose voice it is." in nobodys.content.decode()
    plan = plan_of(open_for(uma, person))
    (pao,) = plan.voices
    assert (pao.area, pao.words) == ("The young person, Pao", "He wants to stay at his school.")
    assert pao.more.values == "His friends. Being asked first."
    assert [own.words for own in plan.goals] == ["Mornings without shouting."]
    shown = page(client, f"/goals/{person.pk}/")
    assert "The young person, Pao" in shown
    assert "Holds dear: His friends. Being asked first." in shown
    assert b"friends" not in bytes(Saying.objects.filter(part=pao.part).get().sealed)


@clause("ca.family.3")
def test_how_it_goes_is_seen_by_each_voice_and_what_they_hold_dear_is_looked_at_again(
    uma: Worker, person: Person
) -> None:
    hold_a_family(uma, person)
    client = as_(uma)
    pao = put(client, person, "voice", "He wants to stay at his school.", "youth")
    client.post(
        f"/goals/{person.pk}/{pao.pk}/",
        {
            "deed": "words",
            "words": "He wants to stay at his school.",
            "area": "youth",
            "who": "Pao",
            "values": "Friends.",
        },
    )
    goal = put(client, person, "goal", "Mornings without shouting.", "family")
    path = f"/goals/{person.pk}/{goal.pk}/"
    before = page(client, path)

    for whose, kind, fits in (("", "further", ""), (str(pao.pk), "harder", "partly"), ("parent", "further", "fits")):
        client.post(path, {"deed": "beside", "kind": kind, "whose": whose, "fits": fits, "words": f"By {whose}."})
    client.post(
        path, {"deed": "beside", "kind": "encouraged", "whose": "parent", "fits": "fits", "words": "Well done."}
    )

    assert "Holds dear: Friends." in before
    assert "Not asked yet how this goes" in before
    seen = [(row.kind, row.whose, row.voice_id, row.fits) for row in Beside.objects.order_by("pk")]
    assert seen == [
        ("further", "", None, ""),
        ("harder", "youth", pao.pk, "partly"),
        ("further", "parent", None, "fits"),
        ("encouraged", "", None, ""),
    ]
    shown = page(client, path)
    assert "Harder just now</b> · The young person, Pao" in shown
    assert "Further along</b> · A parent" in shown
    assert "Fits it in part" in shown
    assert "Written down with Uma Reyes" in shown
    ((voice, last),) = voices_on(plan_of(open_for(uma, person)), goal)
    assert (voice.words, last.kind if last else "") == ("He wants to stay at his school.", "harder")
    assert "Not asked yet how this goes" not in shown


@clause("ca.family.3")
def test_what_a_voice_held_dear_before_stays_to_be_read(uma: Worker, person: Person) -> None:
    hold_a_family(uma, person)
    client = as_(uma)
    voice = put(client, person, "voice", "She wants quiet.", "parent")
    path = f"/goals/{person.pk}/{voice.pk}/"
    for values in ("Prayer at six.", "Prayer at six.", "Prayer, whenever."):
        client.post(path, {"deed": "words", "words": "She wants quiet.", "area": "parent", "values": values, "who": ""})

    assert Saying.objects.filter(part=voice).count() == 3
    shown = page(client, path)
    assert "What they hold dear" in shown
    assert "Holds dear: Prayer at six." in shown


@clause("ca.family.2", "ca.family.3", "ca.family.6")
def test_where_no_family_stands_in_the_file_nothing_of_it_is_shown_or_asked(uma: Worker, person: Person) -> None:
    client, path = as_(uma), f"/goals/{person.pk}/"
    goal = put(client, person, "goal", "Rest.")
    put(client, person, "support", "The river.", "place")
    put(client, person, "strength", "I wait well.")

    plan, part = page(client, path), page(client, f"{path}{goal.pk}/")

    assert "Whose strength" not in page(client, f"{path}new/strength/")
    assert client.get(f"{path}new/voice/").status_code == 404
    assert "Voices beside theirs" not in plan
    assert "By no strength yet" not in plan
    assert 'name="whose"' not in part
    assert 'name="fits"' not in part
