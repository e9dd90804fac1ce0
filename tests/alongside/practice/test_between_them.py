"""What is told, agreed and promised; and how a case ends well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from alongside.caseload.ended import EndedByThem
from alongside.caseload.models import Assignment
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.practice.agreeing import Terms, agree, agreement_of
from alongside.practice.closing import (
    Ending,
    SettledBefore,
    ask_to_close,
    closings_waiting,
    come_back,
    person_ends,
    staff_closing,
)
from alongside.practice.models import Agreement, Closing, Contact, Promise, Told
from alongside.practice.planning import Plan, did_not_happen, plan_contact
from alongside.practice.promising import agree_anew, keep_promise, open_promises
from alongside.practice.refusals import NeedsWords, NotPossibleNow, NotStandingNow
from alongside.practice.telling import Heard, still_to_tell, tell_person
from alongside.practice.writing import Promised
from alongside.rulings.asking import ask_ruling
from alongside.rulings.duties import duties_of
from alongside.rulings.seeking import ActRefused
from canon.duties.owed import Status
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, open_for, planned, put_fee_on_file, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause

SAID_YES = Heard(Told.Took.SAID_YES, "en")
REASON = Ending("She found work and friends, and says she is ready.", "A weekly group.", "Call any time.")


def statuses(worker: Worker, name: str) -> list[Status]:
    return [own.owed.status for own in duties_of(worker, clock.today_in(worker.agency.time_zone)) if own.clause == name]


def ask(here: Practice, worker: Worker, person: Person, ground: Closing.Ground) -> Closing:
    record = open_for(worker, person)
    return ask_to_close(record=record, ground=ground, ending=REASON, by=user_of(worker), on=TODAY)


# ---- told before the first service


@clause("nm.reporting.4", "sud.3.17", "sud.2.15a", "ak.rel.1", "ak.rel.2", "ak.rel.5a")
@pytest.mark.parametrize(
    ("code", "name", "about"),
    [
        ("nm", "nm.reporting.4", Told.About.REPORTING),
        ("sud", "sud.3.17", Told.About.ROLE),
        ("sud", "sud.2.15a", Told.About.COSTS),
        ("ak", "ak.rel.1", Told.About.ROLE),
        ("ak", "ak.rel.2", Told.About.COSTS),
        ("ak", "ak.rel.5a", Told.About.REPORTING),
    ],
)
def test_what_is_owed_before_the_first_service_is_due_once_it_is_planned_and_met_once_told(
    here: Practice, code: str, name: str, about: Told.About
) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (here.with_(code), here.caseload.teo)
    put_fee_on_file(here)
    planned(worker, person, slot(worker, 14))

    due = statuses(worker, name)
    tell_person(record=open_for(worker, person), about=[about], heard=SAID_YES, by=user_of(worker), on=TODAY)

    assert due == [Status.DUE]
    assert statuses(worker, name) == [Status.MET]


@clause("nm.reporting.4")
def test_told_after_the_first_service_it_is_late_and_stays_so(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 8, day=date(2026, 11, 17))))

    before = statuses(here.dana, "nm.reporting.4")
    record = open_for(here.dana, here.rosa)
    tell_person(record=record, about=[Told.About.REPORTING], heard=SAID_YES, by=here.user, on=TODAY)

    assert (before, statuses(here.dana, "nm.reporting.4")) == ([Status.OVERDUE], [Status.MET_LATE])


@clause("nc.3.3")
def test_sharing_in_the_team_rests_on_the_person_having_been_told(here: Practice) -> None:
    worker = here.with_("nc")
    record = open_for(worker, here.caseload.teo)

    def asked() -> object:
        ruling = ask_ruling(
            "share-in-team", {}, worker=worker, by=user_of(worker), on=TODAY, person_id=here.caseload.teo.pk
        ).ruling
        return ruling.facts["person.knows_team_sharing"]

    before = asked()
    for _ in range(2):
        tell_person(
            record=record,
            about=[Told.About.TEAM, Told.About.CONFIDENTIALITY],
            heard=SAID_YES,
            by=user_of(worker),
            on=TODAY,
        )

    assert (before, asked()) == (False, True)
    assert Told.objects.count() == 2
    assert Told.About.TEAM not in still_to_tell(here.caseload.teo, worker)


# ---- agreed


@clause("sud.3.21")
def test_what_both_agree_is_kept_in_their_words_and_boundaries_meet_the_duty(here: Practice) -> None:
    worker = here.with_("sud")
    written(worker, here.caseload.teo, held(slot(worker, 8)))
    record = open_for(worker, here.caseload.teo)
    due = statuses(worker, "sud.3.21")

    terms = Terms("We both try things.", "He chooses the topic.", "No calls after nine.")
    rows = [agree(record=record, terms=terms, by=user_of(worker), on=TODAY) for _ in range(2)]

    kept = agreement_of(here.caseload.teo, worker)
    assert due == [Status.DUE]
    assert statuses(worker, "sud.3.21") == [Status.MET]
    assert len({row.pk for row in rows}) == 1
    assert kept is not None
    assert kept.data()["deciding"] == "He chooses the topic."
    assert b"after nine" not in bytes(Agreement.objects.get().sealed)


# ---- promised


@clause("nc.3.1", "ca.integrity.8")
@pytest.mark.parametrize(("code", "name"), [("nc", "nc.3.1"), ("ca", "ca.integrity.8")])
def test_a_promise_stands_open_until_it_is_kept_or_agreed_anew(here: Practice, code: str, name: str) -> None:
    worker, person = here.with_(code), here.caseload.teo
    promised = (Promised("Bring the bus pass form.", date(2026, 11, 21)), Promised("Ask about the class."))
    written(worker, person, held(slot(worker, 8), promises=promised))
    first, second = open_promises(worker)

    due = statuses(worker, name)
    keep_promise(promise=first, by=user_of(worker), on=TODAY)
    keep_promise(promise=first, by=user_of(worker), on=TODAY)
    anew = agree_anew(promise=second, words="Ask next week.", by_day=None, by=user_of(worker), on=TODAY)
    with pytest.raises(NotStandingNow):
        keep_promise(promise=second, by=user_of(worker), on=TODAY)

    assert due == [Status.DUE, Status.DUE]
    assert [row.words for row in open_promises(worker)] == ["Ask next week."]
    assert statuses(worker, name) == [Status.MET, Status.MET, Status.DUE]
    second.refresh_from_db()
    assert second.instead == anew


@clause("nc.3.1")
def test_a_promise_kept_is_ticked_where_the_next_contact_is_written(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 8), promises=(Promised("Bring the form."),)))
    promise = Promise.objects.get()

    later = replace(held(slot(here.dana, 9), "Brought the form."), kept=(promise.pk, 9999))
    written(here.dana, here.rosa, later)

    promise.refresh_from_db()
    assert (promise.status, promise.settled_on) == (Promise.Status.KEPT, TODAY)


def test_a_promise_settled_from_another_page_says_how_and_when_and_keeps_the_words(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana), promises=(Promised("Bring the form"),)))
    promise, path = Promise.objects.get(), f"/contacts/promises/{Promise.objects.get().pk}/"
    keep_promise(promise=promise, by=here.user, on=TODAY)

    late = as_(here.dana).post(path, {"words": "The other form, next week."}).content.decode()

    assert "This was settled on Thursday, November 19: Kept." in late
    assert "The other form, next week." in late


# ---- endings


@clause("nm.continuation.1", "nm.continuation.2", "nm.continuation.3", "nm.continuation.4a", "nm.role.8b")
def test_a_case_closes_once_it_is_staffed_with_its_reason_and_next_steps(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)

    waiting = list(closings_waiting(here.caseload.viewer(here.amira), here.caseload.place.agency))
    with pytest.raises(NotTheirs):
        staff_closing(closing=closing, is_agreed=True, words="", by=here.user, on=TODAY)
    closed = staff_closing(closing=closing, is_agreed=True, words="Well done, both.", by=here.amira, on=TODAY)

    assert [row.pk for row in waiting] == [closing.pk]
    assert closed.closed_on == TODAY
    assert closed.data()["next_steps"] == "A weekly group."
    assert Assignment.objects.get(person=here.rosa).why == Assignment.Why.CLOSED


@clause("nm.continuation.2")
@pytest.mark.parametrize("ground", [Closing.Ground.OTHER, Closing.Ground.NO_BENEFIT])
def test_a_ground_the_code_does_not_know_closes_nothing(here: Practice, ground: Closing.Ground) -> None:
    with pytest.raises(ActRefused) as refusal:
        ask(here, here.dana, here.rosa, ground)

    assert "nm.continuation.2" in refusal.value.ruling.told().decided_by
    assert not Closing.objects.exists()


@clause("sud.3.18", "ak.rel.8")
@pytest.mark.parametrize(("code", "name"), [("sud", "sud.3.18"), ("ak", "ak.rel.8")])
def test_support_that_no_longer_helps_is_ended_and_the_code_obliges_it(here: Practice, code: str, name: str) -> None:
    worker = here.with_(code)

    closing = ask(here, worker, here.caseload.teo, Closing.Ground.NO_BENEFIT)
    closed = staff_closing(closing=closing, is_agreed=True, words="", by=here.amira, on=TODAY)

    assert closed.ruling is not None
    assert name in closed.ruling.told().required_by


@clause("nm.role.8")
def test_nobody_is_closed_for_silence_without_attempts_on_file(here: Practice) -> None:
    with pytest.raises(ActRefused) as refusal:
        ask(here, here.dana, here.rosa, Closing.Ground.NO_RESPONSE)
    contact = planned(here.dana, here.rosa, slot(here.dana, 11))
    with clock.standing_at(MORNING + timedelta(hours=3)):
        did_not_happen(contact=contact, is_attempt=True, by=here.user)
        closing = ask(here, here.dana, here.rosa, Closing.Ground.NO_RESPONSE)
        closed = staff_closing(closing=closing, is_agreed=True, words="", by=here.amira, on=TODAY)

    assert "nm.role.8" in refusal.value.ruling.told().decided_by
    assert closed.closed_on == TODAY


@clause("nm.continuation.4", "sud.3.18a", "ak.rel.8a", "nm.continuation.4a")
@pytest.mark.parametrize("code", ["nm", "sud", "ak"])
def test_the_persons_wish_ends_service_at_once_and_staffing_never_holds_it_up(here: Practice, code: str) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (here.with_(code), here.caseload.teo)
    contact = planned(worker, person, slot(worker, 14))
    record = open_for(worker, person)

    rows = [person_ends(record=record, words="", by=user_of(worker), on=TODAY) for _ in range(2)]
    contact.refresh_from_db()
    with pytest.raises(EndedByThem):
        plan_contact(record=record, plan=Plan(slot(worker, 15), "", uuid4()), by=user_of(worker), on=TODAY)
    with pytest.raises(NotPossibleNow, match="ended this themselves"):
        staff_closing(closing=rows[0], is_agreed=False, words="Not yet.", by=here.amira, on=TODAY)
    closed = staff_closing(closing=rows[0], is_agreed=True, words="", by=here.amira, on=TODAY)

    assert len({row.pk for row in rows}) == 1
    assert contact.status == Contact.Status.CALLED_OFF
    assert Assignment.objects.get(person=person).why == Assignment.Why.PERSON_ASKED
    assert closed.closed_on == TODAY
    assert Entry.objects.filter(kind="service.ended-by-person").count() == 1


def test_two_supervisors_close_one_case_and_the_second_is_told_who_and_when(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)
    staff_closing(closing=closing, is_agreed=True, words="", by=here.amira, on=TODAY)

    administrator = here.caseload.place.others["administrator"]
    with pytest.raises(SettledBefore, match="Amira Haddad settled this on November 19, 2026"):
        staff_closing(closing=closing, is_agreed=False, words="Not yet.", by=administrator, on=TODAY)


@clause("nm.role.8a")
def test_a_no_keeps_service_going_and_it_may_be_asked_again(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)

    with pytest.raises(NeedsWords):
        staff_closing(closing=closing, is_agreed=False, words="", by=here.amira, on=TODAY)
    staff_closing(closing=closing, is_agreed=False, words="Give it a month.", by=here.amira, on=TODAY)
    again = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)

    assert again.pk != closing.pk
    assert Assignment.objects.get(person=here.rosa).status == Assignment.Status.OPEN


def test_the_door_stays_open(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)
    staff_closing(closing=closing, is_agreed=True, words="", by=here.amira, on=TODAY)

    for _ in range(2):
        come_back(closing=closing, by=here.amira, on=TODAY)

    closing.refresh_from_db()
    assert closing.returned_on == TODAY
    assert Entry.objects.filter(kind="case.returned").count() == 1


@clause("nm.continuation.4a")
def test_the_database_closes_no_case_that_was_not_staffed(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)

    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.filter(pk=closing.pk).update(closed_on=TODAY)
