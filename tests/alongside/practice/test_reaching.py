"""Reaching somebody: only as the agency's policy lets where a code says so, and as the person wishes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from alongside.caseload.essentials import Known, essentials_of, keep_essentials
from alongside.caseload.wishes import Way, WhatFor, Wish, broken_by
from alongside.journal.models import Entry
from alongside.people.models import Person, Worker
from alongside.practice.holding import StaysHeld, decide_hold, holds_waiting
from alongside.practice.models import Contact, Hold, How, Note, Reached
from alongside.practice.planning import Plan, plan_contact
from alongside.practice.reaching import REACH, Reach
from alongside.practice.refusals import AgainstTheirWish
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.groups.makers import came, circle, taken
from tests.alongside.practice.makers import Practice, at, held, open_for, slot, written
from tests.alongside.practice.test_pages import note
from tests.alongside.rulings.makers import TODAY, set_policy
from tests.clauses import clause

SAFE = Reach(is_secure=True)
CODES = [("sud", "sud.1.11"), ("ak", "ak.conduct.7")]


def plan(
    worker: Worker, person: Person, how: How, reach: Reach, *, hour: int = 14, is_their_say: bool = False
) -> Contact:
    wanted = Plan(slot(worker, hour, how=how), "", uuid4(), reach=reach, is_their_say=is_their_say)
    return plan_contact(record=open_for(worker, person), plan=wanted, by=user_of(worker), on=TODAY)


def reasons(row: Note) -> list[str]:
    return sorted(row.contact.holds.values_list("reason", flat=True))


# ---- the agency's policy


@clause("sud.1.11", "ak.conduct.7")
@pytest.mark.parametrize(("code", "name"), CODES)
@pytest.mark.parametrize("how", [How.TELEPHONE, How.ELECTRONIC])
def test_contact_details_are_used_only_as_the_policy_lets_and_without_one_the_supervisor_is_asked_first(
    here: Practice, code: str, name: str, how: How
) -> None:
    worker, teo = here.with_(code), here.caseload.teo

    with pytest.raises(ActRefused) as unasked:
        plan(worker, teo, how, Reach())
    asked = plan(worker, teo, how, Reach(has_asked=True))
    set_policy(here.caseload.place, "policy.contact_use", "refused", date(2026, 1, 1))
    with pytest.raises(ActRefused) as refused:
        plan(worker, teo, how, Reach(has_asked=True))
    elsewhere = plan(worker, teo, How.AGREED_PLACE, Reach(), hour=16)
    set_policy(here.caseload.place, "policy.contact_use", "allowed", date(2026, 1, 2))
    allowed = plan(worker, teo, how, Reach(), hour=17)

    assert (unasked.value.ruling.answer, unasked.value.ruling.told().decided_by) == ("refer", [name])
    assert (refused.value.ruling.answer, refused.value.ruling.told().decided_by) == ("prohibited", [name])
    assert {row.status for row in (asked, elsewhere, allowed)} == {Contact.Status.PLANNED}


@clause("sud.1.11", "ak.conduct.7")
@pytest.mark.parametrize(("code", "name"), CODES)
def test_a_call_that_the_policy_does_not_let_is_written_held_and_stays_so(here: Practice, code: str, name: str) -> None:
    worker = here.with_(code)
    set_policy(here.caseload.place, "policy.contact_use", "refused", date(2026, 1, 1))

    row = written(worker, here.caseload.teo, replace(held(slot(worker, how=How.TELEPHONE)), reach=SAFE))
    hold = row.contact.holds.get()
    with pytest.raises(StaysHeld):
        decide_hold(hold=hold, outcome=Hold.Outcome.RELEASED, words="She asked him to call.", by=here.amira)
    page = as_(worker).get(f"/contacts/{row.contact_id}/").content.decode()

    assert (hold.reason, hold.clauses) == (Hold.Reason.RULING, name)
    assert [own.pk for own in holds_waiting(here.caseload.viewer(here.amira), here.caseload.place.agency)] == [hold.pk]
    assert name in page


@clause("sud.1.10a")
@pytest.mark.parametrize(
    ("reach", "holds"), [(Reach(True), []), (Reach(False), [Hold.Reason.RULING]), (Reach(None), [Hold.Reason.RULING])]
)
def test_whether_the_way_was_a_safe_one_is_said_and_never_taken_for_granted(
    here: Practice, reach: Reach, holds: list[str]
) -> None:
    worker = here.with_("sud")
    set_policy(here.caseload.place, "policy.contact_use", "allowed", date(2026, 1, 1))

    row = written(worker, here.caseload.teo, replace(held(slot(worker, how=How.ELECTRONIC)), reach=reach))

    assert reasons(row) == holds
    assert Reached.objects.get().is_secure == reach.is_secure


def test_a_code_that_says_nothing_of_it_is_not_asked_nor_is_a_group(here: Practice) -> None:
    worker = here.with_("sud")

    call = written(here.dana, here.rosa, held(slot(here.dana, how=How.TELEPHONE)))
    taken(worker, circle(worker, came(here.caseload.teo), when=slot(worker, 9, how=How.ELECTRONIC)))

    assert reasons(call) == []
    assert not KeptRuling.objects.filter(act=REACH).exists()


def test_a_note_asks_by_phone_where_a_code_rules_on_it_and_nothing_is_chosen_beforehand(here: Practice) -> None:
    worker, path = here.with_("sud"), f"/contacts/log/{here.caseload.teo.pk}/"
    client = as_(worker)

    page = client.get(path).content.decode()
    call = note(how="telephone", asked_reach="way supervisor", promise="", promise_by="")
    without = client.post(path, call)
    signed = client.post(path, call | {"reach_secure": "yes", "reach_asked": "yes"})

    assert 'name="reach_secure"' in page
    assert 'name="reach_asked"' in page
    assert "checked" not in page[page.index('name="reach_secure"') :][:400]
    assert without.status_code == 422
    assert b"Say whether it was a way your agency allows." in without.content
    assert (signed.status_code, Hold.objects.exists()) == (302, False)
    assert 'name="reach_secure"' not in as_(here.dana).get(f"/contacts/log/{here.rosa.pk}/").content.decode()


# ---- the person's wishes


NO_EVENINGS = Wish(Way.CALL, is_welcome=False, opens="17:00", closes="09:00")
WEEKDAYS = Wish(Way.CALL, is_welcome=True, days="12345", opens="09:00", closes="17:00")
ABOUT_APPOINTMENTS = Wish(Way.TEXT, is_welcome=True, what_for=WhatFor.APPOINTMENTS)
NO_VISITS = Wish(Way.HOME, is_welcome=False)


@pytest.mark.parametrize(
    ("wish", "hour", "day", "is_broken"),
    [
        (NO_EVENINGS, 16, TODAY, False),
        (NO_EVENINGS, 17, TODAY, True),
        (NO_EVENINGS, 8, TODAY, True),
        (WEEKDAYS, 16, TODAY, False),
        (WEEKDAYS, 18, TODAY, True),
        (WEEKDAYS, 10, date(2026, 11, 21), True),
        (ABOUT_APPOINTMENTS, 10, TODAY, True),
        (NO_VISITS, 10, TODAY, True),
        (replace(NO_VISITS, days="7"), 10, TODAY, False),
        (replace(NO_VISITS, what_for=WhatFor.URGENT), 10, TODAY, False),
    ],
)
def test_a_wish_says_by_which_way_when_and_for_what(
    here: Practice, wish: Wish, hour: int, day: date, is_broken: bool
) -> None:
    begins, ends = (at(hour, minute, day=day, worker=here.dana) for minute in (0, 45))

    assert broken_by([wish], [wish.way], begins, ends) == ([wish] if is_broken else [])
    assert broken_by([wish], [Way.VIDEO], begins, ends) == []


def test_of_several_hours_that_are_welcome_one_is_enough(here: Practice) -> None:
    wishes = [WEEKDAYS, replace(WEEKDAYS, days="4", opens="18:00", closes="20:00")]

    assert broken_by(wishes, [Way.CALL], at(18, worker=here.dana), at(19, worker=here.dana)) == []
    assert broken_by(wishes, [Way.CALL], at(17, worker=here.dana), at(18, worker=here.dana)) == wishes


@clause("sud.1.11", "ak.conduct.7")
@pytest.mark.parametrize(("code", "name"), CODES)
def test_a_plan_against_their_wish_is_shown_with_it_and_stands_once_they_said_yes(
    here: Practice, code: str, name: str
) -> None:
    worker, teo = here.with_(code), here.caseload.teo
    set_policy(here.caseload.place, "policy.contact_use", "allowed", date(2026, 1, 1))
    keep_essentials(record=open_for(worker, teo), known=Known(reach=(NO_EVENINGS,)), by=user_of(worker))
    client, path = as_(worker), f"/contacts/plan/{teo.pk}/"
    wanted = {"token": str(uuid4()), "day": "2026-11-20", "begins": "18:00", "ends": "18:30", "how": "telephone"}

    with pytest.raises(AgainstTheirWish):
        plan(worker, teo, How.TELEPHONE, Reach(), hour=18)
    first = client.get(path).content.decode()
    shown = client.post(path, wanted)
    planned = client.post(path, wanted | {"as_they_said": "on"})

    assert "A phone call: no, 5:00 pm to 9:00 am" in first
    assert shown.status_code == 422
    assert b"They asked for something else" in shown.content
    assert b'name="as_they_said"' in shown.content
    assert planned.status_code == 302
    assert '"their_say":true' in Entry.objects.get(kind="contact.planned").body


def test_lines_are_kept_shown_changed_and_taken_out_on_one_page(here: Practice) -> None:
    dana, path = as_(here.dana), f"/people/{here.rosa.pk}/essentials/"
    count = {"voice": "own", "reach-INITIAL_FORMS": "0", "reach-TOTAL_FORMS": "1"}
    line = {
        "reach-0-way": "call",
        "reach-0-is_welcome": "yes",
        "reach-0-days": ["1", "5"],
        "reach-0-what_for": "anything",
    }

    half = dana.post(path, count | line | {"reach-0-opens": "09:00"})
    dana.post(path, count | line | {"reach-0-opens": "09:00", "reach-0-closes": "17:00"})
    shown = dana.get(f"/people/{here.rosa.pk}/").content.decode()
    once = essentials_of(open_for(here.dana, here.rosa)).reach
    dana.post(path, {"voice": "own", "wishes": "Text first."})  # a page from before there were lines
    kept = essentials_of(open_for(here.dana, here.rosa)).reach
    dana.post(path, count | line | {"reach-INITIAL_FORMS": "1", "reach-0-way": ""})

    assert half.status_code == 422
    assert "A phone call: yes, Monday, Friday, 9:00 am to 5:00 pm" in shown
    assert once == kept == (Wish(Way.CALL, is_welcome=True, days="15", opens="09:00", closes="17:00"),)
    assert essentials_of(open_for(here.dana, here.rosa)).reach == ()


# ---- somebody who was told to come


@clause("ca.person.5")
def test_where_they_were_told_to_come_plan_and_note_say_that_it_stays_their_choice(here: Practice) -> None:
    ca = here.with_("ca")
    paths = [f"/contacts/{what}/{here.caseload.teo.pk}/" for what in ("plan", "log")]
    before = [as_(ca).get(path).content.decode() for path in paths]
    keep_essentials(
        record=open_for(ca, here.caseload.teo),
        known=Known(is_mandated=True, reasons={"is_mandated": "A reminder."}),
        by=user_of(ca),
    )

    after = [as_(ca).get(path).content.decode() for path in paths]

    assert not any("nobody here presses them" in page for page in before)
    assert all("nobody here presses them" in page for page in after)
