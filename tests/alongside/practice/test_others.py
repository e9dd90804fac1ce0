"""A contact with somebody else about a person needs a release: a plan waits for it, and what took place is written and held."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.consent.models import Disclosure
from alongside.consent.words import Channel, Purpose, RecipientKind, What
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.practice.holding import StaysHeld, decide_hold
from alongside.practice.models import Contact, Hold, How, Note, OtherParty, WithWhom
from alongside.practice.others import Somebody
from alongside.practice.planning import Plan, plan_contact
from alongside.practice.refusals import NotWhole
from alongside.rulings.seeking import ActRefused
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.consent.makers import CLINIC, revoked, signed
from tests.alongside.practice.makers import Practice, held, open_for, slot, written
from tests.alongside.practice.test_pages import note
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause

THE_CLINIC = Somebody(
    recipient_kind=RecipientKind.PROVIDER,
    name=CLINIC,
    whats=(What.IN_SERVICES, What.APPOINTMENTS),
    purpose=Purpose.APPOINTMENTS,
    person_is_there=True,
    is_secure=True,
)


def plan_with_clinic(worker: Worker, person: Person, other: Somebody = THE_CLINIC, *, hour: int = 14) -> Contact:
    when = slot(worker, hour, how=How.TELEPHONE)
    plan = Plan(when, "", uuid4(), other)
    return plan_contact(record=open_for(worker, person), plan=plan, by=user_of(worker), on=TODAY)


@clause("nm.role.1", "nm.role.2", "nm.confidentiality.3")
def test_a_call_to_the_clinic_is_planned_only_under_a_release(here: Practice) -> None:
    with pytest.raises(ActRefused) as refusal:
        plan_with_clinic(here.dana, here.rosa)
    release = signed(here.dana, here.rosa)
    contact = plan_with_clinic(here.dana, here.rosa)

    assert {"nm.confidentiality.3", "nm.role.2"} <= set(refusal.value.ruling.told().decided_by)
    assert contact.with_whom == WithWhom.PROVIDER
    assert OtherParty.objects.get(contact=contact).release == release
    assert not Disclosure.objects.exists()


@clause("nm.role.2", "nm.confidentiality.3")
@pytest.mark.parametrize("kind", [RecipientKind.FAMILY, RecipientKind.INSURER, RecipientKind.PROVIDER])
def test_a_visit_with_family_insurer_or_provider_waits_for_a_release_too(here: Practice, kind: RecipientKind) -> None:
    other = Somebody(kind, "Yolanda", (What.IN_SERVICES,), Purpose.CARE, person_is_there=False)

    with pytest.raises(ActRefused) as refusal:
        plan_with_clinic(here.dana, here.rosa, other)

    assert "nm.role.2" in refusal.value.ruling.told().decided_by
    assert not Contact.objects.exists()


@clause("nm.role.1")
def test_going_along_to_an_appointment_asks_for_its_own_release(here: Practice) -> None:
    signed(here.dana, here.rosa, purposes=(Purpose.CARE,))

    with pytest.raises(ActRefused):
        plan_with_clinic(here.dana, here.rosa)

    assert not Contact.objects.exists()


@clause("nm.confidentiality.2", "nm.confidentiality.3")
def test_once_it_is_taken_back_the_next_plan_is_refused_and_a_plan_made_before_cannot_be_told_under_it(
    here: Practice,
) -> None:
    release = signed(here.dana, here.rosa)
    contact = plan_with_clinic(here.dana, here.rosa)
    with clock.standing_at(MORNING + timedelta(minutes=5)):
        revoked(here.dana, release)
        with pytest.raises(ActRefused):
            plan_with_clinic(here.dana, here.rosa, hour=16)
    with clock.standing_at(MORNING + timedelta(hours=8)):
        when = slot(here.dana, 14, how=How.TELEPHONE)
        note_row = written(here.dana, here.rosa, replace(held(when), token=contact.token, other=THE_CLINIC))

    assert Hold.objects.get(contact=note_row.contact).reason == Hold.Reason.RULING


@clause("nm.confidentiality.3", "nm.role.2")
def test_what_took_place_without_a_release_is_written_held_and_shown_to_the_supervisor(here: Practice) -> None:
    row = written(here.dana, here.rosa, replace(held(slot(here.dana, how=How.TELEPHONE)), other=THE_CLINIC))

    hold = Hold.objects.get(contact=row.contact)
    told = Disclosure.objects.get()
    assert {"nm.confidentiality.3", "nm.role.2"} <= set(hold.clauses.split())
    assert (told.release, told.is_declared, told.token) == (None, True, row.contact.token)
    assert Notice.objects.filter(kind="contact.held-back", user=here.amira).exists()
    with pytest.raises(StaysHeld):
        decide_hold(hold=hold, outcome=Hold.Outcome.RELEASED, words="It was only a call.", by=here.amira)


@clause("nm.role.2", "nm.confidentiality.4")
def test_under_a_release_it_is_written_stands_in_the_ledger_and_may_be_billed(here: Practice) -> None:
    release = signed(here.dana, here.rosa)
    when = slot(here.dana, 10, minutes=15, how=How.TELEPHONE)
    with clock.standing_at(MORNING + timedelta(hours=2)):
        row = written(here.dana, here.rosa, replace(held(when), other=THE_CLINIC))

    told = Disclosure.objects.get()
    assert not Hold.objects.exists()
    assert (told.release, told.person, told.channel) == (release, here.rosa, "telephone")
    assert row.contact.with_whom == WithWhom.PROVIDER


@clause("nm.confidentiality.4")
@pytest.mark.parametrize(("is_secure", "answer"), [(False, "prohibited"), (None, "undecided")])
def test_a_way_that_is_not_safe_is_written_and_held_and_one_that_nobody_was_asked_about_is_not_taken_for_safe(
    here: Practice, is_secure: bool | None, answer: str
) -> None:
    signed(here.dana, here.rosa, channels=tuple(Channel))
    other = replace(THE_CLINIC, is_secure=is_secure)

    when = slot(here.dana, 10, minutes=15, how=How.ELECTRONIC)
    with clock.standing_at(MORNING + timedelta(hours=2)):
        row = written(here.dana, here.rosa, replace(held(when), other=other))

    told = Disclosure.objects.get().ruling.told()
    assert (told.answer, Hold.objects.get(contact=row.contact).reason) == (answer, Hold.Reason.RULING)
    assert "nm.confidentiality.4" in (told.decided_by or [own for code in told.codes for own in code.waiting])


@clause("nm.confidentiality.4")
def test_whether_the_way_was_safe_is_asked_with_nothing_chosen(here: Practice) -> None:
    signed(here.dana, here.rosa)
    client, path = as_(here.dana), f"/contacts/log/{here.rosa.pk}/"
    typed: dict[str, object] = {"other": "new", "other_kind": "provider", "other_name": CLINIC, "how": "telephone"}
    typed |= {"other_purpose": "appointments", "other_whats": ["appointments"], "other_there": "no"}
    typed |= {"other_least": "yes", "other_notice": "yes"}

    page = client.get(path).content.decode()
    unsaid = client.post(path, note(**typed))
    unsafe = client.post(path, note(**typed, other_secure="no"))

    assert "checked" not in page[page.index('name="other_secure"') :][:300]
    assert b"Say whether the way was safe." in unsaid.content
    assert (unsafe.status_code, Hold.objects.get().reason) == (302, Hold.Reason.RULING)


def test_a_call_that_was_planned_was_asked_for_and_is_told_and_one_sent_twice_stands_once(here: Practice) -> None:
    signed(here.dana, here.rosa)
    contact = plan_with_clinic(here.dana, here.rosa, hour=11)
    when = slot(here.dana, 11, how=How.TELEPHONE)
    with clock.standing_at(MORNING + timedelta(hours=3)):
        for _ in range(2):
            written(here.dana, here.rosa, replace(held(when), token=contact.token, other=THE_CLINIC))

    assert not Disclosure.objects.get().is_declared
    assert OtherParty.objects.filter(contact=contact).count() == 2


@clause("ca.advocacy.4")
def test_whether_the_person_was_there_is_on_record_and_has_to_be_said(here: Practice) -> None:
    worker, teo = here.with_("ca"), here.caseload.teo
    signed(worker, teo)
    client = as_(worker)
    typed: dict[str, object] = {
        "other": "new",
        "other_kind": "provider",
        "other_name": CLINIC,
        "other_purpose": "appointments",
    }
    typed |= {"other_whats": ["in-services"], "other_least": "yes", "other_notice": "yes", "how": "telephone"}
    typed |= {"other_secure": "yes"}

    unsaid = client.post(f"/contacts/log/{teo.pk}/", note(**typed))
    said = client.post(f"/contacts/log/{teo.pk}/", note(**typed, other_there="no"))
    shown = client.get(said["Location"])

    assert b"Say whether the person takes part." in unsaid.content
    assert OtherParty.objects.get().person_is_there is False
    assert "Is Teo there?" in shown.content.decode()


def test_somebody_else_needs_a_name_and_something_told(here: Practice) -> None:
    for other in (replace(THE_CLINIC, name=" "), replace(THE_CLINIC, whats=())):
        with pytest.raises(NotWhole):
            plan_with_clinic(here.dana, here.rosa, other)
        with pytest.raises(NotWhole):
            written(here.dana, here.rosa, replace(held(slot(here.dana)), other=other))

    assert not Note.objects.exists()


def test_the_form_offers_whom_releases_in_force_name_and_prefills_the_note_from_the_plan(here: Practice) -> None:
    release = signed(here.dana, here.rosa)
    old = signed(here.dana, here.rosa, recipient="Old Clinic")
    revoked(here.dana, old)
    client = as_(here.dana)

    page = client.get(f"/contacts/plan/{here.rosa.pk}/").content.decode()
    plan = {"token": str(uuid4()), "day": "2026-11-19", "begins": "11:00", "ends": "11:30", "how": "telephone"}
    plan |= {"other": f"r-{release.pk}", "other_purpose": "appointments", "other_there": "yes"}
    sent = client.post(f"/contacts/plan/{here.rosa.pk}/", plan | {"other_whats": ["in-services"]})
    contact = Contact.objects.get()
    with clock.standing_at(MORNING + timedelta(hours=3)):
        writing = client.get(f"/contacts/log/{here.rosa.pk}/?contact={contact.pk}").content.decode()

    assert CLINIC in page
    assert "Old Clinic" not in page
    assert sent.status_code == 302
    assert f'value="r-{release.pk}" checked' in writing


def test_a_plan_chosen_under_a_release_that_ended_meanwhile_is_refused_and_stays_filled_in(here: Practice) -> None:
    release = signed(here.dana, here.rosa)
    revoked(here.dana, release)
    plan = {"token": str(uuid4()), "day": "2026-11-20", "begins": "11:00", "ends": "11:30", "how": "telephone"}
    plan |= {"other": f"r-{release.pk}", "other_purpose": "appointments", "other_there": "yes"}

    page = as_(here.dana).post(f"/contacts/plan/{here.rosa.pk}/", plan | {"other_whats": ["in-services"]})

    assert page.status_code == 422
    assert b"nm.confidentiality.3" in page.content
    assert f'value="r-{release.pk}" checked' in page.content.decode()
