"""A plan for the whole of a life: its sides, what somebody lives with and what helps, whose strength it is, and all of it on paper."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import User
from alongside.goals.deciding import settle, step_done
from alongside.goals.models import Beside, Part
from alongside.goals.planning import More, TheirsToSay, add, add_step, lean_on, stand_beside
from alongside.goals.queries import plan_of
from alongside.goals.words import OF_CHALLENGES, OF_GOALS, OF_PRACTICES, SIDES, side_of
from alongside.people.authority import NotTheirs
from alongside.people.models import Agency, Person, Worker
from alongside.resources.keeping import end_resource, enter
from alongside.resources.models import Kind, Resource
from alongside.resources.telling import Told
from tests.alongside.caseload.test_pages import as_
from tests.alongside.goals.test_their_own import page, put
from tests.alongside.paper.reading import stands_in_order
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

K = Part.Kind


@pytest.fixture
def uma(here: Practice) -> Worker:
    """A worker under California's code, who supports Teo."""
    return here.with_("ca")


@pytest.fixture
def person(here: Practice) -> Person:
    return here.caseload.teo


@clause("ca.holistic.2")
def test_goals_stand_by_dimension_of_wellness_and_empty_ones_are_offered(uma: Worker, person: Person) -> None:
    client, path = as_(uma), f"/goals/{person.pk}/"
    for words, area in (("Sleep through.", "health"), ("Walk to the river.", "health"), ("A card game.", "friends")):
        put(client, person, "goal", words, area)
    put(client, person, "goal", "Something of my own.", "other")

    plan = plan_of(open_for(uma, person))
    shown = page(client, path)
    offered = client.get(f"{path}new/goal/?side=financial").context["form"]
    chosen = client.get(f"{path}new/goal/?side=social").context["form"]

    assert {side.name: [own.words for own in side.goals] for side in plan.sides if side.goals} == {
        "physical": ["Sleep through.", "Walk to the river."],
        "social": ["A card game."],
        "": ["Something of my own."],
    }
    assert stands_in_order(shown, "The body", "Walk to the river.", "People around", "A card game.", "Something else")
    empty = {name for name in SIDES if f"?side={name}" in shown}
    assert empty == set(SIDES) - {"physical", "social"}
    assert offered["area"].value() == "money"
    assert not chosen["area"].value()
    assert next(iter(chosen.fields["area"].choices))[0] == "custody"


def test_the_pages_of_a_plan_cost_no_more_with_twenty_five_parts_than_with_one(uma: Worker, person: Person) -> None:
    client, record, by = as_(uma), open_for(uma, person), client_user(uma)

    def grow(times: int) -> None:
        for number in range(times):
            more: dict[str, Any] = {"record": record, "by": by, "token": uuid4()}
            strength = add(kind=K.STRENGTH, area="", words=f"Strong {number}.", on=TODAY, **more)
            pain = add(
                kind=K.MATTERS, area="body", words="Pain.", on=TODAY, more=More(chose=True), **more | {"token": uuid4()}
            )
            step = add_step(goal=goal, words=f"Step {number}.", by_day=None, **more)
            for leans, on in ((None, strength), (step, strength), (step, pain)):
                lean_on(record=record, part=goal, step=leans, on_part=on, by=by)
            stand_beside(record=record, goal=goal, kind=Beside.Kind.SAME, words="So.", by=by, on=TODAY)
            step_done(record=record, step=step, is_done=True, by=by, on=TODAY, said_so=True)

    goal = put(client, person, "goal", "Rest.", "health")
    pages = (f"/goals/{person.pk}/", f"/goals/{person.pk}/{goal.pk}/")
    counted = []
    for times in (1, 24):
        grow(times)
        for path in pages:
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            counted.append(len(asked))

    assert counted[:2] == counted[2:]


def test_every_side_of_life_but_something_else_belongs_to_one_dimension() -> None:
    in_sides = [area for _words, areas in SIDES.values() for area in areas]

    assert len(SIDES) == 8
    assert sorted(in_sides) == sorted(set(OF_GOALS) - {"other"})
    assert side_of("other") == ""


