"""Contacts: planned as the codes let, always written once they took place, held where a clause or the record objects."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from alongside.caseload.assigning import end
from alongside.caseload.models import Assignment
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.practice.drafting import keep_draft
from alongside.practice.holding import StaysHeld, decide_hold, hold_what_stands_against, holds_waiting
from alongside.practice.hours import Window, set_hours
from alongside.practice.models import Contact, Draft, Hold, How, Note
from alongside.practice.planning import Plan, call_off, did_not_happen, plan_contact
from alongside.practice.refusals import NeedsWords, NotOverYet, NotPossibleNow, OddTimes, StillToCome, WrittenAlready
from alongside.practice.serving import Fitness, Slot
from alongside.practice.writing import Written, amend_note, read_written, sign_note
from alongside.rulings.duties import duties_of
from alongside.rulings.seeking import ActRefused
from canon.duties.owed import Status
from tests.alongside.caseload.makers import assign, hire, user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import (
    DAYTIME,
    Practice,
    at,
    held,
    open_for,
    planned,
    put_hours_on_file,
    slot,
    written,
)
from tests.alongside.qualifications.makers import Kind, put
from tests.alongside.rulings.makers import LONG_AGO, MORNING, TODAY, set_policy
from tests.clauses import clause


def test_a_signed_note_stands_in_the_journal_after_its_ruling_each_once(here: Practice) -> None:
    before = Entry.objects.count()

    note = written(here.dana, here.rosa, held(slot(here.dana)))

    ruling, signed = Entry.objects.order_by("pk")[before:]
    assert (ruling.kind, ruling.subject_id) == ("ruling.kept", note.contact.held_ruling_id)
    assert (signed.kind, signed.subject_id) == ("note.signed", note.pk)


MORNINGS = Window("1234567", time(9), time(12), frozenset({How.AGREED_PLACE}))
AFTERNOONS = Window("1234567", time(12), time(17), frozenset({How.AGREED_PLACE}))
AROUND_THE_CLOCK = Window("1234567", time(0), time(0), frozenset({How.AGREED_PLACE}))


def reasons(note: Note) -> list[str]:
    return sorted(note.contact.holds.values_list("reason", flat=True))


# ---- planning


@clause("nm.role.7")
@pytest.mark.parametrize("how", [How.PERSONS_HOME, How.AGREED_PLACE, How.TELEPHONE, How.ELECTRONIC])
def test_each_way_to_meet_that_the_code_names_may_be_planned(here: Practice, how: How) -> None:
    contact = planned(here.dana, here.rosa, slot(here.dana, 14, how=how))

    assert contact.status == Contact.Status.PLANNED


@clause("nc.2.4")
def test_the_workers_own_home_is_never_planned_under_north_carolina(here: Practice) -> None:
    worker = here.with_("nc")
    put_hours_on_file(here)

    with pytest.raises(ActRefused) as refusal:
        planned(worker, here.caseload.teo, slot(worker, 14, how=How.WORKERS_HOME))

    assert "nc.2.4" in refusal.value.ruling.told().decided_by


@clause("nc.2.6", "nc.overview.1")
def test_outside_the_hours_on_file_is_refused_and_without_hours_it_waits_for_the_agency(here: Practice) -> None:
    worker = here.with_("nc")

    with pytest.raises(ActRefused) as without:
        planned(worker, here.caseload.teo, slot(worker, 14))
    put_hours_on_file(here)
    inside = planned(worker, here.caseload.teo, slot(worker, 14))
    with pytest.raises(ActRefused) as outside:
        planned(worker, here.caseload.teo, slot(worker, 20))

    assert without.value.ruling.answer == "refer"
    assert inside.status == Contact.Status.PLANNED
    assert "nc.2.6" in outside.value.ruling.told().decided_by


@clause("sud.preamble.7", "ak.intro.6", "nc.cert.3")
@pytest.mark.parametrize("code", ["nm", "nc", "ca", "sud", "ak"])
def test_nothing_is_planned_beyond_the_last_day_of_a_certificate(here: Practice, code: str) -> None:
    worker = hire(here.caseload.place, "Uma Reyes", code, through=date(2026, 11, 30))
    assign(here.caseload.teo, worker, here.amira)
    put_hours_on_file(here)

    with pytest.raises(ActRefused):
        planned(worker, here.caseload.teo, slot(worker, 14, day=date(2027, 6, 2)))


def test_planned_twice_from_one_form_is_planned_once(here: Practice) -> None:
    plan = Plan(slot(here.dana, 14), "Library", uuid4())

    rows = [plan_contact(record=open_for(here.dana, here.rosa), plan=plan, by=here.user, on=TODAY) for _ in range(2)]

    assert len({row.pk for row in rows}) == 1


@pytest.mark.parametrize(
    ("begins", "minutes", "says"),
    [(7, 45, "past"), (14, 0, "comes after"), (14, -10, "comes after"), (14, 25 * 60, "less than a day")],
)
def test_odd_times_are_said_with_what_to_do(here: Practice, begins: int, minutes: int, says: str) -> None:
    when = slot(here.dana, begins, minutes=minutes)

    with pytest.raises(OddTimes, match=says):
        planned(here.dana, here.rosa, when)


def test_an_attempt_is_evidence_and_a_plan_is_settled_once(here: Practice) -> None:
    contact = planned(here.dana, here.rosa, slot(here.dana, 14))

    with pytest.raises(OddTimes):
        did_not_happen(contact=contact, is_attempt=True, by=here.user)
    with clock.standing_at(MORNING + timedelta(hours=8)):
        missed = did_not_happen(contact=contact, is_attempt=True, by=here.user)
        with pytest.raises(NotPossibleNow):
            call_off(contact=contact, by=here.user)

    assert (missed.status, missed.is_attempt) == (Contact.Status.MISSED, True)


# ---- writing


@clause("nm.role.3", "nm.role.9a")
def test_an_ordinary_contact_is_written_signed_and_held_by_nothing(here: Practice) -> None:
    note = written(here.dana, here.rosa, held(slot(here.dana)))

    assert reasons(note) == []
    assert note.contact.held_ruling is not None
    assert note.contact.held_ruling.allows
    assert read_written(note).line == "We filled in the bus pass form together."
    assert b"bus pass" not in bytes(note.sealed)


@clause("nm.safety.4", "nc.2.4", "nc.2.6", "ca.integrity.12", "sud.1.5", "ak.conduct.4")
@clause("nm.competence.2", "nc.2.7", "ca.authenticity.4", "sud.preamble.4", "ak.intro.5")
@pytest.mark.parametrize(
    ("code", "when", "fitness"),
    [
        ("nc", (9, How.WORKERS_HOME), Fitness()),
        ("nc", (6, How.AGREED_PLACE), Fitness()),
        ("ca", (9, How.AGREED_PLACE), Fitness(substance="alcohol", impairs=False)),
        ("sud", (9, How.AGREED_PLACE), Fitness(substance="prescribed", as_directed=True, impairs=True)),
        ("ak", (9, How.AGREED_PLACE), Fitness(substance="over-the-counter", as_directed=True, impairs=True)),
        ("nc", (9, How.AGREED_PLACE), Fitness(is_able=False)),
        *[(code, (9, How.AGREED_PLACE), Fitness(in_scope=False)) for code in ("nm", "nc", "ca", "sud", "ak")],
    ],
)
def test_what_was_against_a_code_is_written_held_and_brought_to_the_supervisor(
    here: Practice, code: str, when: tuple[int, How], fitness: Fitness
) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (here.with_(code), here.caseload.teo)
    put_hours_on_file(here)

    note = written(worker, person, held(slot(worker, when[0], how=when[1]), fitness=fitness))

    waiting = holds_waiting(here.caseload.viewer(here.amira), here.caseload.place.agency)
    assert reasons(note) == [Hold.Reason.RULING]
    assert [hold.contact_id for hold in waiting] == [note.contact_id]
    assert waiting[0].clauses.startswith(code)


@clause("nc.2.7")
def test_a_service_outside_the_role_is_open_only_with_a_paper_for_it_on_file(here: Practice) -> None:
    worker = here.with_("nc")
    put_hours_on_file(here)
    outside, line = Fitness(in_scope=False), "We did something new together, the two of us."
    training = put(worker, Kind.TRAINING, by=here.amira)
    over = put(worker, Kind.TRAINING, by=here.amira, through=TODAY - timedelta(days=1))

    unnamed = written(worker, here.caseload.teo, held(slot(worker, 8, minutes=10), "Unnamed.", fitness=outside))
    ended = replace(outside, covered_by=over.pk)
    lapsed = written(worker, here.caseload.teo, held(slot(worker, 8, minutes=5), "Lapsed.", fitness=ended))
    foreign = replace(outside, covered_by=put(here.dana, Kind.TRAINING, by=here.amira).pk)
    other = written(worker, here.caseload.teo, held(slot(worker, 9, minutes=5), "Not theirs.", fitness=foreign))
    named = replace(outside, covered_by=training.pk)
    covered = written(worker, here.caseload.teo, held(slot(worker, 9, minutes=45), line, fitness=named))

    for note in (unnamed, lapsed, other):
        hold = note.contact.holds.get(reason=Hold.Reason.RULING)
        assert hold.clauses == "nc.2.7"
        with pytest.raises(StaysHeld):
            decide_hold(hold=hold, outcome=Hold.Outcome.RELEASED, words="It went well.", by=here.amira)
    assert not covered.contact.holds.filter(reason=Hold.Reason.RULING).exists()


@clause("nc.cert.3", "nc.5.3")
def test_a_contact_after_a_lapse_is_written_as_what_it_was(here: Practice) -> None:
    worker = hire(here.caseload.place, "Uma Reyes", "nc", through=date(2026, 11, 30))
    assign(here.caseload.teo, worker, here.amira)

    with clock.standing_at(datetime(2027, 6, 2, 20, tzinfo=UTC)):
        note = written(worker, here.caseload.teo, held(slot(worker, 9, day=date(2027, 6, 2))))

    assert reasons(note) == [Hold.Reason.RULING]
    assert {"nc.cert.3", "nc.5.3"} <= set(note.contact.holds.get().clauses.split())


def test_of_several_notes_with_the_same_words_the_one_signed_first_is_named(here: Practice) -> None:
    words = "We sat together in the park and talked about the week that was."
    late = written(here.dana, here.rosa, held(slot(here.dana, 9, minutes=20), words))
    early = written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=20), words))

    last = written(here.dana, here.rosa, held(slot(here.dana, 7, minutes=20), words))

    assert [note.contact.holds.get().other_id for note in (early, last)] == [late.contact_id] * 2
    assert reasons(late) == []


def test_of_several_contacts_at_one_time_the_one_that_began_first_is_named(here: Practice) -> None:
    assign(here.caseload.teo, here.dana, here.amira)
    later = written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=20)))
    first = written(here.dana, here.rosa, held(slot(here.dana, 7, minutes=50), "An errand."))

    over_both = written(here.dana, here.caseload.teo, held(slot(here.dana, 7, minutes=110), "Another errand."))

    assert reasons(later) == reasons(first) == []
    assert over_both.contact.holds.get().other_id == first.contact_id


def test_what_stands_beside_a_contact_is_read_in_one_statement(
    here: Practice, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    note = written(here.dana, here.rosa, held(slot(here.dana)))

    with django_assert_num_queries(1):
        assert hold_what_stands_against(note.contact, note, "We filled in the bus pass form together.") == []


@clause("ca.integrity.10")
def test_two_contacts_at_one_time_the_same_words_and_days_too_long_are_held(here: Practice) -> None:
    words = "We sat together in the park and talked about the week that was."
    assign(here.caseload.teo, here.dana, here.amira)

    first = written(here.dana, here.rosa, held(slot(here.dana, 8), words))
    second = written(here.dana, here.caseload.teo, held(slot(here.dana, 8, minutes=30), words))
    with clock.standing_at(MORNING + timedelta(days=1)):
        long_day = written(here.dana, here.rosa, held(slot(here.dana, 9, minutes=17 * 60), "A very long day."))

    assert reasons(first) == []
    assert reasons(second) == [Hold.Reason.OVERLAP, Hold.Reason.SAME_WORDS]
    assert Hold.Reason.TOO_LONG in reasons(long_day)


@clause("ca.integrity.10")
def test_back_to_back_is_no_overlap(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=60)))

    note = written(here.dana, here.rosa, held(slot(here.dana, 9, minutes=30), "Another hour."))

    assert reasons(note) == []


def test_a_contact_in_the_future_is_planned_not_written(here: Practice) -> None:
    with pytest.raises(StillToCome):
        written(here.dana, here.rosa, held(slot(here.dana, 15)))
    with pytest.raises(NeedsWords):
        written(here.dana, here.rosa, replace(held(slot(here.dana)), written=Written()))


@clause("ca.integrity.10")
def test_a_contact_that_goes_on_still_is_not_written_down_yet(here: Practice) -> None:
    with pytest.raises(NotOverYet, match="not over yet"):
        written(here.dana, here.rosa, held(slot(here.dana, 9, minutes=71)))
    almost = written(here.dana, here.rosa, held(slot(here.dana, 9, minutes=70)))

    assert almost.contact.minutes == 70
    with pytest.raises(Exception, match="over before it is written"), transaction.atomic():
        Contact.objects.create(
            agency=here.dana.agency, person=here.rosa, worker=here.dana, token=uuid4(), how=How.TELEPHONE, status="held",
            began_at=clock.now() - timedelta(minutes=5), ended_at=clock.now() + timedelta(hours=8), by=here.user,
            held_ruling=almost.contact.held_ruling, written_at=clock.now(), at=clock.now(),
        )  # fmt: skip


def test_sent_twice_it_is_one_and_other_words_from_another_device_are_not_lost_in_silence(here: Practice) -> None:
    contact = held(slot(here.dana))

    notes = [written(here.dana, here.rosa, contact) for _ in range(2)]
    with pytest.raises(WrittenAlready):
        written(here.dana, here.rosa, replace(contact, written=Written(line="Other words.")))

    assert len({note.pk for note in notes}) == 1


def test_what_took_place_after_all_is_written_as_a_contact_of_its_own_and_once(here: Practice) -> None:
    contact = planned(here.dana, here.rosa, slot(here.dana, 11))
    call_off(contact=contact, by=here.user)

    with clock.standing_at(MORNING + timedelta(hours=3)):
        late = replace(held(slot(here.dana, 11)), token=contact.token)
        notes = [written(here.dana, here.rosa, late) for _ in range(2)]

    contact.refresh_from_db()
    assert contact.status == Contact.Status.CALLED_OFF
    assert len({note.pk for note in notes}) == 1


def test_across_midnight_and_the_end_of_summer_time_a_contact_keeps_its_length(here: Practice) -> None:
    before = datetime(2026, 11, 1, 0, 30, tzinfo=here.dana.agency.time_zone)
    over_the_change = Slot(before.astimezone(UTC), before.astimezone(UTC) + timedelta(hours=2), How.AGREED_PLACE)
    late = at(23, 30, day=date(2026, 11, 10), worker=here.dana)

    change = written(here.dana, here.rosa, held(over_the_change))
    midnight = written(here.dana, here.rosa, held(Slot(late, late + timedelta(hours=1), How.TELEPHONE), "A late call."))

    assert (change.contact.minutes, midnight.contact.minutes) == (120, 60)
    assert midnight.contact.held_ruling is not None
    assert midnight.contact.held_ruling.on == date(2026, 11, 10)


@clause("nc.2.6")
@pytest.mark.parametrize(
    ("windows", "begins", "ends", "is_authorized"),
    [
        ([AROUND_THE_CLOCK], (23, 30), (24, 15), True),
        ([MORNINGS, AFTERNOONS], (11, 30), (12, 30), True),
        ([MORNINGS, AFTERNOONS], (11, 30), (17, 1), False),
        ([AFTERNOONS], (11, 30), (12, 30), False),
        ([MORNINGS, replace(AFTERNOONS, opens=time(12, 1))], (11, 30), (12, 30), False),
        ([MORNINGS, replace(AFTERNOONS, hows=frozenset({How.TELEPHONE}))], (11, 30), (12, 30), False),
    ],
)
def test_hours_that_touch_are_one_and_a_whole_day_has_no_gap(
    here: Practice, windows: list[Window], begins: tuple[int, int], ends: tuple[int, int], is_authorized: bool
) -> None:
    administrator, worker = here.caseload.place.others["administrator"], here.with_("nc")
    set_hours(agency=worker.agency, windows=windows, from_day=TODAY, by=administrator, on=TODAY)
    set_policy(here.caseload.place, "policy.service", "on-file", LONG_AGO)
    midnight = at(0, worker=worker)
    when = Slot(
        midnight + timedelta(hours=begins[0], minutes=begins[1]),
        midnight + timedelta(hours=ends[0], minutes=ends[1]),
        How.AGREED_PLACE,
    )

    with clock.standing_at(MORNING + timedelta(days=1)):
        note = written(worker, here.caseload.teo, held(when))

    assert reasons(note) == ([] if is_authorized else [Hold.Reason.RULING])


@clause("nc.2.6")
def test_where_the_hours_name_places_another_is_held_and_one_that_was_not_said_is_asked_about(here: Practice) -> None:
    administrator, worker = here.caseload.place.others["administrator"], here.with_("nc")
    at_the_library = replace(DAYTIME, places=("City library", " "))
    set_hours(agency=worker.agency, windows=[at_the_library], from_day=TODAY, by=administrator, on=TODAY)
    set_policy(here.caseload.place, "policy.service", "on-file", LONG_AGO)

    def answer(hour: int, place: str, how: How = How.AGREED_PLACE) -> str:
        contact = replace(held(slot(worker, hour, minutes=20, how=how), f"At {hour}."), place=place)
        ruling = written(worker, here.caseload.teo, contact).contact.held_ruling
        return ruling.answer if ruling else ""

    with clock.standing_at(MORNING + timedelta(hours=8)):
        answers = [answer(8, "city  Library"), answer(9, "A bar"), answer(10, ""), answer(11, "", How.TELEPHONE)]
        shown = as_(worker).get(f"/contacts/log/{here.caseload.teo.pk}/").content.decode()

    assert answers[:2] == ["permitted", "prohibited"]
    assert answers[2] not in {"permitted", "prohibited"}
    assert answers[3] == "permitted"
    assert "Your agency names these places: City library" in shown


def test_a_window_past_midnight_covers_the_small_hours_of_the_next_day(here: Practice) -> None:
    night = Window("5", time(20), time(2), frozenset({How.TELEPHONE}))
    friday = at(23, 30, day=date(2026, 11, 20), worker=here.dana)

    assert night.covers(friday, friday + timedelta(hours=1), How.TELEPHONE)
    assert not night.covers(friday, friday + timedelta(hours=3), How.TELEPHONE)
    assert not DAYTIME.covers(friday, friday + timedelta(minutes=15), How.TELEPHONE)


def test_after_a_reassignment_what_took_place_is_still_written_and_nothing_new_is_planned(here: Practice) -> None:
    row = Assignment.objects.get(person=here.rosa, worker=here.dana)
    record = open_for(here.dana, here.rosa)
    assign(here.rosa, here.caseload.jo, here.amira)
    end(assignment=row, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)

    with pytest.raises(NotPossibleNow, match="no longer support"):
        plan_contact(record=record, plan=Plan(slot(here.dana, 14), "", uuid4()), by=here.user, on=TODAY)
    note = written(here.dana, here.rosa, held(slot(here.dana, 8, day=date(2026, 11, 18))))

    assert note.contact.status == Contact.Status.HELD


# ---- drafts, amendments, holds


def test_a_draft_survives_is_replaced_as_it_grows_and_is_gone_once_signed(here: Practice) -> None:
    contact, record = held(slot(here.dana)), open_for(here.dana, here.rosa)

    for words in ("We", "We met"):
        keep_draft(record=record, token=contact.token, typed={"line": [words]}, by=here.user)
    kept = Draft.objects.get()
    sign_note(record=record, held=contact, by=here.user)

    assert kept.typed == {"line": ["We met"]}
    assert b"met" not in bytes(kept.sealed)
    assert not Draft.objects.exists()
    assert keep_draft(record=record, token=contact.token, typed={}, by=here.user) is None


def test_a_signed_note_is_amended_by_its_writer_and_never_changed(here: Practice) -> None:
    note = written(here.dana, here.rosa, held(slot(here.dana)))

    rows = [amend_note(note=note, words="It was the other library.", by=here.user) for _ in range(2)]
    with pytest.raises(NotTheirs):
        amend_note(note=note, words="No.", by=here.amira)
    note.sealed = b"x"
    with pytest.raises(Exception, match="practice"):
        note.save()

    assert len({row.pk for row in rows}) == 1


@clause("ca.integrity.10")
def test_a_hold_is_lifted_with_words_by_the_supervisor_alone_and_never_what_is_prohibited(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 8)))
    overlap = written(
        here.dana, here.rosa, held(slot(here.dana, 8, minutes=20), "A call meanwhile.")
    ).contact.holds.get()
    prohibited = written(
        here.dana, here.rosa, held(slot(here.dana, 6), "Too early.", fitness=Fitness(in_scope=False))
    ).contact.holds.get()

    for user in (here.user, user_of(here.caseload.jo), here.caseload.place.others["another supervisor"]):
        with pytest.raises(NotTheirs):
            decide_hold(hold=overlap, outcome=Hold.Outcome.RELEASED, words="Fine.", by=user)
    with pytest.raises(NeedsWords):
        decide_hold(hold=overlap, outcome=Hold.Outcome.RELEASED, words="", by=here.amira)
    decide_hold(hold=overlap, outcome=Hold.Outcome.RELEASED, words="The clock was wrong.", by=here.amira)
    with pytest.raises(StaysHeld):
        decide_hold(hold=prohibited, outcome=Hold.Outcome.RELEASED, words="Fine.", by=here.amira)
    decide_hold(hold=prohibited, outcome=Hold.Outcome.KEPT, words="", by=here.amira)

    assert not holds_waiting(here.caseload.viewer(here.amira), here.caseload.place.agency).exists()


def test_of_two_who_decide_one_hold_the_second_is_told_who_and_when_and_their_words_are_kept(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 8)))
    hold = written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=20), "A call meanwhile.")).contact.holds.get()
    path = f"/contacts/held/{hold.pk}/"
    with clock.standing_at(MORNING + timedelta(minutes=5)):
        decide_hold(hold=hold, outcome=Hold.Outcome.KEPT, words="It was one visit.", by=here.amira)

    second = as_(here.caseload.place.others["administrator"])
    late = second.post(path, {"outcome": "released", "words": "The clock was wrong, I think."})
    later = second.get(path)

    assert (late.status_code, later.status_code) == (422, 200)
    told = "Amira Haddad decided this on Thursday, November 19, 10:05 am: Is not billed."
    assert told in late.content.decode()
    assert "The clock was wrong, I think." in late.content.decode()
    assert "It was one visit." in later.content.decode()


# ---- duties


@clause("nm.role.9a", "nm.reporting.3", "ca.integrity.14a", "sud.1.9", "ak.conduct.5")
@pytest.mark.parametrize(
    ("code", "name"),
    [("nm", "nm.reporting.3"), ("ca", "ca.integrity.14a"), ("sud", "sud.1.9"), ("ak", "ak.conduct.5")],
)
def test_a_plan_that_is_over_and_unwritten_is_a_duty_until_it_is_written(here: Practice, code: str, name: str) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (here.with_(code), here.caseload.teo)
    contact = planned(worker, person, slot(worker, 14))

    with clock.standing_at(MORNING + timedelta(hours=10)):
        owed = [own.owed.status for own in duties_of(worker, TODAY) if own.clause == name]
        written(worker, person, replace(held(slot(worker, 14)), token=contact.token))
        met = [own.owed.status for own in duties_of(worker, TODAY) if own.clause == name]

    assert owed == [Status.DUE]
    assert met == [Status.MET]
