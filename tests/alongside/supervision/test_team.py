"""The overview: who sees whom, the verdict before it happens, gaps and loads."""

from __future__ import annotations

import pytest

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import RoleKind, SupervisorOfRecord
from alongside.people.viewer import viewer_of
from alongside.supervision import team as overview
from alongside.supervision.booking import call_off
from alongside.supervision.figures import TEAM, set_figure
from alongside.supervision.models import SupervisionSession
from alongside.supervision.showing import remedy, verdict
from alongside.ui.templatetags.ui import day
from tests.alongside.rulings.makers import TODAY, account, give, take_on
from tests.alongside.supervision.makers import Team, at, booked, signed_in, was_held
from tests.clauses import clause


def names_seen_by(user: User) -> set[str]:
    return {worker.name for worker in overview.team_of(viewer_of(user))}


def test_supervisors_see_their_own_administrators_everybody_and_nobody_else_anyone(team: Team) -> None:
    others = team.place.others

    assert names_seen_by(team.amira) == {"Dana Ruiz", "Jo Alvarez"}
    assert names_seen_by(team.sam) == {"Lee Marsh"}
    assert names_seen_by(team.ada) == {"Dana Ruiz", "Jo Alvarez", "Lee Marsh"}
    for nobody in (team.dana_user, others["auditor"], others["operator"], others["board staff"]):
        assert names_seen_by(nobody) == set()


@clause("ak.conduct.1", "nm.rights.3")
def test_the_verdict_comes_before_it_happens_and_says_what_turns_it(team: Team) -> None:
    team.certify("ak")
    was_held(team, [team.dana], at(11, 3), 75)
    was_held(team, [team.dana], at(11, 10), 15)
    booked(team, [team.jo], at(11, 24))

    rows = overview.rows_of(viewer_of(team.amira))

    assert rows[0].worker == team.dana
    assert verdict(rows) == "One of two will fall short"
    assert remedy(rows) == "Book 30 minutes with Dana, and nobody falls short."


@clause("nm.rights.3")
def test_a_supervisors_missed_sessions_show_and_a_workers_do_not(team: Team) -> None:
    missed = booked(team, [team.dana], at(11, 20))
    other = booked(team, [team.jo], at(11, 20))

    call_off(session=missed, off=SupervisionSession.Off.SUPERVISOR, by=team.amira)
    call_off(session=other, off=SupervisionSession.Off.WORKER, by=team.amira)

    assert list(overview.missed_by(viewer_of(team.amira))) == [missed]
    assert list(overview.missed_by(viewer_of(team.ada))) == [missed]
    assert list(overview.missed_by(viewer_of(team.sam))) == []
    page = signed_in(team.dana_user).get("/supervision/mine/").content.decode()
    assert "The supervisor could not" in page


@clause("nm.rights.3", "sud.1.7")
def test_a_worker_without_a_supervisor_shows_to_the_administrator_with_the_day(team: Team) -> None:
    SupervisorOfRecord.objects.filter(worker=team.jo).update(to_day=at(11, 10).date())

    bare = overview.uncovered(viewer_of(team.ada))

    assert [(own.worker, own.since) for own in bare] == [(team.jo, at(11, 10).date())]
    page = signed_in(team.ada).get("/supervision/").content.decode()
    assert day(at(11, 10).date()) in page


def test_more_workers_than_usual_is_a_gauge_and_an_agency_sets_its_own(team: Team) -> None:
    before = overview.loads(viewer_of(team.amira))[0]

    set_figure(agency=team.agency, name=TEAM, value=1, by=team.ada)

    after = overview.loads(viewer_of(team.amira))[0]
    assert (before.workers, before.figure.value, before.is_over) == (2, 8, False)
    assert (after.figure.value, after.is_over, after.figure.is_own) == (1, True, True)


