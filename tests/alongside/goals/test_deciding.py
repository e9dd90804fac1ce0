"""What the person decides is made and marked by them; a worker marks it only with their word, and only where they have no account."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest

from alongside.accounts.models import User
from alongside.caseload.access import Record, open_record
from alongside.caseload.refusals import NotStandingNow
from alongside.goals.deciding import let_go, say_step_anew, set_step_aside, settle, step_done
from alongside.goals.meanwhile import DoneBefore
from alongside.goals.models import Decided, Leans, Part, Saying, Step
from alongside.goals.planning import add, add_step, lean_on, say_anew
from alongside.goals.queries import goals_ahead, plan_of, shown_part
from alongside.goals.theirs import TheirsToDecide
from alongside.people.models import Person, Worker
from alongside.people.viewer import viewer_of
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

REACHED = Part.Status.REACHED
SPEAKS = {"nc": "nc.2.1a", "ca": "ca.mutuality.3", "ak": "ak.rel.6b"}
"""The clause of a code that rules on deciding for a person; the other codes are silent, and it is refused all the same."""


def of(user: User, person: Person) -> Record:
    return open_record(person.pk, viewer=viewer_of(user))


def write(record: Record, words: str, kind: Part.Kind = Part.Kind.GOAL) -> Part:
    return add(record=record, kind=kind, area="", words=words, token=uuid4(), by=record.viewer.user, on=TODAY)


def step_of(record: Record, goal: Part, words: str = "Ask my sister.") -> Step:
    return add_step(record=record, goal=goal, words=words, by_day=None, token=uuid4(), by=record.viewer.user)


def every_choice(record: Record, goal: Part, step: Step, *, said_so: bool) -> list[Callable[[], object]]:
    """Each thing that is the person's to decide, as somebody would mark it: their own goal, step and link among them."""
    more = {"record": record, "by": record.viewer.user, "on": TODAY, "said_so": said_so}
    return [
        lambda: settle(part=goal, status=REACHED, **more),  # type: ignore[arg-type]
        lambda: step_done(step=step, is_done=True, **more),  # type: ignore[arg-type]
        lambda: set_step_aside(step=step, is_aside=True, **more),  # type: ignore[arg-type]
        lambda: say_anew(part=goal, words="What I think they want.", **more),  # type: ignore[arg-type]
        lambda: say_step_anew(step=step, words="A better step.", by_day=None, token=uuid4(), **more),  # type: ignore[arg-type]
        lambda: let_go(part=goal, on_part=Leans.objects.get().on_part, **more),  # type: ignore[arg-type]
    ]


@clause("nc.2.1", "nc.2.1a", "ca.person.8", "ca.mutuality.3", "ak.rel.6b")
@pytest.mark.parametrize("said_so", [False, True])
@pytest.mark.parametrize("code", ["nm", "nc", "ca", "sud", "ak"])
def test_no_worker_makes_or_marks_a_choice_of_somebody_who_can(
    here: Practice, teo: User, code: str, said_so: bool
) -> None:
    worker, person = here.with_(code), here.caseload.teo
    own = of(teo, person)
    goal = write(own, "Learn to drive.")
    step = step_of(own, goal)
    lean_on(record=own, part=goal, on_part=write(own, "Steady hands.", Part.Kind.STRENGTH), by=teo)

    for attempt in every_choice(open_for(worker, person), goal, step, said_so=said_so):
        with pytest.raises(ActRefused if code in SPEAKS else TheirsToDecide) as refused:
            attempt()
        if isinstance(refused.value, ActRefused):
            told = refused.value.ruling.told()
            assert [name for own_ in told.codes for name in own_.decided_by] == [SPEAKS[code]]

    assert KeptRuling.objects.filter(act="decide-for-person", worker=worker).count() == 6
    assert not Decided.objects.exists()
    shown = shown_part(goal)
    assert (shown.words, shown.part.status, shown.steps[0].done_on) == ("Learn to drive.", "open", None)
    assert shown.leans_on