@clause("ca.holistic.3")
def test_what_somebody_lives_with_is_kept_as_they_say_it_and_supports_are_fitted_to_it(
    uma: Worker, person: Person
) -> None:
    client = as_(uma)
    pain = put(client, person, "challenge", "Pain in the mornings, since the accident.", "body")
    pool = put(client, person, "support", "The warm pool on Tuesdays.", "place")
    other = put(client, person, "support", "My cousin.", "family")
    presence = put(client, person, "rest", "I sit by the door.", "presence")

    client.post(f"/goals/{person.pk}/{pain.pk}/", {"deed": "lean", "on": pool.pk})
    with pytest.raises(NotTheirs):
        lean_on(record=open_for(uma, person), part=presence, on_part=pool, by=client_user(uma))

    (kept,) = plan_of(open_for(uma, person)).challenges
    assert (kept.words, kept.area) == (
        "Pain in the mornings, since the accident.",
        "The body: illness, pain, a disability",
    )
    assert kept.leans_words == ["The warm pool on Tuesdays."]
    assert "What helps: The warm pool on Tuesdays" in page(client, f"/goals/{person.pk}/")
    at_pain = page(client, f"/goals/{person.pk}/{pain.pk}/")
    assert "By their choice, written down with them" in at_pain
    assert "What helps with it" in at_pain
    assert f'value="{other.pk}"' in at_pain
    assert "What helps with it" not in page(client, f"/goals/{person.pk}/{presence.pk}/")


@clause("ca.holistic.3")
def test_what_somebody_lives_with_is_written_down_by_their_choice_alone(uma: Worker, person: Person, teo: User) -> None:
    path, said = f"/goals/{person.pk}/new/challenge/", {"words": "I drink at night.", "area": "use"}

    form = page(as_(uma), path)
    without = as_(uma).post(path, said | {"token": str(uuid4())})
    with pytest.raises(TheirsToSay):
        add(record=open_for(uma, person), kind=K.MATTERS, token=uuid4(), by=client_user(uma), on=TODAY, **said)  # type: ignore[arg-type]
    own = as_(teo).post(path, said | {"token": str(uuid4())})

    assert "They chose to have this written down" in form
    assert without.status_code == 422
    assert "Write it down only if they chose to have it here." in unescape(without.content.decode())
    assert "I drink at night." in without.content.decode()
    assert own.status_code == 302
    assert Part.objects.count() == 1
    assert {"use", "developing", "body"} <= set(OF_CHALLENGES)


@pytest.mark.parametrize("shelf", ["practice", "challenge", "rest"])
def test_a_part_whose_kind_nobody_said_stays_on_its_shelf(uma: Worker, person: Person, shelf: str) -> None:
    client = as_(uma)
    part = put(client, person, shelf, "Just this.")

    client.post(f"/goals/{person.pk}/{part.pk}/", {"deed": "words", "words": "Just this, now.", "area": ""})

    plan = plan_of(open_for(uma, person))
    rows = {"practice": plan.practices, "challenge": plan.challenges, "rest": plan.rest}
    assert [own.words for own in rows.pop(shelf)] == ["Just this, now."]
    assert not any(rows.values())


