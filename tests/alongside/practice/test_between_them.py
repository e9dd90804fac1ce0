"""What is told, agreed and promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from alongside.people import clock
from alongside.people.models import Worker
from alongside.practice.agreeing import Terms, agree, agreement_of
from alongside.practice.models import Agreement, Hold, Promise, Told
from alongside.practice.promising import agree_anew, keep_promise, open_promises
from alongside.practice.refusals import NotStandingNow
from alongside.practice.telling import Heard, still_to_tell, tell_person
from alongside.practice.writing import Promised
from alongside.rulings.asking import ask_ruling
from alongside.rulings.duties import duties_of
from canon.duties.owed import Status
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, open_for, planned, put_fee_on_file, slot, written
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

SAID_YES = Heard(Told.Took.SAID_YES, "en")
SAID_SO = Agreement.Took.SAID_YES


def statuses(worker: Worker, name: str) -> list[Status]:
    return [own.owed.status for own in duties_of(worker, clock.today_in(worker.agency.time_zone)) if own.clause == name]


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


@clause("nm.reporting.4", "sud.3.17", "ak.rel.5a")
@pytest.mark.parametrize(("code", "name"), [("nm", "nm.reporting.4"), ("sud", "sud.3.17"), ("ak", "ak.rel.5a")])
def test_a_visit_is_planned_with_what_is_to_be_said_first_and_one_without_it_is_written_billed_and_seen(
    here: Practice, code: str, name: str
) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (here.with_(code), here.caseload.teo)
    put_fee_on_file(here)
    client, address = as_(worker), f"/contacts/plan/{person.pk}/"

    before = client.get(address).content.decode()
    planned(worker, person, slot(worker, 14))
    written(worker, person, held(slot(worker, 8)))
    late = statuses(worker, name)
    seen = as_(here.amira).get("/supervision/duties/").content.decode()
    tell_person(record=open_for(worker, person), about=list(Told.About), heard=SAID_YES, by=user_of(worker), on=TODAY)

    assert "To say before you begin" in before
    assert name in before.split("To say before you begin")[1]
    assert late == [Status.OVERDUE]
    assert name in seen
    assert not Hold.objects.exists()  # no code ties payment to it: docs/decisions/0428
    assert "To say before you begin" not in client.get(address).content.decode()


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
    rows = [agree(record=record, terms=terms, took=SAID_SO, by=user_of(worker), on=TODAY) for _ in range(2)]

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