@clause("nc.2.1", "ca.person.8")
@pytest.mark.parametrize(("code", "beside"), [("nc", "nc.2.1"), ("ca", "ca.person.8"), ("nm", "nm.role.4b")])
def test_the_page_offers_a_worker_no_mark_and_a_forged_one_meets_the_clause(
    here: Practice, teo: User, code: str, beside: str
) -> None:
    worker, person = here.with_(code), here.caseload.teo
    goal = write(open_for(worker, person), "Learn to drive.")
    path = f"/goals/{person.pk}/{goal.pk}/"
    client = as_(worker)

    page = unescape(client.get(path).content.decode())
    forged = client.post(path, {"deed": "settle", "status": "reached", "said_so": "yes"})

    assert 'value="reached"' not in page
    assert "Teo marks steps and goals on their own page." in page
    assert beside in page
    assert forged.status_code == 422
    assert SPEAKS.get(code, beside) in forged.content.decode()
    assert Part.objects.get().status == "open"


@clause("nc.2.1")
def test_without_an_account_their_word_is_kept_and_shown_and_without_it_nothing_is_marked(here: Practice) -> None:
    uma, person = here.with_("nc"), here.caseload.teo
    record, client = open_for(uma, person), as_(uma)
    goal = write(record, "A quiet evening a week.")
    step = step_of(record, goal)
    path = f"/goals/{person.pk}/{goal.pk}/"

    bare = client.post(f"/goals/{person.pk}/steps/{step.pk}/", {"done": "yes"})
    offered = client.get(path).content.decode()
    client.post(f"/goals/{person.pk}/steps/{step.pk}/", {"done": "yes", "said_so": "yes"})
    client.post(path, {"deed": "settle", "status": "reached", "said_so": "yes"})
    page = client.get(path).content.decode()

    assert (bare.status_code, "nc.2.1a" in bare.content.decode()) == (422, True)
    assert "They said they did it" in offered
    assert "They said: reached" in offered
    assert [(row.what, row.worker, row.by) for row in Decided.objects.order_by("pk")] == [
        ("done", uma, user_of(uma)),
        ("reached", uma, user_of(uma)),
    ]
    assert page.count("They said so, with Uma Reyes") == 2
    assert "Marked by themselves" not in page


@clause("ca.person.8", "nc.2.1")
def test_the_person_changes_their_own_plan_and_it_shows_who_wrote_and_marked_it(here: Practice, rosa: User) -> None:
    goal = write(open_for(here.dana, here.rosa), "Learn to drive.")
    own = of(rosa, here.rosa)

    say_anew(record=own, part=goal, words="Learn to drive a bus.", by=rosa, on=TODAY)
    settle(record=own, part=goal, status=REACHED, by=rosa, on=TODAY)
    settle(record=own, part=goal, status=Part.Status.OPEN, by=rosa, on=TODAY)

    shown = shown_part(Part.objects.get())
    assert (shown.words, shown.is_own, shown.part.ended_on) == ("Learn to drive a bus.", True, None)
    assert [row.what for row in Decided.objects.order_by("pk")] == ["reached", "open"]
    assert all(row.is_own for row in Decided.objects.all())
    page = as_(here.dana).get(f"/goals/{here.rosa.pk}/{goal.pk}/").content.decode()
    assert page.count("Marked by themselves") == 2


def test_a_worker_says_anew_what_they_wrote_down_with_them_and_not_what_the_person_wrote(
    here: Practice, rosa: User
) -> None:
    record = open_for(here.dana, here.rosa)
    goal = write(record, "Learn to drive.")

    say_anew(record=record, part=goal, words="Learn to drive a van.", by=here.user, on=TODAY)
    say_anew(record=of(rosa, here.rosa), part=goal, words="A bus!", by=rosa, on=TODAY)
    with pytest.raises(TheirsToDecide):
        say_anew(record=record, part=goal, words="A van is better.", by=here.user, on=TODAY, said_so=True)
    page = as_(here.dana).get(f"/goals/{here.rosa.pk}/{goal.pk}/").content.decode()

    assert [row.data()["words"] for row in Saying.objects.order_by("pk")] == [
        "Learn to drive.",
        "Learn to drive a van.",
        "A bus!",
    ]
    assert "Say it anew" not in page


