"""The supervisor decides: it stays, within bounds and a day to look again, or it is undone. Later rulings read it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import User
from alongside.caseload.assigning import accept, offer
from alongside.caseload.covering import without_cover
from alongside.caseload.models import TieDecision
from alongside.caseload.refusals import CannotServeNow
from alongside.caseload.ties import Said, TieDecided, decide_tie, newest_tie, ties_to_decide
from alongside.declarations.deciding import Ruled, decide, decisions_open, mark_undone
from alongside.declarations.models import Declaration, DeclarationDecision, Undone
from alongside.declarations.queries import (
    gifts_taken,
    my_declarations,
    readable_by,
    register_of,
    to_decide,
)
from alongside.declarations.refusals import (
    DecidedMeanwhile,
    NeedsContext,
    NeedsReview,
    NeedsWords,
    NothingToUndo,
    StaysOff,
)
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import RoleKind, SupervisorOfRecord, Worker
from alongside.people.viewer import viewer_of
from alongside.rulings.actions import Decided, decide_referral
from alongside.rulings.asking import ask_ruling
from alongside.rulings.deputies import register_deputies
from alongside.rulings.models import Referral
from alongside.rulings.seeking import ActRefused
from alongside.supervision.deputies import deputised_by, deputy_of
from alongside.today.numbers import numbers_of
from tests.alongside.caseload.makers import Caseload, assign, user_of
from tests.alongside.declarations.makers import (
    BOUNDS,
    CHEAP,
    DEAR,
    IN_A_MONTH,
    KEEP,
    REMOVE,
    TIE,
    ahead,
    clauses_of,
    decided,
    happened,
    said,
    worker_under,
)
from tests.alongside.rulings.makers import MORNING, TODAY, account, give
from tests.clauses import clause


def another_supervisor(here: Caseload) -> User:
    return here.place.others["another supervisor"]


def pk_of(rows: object) -> list[int]:
    return [row.pk for row in rows]  # type: ignore[attr-defined]


@clause("sud.2.14", "sud.2.14a", "ak.conflict.1", "ak.conflict.1a", "nc.4.6a")
@pytest.mark.parametrize("code", ["nc", "sud", "ak"])
def test_a_tie_is_dated_waits_for_the_supervisor_and_passes_within_bounds(here: Caseload, code: str) -> None:
    worker = worker_under(here, code)
    row = happened(worker, said("second-tie", here.teo, TIE, on=TODAY - timedelta(days=2)))
    waiting = ask_ruling(
        "keep-dual-relationship", TIE, worker=worker, by=user_of(worker), on=TODAY, person_id=here.teo.pk
    )

    made = decided(row, BOUNDS, here.amira, words="Sit apart at choir; no talk of the visits there.")

    later = ask_ruling(
        "keep-dual-relationship", TIE, worker=worker, by=user_of(worker), on=TODAY, person_id=here.teo.pk
    )
    tie = TieDecision.objects.get()
    assert (row.on, row.declared_on) == (TODAY - timedelta(days=2), TODAY)
    assert waiting.ruling.answer.value == "refer"
    assert later.ruling.answer.value == "permitted"
    assert (tie.decision, tie.has_bounds, tie.review_on, tie.by) == ("go-on", True, made.review_on, here.amira)
    assert Referral.objects.get(kept=row.ruling).decision == "with-bounds"


@clause("ca.integrity.2", "sud.2.13a")
@pytest.mark.parametrize(("code", "deciding"), [("ca", "ca.integrity.2"), ("sud", "sud.2.13a")])
def test_a_conflict_that_calls_for_it_ends_the_tie_and_their_case_is_covered(
    here: Caseload, code: str, deciding: str
) -> None:
    worker, conflict = worker_under(here, code), {**TIE, "tie.conflicts": True}
    row = happened(worker, said("second-tie", here.teo, conflict))
    before = without_cover(here.place.agency, TODAY)

    decided(row, REMOVE, here.amira)

    later = ask_ruling(
        "keep-dual-relationship", conflict, worker=worker, by=user_of(worker), on=TODAY, person_id=here.teo.pk
    )
    left = without_cover(here.place.agency, TODAY)
    assign(here.teo, here.jo, here.amira)
    assert later.ruling.answer.value == "prohibited"
    assert deciding in {citation.clause for citation in later.ruling.decided_by}
    assert [(own.person, own.is_out, own.since) for own in (*before, *left)] == [(here.teo, True, TODAY)]
    assert without_cover(here.place.agency, TODAY) == []
    assert Notice.objects.get(kind="tie.step-out").user == worker.user


@clause("sud.2.13a")
def test_a_decision_to_go_on_after_all_takes_them_off_the_list_again(here: Caseload) -> None:
    worker = worker_under(here, "sud")
    row = happened(worker, said("second-tie", here.teo, {**TIE, "tie.conflicts": True}))
    decided(row, REMOVE, here.amira)

    decided(row, BOUNDS, here.amira, words="They sing in different groups now.")

    assert without_cover(here.place.agency, TODAY) == []


@clause("ca.integrity.2")
def test_a_declared_conflict_that_was_decided_passes(here: Caseload) -> None:
    worker, conflict = worker_under(here, "ca"), {**TIE, "tie.conflicts": True}
    decided(happened(worker, said("second-tie", here.teo, conflict)), BOUNDS, here.amira)

    row = ahead(worker, said("second-tie", here.teo, conflict))

    assert row.ruling.answer == "permitted"


@clause("nm.integrity.c")
def test_what_pulls_the_other_way_is_worked_through_on_record(here: Caseload) -> None:
    row = happened(here.dana, said("beliefs", here.rosa, {"conflict.exists": False}, words="My faith says otherwise."))

    with pytest.raises(NeedsWords):
        decided(row, KEEP, here.amira, words=" ")
    made = decided(row, KEEP, here.amira, words="Dana says so when it comes up, and we talk on Tuesdays.")

    assert made.details()["words"].startswith("Dana says so")
    assert made.on == TODAY


@clause("ca.integrity.6")
def test_the_context_of_a_gift_is_recorded_by_who_declares_and_by_who_decides(here: Caseload) -> None:
    from alongside.declarations.refusals import NeedsContext as Needed

    worker = worker_under(here, "ca")
    with pytest.raises(Needed):
        happened(worker, said("gift-to-me", here.teo, CHEAP))
    row = happened(
        worker, said("gift-to-me", here.teo, CHEAP, context="Tea is offered to every guest; a no is an insult.")
    )

    with pytest.raises(NeedsContext):
        decided(row, KEEP, here.amira)
    made = decided(row, KEEP, here.amira, context="An honor, of little worth; the team shares it.")

    assert row.details()["context"].startswith("Tea is offered")
    assert made.details()["context"].startswith("An honor")


def test_a_code_that_does_not_ask_for_context_is_given_none(here: Caseload) -> None:
    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR))

    assert decided(row, REMOVE, here.amira).details()["context"] == ""


def test_what_a_code_prohibits_can_only_be_undone(here: Caseload) -> None:
    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR))

    for decision in (KEEP, BOUNDS):
        with pytest.raises(StaysOff):
            decided(row, decision, here.amira)
    decided(row, REMOVE, here.amira)

    assert decisions_open(row) == (REMOVE,)
    assert Referral.objects.get(kept=row.ruling).decision == "not"


def test_bounds_need_words_and_a_day_still_to_come_also_in_the_table(here: Caseload) -> None:
    row = happened(here.dana, said("second-tie", here.rosa, TIE))

    with pytest.raises(NeedsReview):
        decide(declaration=row, ruled=Ruled(BOUNDS, "Sit apart."), by=here.amira)
    with pytest.raises(NeedsReview):
        decided(row, BOUNDS, here.amira, review_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclarationDecision.objects.create(
            agency=row.agency, declaration=row, decision=BOUNDS, sealed=b"x", on=TODAY, by=here.amira, at=MORNING
        )


def test_a_decision_sent_twice_is_one_and_a_stale_page_is_told_who_was_quicker(here: Caseload) -> None:
    row = happened(here.dana, said("second-tie", here.rosa, TIE))
    ruled = Ruled(KEEP, "Fine so.")

    both = {decide(declaration=row, ruled=ruled, by=here.amira).pk for _ in range(2)}

    assert len(both) == 1
    with pytest.raises(DecidedMeanwhile, match="Amira Haddad"):
        decide(declaration=row, ruled=Ruled(REMOVE, "On second thought."), by=here.amira)


def test_only_the_supervisor_of_record_decides_and_nobody_their_own(here: Caseload) -> None:
    row = happened(here.dana, said("second-tie", here.rosa, TIE))
    give(user_of(here.dana), RoleKind.SUPERVISOR, agency=here.place.agency)

    for somebody in (
        another_supervisor(here),
        here.place.others["administrator"],
        user_of(here.dana),
        user_of(here.jo),
    ):
        with pytest.raises(NotTheirs):
            decided(row, KEEP, somebody)
    with pytest.raises(NotTheirs):
        decide_referral(referral=Referral.objects.get(), decided=Decided(Referral.Decision.GO_AHEAD), by=here.amira)


def test_a_supervisor_named_since_takes_it_over_with_its_clock(here: Caseload) -> None:
    row = happened(here.dana, said("second-tie", here.rosa, TIE))
    due, other = Referral.objects.get().due_on, another_supervisor(here)
    SupervisorOfRecord.objects.filter(worker=here.dana).update(supervisor=other)

    decided(row, KEEP, other)

    standing = Referral.objects.exclude(status="taken-back").get()
    assert (standing.to, standing.due_on, standing.decision) == (other, due, "go-ahead")


def test_what_waited_for_nobody_is_decided_by_who_is_named(here: Caseload) -> None:
    SupervisorOfRecord.objects.filter(worker=here.dana).update(to_day=TODAY)
    row = happened(here.dana, said("second-tie", here.rosa, TIE))
    SupervisorOfRecord.objects.create(agency=here.place.agency, worker=here.dana, supervisor=here.amira, from_day=TODAY)

    assert counted(here) == (1, 0)
    assert pk_of(to_decide(viewer_of(here.amira))) == [row.pk]
    decided(row, KEEP, here.amira)

    assert not to_decide(viewer_of(here.amira)).exists()


def test_a_deputy_sees_and_decides_what_nobody_answered_in_time_and_not_before(here: Caseload) -> None:
    deputy = another_supervisor(here)
    register_deputies(lambda supervisor, agency, on: deputy, deputised_by)
    try:
        row = happened(here.dana, said("second-tie", here.rosa, TIE))
    finally:
        register_deputies(deputy_of, deputised_by)

    early = list(to_decide(viewer_of(deputy)))
    with clock.standing_at(MORNING + timedelta(days=8)):
        late = pk_of(to_decide(viewer_of(deputy)))
        decided(row, KEEP, deputy)

    assert (early, late) == ([], [row.pk])


def counted(here: Caseload) -> tuple[int, int]:
    """What waits for Amira beside her referrals, and what she is to look at again."""
    of = numbers_of(viewer_of(here.amira), here.place.agency).of
    return of["declared"], of["bounds_again"]


def test_the_day_to_look_again_comes_back_and_a_second_decision_stands(here: Caseload) -> None:
    row = happened(here.dana, said("second-tie", here.rosa, TIE))
    decided(row, BOUNDS, here.amira)
    before = counted(here)

    with clock.standing_at(MORNING + timedelta(days=30)):
        again = counted(here)
        decided(row, REMOVE, here.amira, words="The choir became too close.")
        done = counted(here)

    assert (before, again, done) == ((0, 0), (0, 1), (0, 0))
    assert TieDecision.objects.order_by("-pk").first().decision == "step-out"  # type: ignore[union-attr]


def test_what_is_to_be_undone_is_said_to_be_done_once_by_the_worker_alone(here: Caseload) -> None:
    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR))

    with pytest.raises(NothingToUndo):
        mark_undone(declaration=row, by=user_of(here.dana))
    decided(row, REMOVE, here.amira)
    with pytest.raises(NotTheirs):
        mark_undone(declaration=row, by=here.amira)
    for _ in range(2):
        mark_undone(declaration=row, by=user_of(here.dana))

    assert Undone.objects.get().on == TODAY
    assert Notice.objects.filter(kind="declaration.decided", user=user_of(here.dana)).count() == 1


@clause("nm.integrity.2", "ca.safety.2", "nc.6.3")
@pytest.mark.parametrize(
    ("code", "fact"), [("nm", "tie.was_romantic"), ("ca", "tie.was_romantic"), ("nc", "tie.was_sexual")]
)
def test_an_earlier_tie_declared_before_is_read_when_the_person_is_offered(
    here: Caseload, code: str, fact: str
) -> None:
    worker = here.jo if code == "nm" else worker_under(here, code)
    row = happened(worker, said("earlier-tie", None, {fact: True}, who="Rosa, from school", words="Years ago."))
    decided(row, REMOVE, here.amira, about=here.rosa)

    with pytest.raises(CannotServeNow) as refusal:
        offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)

    assert "roman" not in str(refusal.value).lower()


@clause("sud.2.16", "ak.conflict.4", "sud.2.14")
@pytest.mark.parametrize("code", ["sud", "ak"])
def test_a_sponsorship_keeps_an_offer_from_being_taken_on_until_it_has_ended(here: Caseload, code: str) -> None:
    worker = worker_under(here, code)
    sponsored = {"person.served": "never"}
    row = happened(worker, said("sponsorship", None, sponsored, who="Rosa", words="Since spring."))
    decided(row, KEEP, here.amira, about=here.rosa)
    told = newest_tie(worker, here.rosa)
    assert told is not None
    assert (told.is_sponsor, told.is_shared) == (True, True)

    first = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)
    with pytest.raises(ActRefused) as refusal:
        accept(assignment=first, said=Said(is_sponsor=True, is_shared=True), by=user_of(worker), on=TODAY)
    again = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)
    ended = Said(is_other=True, is_shared=True, words="Until last week.")
    with pytest.raises(ActRefused) as waiting:
        accept(assignment=again, said=ended, by=user_of(worker), on=TODAY)
    tie = newest_tie(worker, here.rosa)
    assert tie is not None
    decide_tie(tie=tie, decided=TieDecided(TieDecision.Decision.GO_ON), by=here.amira, on=TODAY)

    assert refusal.value.ruling.told().decided_by in (["sud.2.16"], ["ak.conflict.4"])
    assert waiting.value.ruling.answer == "refer"
    assert accept(assignment=again, said=ended, by=user_of(worker), on=TODAY).status == "open"


@clause("sud.2.16")
def test_ending_a_sponsorship_as_decided_lets_service_go_on_once_the_tie_is_decided(here: Caseload) -> None:
    worker = worker_under(here, "sud")
    assign(here.rosa, worker, here.amira)
    row = happened(worker, said("sponsorship", here.rosa, {"person.served": "now"}))
    decided(row, REMOVE, here.amira)
    during = newest_tie(worker, here.rosa)

    mark_undone(declaration=row, by=user_of(worker))

    after = newest_tie(worker, here.rosa)
    assert during is not None
    assert after is not None
    assert (during.sponsors, after.sponsors, after.is_any) == (True, False, True)


def test_a_tie_declared_is_decided_here_and_takes_nothing_back_of_what_was_told_before(here: Caseload) -> None:
    offered = offer(person=here.teo, worker=here.dana, by=here.amira, on=TODAY)
    with pytest.raises(ActRefused):
        accept(assignment=offered, said=Said(was_friendship=True, words="Private."), by=user_of(here.dana), on=TODAY)

    row = happened(here.dana, said("second-tie", here.teo, TIE))

    tie = newest_tie(here.dana, here.teo)
    assert tie is not None
    assert (tie.pk, tie.was_friendship, tie.is_other, "Private" in tie.words) == (row.tie_id, True, True, False)
    assert list(ties_to_decide(here.viewer(here.amira), here.place.agency)) == []


def test_the_years_gifts_are_summed_without_what_went_back(here: Caseload) -> None:
    ahead(here.dana, said("gift-to-me", here.rosa, {"gift.value": Decimal("12.50"), "gift.kind": "other"}))
    happened(here.dana, said("gift-to-me", here.rosa, {"gift.value": Decimal("7.25"), "gift.kind": "other"}))
    back = happened(here.dana, said("gift-to-me", here.rosa, DEAR))
    decided(back, REMOVE, here.amira)
    happened(here.dana, said("gift-from-me", here.rosa, CHEAP))

    assert gifts_taken(here.dana, here.rosa, TODAY.year) == Decimal("19.75")
    assert gifts_taken(here.dana, here.rosa, TODAY.year - 1) == Decimal("0.00")


def test_each_sees_their_own_the_supervisor_their_team_the_administrator_a_register_and_nobody_else_anything(
    here: Caseload,
) -> None:
    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR))
    others = here.place.others

    def reads(user: User) -> bool:
        return readable_by(viewer_of(user)).filter(pk=row.pk).exists()

    def lists(user: User) -> bool:
        return register_of(viewer_of(user), here.place.agency).filter(pk=row.pk).exists()

    assert [reads(user_of(here.dana)), reads(here.amira)] == [True, True]
    assert [lists(here.amira), lists(others["administrator"])] == [True, True]
    for name in ("administrator", "another supervisor", "colleague", "board staff", "auditor", "operator"):
        assert not reads(others[name]), name
    for name in ("another supervisor", "colleague", "board staff", "auditor", "operator"):
        assert not lists(others[name]), name
    assert my_declarations(here.jo).count() == 0


def test_an_administrator_elsewhere_sees_nothing(here: Caseload) -> None:
    happened(here.dana, said("gift-to-me", here.rosa, DEAR))
    stranger = account("Zed Far")
    give(stranger, RoleKind.AGENCY_ADMINISTRATOR, agency=here.elsewhere)

    assert not register_of(viewer_of(stranger), here.place.agency).exists()


@clause("ak.conflict.4", "sud.2.16")
@pytest.mark.parametrize(("code", "name"), [("ak", "ak.conflict.4"), ("sud", "sud.2.16")])
def test_a_refused_plan_tells_the_clause_and_leaves_no_tie(here: Caseload, code: str, name: str) -> None:
    worker = worker_under(here, code)

    with pytest.raises(ActRefused) as refusal:
        ahead(worker, said("sponsorship", here.teo))

    assert clauses_of(refusal.value.ruling) == {name}
    before = newest_tie(worker, here.teo)
    assert before is None or not before.is_any
    assert Worker.objects.filter(pk=worker.pk).exists()
    assert IN_A_MONTH > TODAY
    assert not Declaration.objects.exists()