@clause("ca.holistic.3")
def test_a_goal_and_a_single_step_are_for_what_somebody_lives_with(uma: Worker, person: Person) -> None:
    client = as_(uma)
    pain = put(client, person, "challenge", "Pain in the mornings.", "body")
    goal = put(client, person, "goal", "Walk to the river.", "health")
    step = add_step(
        record=open_for(uma, person), goal=goal, words="To the gate.", by_day=None, token=uuid4(), by=client_user(uma)
    )
    at_goal, at_step = f"/goals/{person.pk}/{goal.pk}/", f"/goals/{person.pk}/steps/{step.pk}/"

    client.post(at_goal, {"deed": "lean", "on": pain.pk})
    client.post(at_step, {"deed": "lean", "on": pain.pk})

    plan = plan_of(open_for(uma, person))
    assert plan.goals[0].helps_with == plan.goals[0].steps[0].helps_with == ["Pain in the mornings."]
    assert plan.challenges[0].carries == ["Walk to the river.", "To the gate."]
    assert "Worked on in: Walk to the river; To the gate" in page(client, f"/goals/{person.pk}/")
    assert "For: Pain in the mornings" in page(client, at_goal)
    client.post(at_step, {"deed": "let-go", "on": pain.pk, "said_so": "yes"})
    plan = plan_of(open_for(uma, person))
    assert (plan.goals[0].helps_with, plan.goals[0].steps[0].helps_with) == (["Pain in the mornings."], [])


@clause("ca.holistic.3")
def test_the_directory_is_offered_where_it_fits_and_what_they_want_goes_on_the_plan(
    here: Practice, uma: Worker, person: Person, teo: User
) -> None:
    agency, by = here.caseload.place.agency, here.amira
    rides = entered(agency, by, name="Silver Rides", kinds=("transport",), phone="505 555 0150")
    entered(agency, by, name="The Pantry", kinds=("food",))
    gone = entered(agency, by, name="Closed Clinic", kinds=("health",))
    end_resource(resource=gone, by=by)
    client = as_(uma)
    body = put(client, person, "challenge", "My knees.", "body")
    path = f"/goals/{person.pk}/{body.pk}/"

    offered = page(client, path)
    for _twice in range(2):
        client.post(path, {"deed": "fit", "on": rides.pk})

    assert f'href="/resources/{rides.pk}/"' in offered
    assert "The Pantry" not in offered
    assert "Closed Clinic" not in offered
    plan = plan_of(open_for(uma, person))
    assert [own.words for own in plan.supports] == ["Silver Rides, 505 555 0150"]
    assert plan.challenges[0].leans_words == ["Silver Rides, 505 555 0150"]
    assert "Places that may fit" not in page(as_(teo), path)
    assert as_(uma).post(path, {"deed": "fit", "on": 987654}).status_code == 404


def entered(agency: Agency, by: User, **told: Any) -> Resource:
    """A place in the agency's directory, checked today."""
    kinds = tuple(Kind(one) for one in told.pop("kinds"))
    said = Told(offers="Help.", source="They said so.", kinds=kinds, **told)
    return enter(agency, said, TODAY, by=by)


def client_user(worker: Worker):  # type: ignore[no-untyped-def]
    assert worker.user is not None
    return worker.user


@clause("ca.holistic.5")
def test_a_practice_they_chose_is_kept_and_read_back_and_never_marked_as_refusal(uma: Worker, person: Person) -> None:
    client = as_(uma)
    lodge = put(client, person, "practice", "Sweat lodge on Saturdays, in place of the clinic’s group.", "healing")

    settle(
        record=open_for(uma, person),
        part=lodge,
        status=Part.Status.SET_ASIDE,
        by=client_user(uma),
        on=TODAY,
        said_so=True,
    )
    settle(
        record=open_for(uma, person), part=lodge, status=Part.Status.OPEN, by=client_user(uma), on=TODAY, said_so=True
    )

    (kept,) = plan_of(open_for(uma, person)).practices
    assert kept.words == "Sweat lodge on Saturdays, in place of the clinic’s group."
    assert kept.area == "Healing arts, such as acupuncture or meditation"
    assert {"tradition", "healing", "spiritual", "secular", "harm"} < set(OF_PRACTICES)
    for spanish, refusals in ((False, ("refus", "declin", "non-compl")), (True, ("rechaz", "se neg", "incumpl"))):
        for path in (f"/goals/{person.pk}/", f"/goals/{person.pk}/{lodge.pk}/", f"/goals/{person.pk}/new/practice/"):
            shown = page(client, path, spanish=spanish).casefold()
            assert "/new/" in path or "sweat lodge on saturdays" in shown
            assert not [word for word in refusals if word in shown]
