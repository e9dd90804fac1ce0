"""Offering, taking on, saying no: what the codes say before anybody is assigned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.caseload.assigning import accept, decline, end, offer, withdraw
from alongside.caseload.models import Assignment, Tie, TieDecision
from alongside.caseload.refusals import (
    AlreadyTheirs,
    CannotServeNow,
    LeavesThemAlone,
    NeedsReview,
    NoLongerOffered,
)
from alongside.caseload.stepping import come_back, step_back
from alongside.caseload.ties import (
    KINDS,
    Said,
    TieDecided,
    decide_tie,
    end_sponsorship_within,
    newest_tie,
    tell_tie_within,
    ties_to_decide,
)
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import SupervisorOfRecord
from alongside.rulings.asking import ask_ruling
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused
from tests.alongside.caseload.makers import NOTHING, Caseload, assign, hire, user_of
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause


def offered(here: Caseload) -> Assignment:
    return offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)


def test_an_offer_taken_on_by_somebody_who_does_not_know_the_person_begins_that_day(here: Caseload) -> None:
    row = accept(assignment=offered(here), said=NOTHING, by=user_of(here.dana), on=TODAY)

    assert (row.status, row.from_day) == (Assignment.Status.OPEN, TODAY)
    assert row.ruling is not None
    assert row.ruling.act == "accept-assignment"


def test_an_offer_made_twice_is_one_and_taken_on_twice_it_is_once(here: Caseload) -> None:
    first, second = offered(here), offered(here)

    taken = [accept(assignment=row, said=NOTHING, by=user_of(here.dana), on=TODAY) for row in (first, second)]

    assert first.pk == second.pk
    assert len({row.pk for row in taken}) == 1
    assert KeptRuling.objects.filter(act="accept-assignment").count() == 1


@clause("nm.integrity.2")
@pytest.mark.parametrize("tie", ["was_romantic", "was_sexual", "was_friendship"])
def test_an_earlier_romance_or_friendship_turns_the_offer_down_with_its_clause(here: Caseload, tie: str) -> None:
    row = offered(here)

    with pytest.raises(ActRefused) as refusal:
        accept(assignment=row, said=Said(**{tie: True}), by=user_of(here.dana), on=TODAY)

    row.refresh_from_db()
    assert row.status == Assignment.Status.DECLINED
    assert "nm.integrity.2" in refusal.value.ruling.told().decided_by


@clause("nm.integrity.2")
def test_what_was_told_once_is_asked_before_they_are_offered_again_and_nobody_learns_what_it_was(
    here: Caseload,
) -> None:
    with pytest.raises(ActRefused):
        accept(assignment=offered(here), said=Said(was_romantic=True), by=user_of(here.dana), on=TODAY)

    with pytest.raises(CannotServeNow) as refusal:
        offered(here)

    assert "roman" not in str(refusal.value).lower()


@clause("nc.6.3", "ca.safety.2")
@pytest.mark.parametrize(("code", "said"), [("nc", Said(was_sexual=True)), ("ca", Said(was_romantic=True))])
def test_a_sexual_or_romantic_relationship_is_asked_before_assignment(here: Caseload, code: str, said: Said) -> None:
    worker = hire(here.place, "Uma Reyes", code)
    row = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)

    with pytest.raises(ActRefused) as refusal:
        accept(assignment=row, said=said, by=user_of(worker), on=TODAY)

    assert refusal.value.ruling.answer == "prohibited"


@clause("sud.2.14", "sud.2.14a", "ak.conflict.1", "ak.conflict.1a")
@pytest.mark.parametrize("code", ["sud", "ak"])
def test_another_tie_waits_for_the_supervisor_and_then_passes_or_not(here: Caseload, code: str) -> None:
    worker = hire(here.place, "Uma Reyes", code)
    row = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)
    said = Said(is_other=True, is_shared=True, words="We share a church.")

    with pytest.raises(ActRefused) as refusal:
        accept(assignment=row, said=said, by=user_of(worker), on=TODAY)
    waiting = list(ties_to_decide(here.viewer(here.amira), here.place.agency))
    decide_tie(tie=waiting[0], decided=TieDecided(TieDecision.Decision.GO_ON), by=here.amira, on=TODAY)
    taken = accept(assignment=row, said=said, by=user_of(worker), on=TODAY)

    assert refusal.value.ruling.answer == "refer"
    assert [tie.words for tie in waiting] == ["We share a church."]
    assert taken.status == Assignment.Status.OPEN
    assert not ties_to_decide(here.viewer(here.amira), here.place.agency).exists()


@clause("sud.2.16", "ak.conflict.4", "nc.4.6")
@pytest.mark.parametrize(("code", "says"), [("sud", "sud.2.16"), ("ak", "ak.conflict.4"), ("nc", "nc.4.6")])
def test_nobody_takes_on_whom_they_sponsor_whatever_the_supervisor_decides(
    here: Caseload, code: str, says: str
) -> None:
    worker = hire(here.place, "Uma Reyes", code)
    sponsors = Said(is_sponsor=True, is_shared=True, words="Since spring.")

    def refused(said: Said) -> str:
        row = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)
        with pytest.raises(ActRefused) as refusal:
            accept(assignment=row, said=said, by=user_of(worker), on=TODAY)
        row.refresh_from_db()
        return f"{row.status} {refusal.value.ruling.told().decided_by}"

    first = refused(sponsors)
    decide_tie(
        tie=ties_to_decide(here.viewer(here.amira), here.place.agency).get(),
        decided=TieDecided(TieDecision.Decision.GO_ON),
        by=here.amira,
        on=TODAY,
    )

    assert first == refused(sponsors) == f"declined ['{says}']"


@clause("sud.2.16", "ak.conflict.4")
@pytest.mark.parametrize(("code", "says"), [("sud", "sud.2.16"), ("ak", "ak.conflict.4")])
def test_service_to_whom_they_sponsor_stops_while_it_lasts(here: Caseload, code: str, says: str) -> None:
    worker = hire(here.place, "Uma Reyes", code)
    row = assign(here.rosa, worker, here.amira)
    told = {"worker": worker, "person": here.rosa, "by": user_of(worker), "on": TODAY}

    def serves() -> tuple[str, set[str]]:
        asked = ask_ruling(
            "provide-service", {}, worker=worker, by=user_of(worker), on=TODAY, person_id=here.rosa.pk
        ).ruling
        return asked.answer.value, {own.clause for own in asked.decided_by}

    before = serves()
    with transaction.atomic():
        tell_tie_within(said=Said(is_sponsor=True, is_shared=True), **told)  # type: ignore[arg-type]
    during = serves()
    with transaction.atomic():
        end_sponsorship_within(**told)  # type: ignore[arg-type]

    assert row.status == Assignment.Status.OPEN
    assert before[0] != during[0] == "prohibited"
    assert says in during[1]
    assert says not in serves()[1]
    tie = newest_tie(worker, here.rosa)
    assert tie is not None
    assert (tie.is_sponsor, tie.is_other, tie.is_shared) == (False, True, True)


@pytest.mark.parametrize("tie", ["is_sponsor", "is_family", "is_business", "is_other"])
@pytest.mark.parametrize(("code", "answer"), [("nm", None), ("ca", "refer"), ("nc", "refer"), ("sud", "refer")])
def test_family_business_and_sponsorship_are_told_apart_and_each_code_says_its_own(
    here: Caseload, code: str, answer: str | None, tie: str
) -> None:
    worker = hire(here.place, "Uma Reyes", code)
    row = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)
    prohibited = tie == "is_sponsor" and code in {"nc", "sud"}

    try:
        accept(assignment=row, said=Said(**{tie: True}, is_shared=True), by=user_of(worker), on=TODAY)  # type: ignore[arg-type]
    except ActRefused as refusal:
        found: str | None = refusal.ruling.answer
    else:
        found = None

    told = Tie.objects.get()
    assert found == ("prohibited" if prohibited else answer)
    assert [name for name in KINDS if getattr(told, name)] == [tie]
    assert [own.pk for own in ties_to_decide(here.viewer(here.amira), here.place.agency)] == [told.pk]


def test_a_tie_told_before_sponsoring_was_asked_apart_leaves_that_open(here: Caseload) -> None:
    told = {"worker": here.dana, "person": here.rosa, "is_shared": False, "sealed": b"", "on": TODAY}
    ties = [
        Tie(was_romantic=False, was_sexual=False, was_friendship=False, is_other=is_other, **told)  # type: ignore[misc]
        for is_other in (True, False)
    ]

    assert [tie.sponsors for tie in ties] == [None, False]


@clause("sud.2.14a")
def test_stepping_out_of_a_tie_turns_the_offer_down(here: Caseload) -> None:
    worker = hire(here.place, "Uma Reyes", "sud")
    row = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)
    said = Said(is_other=True, is_shared=True)
    with pytest.raises(ActRefused):
        accept(assignment=row, said=said, by=user_of(worker), on=TODAY)

    tie = newest_tie(worker, here.rosa)
    assert tie is not None
    decide_tie(tie=tie, decided=TieDecided(TieDecision.Decision.STEP_OUT), by=here.amira, on=TODAY)
    with pytest.raises(ActRefused) as refusal:
        accept(assignment=row, said=said, by=user_of(worker), on=TODAY)

    row.refresh_from_db()
    assert refusal.value.ruling.answer == "prohibited"
    assert row.status == Assignment.Status.DECLINED


@clause("nc.4.6a")
def test_bounds_are_named_or_the_decision_is_not_taken(here: Caseload) -> None:
    worker = hire(here.place, "Uma Reyes", "nc")
    row = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)
    with pytest.raises(ActRefused):
        accept(assignment=row, said=Said(is_other=True, is_shared=True), by=user_of(worker), on=TODAY)
    tie = newest_tie(worker, here.rosa)
    assert tie is not None

    with pytest.raises(ValueError, match="Say why"):
        decide_tie(tie=tie, decided=TieDecided(TieDecision.Decision.GO_ON, has_bounds=True), by=here.amira, on=TODAY)
    named = TieDecided(TieDecision.Decision.GO_ON, has_bounds=True, words="Sit apart at meetings.")
    for never in (None, TODAY):
        with pytest.raises(NeedsReview):
            decide_tie(tie=tie, decided=replace(named, review_on=never), by=here.amira, on=TODAY)
    reviewed = replace(named, review_on=TODAY + timedelta(days=28))
    decide_tie(tie=tie, decided=reviewed, by=here.amira, on=TODAY)
    decide_tie(tie=tie, decided=reviewed, by=here.amira, on=TODAY)

    assert [row.words for row in TieDecision.objects.all()] == ["Sit apart at meetings."]


def test_a_tie_that_was_not_shared_is_nobodys_to_read_or_decide(here: Caseload) -> None:
    with pytest.raises(ActRefused):
        accept(assignment=offered(here), said=Said(was_friendship=True), by=user_of(here.dana), on=TODAY)
    tie = Tie.objects.get()

    with pytest.raises(NotTheirs):
        decide_tie(tie=tie, decided=TieDecided(TieDecision.Decision.GO_ON), by=here.amira, on=TODAY)
    assert not ties_to_decide(here.viewer(here.amira), here.place.agency).exists()


@clause("nm.rights.1")
def test_a_worker_says_no_and_it_reads_like_any_other_no(here: Caseload) -> None:
    row = offered(here)

    ruling = decline(assignment=row, is_protected_ground=False, by=user_of(here.dana), on=TODAY)

    row.refresh_from_db()
    assert ruling.answer == "permitted"
    assert row.status == Assignment.Status.DECLINED


@clause("nm.nondiscrimination.1", "nc.2.3", "ca.cultural.4", "ak.rel.4")
@pytest.mark.parametrize("code", ["nm", "nc", "ca", "ak"])
def test_who_the_person_is_is_no_reason_to_say_no(here: Caseload, code: str) -> None:
    worker = hire(here.place, "Uma Reyes", code)
    row = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)

    with pytest.raises(ActRefused) as refusal:
        decline(assignment=row, is_protected_ground=True, by=user_of(worker), on=TODAY)

    row.refresh_from_db()
    assert refusal.value.ruling.answer == "prohibited"
    assert row.status == Assignment.Status.OFFERED


@clause("sud.preamble.7", "ak.intro.6")
def test_nobody_is_offered_to_a_worker_without_a_supervisor_or_certificate(here: Caseload) -> None:
    SupervisorOfRecord.objects.filter(worker=here.jo).delete()
    lapsed = hire(here.place, "Uma Reyes", "sud", through=date(2026, 8, 1))

    for worker, missing in ((here.jo, "supervisor of record"), (lapsed, "certificate in force")):
        with pytest.raises(CannotServeNow, match=missing):
            offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)


@clause("nm.rights.0a")
def test_nobody_is_left_alone_by_ending_an_assignment(here: Caseload) -> None:
    first = assign(here.rosa, here.dana, here.amira)

    with pytest.raises(LeavesThemAlone):
        end(assignment=first, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)
    assign(here.rosa, here.jo, here.amira)
    ended = end(assignment=first, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)

    assert ended.to_day == TODAY


@clause("nm.rights.0", "nm.rights.0a")
def test_cover_that_stepped_back_or_lapsed_is_nobody(here: Caseload) -> None:
    first = assign(here.rosa, here.dana, here.amira)
    second = assign(here.rosa, here.jo, here.amira)
    uma = hire(here.place, "Uma Reyes", "sud", through=TODAY)
    assign(here.rosa, uma, here.amira)
    tomorrow = TODAY + timedelta(days=1)

    def ends(row: Assignment, on: date) -> Assignment:
        return end(assignment=row, why=Assignment.Why.COVER_OVER, by=here.amira, on=on)

    with clock.standing_at(MORNING + timedelta(days=1)):
        step = step_back(
            worker=here.dana, person=here.rosa, is_able=False, words="", by=user_of(here.dana), on=tomorrow
        )
        with pytest.raises(LeavesThemAlone):  # Dana stepped back, Uma's certificate ran out
            ends(second, tomorrow)
        come_back(step=step, by=user_of(here.dana), on=tomorrow)

        assert ends(second, tomorrow).status == Assignment.Status.ENDED
        with pytest.raises(LeavesThemAlone):
            ends(first, tomorrow)


@clause("sud.preamble.7", "ak.intro.6")
def test_whoever_takes_somebody_on_is_looked_at_again_that_day(here: Caseload) -> None:
    uma = hire(here.place, "Uma Reyes", "sud", through=TODAY)
    lapsing = offer(person=here.rosa, worker=uma, by=here.amira, on=TODAY)
    stepping = offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)
    alone = offer(person=here.rosa, worker=here.jo, by=here.amira, on=TODAY)
    tomorrow = TODAY + timedelta(days=1)

    with clock.standing_at(MORNING + timedelta(days=1)):
        step = step_back(worker=here.dana, person=None, is_able=False, words="", by=user_of(here.dana), on=tomorrow)
        SupervisorOfRecord.objects.filter(worker=here.jo).delete()
        for row, why in ((lapsing, "certificate"), (stepping, "stepped back"), (alone, "supervisor of record")):
            with pytest.raises(CannotServeNow, match=f"(You|Your) .*{why}"):
                accept(assignment=row, said=NOTHING, by=user_of(row.worker), on=tomorrow)
            row.refresh_from_db()
            assert row.status == Assignment.Status.OFFERED
        come_back(step=step, by=user_of(here.dana), on=tomorrow)

        assert accept(assignment=stepping, said=NOTHING, by=user_of(here.dana), on=tomorrow).from_day == tomorrow


def test_an_offer_is_answered_once_and_only_by_whom_it_was_made_to(here: Caseload) -> None:
    row = offered(here)

    with pytest.raises(NotTheirs):
        accept(assignment=row, said=NOTHING, by=user_of(here.jo), on=TODAY)
    withdraw(assignment=row, by=here.amira)

    with pytest.raises(NoLongerOffered):
        accept(assignment=row, said=NOTHING, by=user_of(here.dana), on=TODAY)


def test_only_those_who_offer_at_that_agency_offer_there(here: Caseload) -> None:
    for user in (user_of(here.jo), here.place.others["board staff"], here.place.others["auditor"]):
        with pytest.raises(NotTheirs):
            offer(person=here.rosa, worker=here.dana, by=user, on=TODAY)
    with pytest.raises(NotTheirs):
        offer(person=here.lena, worker=here.dana, by=here.place.others["administrator"], on=TODAY)
    assign(here.rosa, here.dana, here.amira)
    with pytest.raises(AlreadyTheirs):
        offered(here)


def test_the_database_keeps_one_standing_assignment_of_two_and_its_days(here: Caseload) -> None:
    row = assign(here.rosa, here.dana, here.amira)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            agency=here.place.agency,
            person=here.rosa,
            worker=here.dana,
            offered_by=here.amira,
            offered_at=row.offered_at,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=row.pk).update(status="ended")
