"""Two phones at once: the second is told who was first and when, and what they typed stays in the form."""

from __future__ import annotations

from html import unescape
from uuid import uuid4

import pytest

from alongside.accounts.models import User
from alongside.caseload.access import open_record
from alongside.goals.deciding import say_step_anew, set_step_aside, settle, step_done
from alongside.goals.meanwhile import DoneBefore, LeftBefore, SaidAnewBefore, SaidMeanwhile, SettledMeanwhile
from alongside.goals.models import Part, Saying, Step
from alongside.goals.planning import add_step, say_anew
from alongside.goals.queries import shown_part
from alongside.people.viewer import viewer_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.goals.test_their_own import put
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

WHEN = "Thursday, November 19"


@pytest.fixture
def goal(here: Practice) -> Part:
    """Written down by Dana, with Rosa."""
    return put(as_(here.dana), here.rosa, "goal", "A place of my own.", "home")


@pytest.fixture
def step(here: Practice, goal: Part) -> Step:
    record = open_for(here.dana, here.rosa)
    return add_step(record=record, goal=goal, words="Call.", by_day=None, token=uuid4(), by=here.user)


@clause("nm.role.4")
def test_words_said_on_two_phones_are_both_kept_and_the_second_is_told_who_and_when(
    here: Practice, rosa: User, goal: Part
) -> None:
    path, dana = f"/goals/{here.rosa.pk}/{goal.pk}/", as_(here.dana)
    seen = Saying.objects.get(part=goal).pk
    record = open_record(here.rosa.pk, viewer=viewer_of(rosa))

    shown = dana.get(path).content.decode()
    say_anew(record=record, part=goal, words="A room by spring.", area="money", seen=seen, by=rosa, on=TODAY)
    with pytest.raises(SaidMeanwhile):
        say_anew(record=record, part=goal, words="Two rooms.", seen=seen, by=rosa, on=TODAY)
    second = as_(rosa).post(path, {"deed": "words", "seen": seen, "words": "Two rooms by May.", "area": "home"})
    page = unescape(second.content.decode())

    assert f'name="seen" value="{seen}"' in shown
    assert second.status_code == 409
    assert f"Rosa changed this after you opened the page, on {WHEN} at" in page
    assert "A room by spring." in page
    assert "Two rooms by May." in page
    assert Saying.objects.filter(part=goal).count() == 2
    newest = Saying.objects.filter(part=goal).latest("pk").pk
    assert f'name="seen" value="{newest}"' in page
    again = as_(rosa).post(path, {"deed": "words", "seen": newest, "words": "Two rooms by May.", "area": "home"})
    assert again.status_code == 302
    assert shown_part(Part.objects.get(pk=goal.pk)).words == "Two rooms by May."


def test_the_same_words_on_two_phones_are_no_conflict(here: Practice, goal: Part) -> None:
    record, seen = open_for(here.dana, here.rosa), Saying.objects.get(part=goal).pk

    for _phone in range(2):
        say_anew(record=record, part=goal, words="By spring.", seen=seen, by=here.user, on=TODAY)

    assert Saying.objects.filter(part=goal).count() == 2


def test_a_goal_reached_on_one_phone_is_not_set_aside_from_the_other_unseen(
    here: Practice, rosa: User, goal: Part
) -> None:
    record = open_record(here.rosa.pk, viewer=viewer_of(rosa))
    path, client = f"/goals/{here.rosa.pk}/{goal.pk}/", as_(rosa)

    settle(record=record, part=goal, status=Part.Status.REACHED, was=Part.Status.OPEN, by=rosa, on=TODAY)
    with pytest.raises(SettledMeanwhile):
        settle(record=record, part=goal, status=Part.Status.SET_ASIDE, was=Part.Status.OPEN, by=rosa, on=TODAY)
    same = client.post(path, {"deed": "settle", "status": "reached", "was": "open"})
    other = client.post(path, {"deed": "settle", "status": "set-aside", "was": "open"})

    assert (same.status_code, other.status_code) == (302, 409)
    assert f"Rosa marked it after you opened the page, on {WHEN} at" in unescape(other.content.decode())
    assert Part.objects.get(pk=goal.pk).status == "reached"
    assert client.post(path, {"deed": "settle", "status": "set-aside", "was": "reached"}).status_code == 302


@clause("ca.person.8")
def test_a_step_said_anew_twice_tells_the_second_and_offers_their_words_for_the_step_that_stands(
    here: Practice, step: Step
) -> None:
    client, path = as_(here.dana), f"/goals/{here.rosa.pk}/steps/{step.pk}/"
    send = {"deed": "anew", "by_day": "2026-11-30"}

    client.post(path, send | {"words": "Call my aunt.", "token": str(uuid4())})
    second = client.post(path, send | {"words": "Write to my aunt.", "token": str(uuid4())})
    page, stands = unescape(second.content.decode()), Step.objects.get(instead_of=step)

    assert second.status_code == 409
    assert f"Dana Ruiz said this step in other words on {WHEN} at" in page
    assert "Call my aunt." in page
    assert 'value="Write to my aunt."' in page
    assert f'action="/goals/{here.rosa.pk}/steps/{stands.pk}/"' in page
    assert client.get(path)["Location"] == f"/goals/{here.rosa.pk}/steps/{stands.pk}/"
    record = open_for(here.dana, here.rosa)
    for act in (step_done, set_step_aside):
        flag = {"is_done": True} if act is step_done else {"is_aside": False}
        with pytest.raises(SaidAnewBefore):
            act(record=record, step=step, by=here.user, on=TODAY, said_so=True, **flag)


@pytest.mark.parametrize("first", ["done", "left"])
def test_a_step_done_or_left_on_one_phone_keeps_the_words_typed_on_the_other(
    here: Practice, rosa: User, goal: Part, step: Step, first: str
) -> None:
    record = open_record(here.rosa.pk, viewer=viewer_of(rosa))
    if first == "done":
        step_done(record=record, step=step, is_done=True, by=rosa, on=TODAY)
    else:
        set_step_aside(record=record, step=step, is_aside=True, by=rosa, on=TODAY)
    dana, path = as_(here.dana), f"/goals/{here.rosa.pk}/steps/{step.pk}/"
    typed = {"deed": "anew", "words": "Call before noon.", "by_day": "", "token": str(uuid4())}

    second = dana.post(path, typed)
    page = unescape(second.content.decode())

    with pytest.raises(DoneBefore if first == "done" else LeftBefore):
        say_step_anew(record=record, step=step, words="x", by_day=None, token=uuid4(), by=rosa, on=TODAY)
    assert second.status_code == 409
    assert ("Rosa marked it as done on" if first == "done" else "Rosa left this step on") in page
    assert 'value="Call before noon."' in page
    assert "It can be a step of its own." in page
    dana.post(f"/goals/{here.rosa.pk}/{goal.pk}/", typed | {"deed": "step"})
    assert [one.words for one in shown_part(goal).steps][-1] == "Call before noon."
    assert Step.objects.filter(instead_of=step).count() == 0
