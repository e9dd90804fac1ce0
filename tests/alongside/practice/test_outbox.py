"""What was written without signal, as it arrives: once, in order, by the server's clock, and never lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from alongside.caseload.access import record_to_write_in
from alongside.caseload.assigning import end
from alongside.caseload.models import Assignment
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.people.viewer import viewer_of
from alongside.practice.drafting import Hand, keep_draft
from alongside.practice.models import Contact, Draft, Hold, Note
from alongside.practice.offline.keys import end_key, key_on, keys_of
from alongside.practice.offline.models import Arrival, DeviceKey
from alongside.practice.offline.outbox import Item, take_from_outbox
from alongside.practice.serving import Fitness
from alongside.practice.writing import HeldContact, Written, read_written
from tests.alongside.caseload.makers import assign, user_of
from tests.alongside.practice.makers import Practice, held, open_for, planned, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause

DEVICE = uuid4()


def key_for(worker: Worker) -> DeviceKey:
    return key_on(worker=worker, device=DEVICE, looks=DeviceKey.Looks.PHONE, by=user_of(worker))


def item(contact: HeldContact, *, signs: bool = True, ahead: int = 0, off: timedelta = timedelta()) -> Item:
    """Written an hour ago and sent now, by a clock that is `off` and was taken to be `ahead` seconds before ours."""
    return Item(
        id=uuid4(),
        token=contact.token,
        hand=Hand(uuid4()),
        typed={"line": [contact.written.line], "did": list(contact.written.did)},
        held=contact,
        signs=signs,
        written_at=clock.now() + off - timedelta(hours=1),
        sent_at=clock.now() + off,
        ahead=ahead,
    )


def arrive(here: Practice, own: Item, *, person: Person | None = None) -> Arrival:
    record = record_to_write_in((person or here.rosa).pk, viewer=viewer_of(here.user))
    return take_from_outbox(record=record, item=own, key=key_for(here.dana), by=here.user)


def lines() -> Sequence[str]:
    return [read_written(note).line for note in Note.objects.order_by("pk")]


@clause("nm.role.9a", "nm.reporting.3")
def test_three_notes_arrive_once_each_and_in_order_however_often_they_are_sent(here: Practice) -> None:
    items = [item(held(slot(here.dana, 7, minutes=10 + 10 * n), f"Note {n}.")) for n in range(3)]

    for own in [*items, *items, items[0]]:
        arrive(here, own)

    assert lines() == ["Note 0.", "Note 1.", "Note 2."]
    assert Arrival.objects.count() == 3
    assert Entry.objects.filter(kind="outbox.arrived").count() == 3


def test_what_was_signed_with_signal_after_all_arrives_as_that_note_whatever_the_devices_clock_says(
    here: Practice,
) -> None:
    signed = held(slot(here.dana), "Signed as the signal went.")
    note = written(here.dana, here.rosa, signed)

    arrived = arrive(here, item(signed, off=timedelta(days=1)))

    assert (arrived.became, arrived.why, arrived.contact_id) == (Arrival.Became.NOTE, "", note.contact_id)
    assert not Draft.objects.exists()


def test_the_database_holds_the_line_against_the_same_thing_arriving_twice(here: Practice) -> None:
    arrived = arrive(here, item(held(slot(here.dana))))

    arrived.pk, arrived._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        arrived.save()


@clause("nm.safety.4", "ca.integrity.10")
def test_what_was_against_a_code_is_written_on_arrival_and_held_by_the_codes_of_its_own_day(here: Practice) -> None:
    yesterday = slot(here.dana, 9, day=date(2026, 11, 18))

    arrived = arrive(here, item(held(yesterday, fitness=Fitness(in_scope=False))))

    assert arrived.contact is not None
    assert arrived.contact.held_ruling.on == date(2026, 11, 18)
    assert arrived.contact.holds.get().reason == Hold.Reason.RULING


def test_one_that_waits_for_a_look_loses_nothing_behind_it_and_keeps_the_order_of_each_person(here: Practice) -> None:
    assign(here.caseload.teo, here.dana, here.amira)
    future = item(held(slot(here.dana, 15), "In the future by our clock."))
    after = item(held(slot(here.dana, 7), "Signed after it."))
    of_teo = item(held(slot(here.dana, 8), "With Teo."))

    whys = [arrive(here, future).why, arrive(here, after).why, arrive(here, of_teo, person=here.caseload.teo).why]

    assert whys == ["to-come", "behind", ""]
    assert lines() == ["With Teo."]
    assert sorted(own.typed["line"][0] for own in Draft.objects.all()) == [
        "In the future by our clock.",
        "Signed after it.",
    ]


def test_one_that_by_our_clock_goes_on_still_waits_as_a_draft(here: Practice) -> None:
    arrived = arrive(here, item(held(slot(here.dana, 9, minutes=8 * 60))))

    assert (arrived.why, Note.objects.exists()) == ("to-come", False)


@pytest.mark.parametrize(
    ("minutes", "why"), [(0, "times"), (-10, "times"), (25 * 60, "times"), (24 * 60, ""), (23 * 60, "")]
)
def test_times_that_cannot_be_wait_and_a_whole_day_can(here: Practice, minutes: int, why: str) -> None:
    when = slot(here.dana, 7, minutes=minutes, day=date(2026, 11, 17))

    assert arrive(here, item(held(when))).why == why


@pytest.mark.parametrize("hours", [-30, -3, 3, 30])
def test_a_clock_that_was_known_to_be_wrong_is_reckoned_with_and_the_difference_kept(
    here: Practice, hours: int
) -> None:
    off = timedelta(hours=hours)

    arrived = arrive(here, item(held(slot(here.dana)), ahead=hours * 3600, off=off))

    assert (arrived.why, arrived.minutes_ahead) == ("", hours * 60)
    assert arrived.at == clock.now()
    assert arrived.sent_at == clock.now() + off
    assert arrived.contact is not None
    assert arrived.contact.written_at == clock.now()


def test_a_clock_that_changed_meanwhile_signs_nothing_unseen_but_a_plans_times_stand(here: Practice) -> None:
    with clock.standing_at(MORNING - timedelta(hours=4)):
        contact = planned(here.dana, here.rosa, slot(here.dana, 7))
    of_plan = replace(held(slot(here.dana, 7)), token=contact.token)

    loose = arrive(here, item(held(slot(here.dana)), off=timedelta(hours=2)))
    Draft.objects.all().delete()
    planned_one = arrive(here, item(of_plan, off=timedelta(hours=2)))

    assert (loose.why, planned_one.why) == ("clock", "")


@clause("nm.role.9a")
def test_a_note_edited_on_two_devices_keeps_both_until_the_worker_chose(here: Practice) -> None:
    contact, phone = held(slot(here.dana), "On the phone without signal."), Hand(uuid4())
    record = open_for(here.dana, here.rosa)
    begun = keep_draft(record=record, token=contact.token, typed={"line": ["Begun"]}, hand=phone, by=here.user)
    assert begun is not None
    keep_draft(record=record, token=contact.token, typed={"line": ["At the desk"]}, hand=phone, by=here.user)

    arrived = arrive(here, replace(item(contact), hand=Hand(uuid4(), since=begun.mark)))

    assert arrived.why == "two-hands"
    assert [own.typed["line"] for own in Draft.objects.order_by("pk")] == [
        ["At the desk"],
        ["On the phone without signal."],
    ]
    assert not Note.objects.exists()


def test_other_words_for_a_contact_that_was_signed_meanwhile_wait_beside_the_note(here: Practice) -> None:
    contact = held(slot(here.dana), "At the desk.")
    written(here.dana, here.rosa, contact)

    same = arrive(here, item(contact))
    other = arrive(here, item(replace(contact, written=Written(line="On the phone."))))
    same_as_draft = arrive(here, item(contact, signs=False))

    assert [own.why for own in (same, other, same_as_draft)] == ["", "signed", ""]
    assert lines() == ["At the desk."]
    assert Draft.objects.get().typed["line"] == ["On the phone."]


@clause("ca.respect.12")
def test_demeaning_words_wait_as_a_draft_and_the_refusal_is_kept(here: Practice) -> None:
    worker = here.with_("ca")
    contact = held(slot(worker), "He was acting like a junkie again.")
    record = record_to_write_in(here.caseload.teo.pk, viewer=viewer_of(user_of(worker)))

    arrived = take_from_outbox(record=record, item=item(contact), key=key_for(worker), by=user_of(worker))

    assert arrived.why == "words"
    assert "junkie" in Draft.objects.get().typed["line"][0]


def test_a_draft_stays_a_draft_and_its_answer_lost_makes_no_second_one(here: Practice) -> None:
    own = item(held(slot(here.dana)), signs=False)

    arrive(here, own)
    written(here.dana, here.rosa, replace(own.held, hand=own.hand))  # type: ignore[type-var]
    arrive(here, own)

    assert lines() == [own.typed["line"][0]]
    assert not Draft.objects.exists()


def test_after_a_reassignment_what_was_written_before_still_arrives(here: Practice) -> None:
    row = Assignment.objects.get(person=here.rosa, worker=here.dana)
    assign(here.rosa, here.caseload.jo, here.amira)
    end(assignment=row, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)

    arrived = arrive(here, item(held(slot(here.dana, 8, day=date(2026, 11, 18)))))

    assert arrived.became == Arrival.Became.NOTE


def test_nobody_sends_for_somebody_else_nor_one_persons_contact_as_anothers(here: Practice) -> None:
    assign(here.caseload.teo, here.dana, here.amira)
    contact = planned(here.dana, here.rosa, slot(here.dana, 14))
    record = open_for(here.dana, here.rosa)

    with pytest.raises(NotTheirs):
        take_from_outbox(record=record, item=item(held(slot(here.dana))), key=key_for(here.dana), by=here.amira)
    with clock.standing_at(MORNING + timedelta(hours=6)), pytest.raises(NotTheirs):
        arrive(here, item(replace(held(slot(here.dana, 14)), token=contact.token)), person=here.caseload.teo)

    assert not Note.objects.exists()
    assert Contact.objects.get().status == Contact.Status.PLANNED


# ---- keys


def test_a_worker_has_one_key_on_a_device_and_the_table_does_not_show_it(here: Practice) -> None:
    keys = [key_for(here.dana) for _ in range(2)]

    assert len({key.pk for key in keys}) == 1
    assert keys[0].private["d"].encode() not in bytes(keys[0].sealed)
    assert '"d"' not in keys[0].public


def test_an_ended_key_opens_nothing_ever_and_the_device_gets_another(here: Practice) -> None:
    key = key_for(here.dana)

    for user in (here.amira, user_of(here.caseload.jo)):
        with pytest.raises(NotTheirs):
            end_key(worker=here.dana, key_id=key.pk, by=user)
    end_key(worker=here.dana, key_id=key.pk, by=here.user)
    another = key_for(here.dana)

    key.refresh_from_db()
    assert bytes(key.sealed) == b""
    assert another.pk != key.pk
    assert [own.pk for own in keys_of(here.dana)] == [another.pk]
    assert list(Entry.objects.filter(kind__startswith="device.").order_by("pk").values_list("kind", flat=True)) == [
        "device.added",
        "device.ended",
        "device.added",
    ]


def test_two_workers_on_one_device_have_keys_apart(here: Practice) -> None:
    assert key_for(here.dana).key != key_for(here.caseload.jo).key
