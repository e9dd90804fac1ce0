"""What a month adds up to under each code, what is missing by when, and what does not count."""

from __future__ import annotations

from datetime import date

from alongside.people import clock
from alongside.rulebook.models import AgencyPolicy
from alongside.supervision.counting import Minimum, months_of
from alongside.supervision.figures import RHYTHM, figure, set_figure
from alongside.supervision.words import forecast
from alongside.supervision.writing_up import sign_session
from canon.duties.owed import Status
from tests.alongside.rulings.makers import LONG_AGO, MORNING, TODAY
from tests.alongside.supervision.makers import NOVEMBER_30, Team, at, booked, part_of, was_held
from tests.clauses import clause


def month(team: Team, clause_id: str, on: date = TODAY) -> Minimum:
    return next(own for own in months_of([team.dana], on)[team.dana.pk].now if own.clause == clause_id)


@clause("ak.conduct.1")
def test_what_is_missing_is_said_in_minutes_and_by_which_day(team: Team) -> None:
    team.certify("ak")
    was_held(team, [team.dana], at(11, 3), 45)
    was_held(team, [team.dana], at(11, 10), 30)

    short = month(team, "ak.conduct.1")

    assert (short.status, short.due, short.falls_short) == (Status.DUE, NOVEMBER_30, True)
    assert forecast(short) == "45 minutes more by Monday, November 30"


@clause("ak.conduct.1")
def test_what_is_booked_is_told_apart_from_what_is_held(team: Team) -> None:
    team.certify("ak")
    was_held(team, [team.dana], at(11, 3), 75)
    booked(team, [team.dana], at(11, 24), 45)

    course = month(team, "ak.conduct.1")

    assert course.minutes is not None
    assert (course.minutes.have, course.minutes.planned, course.minutes.need) == (75, 45, 120)
    assert (course.sessions.have, course.sessions.planned, course.status) == (1, 1, Status.ON_COURSE)
    assert not course.falls_short


@clause("sud.1.1")
def test_only_what_the_supervisor_calls_clinical_counts_where_the_code_says_clinical(team: Team) -> None:
    team.certify("sud")
    was_held(team, [team.dana], at(11, 3), 60, clinical=True)
    was_held(team, [team.dana], at(11, 10), 90)

    own = month(team, "sud.1.1")

    assert own.minutes is not None
    assert (own.sessions.have, own.minutes.have, own.is_clinical) == (1, 60, True)


@clause("ak.conduct.1")
def test_six_times_twenty_minutes_are_two_hours_and_119_minutes_are_not(team: Team) -> None:
    team.certify("ak")
    for day in range(2, 8):
        was_held(team, [team.dana], at(11, day), 20)

    met = month(team, "ak.conduct.1")
    with clock.standing_at(MORNING.replace(month=12, day=19)):
        was_held(team, [team.dana], at(12, 3), 60)
        was_held(team, [team.dana], at(12, 4), 59)
        close = month(team, "ak.conduct.1", date(2026, 12, 19))

    assert met.status is Status.MET
    assert close.minutes is not None
    assert (close.status, close.minutes.short) == (Status.DUE, 1)


@clause("ak.conduct.1")
def test_a_session_counts_in_the_month_of_the_agencys_own_evening(team: Team) -> None:
    team.certify("ak")

    was_held(team, [team.dana], at(10, 31, 23, 30), 60)  # November 1 in universal time

    assert month(team, "ak.conduct.1").sessions.have == 0
    assert month(team, "ak.conduct.1", date(2026, 10, 31)).sessions.have == 1


@clause("ak.conduct.1")
def test_what_the_worker_disputes_does_not_count_until_it_is_put_right(team: Team) -> None:
    team.certify("ak")
    session = was_held(team, [team.dana], at(11, 3), 60)

    sign_session(attendance=part_of(session, team.dana), agrees=False, words="Half of it", by=team.dana_user)
    disputed = month(team, "ak.conduct.1").sessions.have
    sign_session(attendance=part_of(session, team.dana), agrees=True, words="It is put right", by=team.dana_user)

    assert (disputed, month(team, "ak.conduct.1").sessions.have) == (0, 1)


@clause("ak.conduct.1")
def test_an_employer_may_raise_what_the_code_asks(team: Team) -> None:
    team.certify("ak")

    AgencyPolicy.objects.create(
        agency=team.agency, clause="ak.conduct.1", param="hours", value="3 hours", from_day=LONG_AGO, at=MORNING
    )

    asked = month(team, "ak.conduct.1").minutes
    assert asked is not None
    assert asked.need == 180


@clause("nm.rights.3")
def test_where_a_code_names_no_number_the_agencys_rhythm_stands_in(team: Team) -> None:
    none = month(team, "")
    booked(team, [team.dana], at(11, 24))
    course = month(team, "")
    was_held(team, [team.dana], at(11, 3))
    met = month(team, "")
    set_figure(agency=team.agency, name=RHYTHM, value=3, by=team.ada)

    assert [own.status for own in (none, course, met)] == [Status.DUE, Status.ON_COURSE, Status.MET]
    assert forecast(none) == "One session more by Monday, November 30"
    assert (month(team, "").sessions.need, figure(RHYTHM, team.agency, TODAY).is_own) == (3, True)
