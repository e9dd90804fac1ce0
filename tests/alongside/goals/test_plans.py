"""A plan in the person's words: theirs to change, the worker beside it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.accounts.models import User
from alongside.caseload.access import Record, open_record
from alongside.caseload.refusals import TooLong
from alongside.goals.deciding import step_done
from alongside.goals.models import Beside, Part, Saying, Step
from alongside.goals.planning import NeedsWords, add, add_step, lean_on, say_anew, stand_beside
from alongside.goals.queries import plan_of
from alongside.people.authority import NotTheirs
from alongside.people.viewer import viewer_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause


def write(record: Record, words: str, kind: Part.Kind = Part.Kind.GOAL, area: str = "") -> Part:
    by = record.viewer.user
    return add(record=record, kind=kind, area=area, words=words, token=uuid4(), by=by, on=TODAY)


@clause("nm.role.4", "ak.intro.3")
def test_a_goal_is_kept_in_their_words_and_what_it_was_said_to_be_before(here: Practice) -> None:
    record = open_for(here.dana, here.rosa)

    goal = write(record, "  My own place, with a door. ", area="home")
    for words in ("A place of my own by spring.", "A place of my own by spring."):
        say_anew(record=record, part=goal, words=words, by=here.user, on=TODAY)

    assert [row.data()["words"] for row in Saying.objects.order_by("pk")] == [
        "My own place, with a door.",
        "A place of my own by spring.",
    ]
    assert plan_of(record).goals[0].words == "A place of my own by spring."
    assert b"spring" not in bytes(Saying.objects.last().sealed)  # type: ignore[union-attr]


@clause("nm.role.4b")
def test_steps_are_the_persons_and_encouragement_is_the_workers(here: Practice, rosa: User) -> None:
    record = open_for(here.dana, here.rosa)
    own = open_record(here.rosa.pk, viewer=viewer_of(rosa))
    goal = write(record, "A quiet evening a week.")

    step = add_step(record=record, goal=goal, words="Ask my sister.", by_day=None, token=uuid4(), by=here.user)
    step_done(record=own, step=step, is_done=True, by=rosa, on=TODAY)
    encouraged = Beside.Kind.ENCOURAGED
    stand_beside(record=record, goal=goal, kind=encouraged, words="You did it.", by=here.user, on=TODAY)
    with pytest.raises(NotTheirs):
        stand_beside(record=own, goal=goal, kind=encouraged, words="Well done, me.", by=rosa, on=TODAY)

    assert Step.objects.get().done_on == TODAY
    assert Beside.objects.get().worker == here.dana


@clause("ca.strengths.1", "ca.strengths.3", "ca.wellness.5", "ak.values.7")
def test_a_goal_leans_on_strengths_and_natural_supports_of_the_same_plan(here: Practice) -> None:
    record = open_for(here.dana, here.rosa)
    goal = write(record, "Sing again.")
    strength = write(record, "A good ear.", Part.Kind.STRENGTH)
    choir = write(record, "The choir on Sundays.", Part.Kind.SUPPORT, "culture")

    for part in (strength, choir, choir):
        lean_on(record=record, part=goal, on_part=part, by=here.user)
    with pytest.raises(NotTheirs):
        lean_on(record=record, part=goal, on_part=goal, by=here.user)

    assert plan_of(record).goals[0].leans_words == ["A good ear.", "The choir on Sundays."]


def test_only_the_person_and_who_is_assigned_write_in_it(here: Practice) -> None:
    amira = open_record(here.rosa.pk, viewer=viewer_of(here.amira))

    with pytest.raises(NotTheirs):
        write(amira, "Not hers to write.")
    for words, refused in (("  ", NeedsWords), ("x" * 1001, TooLong)):
        with pytest.raises(refused):
            write(open_for(here.dana, here.rosa), words)


def test_sent_twice_a_part_and_a_step_are_one(here: Practice) -> None:
    record, token = open_for(here.dana, here.rosa), uuid4()

    for _ in range(2):
        goal = add(record=record, kind=Part.Kind.GOAL, area="", words="Rest.", token=token, by=here.user, on=TODAY)
        add_step(record=record, goal=goal, words="Sleep.", by_day=None, token=token, by=here.user)

    assert (Part.objects.count(), Step.objects.count()) == (1, 1)


@clause("nm.role.4a")
def test_the_pages_take_a_goal_from_first_words_to_paper(here: Practice, rosa: User) -> None:
    dana, own = as_(here.dana), as_(rosa)
    path = f"/goals/{here.rosa.pk}/"

    form = dana.get(f"{path}new/goal/")
    made = dana.post(f"{path}new/goal/", {"token": str(uuid4()), "words": "See my son on Sundays.", "area": "custody"})
    part = made["Location"]
    dana.post(part, {"deed": "step", "token": str(uuid4()), "words": "Write to the court.", "by_day": ""})
    step = Step.objects.get()
    own.post(f"{path}steps/{step.pk}/", {"done": "yes"})
    mine = own.get("/goals/", follow=True)
    paper = own.get(f"{path}paper/")
    empty = dana.post(part, {"deed": "beside", "kind": "encouraged", "words": ""})

    assert b"Court, probation or parole" in form.content
    assert b"See my son on Sundays." in mine.content
    assert b"1 of 1 steps" in mine.content
    assert paper.content.startswith(b"%PDF")
    assert (empty.status_code, b"Say how you encouraged them." in empty.content) == (422, True)
    assert as_(here.caseload.jo).get(path).status_code == 404
    assert own.get("/people/").status_code == 403
