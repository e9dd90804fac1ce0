"""Pages of a team read what is kept of each worker; what may be old, or is not there, is reckoned and never reads as fine."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings, strategies as st
from pytest_django import Settings

from alongside.journal.sealing import seal_all
from alongside.people import clock
from alongside.people.models import Worker
from alongside.people.viewer import viewer_of
from alongside.rulings.models import DutyStanding, Follower
from alongside.rulings.standing_now import StandingsNow
from alongside.rulings.standings import follow, sweep
from alongside.supervision.booking import call_off
from alongside.supervision.counting import months_now, months_of
from alongside.supervision.models import SupervisionSession
from alongside.supervision.refusals import NotPossible
from alongside.supervision.team import rows_of, standings_of_team
from alongside.supervision.writing_up import sign_session
from tests.alongside.caseload.makers import hire
from tests.alongside.rulings.makers import MORNING, TODAY, certify
from tests.alongside.supervision.makers import Team, at, booked, part_of, signed_in, was_held
from tests.clauses import clause

Do = Callable[[Team, int], object]


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    yield


def workers(team: Team) -> list[Worker]:
    return list(Worker.objects.filter(agency=team.agency).select_related("agency").order_by("pk"))


def _hold(team: Team, n: int) -> object:
    return was_held(team, [team.dana], at(11, 1 + n % 18, 6 + n % 12), 20 + n % 50, clinical=n % 2 == 0)


def _book(team: Team, n: int) -> object:
    return booked(team, [team.dana, team.jo], at(11, 20 + n % 10, 6 + n % 12), 30 + n % 60)


def _dispute(team: Team, n: int) -> object:
    session = SupervisionSession.objects.filter(state="held", attendances__stands="open").order_by("pk").first()
    return session and sign_session(
        attendance=part_of(session, team.dana), agrees=n % 2 == 0, words="It was shorter.", by=team.dana_user
    )


def _call_off(team: Team, n: int) -> object:
    session = SupervisionSession.objects.filter(state="planned").order_by("pk").first()
    return session and call_off(session=session, off=SupervisionSession.Off.SUPERVISOR, by=team.amira)


DOES: Final[list[Do]] = [_hold, _book, _dispute, _call_off]


@clause("ak.conduct.1", "sud.1.1", "nm.rights.3")
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from(DOES), st.integers(0, 90)), min_size=1, max_size=4),
    swept=st.integers(0, 4),
    seals=st.booleans(),
    follows=st.booleans(),
)
def test_after_whatever_happened_a_teams_page_says_what_the_pure_core_says(
    team: Team, steps: list[tuple[Do, int]], swept: int, seals: bool, follows: bool
) -> None:
    if not DutyStanding.objects.exists():
        team.certify("ak")
        team.certify("sud")
    for number, (do, own) in enumerate(steps):
        if number == swept:
            sweep()
        with contextlib.suppress(NotPossible):  # two sessions at one time, and the like
            do(team, own)
        if seals:
            seal_all()
        if follows:
            follow()

    everyone = workers(team)
    assert months_now(StandingsNow(everyone, TODAY)) == months_of(everyone, TODAY)


@clause("ak.conduct.1")
def test_a_session_called_off_a_moment_ago_is_not_on_course_any_more(team: Team) -> None:
    team.certify("ak")
    was_held(team, [team.dana], at(11, 3), 75)
    session = booked(team, [team.dana], at(11, 24), 45)
    sweep()
    before = [row.minimum.falls_short for row in rows_of(viewer_of(team.amira)) if row.worker == team.dana]

    call_off(session=session, off=SupervisionSession.Off.SUPERVISOR, by=team.amira)  # and nobody has followed yet

    after = [row.minimum.falls_short for row in rows_of(viewer_of(team.amira)) if row.worker == team.dana]
    assert (before, after) == ([False], [True])


@clause("ak.conduct.1")
def test_what_is_kept_of_yesterday_or_of_nobody_is_reckoned_anew(team: Team) -> None:
    team.certify("ak")
    was_held(team, [team.dana], at(11, 3), 75)
    was_held(team, [team.dana], at(11, 10), 45)
    never = [row.minimum.sessions.have for row in rows_of(viewer_of(team.amira)) if row.worker == team.dana]
    sweep()

    with clock.standing_at(MORNING + timedelta(days=20)):  # December, and no sweep since
        row = next(row for row in rows_of(viewer_of(team.amira)) if row.worker == team.dana)

    assert never == [2]
    assert (row.minimum.sessions.have, row.minimum.falls_short) == (0, True)


@clause("ak.conduct.1")
def test_a_page_that_follows_asks_for_no_session_of_another_month(team: Team) -> None:
    team.certify("ak")
    sweep()

    with CaptureQueriesContext(connection) as asked:
        rows_of(viewer_of(team.amira))

    sessions = [query["sql"] for query in asked if "supervision_sessionattendance" in query["sql"]]
    assert all("starts_at" in sql for sql in sessions), "what is kept is not counted again from two years of sessions"


def test_a_new_day_anywhere_and_other_code_files_are_swept(team: Team) -> None:
    sweep()
    Worker.objects.filter(pk=team.pat.pk).update(agency=team.elsewhere)
    late_evening = MORNING.replace(hour=5) + timedelta(days=1)  # a new day in New York, not in Denver

    with clock.standing_at(late_evening):
        follow()
        swept = Follower.objects.get(pk=1).swept_at
        Follower.objects.update(files="other files")
        behind = StandingsNow(workers(team), clock.today_in(team.agency.time_zone))._behind
        follow()

    assert swept == late_evening
    assert behind == {worker.pk for worker in workers(team)}
    assert Follower.objects.get(pk=1).files != "other files"


def test_what_waits_for_the_sealer_and_was_read_keeps_nobody_behind(team: Team) -> None:
    team.certify("ak")
    was_held(team, [team.dana], at(11, 3), 75)
    sweep()

    unsealed = standings_of_team(viewer_of(team.amira))._behind
    seal_all()
    sealed = standings_of_team(viewer_of(team.amira))._behind

    assert (unsealed, sealed) == (set(), set())


ODD = (
    "q=%3Cb%3E",
    "q=%00",
    "q=%FF%FE",
    f"q={'x' * 3000}",
    "q=%20%20",
    "clause=%3Cb%3E",
    "clause=ak.conduct.5%00",
    "clause=nm.role.9a",
    "clause=ak.conduct.5&clause=",
    "page=-1",
    "page=9999999999999999999999",
    "page=two",
)
"""Nobody types these on purpose; a torn link or a hostile one may hold them."""


@clause("ak.conduct.5")
def test_what_is_late_stands_with_its_clause_and_its_day_and_only_of_ones_own_team(team: Team) -> None:
    team.certify("ak")
    sweep()
    _late(team.dana)

    own = signed_in(team.amira).get("/supervision/duties/").content.decode()
    sam = signed_in(team.sam).get("/supervision/duties/").content.decode()
    ada = signed_in(team.ada).get("/supervision/duties/?q=dana").content.decode()
    none = signed_in(team.amira).get("/supervision/duties/?q=nobody").content.decode()

    assert "One of two is late with what their code asks" in own
    assert LATE[1] in own
    assert "Late since November 3, 2026" in own
    assert "Nobody is late with what their code asks" in sam
    assert "Dana Ruiz" not in sam
    assert "Dana Ruiz" in ada
    assert "Nothing fits that" in none
    assert signed_in(team.dana_user).get("/supervision/duties/").status_code == 403


@pytest.mark.parametrize("typed", ODD)
def test_what_is_typed_into_the_address_by_hand_finds_nobody_and_leads_back(team: Team, typed: str) -> None:
    team.certify("ak")
    sweep()
    _late(team.dana)

    page = signed_in(team.amira).get(f"/supervision/duties/?{typed}")
    words = page.content.decode()

    assert page.status_code == 200
    assert "<b>" not in words.partition("<main")[2]
    assert "Dana Ruiz" in words or 'href="/supervision/duties/"' in words.partition("Nothing fits that")[2]


def test_what_is_the_workers_own_recovery_stands_on_no_page_of_anybody_else(team: Team) -> None:
    certify(team.place, "sud")
    sweep()

    kept = DutyStanding.objects.filter(worker=team.dana, clause="sud.1.7")
    page = signed_in(team.amira).get("/supervision/duties/").content.decode()

    assert "overdue" in {row.status for row in kept}
    assert "sud.1.7" not in page


def test_the_pages_ask_the_same_of_the_database_for_two_and_for_twenty_five(team: Team) -> None:
    team.certify("ak")
    sweep()
    _late(team.dana)
    paths = ("/supervision/", "/supervision/duties/", "/today/")
    few = {path: _queries(team, path) for path in paths}
    for number in range(25):
        hire(team.place, f"Worker{number} Reyes", "ak")
    sweep()
    for worker in workers(team):
        _late(worker)

    assert {path: _queries(team, path) for path in paths} == few


def _queries(team: Team, path: str) -> int:
    client = signed_in(team.amira)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


LATE: Final = ("ak", "ak.conduct.5")


def _late(worker: Worker) -> None:
    """Kept as if something had been done late by this worker, without the years it takes."""
    for row in DutyStanding.objects.filter(worker=worker, code=LATE[0], clause=LATE[1]):
        row.status, row.late, row.late_since = "overdue", 1, date(2026, 11, 3)
        row.told["counts"][0] = 1
        row.save()