@clause("ca.person.8")
def test_a_step_is_said_anew_left_and_taken_up_again_by_the_person(here: Practice, rosa: User) -> None:
    own, client = of(rosa, here.rosa), as_(rosa)
    goal = write(own, "A quiet evening a week.")
    step, token = step_of(own, goal), uuid4()
    path = f"/goals/{here.rosa.pk}/steps/"

    form = client.get(f"{path}{step.pk}/").content.decode()
    for _ in range(2):
        client.post(
            f"{path}{step.pk}/",
            {"deed": "anew", "token": str(token), "words": "Ask my aunt.", "by_day": "2026-11-30"},
        )
    anew = Step.objects.get(instead_of=step)
    client.post(f"{path}{anew.pk}/", {"aside": "yes"})
    left = client.get(f"/goals/{here.rosa.pk}/{goal.pk}/").content.decode()
    ahead = goals_ahead(own)[0].steps
    client.post(f"{path}{anew.pk}/", {"aside": "no"})

    assert 'value="Ask my sister."' in form
    assert "Steps set aside" in left
    assert ahead == 0
    assert [one.words for one in shown_part(goal).steps] == ["Ask my aunt."]
    assert "Ask my sister." in client.get(f"{path}{anew.pk}/").content.decode()
    assert [own_.words for own_ in plan_of(own).goals[0].steps] == ["Ask my aunt."]
    assert [row.what for row in Decided.objects.order_by("pk")] == ["said-anew", "set-aside", "open"]


def test_what_was_done_or_said_anew_is_not_left(here: Practice) -> None:
    record = open_for(here.dana, here.rosa)
    goal = write(record, "Rest.")
    done, said = step_of(record, goal), step_of(record, goal, "Sleep.")
    by = here.user

    step_done(record=record, step=done, is_done=True, by=by, on=TODAY, said_so=True)
    say_step_anew(record=record, step=said, words="Nap.", by_day=None, token=uuid4(), by=by, on=TODAY)

    with pytest.raises(DoneBefore):
        set_step_aside(record=record, step=done, is_aside=True, by=by, on=TODAY, said_so=True)
    with pytest.raises(NotStandingNow):
        set_step_aside(record=record, step=said, is_aside=False, by=by, on=TODAY, said_so=True)
    with pytest.raises(NotStandingNow):
        step_done(record=record, step=said, is_done=True, by=by, on=TODAY, said_so=True)
    assert step_done(record=record, step=done, is_done=True, by=by, on=TODAY) is None


def test_a_link_ends_and_begins_again_and_a_goal_moves_to_another_side_of_life(here: Practice, rosa: User) -> None:
    own, client = of(rosa, here.rosa), as_(rosa)
    goal, ear = write(own, "Sing again."), write(own, "A good ear.", Part.Kind.STRENGTH)
    path = f"/goals/{here.rosa.pk}/{goal.pk}/"

    for deed, leans in (("lean", [ear.pk]), ("let-go", []), ("lean", [ear.pk]), ("let-go", [])):
        client.post(path, {"deed": deed, "on": ear.pk})
        assert shown_part(goal).leans_on == leans
    client.post(path, {"deed": "words", "words": "Sing again.", "area": "culture"})
    client.post(path, {"deed": "words", "words": "Sing again.", "area": "friends"})
    page = client.get(path).content.decode()

    assert shown_part(Part.objects.get(pk=goal.pk)).area == "Friends and community"
    assert "Culture and spirit ·" in page
    assert plan_of(own).goals[0].leans_words == []


def test_a_part_set_aside_stays_within_reach(here: Practice, rosa: User) -> None:
    own, client = of(rosa, here.rosa), as_(rosa)
    goal = write(own, "Sing again.")

    settle(record=own, part=goal, status=Part.Status.SET_ASIDE, by=rosa, on=TODAY)

    assert plan_of(own).goals == []
    assert f'href="/goals/{here.rosa.pk}/{goal.pk}/"' in client.get(f"/goals/{here.rosa.pk}/").content.decode()


def test_whoever_supervises_marks_nothing(here: Practice) -> None:
    record = open_for(here.dana, here.rosa)
    goal = write(record, "Rest.")
    step = step_of(record, goal)
    amira = as_(here.amira)

    amira.post(f"/goals/{here.rosa.pk}/{goal.pk}/", {"deed": "settle", "status": "reached", "said_so": "yes"})
    sent = amira.post(f"/goals/{here.rosa.pk}/steps/{step.pk}/", {"done": "yes", "said_so": "yes"})

    assert sent.status_code == 404
    assert Part.objects.get().status == "open"
    assert Step.objects.get().done_on is None


def test_somebody_whose_account_ended_is_marked_with_their_word(here: Practice, rosa: User) -> None:
    worker: Worker = here.dana
    goal = write(of(rosa, here.rosa), "Rest.")
    rosa.is_active = False
    rosa.save()

    marked = settle(record=open_for(worker, here.rosa), part=goal, status=REACHED, by=here.user, on=TODAY, said_so=True)

    assert marked is not None
    assert marked.worker == worker
