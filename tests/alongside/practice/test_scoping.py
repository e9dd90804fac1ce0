"""What an agency lets its peers do: its own dated list, read by the ruling where a code asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.agency.morning import left_to_employer
from alongside.agency.queries import codes_at
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.practice.helping import MEDICATION, Help
from alongside.practice.holding import StaysHeld, decide_hold
from alongside.practice.models import AgencyScope, Contact, Hold
from alongside.practice.planning import Plan, plan_contact
from alongside.practice.refusals import OddTimes
from alongside.practice.scoping import SERVICES, left_to_others, scope_on, set_scope
from alongside.practice.writing import Written
from alongside.rulings.seeking import ActRefused
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, open_for, put_hours_on_file, slot, written
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause


def lists(here: Practice, *but: str) -> None:
    """The agency's list, with everything but these."""
    does = [key for key in SERVICES if key not in but]
    set_scope(agency=agency(here), does=does, from_day=TODAY, by=administrator(here), on=TODAY)


def agency(here: Practice):  # type: ignore[no-untyped-def]
    return here.caseload.place.agency


def administrator(here: Practice):  # type: ignore[no-untyped-def]
    return here.caseload.place.others["administrator"]


def californian(here: Practice) -> Worker:
    put_hours_on_file(here)
    return here.with_("ca")


def learning_about_medication(worker: Worker, here: Practice) -> Contact:
    plan = Plan(slot(worker, 14), "Library", uuid4(), helps=(Help(MEDICATION, "learn"),))
    return plan_contact(record=open_for(worker, here.caseload.teo), plan=plan, by=user_of(worker), on=TODAY)


@clause("ca.authenticity.4")
def test_what_the_agency_leaves_to_others_is_not_planned_and_what_took_place_is_held(here: Practice) -> None:
    worker = californian(here)
    assert learning_about_medication(worker, here).status == Contact.Status.PLANNED
    lists(here, MEDICATION, "called")

    with pytest.raises(ActRefused) as refusal:
        learning_about_medication(worker, here)
    called = replace(held(slot(worker)), written=Written(did=("listened", "called"), line="We called the bank."))
    note = written(worker, here.caseload.teo, called)

    assert refusal.value.ruling.told().decided_by == ["ca.authenticity.4"]
    hold = note.contact.holds.get()
    assert hold.clauses == "ca.authenticity.4"
    with pytest.raises(StaysHeld):
        decide_hold(hold=hold, outcome=Hold.Outcome.RELEASED, words="It was kind.", by=here.amira)


@clause("ca.authenticity.4")
def test_what_is_on_the_list_is_held_by_nothing(here: Practice) -> None:
    worker = californian(here)
    lists(here, "called")

    note = written(worker, here.caseload.teo, held(slot(worker)))

    assert not note.contact.holds.exists()


@clause("ca.authenticity.4")
def test_an_agency_without_a_list_has_a_finding_until_it_puts_one_on_file(here: Practice) -> None:
    californian(here)

    def answered() -> list[bool]:
        return [
            own.is_answered
            for own in left_to_employer(agency(here), TODAY, codes_at(agency(here), TODAY))
            if "policy.scope" in own.url
        ]

    assert answered() == [False]
    lists(here)
    assert answered() == [True]


def test_under_a_code_that_does_not_ask_for_it_the_list_changes_nothing(here: Practice) -> None:
    lists(here, "listened")

    assert not written(here.dana, here.rosa, held(slot(here.dana))).contact.holds.exists()


def test_the_newest_list_that_has_begun_stands_whole(here: Practice) -> None:
    lists(here, "story")
    later = TODAY + timedelta(days=3)
    set_scope(agency=agency(here), does=["listened"], from_day=later, by=administrator(here), on=TODAY)

    assert scope_on(agency(here), TODAY - timedelta(days=1)) is None
    assert left_to_others(agency(here), TODAY) == ["Shared my story"]
    assert scope_on(agency(here), later) == {"listened"}


def test_only_an_administrator_puts_it_on_file_from_today_and_never_empty(here: Practice) -> None:
    with pytest.raises(NotTheirs):
        set_scope(agency=agency(here), does=["listened"], from_day=TODAY, by=here.amira, on=TODAY)
    for does, day in ((["listened"], TODAY - timedelta(days=1)), ([], TODAY), (["no such"], TODAY)):
        with pytest.raises(OddTimes):
            set_scope(agency=agency(here), does=does, from_day=day, by=administrator(here), on=TODAY)

    assert not AgencyScope.objects.exists()


def test_a_contact_reads_the_list_in_one_statement_at_most(here: Practice) -> None:
    lists(here)
    with CaptureQueriesContext(connection) as asked:
        written(here.dana, here.rosa, held(slot(here.dana)))

    assert sum("agencyscope" in own["sql"] for own in asked) == 1


def test_the_page_keeps_the_list_and_the_note_says_what_is_left_to_others(here: Practice) -> None:
    page = as_(administrator(here))
    does = [key for key in SERVICES if key != "called"]

    empty = page.post("/contacts/scope/", {"from_day": "2026-11-19"})
    sent = page.post("/contacts/scope/", {"from_day": "2026-11-19", "does": does})
    shown = page.get("/contacts/scope/").content.decode()
    note = as_(here.dana).get(f"/contacts/log/{here.rosa.pk}/").content.decode()

    assert (empty.status_code, sent.status_code) == (422, 302)
    assert "This is what peers do here" in shown
    assert "Your agency leaves to others: Called somebody together." in note
    assert page.get("/agency/policies/policy.scope/").status_code in (302, 404)