@pytest.mark.parametrize("path", ["", "book/", "record/", "move/", "write-up/", "call-off/"])
def test_what_is_foreign_and_what_is_missing_look_the_same(team: Team, path: str) -> None:
    session = booked(team, [team.dana], at(11, 24))
    foreign = f"/supervision/sessions/{session.pk}/{path}" if path not in ("book/", "record/") else ""
    if not foreign:
        assert signed_in(team.dana_user).get(f"/supervision/{path}").status_code == 403
        return

    client = signed_in(team.sam)

    assert client.get(foreign).status_code == 404
    assert client.get(f"/supervision/sessions/{session.pk + 999}/{path}").status_code == 404


def test_an_administrator_sees_that_it_was_held_and_not_what_was_said(team: Team) -> None:
    session = was_held(team, [team.dana], at(11, 17), 45)

    theirs = signed_in(team.ada).get(f"/supervision/sessions/{session.pk}/").content.decode()
    own = signed_in(team.amira).get(f"/supervision/sessions/{session.pk}/").content.decode()
    worker = signed_in(team.dana_user).get(f"/supervision/mine/sessions/{session.pk}/").content.decode()

    assert "The month" not in theirs
    assert "The month" in own
    assert "The month" in worker
    colleague = signed_in(team.place.others["colleague"])
    assert colleague.get(f"/supervision/mine/sessions/{session.pk}/").status_code == 404


def test_a_page_costs_the_same_with_more_rows(team: Team, django_assert_max_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    viewer = viewer_of(team.ada)
    for worker in (team.dana, team.jo):
        was_held(team, [worker], at(11, 3))

    with CaptureQueriesContext(
        connection,
    ) as few:
        list(overview.held_lately(viewer)[:25])
    for number in range(6):
        was_held(team, [team.dana], at(11, 4 + number))
    with CaptureQueriesContext(connection) as many:
        [session.names for session in overview.held_lately(viewer)[:25]]

    assert len(many) == len(few)


def test_the_overview_costs_the_same_however_many_are_on_the_team(team: Team) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as three:
        overview.rows_of(viewer_of(team.ada))
    for name in ("Ana Ruiz", "Bo Lake", "Cy Reed", "Di West"):
        user = account(name)
        give(user, RoleKind.WORKER, agency=team.agency)
        worker = take_on(team.agency, user)
        SupervisorOfRecord.objects.create(
            agency=team.agency, worker=worker, supervisor=team.amira, from_day=at(1, 1).date()
        )
    with CaptureQueriesContext(connection) as seven:
        rows = overview.rows_of(viewer_of(team.ada))

    assert (len(rows), len(seven)) == (7, len(three))


def test_booking_and_writing_up_through_the_pages(team: Team) -> None:
    amira, dana = signed_in(team.amira), signed_in(team.dana_user)
    page = amira.get(f"/supervision/book/?worker={team.dana.pk}&minutes=45")
    token = page.context["form"]["token"].value()
    sent = {
        "workers": [team.dana.pk],
        "day": "2026-11-20",
        "at": "09:00",
        "minutes": "45",
        "how": "video",
        "token": token,
    }

    assert amira.post("/supervision/book/", sent).status_code == 302
    assert amira.post("/supervision/book/", {**sent, "day": "2026-03-08", "at": "02:30"}).status_code == 422
    session = SupervisionSession.objects.get()
    with clock.standing_at(at(11, 20, 12)):
        early = {"day": "2026-11-20", "at": "09:00", "minutes": "45", "topics": "The month"}
        assert amira.post(f"/supervision/sessions/{session.pk}/write-up/", early).status_code == 302
        assert (
            dana.post(f"/supervision/mine/sessions/{session.pk}/sign/", {"do": "agree", "words": ""}).status_code == 302
        )
        stale = amira.post(f"/supervision/sessions/{session.pk}/call-off/", {"off": "worker"})

    assert stale.status_code == 422
    assert "has written this session up already" in stale.content.decode()
    session.refresh_from_db()
    assert session.is_signed
    assert TODAY.day == 19
