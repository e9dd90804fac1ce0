"""Sessions planned, held and signed by both; what cannot be; and who is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from alongside.journal.models import Entry, NeverChanged
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.supervision.booking import book_session, call_off, move_session
from alongside.supervision.models import SessionAttendance, SessionNote, SupervisionSession
from alongside.supervision.moments import moment_at
from alongside.supervision.refusals import NotPossible
from alongside.supervision.writing_up import amend_session, hold_session, record_session, sign_session
from tests.alongside.rulings.makers import MORNING
from tests.alongside.supervision.makers import Team, at, booked, part_of, plan, told, was_held, write_up
from tests.clauses import clause

Off, Stands = SupervisionSession.Off, SessionAttendance.Stands


@clause("sud.1.1", "ak.conduct.1")
def test_a_session_is_written_up_by_one_and_confirmed_by_the_other(team: Team) -> None:
    session = was_held(team, [team.dana], at(11, 17), 45)

    sign_session(attendance=part_of(session, team.dana), agrees=True, words="Thank you", by=team.dana_user)

    notes = list(session.notes.order_by("pk"))
    assert [note.by for note in notes] == [team.amira, team.dana_user]
    assert (session.is_held, session.minutes, part_of(session, team.dana).stands) == (True, 45, Stands.AGREED)
    assert notes[0].told()["topics"] == "The month"
    assert b"month" not in bytes(notes[0].sealed)


@clause("sud.1.1")
def test_what_was_signed_is_amended_and_never_overwritten(team: Team) -> None:
    session = was_held(team, [team.dana], at(11, 17), 45)
    sign_session(attendance=part_of(session, team.dana), agrees=True, words="", by=team.dana_user)

    amend_session(session=session, account=told(at(11, 17), 60, [team.dana], why="It was the full hour"), by=team.amira)

    first, second = session.notes.filter(attendance__isnull=True).order_by("pk")
    assert (first.ended_at, second.ended_at, second.amends) == (at(11, 17, 9, 45), at(11, 17, 10), first)
    assert part_of(session, team.dana).stands == Stands.OPEN
    with pytest.raises(NeverChanged):
        first.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        SessionNote.objects.filter(pk=first.pk).update(by=team.sam)


def test_an_amendment_says_why(team: Team) -> None:
    session = was_held(team, [team.dana], at(11, 17), 45)

    with pytest.raises(NotPossible) as refused:
        amend_session(session=session, account=told(at(11, 17), 60, [team.dana]), by=team.amira)

    assert refused.value.code == "no-reason"


@pytest.mark.parametrize(
    ("begins", "minutes", "code"),
    [
        pytest.param(at(11, 19, 10, 30), 30, "to-come", id="still to come"),
        pytest.param(at(11, 19, 9, 30), 45, "not-over", id="not over yet"),
        pytest.param(at(11, 10), 1441, "too-long", id="longer than a day"),
        pytest.param(at(11, 10), -30, "too-short", id="less than nothing"),
        pytest.param(at(11, 10), 0, "too-short", id="nothing"),
        pytest.param(at(11, 17, 9, 30), 60, "overlaps", id="in another session"),
        pytest.param(datetime(2025, 10, 1, tzinfo=UTC), 60, "too-old", id="a year ago"),
    ],
)
def test_what_cannot_have_been_is_not_written_up(team: Team, begins: datetime, minutes: int, code: str) -> None:
    was_held(team, [team.dana], at(11, 17), 60)
    one = booked(team, [team.dana], at(11, 25))

    with pytest.raises(NotPossible) as refused:
        hold_session(session=one, account=told(begins, minutes, [team.dana]), by=team.amira)

    assert refused.value.code == code
    one.refresh_from_db()
    assert one.is_planned


def test_the_database_keeps_a_worker_in_one_session_at_a_time(team: Team) -> None:
    was_held(team, [team.dana], at(11, 17), 60)
    other = was_held(team, [team.dana], at(11, 17, 10), 60)
    own = part_of(other, team.dana)

    with pytest.raises(DatabaseError), transaction.atomic():
        SessionAttendance.objects.filter(pk=own.pk).update(began_at=at(11, 17, 9, 59))

    own.refresh_from_db()
    assert own.began_at == at(11, 17, 10)


def test_the_database_knows_a_day_and_the_future(team: Team) -> None:
    session = was_held(team, [team.dana], at(11, 10), 60)
    rows = SupervisionSession.objects.filter(pk=session.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(ended_at=at(11, 11, 9, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(began_at=at(11, 25), ended_at=at(11, 25, 10))
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(state="planned", began_at=None, ended_at=None, settled_by=None, settled_at=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_an_hour_that_the_clocks_skip_is_no_hour_and_one_that_comes_twice_is_the_first() -> None:
    denver = ZoneInfo("America/Denver")

    with pytest.raises(NotPossible) as refused:
        moment_at(date(2026, 3, 8), time(2, 30), denver)

    assert refused.value.code == "no-such-time"
    assert moment_at(date(2026, 11, 1), time(1, 30), denver) == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)


def test_minutes_are_real_ones_over_the_night_the_clocks_change(team: Team) -> None:
    begins = moment_at(date(2026, 11, 1), time(0, 30), ZoneInfo("America/Denver"))

    session = was_held(team, [team.dana], begins, 120)

    assert (session.minutes, session.from_moment.hour, session.to_moment.hour) == (120, 0, 1)


@clause("nm.rights.3")
def test_a_session_called_off_keeps_whose_part_it_was(team: Team) -> None:
    session = booked(team, [team.dana], at(11, 20))

    called = call_off(session=session, off=Off.SUPERVISOR, by=team.amira)
    again = call_off(session=session, off=Off.SUPERVISOR, by=team.amira)

    assert (called.off, called.settled_by, called.settled_at) == (Off.SUPERVISOR, team.amira, MORNING)
    assert again.settled_at == called.settled_at
    assert Entry.objects.filter(kind="session.called-off").count() == 1


@clause("nm.rights.3")
def test_the_worker_may_say_that_it_did_not_happen_once_its_time_is_over(team: Team) -> None:
    session = booked(team, [team.dana], at(11, 19, 11))

    with pytest.raises(NotPossible) as early:
        call_off(session=session, off=Off.NOT_HELD, by=team.dana_user)
    with clock.standing_at(at(11, 19, 13)):
        call_off(session=session, off=Off.NOT_HELD, by=team.dana_user)

    session.refresh_from_db()
    assert (early.value.code, session.off, session.settled_by) == ("not-over", Off.NOT_HELD, team.dana_user)


def test_two_who_settle_one_session_have_one_truth_and_the_second_is_told_whose(team: Team) -> None:
    session = booked(team, [team.dana], at(11, 19, 11))
    stale = SupervisionSession.objects.get(pk=session.pk)
    call_off(session=session, off=Off.WORKER, by=team.dana_user)

    with clock.standing_at(at(11, 19, 13)), pytest.raises(NotPossible) as refused:
        write_up(stale, [team.dana], 60, by=team.amira)

    assert refused.value.code == "called-off-already"
    assert "Dana Ruiz" in str(refused.value)


def test_one_form_sent_twice_books_one_and_records_one(team: Team) -> None:
    first, second = uuid4(), uuid4()

    for _ in range(2):
        book_session(
            agency=team.agency,
            supervisor=team.amira,
            plan=plan([team.dana], at(11, 24)),
            form_token=first,
            by=team.amira,
        )
        record_session(
            agency=team.agency,
            plan=plan([team.dana], at(11, 12)),
            account=told(at(11, 12), 60, [team.dana]),
            form_token=second,
            by=team.amira,
        )

    assert SupervisionSession.objects.count() == 2
    assert Entry.objects.filter(kind="session.booked").count() == 1


def test_a_group_credits_each_who_was_there(team: Team) -> None:
    session = booked(team, [team.dana, team.jo], at(11, 19, 11))

    with clock.standing_at(at(11, 19, 14)):
        write_up(session, [team.dana], 90, by=team.amira)

    dana, jo = part_of(session, team.dana), part_of(session, team.jo)
    assert (dana.attended, dana.ended_at, jo.attended, jo.ended_at) == (True, at(11, 19, 12, 30), False, None)


def test_somebody_else_neither_books_nor_signs(team: Team) -> None:
    session = was_held(team, [team.dana], at(11, 17), 45)
    own, one = part_of(session, team.dana), plan([team.lee], at(11, 24))

    with pytest.raises(NotTheirs):
        book_session(agency=team.agency, supervisor=team.amira, plan=one, form_token=None, by=team.amira)
    with pytest.raises(NotTheirs):
        book_session(agency=team.agency, supervisor=team.amira, plan=one, form_token=None, by=team.sam)
    with pytest.raises(NotTheirs):
        book_session(
            agency=team.agency, supervisor=team.sam, plan=plan([team.pat], at(11, 24)), form_token=None, by=team.ada
        )
    with pytest.raises(NotTheirs):
        sign_session(attendance=own, agrees=True, words="", by=team.amira)
    with pytest.raises(NotTheirs):
        amend_session(session=session, account=told(at(11, 17), 60, [team.dana], why="x"), by=team.ada)


def test_an_administrator_books_for_a_supervisor_and_cannot_sign_for_them(team: Team) -> None:
    session = book_session(
        agency=team.agency, supervisor=team.sam, plan=plan([team.lee], at(11, 19, 11)), form_token=None, by=team.ada
    )

    with clock.standing_at(at(11, 19, 13)), pytest.raises(NotTheirs):
        write_up(session, [team.lee], 60, by=team.ada)

    assert session.supervisor == team.sam


def test_a_booked_session_is_moved_and_nothing_is_booked_twice(team: Team) -> None:
    session = booked(team, [team.dana], at(11, 24))

    moved = move_session(session=session, plan=plan([team.dana], at(11, 25), 90), by=team.amira)
    with pytest.raises(NotPossible) as refused:
        booked(team, [team.dana], at(11, 25, 10))
    with pytest.raises(NotPossible) as passed:
        booked(team, [team.dana], MORNING - timedelta(hours=1))

    assert (moved.starts_at, moved.planned_minutes) == (at(11, 25), 90)
    assert (refused.value.code, passed.value.code) == ("overlaps", "has-passed")


def test_the_journal_holds_ids_and_not_a_word_of_what_was_said(team: Team) -> None:
    session = was_held(team, [team.dana], at(11, 17), 45)
    sign_session(attendance=part_of(session, team.dana), agrees=False, words="Half an hour", by=team.dana_user)

    bodies = " ".join(Entry.objects.filter(kind__startswith="session.").values_list("body", flat=True))

    assert "session.signed" in bodies
    assert not any(word in bodies for word in ("The month", "Half an hour", "Dana", "Amira"))
