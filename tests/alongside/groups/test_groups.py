"""Groups: planned as the codes let, written once for all who came, and nobody named in another's record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from alongside.groups.models import Attendance, GroupNote, GroupSession, Leader, Turn
from alongside.groups.planning import GroupPlan, call_off_group, plan_group
from alongside.groups.queries import attendances_seen_by, groups_of, who_came_last, who_may_come
from alongside.groups.refusals import LeftAtOddTime, NamesSomebody, NotALeader
from alongside.groups.taking import amend_group_note
from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person
from alongside.practice.models import Contact, Hold, How, Note
from alongside.practice.refusals import NeedsWords, NotOverYet, NotStandingNow, OddTimes, StillToCome, WrittenAlready
from alongside.practice.serving import Fitness
from alongside.practice.writing import read_written
from alongside.rulings.duties import duties_of
from alongside.rulings.seeking import ActRefused
from canon.duties.owed import Status
from tests.alongside.caseload.makers import assign, hire, user_of
from tests.alongside.groups.makers import NOTE, TOPIC, came, circle, planned, taken
from tests.alongside.practice.makers import Practice, at, held, put_hours_on_file, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause


def reasons(session: GroupSession) -> set[str]:
    return set(Hold.objects.filter(contact__gathering=session.token).values_list("reason", flat=True))


# ---- planning


def test_a_group_is_planned_once_and_the_second_leader_is_told(here: Practice) -> None:
    plan = GroupPlan(slot(here.dana, 14, minutes=60), TOPIC, "Room 2", uuid4(), here.caseload.jo)

    rows = [plan_group(worker=here.dana, plan=plan, by=here.user) for _ in range(2)]

    assert len({row.pk for row in rows}) == 1
    assert Notice.objects.get(kind="group.asked").user == user_of(here.caseload.jo)
    assert [own.pk for own in groups_of(here.caseload.jo).coming] == [rows[0].pk]


@clause("nc.2.4", "nc.2.6")
def test_a_group_outside_the_hours_or_at_ones_own_home_is_not_planned(here: Practice) -> None:
    worker = here.with_("nc")
    put_hours_on_file(here)

    for when in (slot(worker, 20), slot(worker, 14, how=How.WORKERS_HOME)):
        with pytest.raises(ActRefused):
            plan_group(worker=worker, plan=GroupPlan(when, TOPIC, "", uuid4()), by=user_of(worker))

    assert planned(worker).status == GroupSession.Status.PLANNED


def test_what_cannot_be_planned_says_why(here: Practice) -> None:
    plan = GroupPlan(slot(here.dana, 14), TOPIC, "", uuid4())

    with pytest.raises(OddTimes):
        plan_group(worker=here.dana, plan=replace(plan, slot=slot(here.dana, 8)), by=here.user)
    with pytest.raises(NeedsWords):
        plan_group(worker=here.dana, plan=replace(plan, topic=" "), by=here.user)
    with pytest.raises(NotALeader):
        plan_group(worker=here.dana, plan=replace(plan, second=here.dana), by=here.user)
    with pytest.raises(NotTheirs):
        plan_group(worker=here.dana, plan=plan, by=here.amira)


def test_a_third_leader_has_no_seat(here: Practice) -> None:
    session = planned(here.dana, second=here.caseload.jo)
    third = hire(here.caseload.place, "Uma Reyes", "nm")

    with pytest.raises(IntegrityError), transaction.atomic():
        Leader.objects.create(agency=session.agency, session=session, worker=third, seat=3)


# ---- what took place is written


@clause("ca.mutuality.4")
def test_the_note_asks_whether_all_could_speak_and_lead_and_decided_together(here: Practice) -> None:
    session = taken(here.dana, circle(here.dana, came(here.rosa), came(here.caseload.teo)))

    note = GroupNote.objects.get(session=session)

    assert (note.spoke, note.led, note.decided) == (Turn.ALL, Turn.SOME, Turn.ALL)
    assert b"before bed" not in bytes(note.sealed)


def test_each_who_came_has_a_contact_a_ruling_and_a_note_of_their_own(here: Practice) -> None:
    teo = here.caseload.teo

    session = taken(here.dana, circle(here.dana, came(here.rosa, "Chose the tea."), came(teo)))

    contacts = {own.person_id: own for own in Contact.objects.filter(gathering=session.token)}
    assert set(contacts) == {here.rosa.pk, teo.pk}
    assert all(own.held_ruling is not None and own.held_ruling.allows for own in contacts.values())
    assert reasons(session) == set()
    assert read_written(contacts[here.rosa.pk].note).line == f"{TOPIC}: {NOTE}\n\nChose the tea."
    assert read_written(contacts[teo.pk].note).line == f"{TOPIC}: {NOTE}"


@clause("nm.confidentiality.1")
def test_no_record_names_another_who_came(here: Practice) -> None:
    teo = here.caseload.teo

    with pytest.raises(NamesSomebody, match="Teo"):
        taken(here.dana, circle(here.dana, came(here.rosa), came(teo), note="Teo spoke first, then all of us."))
    with pytest.raises(NamesSomebody, match="The line for Rosa"):
        taken(here.dana, circle(here.dana, came(here.rosa, "Sat with Teo."), came(teo)))
    own = taken(here.dana, circle(here.dana, came(here.rosa, "Rosa chose the tea."), came(teo)))

    for note in Note.objects.filter(contact__gathering=own.token).select_related("person"):
        others = {"Rosa", "Teo"} - {note.person.chosen_name}
        assert not others & set(read_written(note).line.replace(".", "").split())
    assert GroupSession.objects.count() == 1


def test_a_word_that_only_looks_like_a_name_is_let_through_once_that_is_said(here: Practice) -> None:
    group = circle(here.dana, came(here.rosa), note="We made rosewater; Rosa is a color too.", names_meant=True)

    assert taken(here.dana, group).status == GroupSession.Status.HELD


def test_who_left_early_was_there_for_that_long(here: Practice) -> None:
    early = at(8, 20, worker=here.dana)

    session = taken(here.dana, circle(here.dana, came(here.rosa, left_at=early), came(here.caseload.teo)))

    minutes = {own.person_id: own.minutes for own in Contact.objects.filter(gathering=session.token)}
    assert minutes == {here.rosa.pk: 20, here.caseload.teo.pk: 60}
    assert Attendance.objects.get(person=here.rosa).left_early
    with pytest.raises(LeftAtOddTime):
        taken(here.dana, circle(here.dana, came(here.rosa, left_at=at(9, 30, worker=here.dana))))


@clause("nm.competence.2")
def test_a_group_against_a_clause_is_written_and_held_for_each_who_came(here: Practice) -> None:
    session = taken(
        here.dana, circle(here.dana, came(here.rosa), came(here.caseload.teo), fitness=Fitness(in_scope=False))
    )

    held_for = Hold.objects.filter(contact__gathering=session.token, reason=Hold.Reason.RULING)
    assert held_for.count() == 2
    assert Notice.objects.filter(kind="contact.held-back").count() == 1


@clause("nm.role.9a", "nm.reporting.3")
def test_each_who_came_is_a_contact_that_was_documented(here: Practice) -> None:
    taken(here.dana, circle(here.dana, came(here.rosa), came(here.caseload.teo)))

    owed = [own for own in duties_of(here.dana, TODAY) if own.clause == "nm.role.9a"]

    assert owed
    assert {own.owed.status for own in owed} == {Status.MET}


def test_what_cannot_be_of_a_group_is_refused_and_nothing_is_half_written(here: Practice) -> None:
    good = circle(here.dana, came(here.rosa))

    with pytest.raises(StillToCome):
        taken(here.dana, replace(good, slot=slot(here.dana, 15)))
    with pytest.raises(NotOverYet):
        taken(here.dana, replace(good, slot=slot(here.dana, 9, minutes=90)))
    with pytest.raises(NeedsWords):
        taken(here.dana, replace(good, note=" "))
    with pytest.raises(Http404):
        taken(here.dana, replace(good, came=(*good.came, came(here.caseload.lena))))
    with pytest.raises(NotTheirs):
        taken(here.caseload.jo, replace(good, token=taken(here.dana, good).token, came=()))

    assert GroupSession.objects.count() == 1
    assert Contact.objects.count() == 1


# ---- twice, later, by two


def test_sent_twice_it_is_one_and_other_words_are_not_lost_in_silence(here: Practice) -> None:
    group = circle(here.dana, came(here.rosa))

    rows = [taken(here.dana, group) for _ in range(2)]
    with pytest.raises(WrittenAlready):
        taken(here.dana, replace(group, note="Other words."))

    assert len({row.pk for row in rows}) == 1
    assert Contact.objects.count() == 1


def test_who_was_forgotten_is_added_and_nobody_is_taken_away(here: Practice) -> None:
    first = circle(here.dana, came(here.rosa))
    session = taken(here.dana, first)

    taken(here.dana, replace(first, note="", came=(came(here.caseload.teo),)))

    assert set(Attendance.objects.filter(session=session).values_list("person", flat=True)) == {
        here.rosa.pk,
        here.caseload.teo.pk,
    }
    assert GroupNote.objects.count() == 1


def test_two_leaders_each_write_their_part_and_see_whom_they_took_down(here: Practice) -> None:
    jo, maria = here.caseload.jo, Person.objects.create(agency=here.dana.agency, chosen_name="María")
    assign(maria, jo, here.amira)
    session = planned(here.dana, 8 + 3, second=jo)
    when = slot(here.dana, 11, minutes=60)

    with clock.standing_at(MORNING + timedelta(hours=4)):
        taken(here.dana, circle(here.dana, came(here.rosa), token=session.token, when=when))
        waiting = groups_of(jo).unwritten
        with pytest.raises(NamesSomebody, match="Rosa"):
            taken(jo, circle(jo, came(maria), token=session.token, when=when, note="Rosa sang."))
        taken(jo, circle(jo, came(maria), token=session.token, when=when, note="We sang."))

    assert [own.pk for own in waiting] == [session.pk]
    assert [own.person for own in attendances_seen_by(jo, session)] == [maria]
    assert [own.person for own in attendances_seen_by(here.dana, session)] == [here.rosa]
    assert GroupNote.objects.filter(session=session).count() == 2


def test_a_note_is_put_right_beside_it_and_never_overwritten(here: Practice) -> None:
    session = taken(here.dana, circle(here.dana, came(here.rosa)))
    note = GroupNote.objects.get(session=session)

    with pytest.raises(NamesSomebody):
        amend_group_note(note=note, words="Rosa was not there.", by=here.user)
    rows = {amend_group_note(note=note, words="It was the other room.", by=here.user).pk for _ in range(2)}

    assert len(rows) == 1
    assert GroupNote.objects.get(pk=note.pk).words == NOTE


def test_a_group_is_called_off_once_and_took_place_after_all(here: Practice) -> None:
    session = planned(here.dana, 11)
    call_off_group(session=session, worker=here.dana, by=here.user)
    group = circle(here.dana, came(here.rosa), token=session.token, when=slot(here.dana, 11, minutes=60))

    with clock.standing_at(MORNING + timedelta(hours=4)):
        rows = {taken(here.dana, group).pk for _ in range(2)}

    session.refresh_from_db()
    assert session.status == GroupSession.Status.CALLED_OFF
    assert len(rows) == 1
    with pytest.raises(NotStandingNow):
        call_off_group(session=GroupSession.objects.get(pk=rows.pop()), worker=here.dana, by=here.user)


# ---- one time, two places


@clause("ca.integrity.10")
def test_those_who_came_to_one_group_do_not_overlap_and_another_contact_does(here: Practice) -> None:
    session = taken(here.dana, circle(here.dana, came(here.rosa), came(here.caseload.teo)))
    other = written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=30), "We also talked, it says here."))

    assert reasons(session) == set()
    assert [own.reason for own in other.contact.holds.all()] == [Hold.Reason.OVERLAP]


@clause("ca.integrity.10")
def test_a_leader_who_took_nobody_down_was_in_the_group_all_the_same(here: Practice) -> None:
    session = planned(here.dana, 11, second=here.caseload.jo)
    jo, when = here.caseload.jo, slot(here.dana, 11, minutes=60)
    maria = Person.objects.create(agency=here.dana.agency, chosen_name="María")
    assign(maria, jo, here.amira)

    with clock.standing_at(MORNING + timedelta(hours=4)):
        taken(here.dana, circle(here.dana, came(here.rosa), token=session.token, when=when))
        taken(jo, circle(jo, token=session.token, when=when))
        note = written(jo, maria, held(slot(jo, 11, minutes=30), "On the phone meanwhile."))

    assert [own.reason for own in note.contact.holds.all()] == [Hold.Reason.OVERLAP]


@clause("ca.integrity.10")
def test_a_long_group_counts_once_in_a_day_however_many_came(here: Practice) -> None:
    people = [Person.objects.create(agency=here.dana.agency, chosen_name=f"P{n}x") for n in range(6)]
    for person in people:
        assign(person, here.dana, here.amira)
    with clock.standing_at(MORNING + timedelta(days=1)):
        four_hours = slot(here.dana, 9, minutes=240, day=date(2026, 11, 19))

        session = taken(here.dana, circle(here.dana, *map(came, people), when=four_hours))

    assert Hold.Reason.TOO_LONG not in reasons(session)


@clause("ca.integrity.10")
def test_the_same_group_note_two_weeks_running_is_held(here: Practice) -> None:
    with clock.standing_at(MORNING - timedelta(days=7)):
        assert (
            reasons(
                taken(here.dana, circle(here.dana, came(here.rosa), when=slot(here.dana, 8, day=date(2026, 11, 12))))
            )
            == set()
        )

    again = taken(here.dana, circle(here.dana, came(here.rosa)))

    assert reasons(again) == {Hold.Reason.SAME_WORDS}


# ---- lists and the journal


def test_those_who_came_last_time_are_listed_first(here: Practice) -> None:
    taken(here.dana, circle(here.dana, came(here.caseload.teo)))

    assert who_came_last(here.dana) == {here.caseload.teo.pk}
    assert [own.chosen_name for own in who_may_come(here.dana)] == ["Teo", "Rosa"]


def test_the_journal_holds_ids_and_times_and_no_name(here: Practice) -> None:
    taken(here.dana, circle(here.dana, came(here.rosa, "Chose the tea.")))

    bodies = "\n".join(Entry.objects.values_list("body", flat=True))

    assert "group.held" in bodies
    assert "group.attended" in bodies
    for word in ("Rosa", "Teo", "tea", TOPIC, "Community"):
        assert word not in bodies


def test_a_signed_group_is_changed_by_no_statement(here: Practice) -> None:
    session = taken(here.dana, circle(here.dana, came(here.rosa)))

    for statement in (
        lambda: GroupSession.objects.filter(pk=session.pk).update(ended_at=MORNING),
        lambda: GroupNote.objects.filter(session=session).update(spoke="not"),
        lambda: Attendance.objects.filter(session=session).delete(),
    ):
        with pytest.raises(Exception, match=r"stays|only grows"), transaction.atomic():
            statement()
