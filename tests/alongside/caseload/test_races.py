"""Two who answer the same at once: the later one is told who did, when and how, and keeps what they typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from alongside.caseload.access import open_record
from alongside.caseload.assigning import accept, end, offer, withdraw
from alongside.caseload.changes import ask_for_change
from alongside.caseload.glass import break_glass
from alongside.caseload.models import Assignment, ChangeAsked, Tie, TieDecision
from alongside.caseload.refusals import AlreadyTheirs, EndedBefore, NoLongerOffered, OfferedMeanwhile
from alongside.caseload.ties import Said, tell_tie_within
from alongside.people import clock
from alongside.supervision.deputies import name_deputy
from tests.alongside.caseload.makers import NOTHING, Caseload, assign, user_of
from tests.alongside.caseload.test_pages import A_YES, as_
from tests.alongside.rulings.makers import MORNING, TODAY

WHEN = "Thursday, November 19, "


def shared_tie(here: Caseload) -> Tie:
    assign(here.rosa, here.dana, here.amira)
    with transaction.atomic():
        return tell_tie_within(
            worker=here.dana,
            person=here.rosa,
            said=Said(is_other=True, is_shared=True, words="Same choir."),
            by=user_of(here.dana),
            on=TODAY - timedelta(days=30),
        )


def test_of_two_who_answer_a_change_the_later_is_told_and_keeps_their_words(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    record = open_record(here.rosa.pk, viewer=here.viewer(here.dana))
    asked = ask_for_change(
        record=record, worker=here.dana, wants=ChangeAsked.Wants.ROLE, words="", by=user_of(here.dana), on=TODAY
    )
    path = f"/people/waiting/changes/{asked.pk}/"
    as_(here.place.others["administrator"]).post(path, {"outcome": "changed", "words": "Done."})

    late = as_(here.amira).post(path, {"outcome": "stays", "words": "We talked it over at length."})
    seen = as_(here.amira).get(path).content.decode()

    asked.refresh_from_db()
    shown = late.content.decode()
    assert (late.status_code, asked.outcome) == (422, "changed")
    assert f"Ada Begay decided this on {WHEN}" in shown
    assert "We talked it over at length." in shown
    assert "Ada Begay decided this" in seen
    assert 'method="post" class="al-stack"' not in seen
    assert as_(here.place.others["colleague"]).get(path).status_code == 403


def test_a_deputy_who_decides_a_tie_second_is_told_and_a_page_from_before_decides_nothing(here: Caseload) -> None:
    tie = shared_tie(here)
    deputy = here.place.others["another supervisor"]
    name_deputy(agency=here.place.agency, supervisor=here.amira, deputy=deputy, by=here.amira)
    path = f"/people/waiting/ties/{tie.pk}/"
    opened = as_(deputy).get(path)
    as_(here.amira).post(path, {"seen": "0", "decision": "step-out", "words": "Too close."})

    late = as_(deputy).post(path, {"seen": "0", "decision": "go-on", "words": "Apart.", "review_on": "2026-12-17"})

    assert opened.status_code == 200
    assert late.status_code == 422
    assert f"Amira Haddad decided this on {WHEN}" in late.content.decode()
    assert "Apart." in late.content.decode()
    assert [row.decision for row in TieDecision.objects.all()] == ["step-out"]


def test_a_tie_told_anew_meanwhile_hands_back_what_was_typed(here: Caseload) -> None:
    tie = shared_tie(here)
    with transaction.atomic():
        tell_tie_within(
            worker=here.dana,
            person=here.rosa,
            said=Said(is_other=True, is_shared=True, words="Same choir, and neighbors now."),
            by=user_of(here.dana),
            on=TODAY,
        )

    late = as_(here.amira).post(f"/people/waiting/ties/{tie.pk}/", {"decision": "step-out", "words": "Too close."})

    assert late.status_code == 422
    assert "Dana Ruiz told anew how they know each other" in late.content.decode()
    assert "Too close." in late.content.decode()
    assert not TieDecision.objects.exists()


def test_a_record_looked_into_before_is_told_with_who_did(here: Caseload) -> None:
    glass = break_glass(person=here.rosa, reason="Unwell.", second_factor="totp", by=user_of(here.jo))
    path = f"/people/waiting/glass/{glass.pk}/"
    as_(here.place.others["administrator"]).post(path, {"finding": "right", "words": ""})

    late = as_(here.amira).post(path, {"finding": "not-right", "words": "Nobody called first."})

    assert late.status_code == 422
    assert f"Ada Begay decided this on {WHEN}" in late.content.decode()
    assert "Nobody called first." in late.content.decode()


def test_two_who_find_cover_at_once_hear_of_each_other(here: Caseload) -> None:
    sam = here.place.others["administrator"]
    page = as_(here.amira).get(f"/people/{here.rosa.pk}/offer/")
    with clock.standing_at(MORNING + timedelta(minutes=5)):
        offer(person=here.rosa, worker=here.dana, by=sam, on=TODAY)

    asked = {"worker": here.jo.pk, "standing": " ".join(str(row.pk) for row in page.context["standing"])}
    first = as_(here.amira).post(f"/people/{here.rosa.pk}/offer/", asked)
    again = as_(here.amira).post(
        f"/people/{here.rosa.pk}/offer/",
        asked | {"standing": " ".join(str(row.pk) for row in first.context["standing"])},
    )

    assert first.status_code == 422
    assert f"Ada Begay offered them to Dana Ruiz on {WHEN}" in first.content.decode()
    assert again.status_code == 302
    offer(person=here.teo, worker=here.dana, by=sam, on=TODAY)
    with pytest.raises(OfferedMeanwhile):
        offer(person=here.teo, worker=here.jo, seen=[], by=here.amira, on=TODAY)
    with pytest.raises(AlreadyTheirs, match=f"Ada Begay made it on {WHEN}"):
        offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)


def test_an_offer_taken_back_is_told_with_who_did_and_the_answers_are_handed_back(here: Caseload) -> None:
    row = offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)
    withdraw(assignment=row, by=here.place.others["administrator"])

    late = as_(here.dana).post(f"/people/offers/{row.pk}/", A_YES | {"is_other": "yes", "words": "We met at church."})
    with pytest.raises(NoLongerOffered, match="Ada Begay"):
        withdraw(assignment=row, by=here.amira)

    assert late.status_code == 422
    assert "Ada Begay took this offer back on" in late.content.decode()
    assert "We met at church." in late.content.decode()


def test_an_assignment_ended_before_says_who_ended_it(here: Caseload) -> None:
    row = assign(here.rosa, here.dana, here.amira)
    accept(
        assignment=offer(person=here.rosa, worker=here.jo, by=here.amira, on=TODAY),
        said=NOTHING,
        by=user_of(here.jo),
        on=TODAY,
    )
    end(assignment=row, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)

    with pytest.raises(EndedBefore, match="Amira Haddad ended this assignment on Thursday, November 19"):
        end(assignment=row, why=Assignment.Why.REASSIGNED, by=here.place.others["administrator"], on=TODAY)
