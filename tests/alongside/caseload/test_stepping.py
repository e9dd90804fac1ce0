"""Stepping back, cover, coming back; what a person asks for."""

from __future__ import annotations

import pytest
from django.http import Http404

from alongside.caseload.access import open_record
from alongside.caseload.assigning import accept, offer
from alongside.caseload.changes import answer_change, ask_for_change, changes_waiting
from alongside.caseload.covering import without_cover
from alongside.caseload.models import Assignment, ChangeAsked, StepBack
from alongside.caseload.refusals import CannotServeNow, NotSaid, NotStandingNow
from alongside.caseload.stepping import come_back, step_back
from alongside.journal.models import Entry
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.rulings.asking import ask_ruling
from alongside.rulings.seeking import ActRefused
from tests.alongside.caseload.makers import NOTHING, Caseload, assign, grant, hire, user_of
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause


def stepped_back(here: Caseload, **more: object) -> StepBack:
    return step_back(
        worker=here.dana,
        person=None,
        is_able=False,
        words="A hard week.",
        by=user_of(here.dana),
        on=TODAY,
        **more,  # type: ignore[arg-type]
    )


def step_back_from_rosa(here: Caseload, worker: Worker, *, is_able: bool, is_protected_ground: bool | None) -> StepBack:
    return step_back(
        worker=worker,
        person=here.rosa,
        is_able=is_able,
        is_protected_ground=is_protected_ground,
        words="",
        by=user_of(worker),
        on=TODAY,
    )


@clause("nm.rights.0", "nm.recovery.3", "nc.1.3", "sud.3.22")
@pytest.mark.parametrize("code", ["nm", "nc", "sud", "ca", "ak"])
def test_stepping_back_holds_at_once_under_every_code(here: Caseload, code: str) -> None:
    grant(here.place, here.dana, code) if code != "nm" else None
    assign(here.rosa, here.dana, here.amira)

    stepped_back(here)
    asked = ask_ruling("provide-service", {}, worker=here.dana, by=user_of(here.dana), on=TODAY)

    assert asked.ruling.facts["worker.is_able"] is False
    assert [own.person for own in without_cover(here.place.agency, TODAY)] == [here.rosa]


@clause("nm.rights.0", "nm.rights.0a")
def test_whoever_is_left_stands_on_the_list_until_cover_has_taken_over(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    stepped_back(here)

    cover = offer(person=here.rosa, worker=here.jo, kind=Assignment.Kind.COVER, by=here.amira, on=TODAY)
    offered = without_cover(here.place.agency, TODAY)
    accept(assignment=cover, said=NOTHING, by=user_of(here.jo), on=TODAY)

    assert [(own.person, own.offered) for own in offered] == [(here.rosa, here.jo)]
    assert without_cover(here.place.agency, TODAY) == []


@clause("nm.rights.0")
def test_from_one_person_alone_the_others_stay(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    assign(here.teo, here.dana, here.amira)

    step_back_from_rosa(here, here.dana, is_able=False, is_protected_ground=None)

    assert [own.person for own in without_cover(here.place.agency, TODAY)] == [here.rosa]


@clause("nc.1.3")
def test_coming_back_is_on_record_and_nobody_is_offered_to_them_before(here: Caseload) -> None:
    step = stepped_back(here)

    with pytest.raises(CannotServeNow, match="stepped back"):
        offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)
    come_back(step=step, by=user_of(here.dana), on=TODAY)
    offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)

    with pytest.raises(NotStandingNow):
        come_back(step=step, by=user_of(here.dana), on=TODAY)


def test_said_twice_it_is_once_and_its_reason_is_the_workers_own(here: Caseload) -> None:
    first, second = stepped_back(here), stepped_back(here)

    with pytest.raises(NotTheirs):
        come_back(step=first, by=here.amira, on=TODAY)

    assert first.pk == second.pk
    assert first.words == "A hard week."
    assert b"hard week" not in bytes(StepBack.objects.get().sealed)
    assert "hard" not in "".join(Entry.objects.values_list("body", flat=True))


@clause("nm.nondiscrimination.1", "nc.2.3", "ca.cultural.4", "ca.cultural.5", "ak.rel.4")
@pytest.mark.parametrize(
    ("code", "clauses"),
    [
        ("nm", {"nm.nondiscrimination.1"}),
        ("nc", {"nc.2.3"}),
        ("ca", {"ca.cultural.4", "ca.cultural.5"}),
        ("ak", {"ak.rel.4"}),
    ],
)
def test_who_the_person_is_is_no_reason_to_step_back_for_one_who_is_able(
    here: Caseload, code: str, clauses: set[str]
) -> None:
    worker = hire(here.place, "Uma Reyes", code)
    assign(here.rosa, worker, here.amira)

    with pytest.raises(ActRefused) as refusal:
        step_back_from_rosa(here, worker, is_able=True, is_protected_ground=True)
    assert set(refusal.value.ruling.told().decided_by) == clauses
    assert not StepBack.objects.exists()

    step_back_from_rosa(here, worker, is_able=True, is_protected_ground=False)
    assert StepBack.objects.count() == 1


def test_who_is_able_says_whether_it_is_about_who_somebody_is_and_who_is_not_is_not_asked(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)

    with pytest.raises(NotSaid):
        step_back_from_rosa(here, here.dana, is_able=True, is_protected_ground=None)
    row = step_back_from_rosa(here, here.dana, is_able=False, is_protected_ground=True)

    assert "reason.is_protected_ground" not in {fact.name for fact in row.ruling.told().facts}


@clause("sud.3.19", "ak.rel.9")
@pytest.mark.parametrize("code", ["sud", "ak"])
def test_what_a_person_asks_for_reaches_the_supervisor_and_the_code_obliges_it(here: Caseload, code: str) -> None:
    worker = hire(here.place, "Uma Reyes", code)
    assign(here.rosa, worker, here.amira)
    record = open_record(here.rosa.pk, viewer=here.viewer(worker))

    asked = [
        ask_for_change(
            record=record,
            worker=worker,
            wants=ChangeAsked.Wants.ANOTHER,
            words="I would rather see a woman.",
            by=user_of(worker),
            on=TODAY,
        )
        for _ in range(2)
    ]
    waiting = list(changes_waiting(here.viewer(here.amira), here.place.agency))
    answer_change(change=asked[0], outcome=ChangeAsked.Outcome.CHANGED, words="", by=here.amira)

    assert asked[0].pk == asked[1].pk
    assert [row.words for row in waiting] == ["I would rather see a woman."]
    assert asked[0].ruling is not None
    assert asked[0].ruling.told().required_by in (["sud.3.19"], ["ak.rel.9"])
    assert not changes_waiting(here.viewer(here.amira), here.place.agency).exists()


def test_another_supervisor_sees_no_changes_of_workers_they_do_not_supervise(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    record = open_record(here.rosa.pk, viewer=here.viewer(here.dana))
    ask_for_change(
        record=record, worker=here.dana, wants=ChangeAsked.Wants.ROLE, words="", by=user_of(here.dana), on=TODAY
    )

    other = here.place.others["another supervisor"]

    assert not changes_waiting(here.viewer(other), here.place.agency).exists()
    with pytest.raises(Http404):
        open_record(here.rosa.pk, viewer=here.viewer(other))
