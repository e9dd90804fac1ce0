"""A ride, help with medication, an opinion on treatment: a plan of what a code objects to is refused; what took place is held."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.practice.helping import HELPS, MEDICATION, OPINION, RIDE, Help
from alongside.practice.holding import StaysHeld, decide_hold, holds_waiting
from alongside.practice.models import Contact, HelpGiven, Hold
from alongside.practice.planning import Plan, plan_contact
from alongside.practice.refusals import WrittenAlready
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused, buttons_of
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, open_for, put_hours_on_file, slot, written
from tests.alongside.practice.test_pages import note
from tests.alongside.practice.test_reading import signed_in
from tests.alongside.qualifications.makers import Kind, put, put_car_papers
from tests.alongside.rulings.makers import MORNING, TODAY, set_policy
from tests.clauses import clause

OWN_CAR = Help(RIDE, "own", is_lawful=True)
PICK_UP = Help(MEDICATION, "pick-up")
DIAGNOSIS = Help(OPINION, "diagnosis")
PRESCRIPTION = Help(OPINION, "prescription")

AGAINST = [
    pytest.param("nm", OWN_CAR, "nm.safety.1", marks=clause("nm.safety.1")),
    pytest.param("nm", Help(RIDE, "agency", is_lawful=False), "nm.safety.1a", marks=clause("nm.safety.1a")),
    pytest.param("nm", PICK_UP, "nm.role.6", marks=clause("nm.role.6")),
    pytest.param("nm", Help(MEDICATION, "handle"), "nm.role.6", marks=clause("nm.role.6")),
    pytest.param("nm", Help(OPINION, "level-of-care"), "nm.role.6b", marks=clause("nm.role.6b")),
    pytest.param("nm", PRESCRIPTION, "nm.role.6b", marks=clause("nm.role.6b")),
    pytest.param("nm", Help(OPINION, "treatment-plan"), "nm.role.6b", marks=clause("nm.role.6b")),
    pytest.param("nc", DIAGNOSIS, "nc.2.7a", marks=clause("nc.2.7a")),
    pytest.param("nc", PRESCRIPTION, "nc.2.7", marks=clause("nc.2.7")),
    pytest.param("ca", DIAGNOSIS, "ca.authenticity.5", marks=clause("ca.authenticity.5")),
    pytest.param("sud", PRESCRIPTION, "sud.preamble.4", marks=clause("sud.preamble.4")),
    pytest.param("ak", Help(OPINION, "level-of-care"), "ak.intro.5", marks=clause("ak.intro.5")),
]


def both(here: Practice, code: str) -> tuple[Worker, Person]:
    """A worker under that code with somebody they support; hours on file."""
    put_hours_on_file(here)
    return (here.dana, here.rosa) if code == "nm" else (here.with_(code), here.caseload.teo)


def plan(worker: Worker, person: Person, *helps: Help) -> Contact:
    wanted = Plan(slot(worker, 14), "City library", uuid4(), helps=helps)
    return plan_contact(record=open_for(worker, person), plan=wanted, by=user_of(worker), on=TODAY)


@pytest.mark.parametrize(("code", "asked", "objects"), AGAINST)
def test_what_a_code_objects_to_is_not_planned(here: Practice, code: str, asked: Help, objects: str) -> None:
    worker, person = both(here, code)

    with pytest.raises(ActRefused) as refusal:
        plan(worker, person, asked)

    ruling = refusal.value.ruling
    assert (ruling.act, ruling.answer) == (asked.act, "prohibited")
    assert objects in ruling.told().decided_by
    assert KeptRuling.objects.filter(pk=ruling.pk).exists(), "a refusal is part of the record too"
    assert not Contact.objects.exists()


@pytest.mark.parametrize(("code", "given", "objects"), AGAINST)
def test_what_took_place_is_written_held_and_brought_to_the_supervisor(
    here: Practice, code: str, given: Help, objects: str
) -> None:
    worker, person = both(here, code)

    signed = written(worker, person, replace(held(slot(worker)), helps=(given,)))

    hold = Hold.objects.get()
    waiting = holds_waiting(here.caseload.viewer(here.amira), here.caseload.place.agency)
    assert objects in hold.clauses.split()
    assert [own.contact_id for own in waiting] == [signed.contact_id]
    assert Notice.objects.filter(kind="contact.held-back", user=here.amira).exists()
    with pytest.raises(StaysHeld):
        decide_hold(hold=hold, outcome=Hold.Outcome.RELEASED, words="It was only once.", by=here.amira)


@clause("nm.role.6a")
@pytest.mark.parametrize("kind", ["learn", "schedule"])
def test_learning_about_medication_and_keeping_to_its_times_is_planned_and_billed(here: Practice, kind: str) -> None:
    contact = plan(here.dana, here.rosa, Help(MEDICATION, kind))

    signed = written(here.dana, here.rosa, replace(held(slot(here.dana)), helps=(Help(MEDICATION, kind),)))

    assert HelpGiven.objects.get(contact=contact).ruling.told().decided_by == ["nm.role.6a"]
    assert HelpGiven.objects.get(contact=signed.contact).is_plan is False
    assert not Hold.objects.exists()


@clause("nm.safety.1")
def test_an_own_car_is_driven_once_the_employer_allows_it_and_the_bus_always(here: Practice) -> None:
    put_car_papers(here.dana, by=here.amira)
    bus = plan(here.dana, here.rosa, Help(RIDE, "other"))
    set_policy(here.caseload.place, "policy.transport", "allowed", date(2026, 1, 1))

    own = plan(here.dana, here.rosa, OWN_CAR)

    assert {bus.status, own.status} == {Contact.Status.PLANNED}


@clause("nm.safety.1a")
def test_a_driver_who_is_not_sure_of_license_and_insurance_does_not_plan_the_ride(here: Practice) -> None:
    put(here.dana, Kind.DRIVER, by=here.amira)

    with pytest.raises(ActRefused) as refusal:
        plan(here.dana, here.rosa, Help(RIDE, "agency", is_lawful=None))

    assert refusal.value.ruling.answer == "conditional"


@clause("nm.safety.1a")
@pytest.mark.parametrize("lacks", [Kind.DRIVER, Kind.INSURANCE, Kind.REGISTRATION])
def test_an_own_car_is_driven_only_with_each_paper_that_the_state_asks_for_on_file_that_day(
    here: Practice, lacks: Kind
) -> None:
    set_policy(here.caseload.place, "policy.transport", "allowed", date(2026, 1, 1))
    put_car_papers(here.dana, by=here.amira, but=lacks)
    put(here.dana, lacks, by=here.amira, through=TODAY - timedelta(days=1))

    with pytest.raises(ActRefused) as refusal:
        plan(here.dana, here.rosa, OWN_CAR)
    signed = written(here.dana, here.rosa, replace(held(slot(here.dana)), helps=(OWN_CAR,)))
    put(here.dana, lacks, by=here.amira, through=TODAY)
    now = plan(here.dana, here.rosa, OWN_CAR)

    assert refusal.value.ruling.told().decided_by == ["nm.safety.1a"]
    assert signed.contact.holds.get().clauses == "nm.safety.1a"
    assert now.status == Contact.Status.PLANNED


@clause("nm.role.6b", "ca.authenticity.5", "sud.preamble.4", "ak.intro.5", "nc.2.7")
@pytest.mark.parametrize("code", ["nm", "nc", "ca", "sud", "ak"])
def test_a_clinical_license_on_file_opens_an_opinion_and_no_word_of_the_worker_does(here: Practice, code: str) -> None:
    worker, person = both(here, code)
    with pytest.raises(ActRefused):
        plan(worker, person, PRESCRIPTION)
    put(worker, Kind.CLINICAL, by=here.amira)

    assert plan(worker, person, PRESCRIPTION).status == Contact.Status.PLANNED


@clause("nc.2.7a")
def test_a_diagnosis_stays_closed_to_a_clinician_under_north_carolina(here: Practice) -> None:
    worker, person = both(here, "nc")
    put(worker, Kind.CLINICAL, by=here.amira)

    with pytest.raises(ActRefused) as refusal:
        plan(worker, person, DIAGNOSIS)

    assert refusal.value.ruling.told().decided_by == ["nc.2.7a"]


@pytest.mark.parametrize("code", ["nm", "nc", "ca", "sud", "ak"])
def test_ones_own_experience_with_treatment_may_be_told_under_every_code(here: Practice, code: str) -> None:
    worker, person = both(here, code)

    assert plan(worker, person, Help(OPINION, "own-story")).status == Contact.Status.PLANNED


def test_a_contact_without_any_of_it_asks_nothing_more_and_one_kind_asks_once(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 6)))

    with CaptureQueriesContext(connection) as asked:
        written(here.dana, here.rosa, held(slot(here.dana, 7), "Another walk by the river."))
    written(here.dana, here.rosa, replace(held(slot(here.dana)), helps=(PICK_UP, PICK_UP)))

    assert not [own["sql"] for own in asked if "helpgiven" in own["sql"]]
    assert list(KeptRuling.objects.filter(act__in=HELPS).values_list("act", flat=True)) == [MEDICATION]


def test_every_kind_of_help_has_its_ruling_and_its_line_in_the_journal(here: Practice) -> None:
    helps = (Help(RIDE, "other"), Help(MEDICATION, "learn"), Help(OPINION, "own-story"))
    signed = written(here.dana, here.rosa, replace(held(slot(here.dana)), helps=helps))

    rows = HelpGiven.objects.filter(contact=signed.contact).order_by("pk")
    assert [(row.act, row.kind, row.ruling.act) for row in rows] == [(own.act, own.kind, own.act) for own in helps]
    assert Entry.objects.filter(kind="contact.help-given").count() == 3
    first = Entry.objects.filter(kind="contact.help-given").earliest("pk")
    assert json.loads(first.body)["data"] == {"contact": signed.contact_id, "act": RIDE, "kind": "other"}


def test_sent_again_with_other_help_it_is_not_taken_for_the_same_note(here: Practice) -> None:
    contact = replace(held(slot(here.dana)), helps=(Help(MEDICATION, "learn"),))
    first = written(here.dana, here.rosa, contact)

    assert written(here.dana, here.rosa, contact) == first
    with pytest.raises(WrittenAlready):
        written(here.dana, here.rosa, replace(contact, helps=(PICK_UP,)))


def test_clauses_lead_to_the_button_that_asks_them() -> None:
    for act in (RIDE, MEDICATION, OPINION):
        assert {"practice.planning.plan_contact", "practice.writing.sign_note"} <= set(buttons_of(act))


# ---- the pages


@clause("nm.safety.1", "nm.role.6")
def test_a_plan_with_a_ride_is_refused_on_the_page_with_the_clause_and_stays_filled_in(here: Practice) -> None:
    typed = {"token": str(uuid4()), "day": "2026-11-20", "begins": "11:00", "ends": "11:30", "how": "agreed-place"}

    page = as_(here.dana).post(f"/contacts/plan/{here.rosa.pk}/", typed | {"rides": ["own"], "lawful": "yes"})
    unsaid = as_(here.dana).post(f"/contacts/plan/{here.rosa.pk}/", typed | {"rides": ["own"]})

    assert (page.status_code, unsaid.status_code) == (422, 422)
    assert b"nm.safety.1" in page.content
    assert 'value="own" checked' in page.content.decode()
    assert b"Say whether it is in order" in unsaid.content


def test_nothing_is_chosen_beforehand_and_the_part_is_folded(here: Practice) -> None:
    for path in (f"/contacts/log/{here.rosa.pk}/", f"/contacts/plan/{here.rosa.pk}/"):
        page = as_(here.dana).get(path).content.decode()

        fold = re.search(
            r"<details([^>]*)><summary[^>]*>A ride, medication, or your opinion on treatment(.*?)</details>",
            page,
            re.DOTALL,
        )
        assert fold is not None
        assert "open" not in fold[1]
        assert "checked" not in fold[2]


@clause("nm.role.6")
def test_the_writer_the_supervisor_and_the_person_read_what_was_held_and_why(here: Practice) -> None:
    dana = as_(here.dana)

    sent = dana.post(f"/contacts/log/{here.rosa.pk}/", note(medication=["learn", "pick-up"]))
    shown = dana.get(sent["Location"]).content.decode()
    decides = as_(here.amira).get(f"/contacts/held/{Hold.objects.get().pk}/").content.decode()
    rosa = signed_in(here, "rosa")
    mine = rosa.get(rosa.get("/contacts/mine/")["Location"]).content.decode()

    assert sent.status_code == 302
    for page in (shown, decides):
        assert "Picking up a prescription" in page
        assert "nm.role.6" in page
    assert "Learning about it" in shown
    assert "Learning about it · Picking up a prescription" in mine


def test_the_note_of_a_plan_begins_with_its_help_and_asks_anew_whether_the_ride_is_lawful(here: Practice) -> None:
    put_car_papers(here.dana, by=here.amira)
    set_policy(here.caseload.place, "policy.transport", "allowed", date(2026, 1, 1))
    wanted = Plan(slot(here.dana, 11), "Library", uuid4(), helps=(OWN_CAR, Help(MEDICATION, "learn")))
    contact = plan_contact(record=open_for(here.dana, here.rosa), plan=wanted, by=here.user, on=TODAY)

    with clock.standing_at(MORNING + timedelta(hours=4)):
        page = as_(here.dana).get(f"/contacts/log/{here.rosa.pk}/?contact={contact.pk}").content.decode()

    assert 'name="rides" value="own" checked' in page
    assert 'name="medication" value="learn" checked' in page
    assert '<option value="yes" selected' not in page.split('name="lawful"')[1].split("</select>")[0]
