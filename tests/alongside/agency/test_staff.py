"""How an agency's staff are certified: the page, and what its people are told when that changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.agency.models import ToldStanding
from alongside.agency.telling import news, tell_of_standings
from alongside.credentials.actions import (
    Period,
    enter_certificate,
    reinstate_certificate,
    renew_certificate,
    revoke_certificate,
    suspend_certificate,
)
from alongside.credentials.models import Certificate
from alongside.credentials.status import Standing, Status
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.actions import add_worker, give_role, name_supervisor, open_agency, open_board
from alongside.people.models import Agency, Board, Role, RoleKind, Worker

NOW = datetime(2026, 11, 10, 20, 0, tzinfo=UTC)
TODAY = NOW.date()
LONG_AGO, LAST = date(2024, 1, 2), date(2027, 11, 30)


@pytest.fixture(autouse=True)
def standing_clock(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def agency(db: None) -> Agency:
    return open_agency(slug="commons", name="Piedmont Commons", place="Durham", zone="America/New_York", by=None)


@pytest.fixture
def board(db: None) -> Board:
    return open_board(slug="nc", name="Board", place="North Carolina", zone="America/New_York", by=None)


@pytest.fixture
def staff(board: Board) -> User:
    return account("bea", RoleKind.BOARD_STAFF, board)


@pytest.fixture
def administrator(agency: Agency) -> User:
    return account("ada", RoleKind.AGENCY_ADMINISTRATOR, agency)


def account(name: str, kind: RoleKind, place: Agency | Board) -> User:
    user = User.objects.create_user(f"{name}@example.test", name=name.title())
    give_role(user=user, kind=kind, place=place, from_day=LONG_AGO, by=None)
    return user


def employ(agency: Agency, name: str) -> Worker:
    return add_worker(agency=agency, name=name, user=account(name, RoleKind.WORKER, agency), by=None)


def certify(worker: Worker, board: Board, *, through: date = LAST) -> Certificate:
    return enter_certificate(
        holder=worker.practitioner,
        board=board,
        code="nc",
        number=f"NC-{worker.pk}",
        name_on_certificate=worker.name,
        applied_on=LONG_AGO,
        period=Period(date(2025, 12, 1), through),
        by=None,
    )


def told() -> list[tuple[str, str]]:
    return [(row.kind, row.user.name) for row in Notice.objects.order_by("pk") if row.user]


@pytest.mark.clause("nc.cert.3", "nc.5.3")
def test_an_administrator_sees_first_who_may_not_serve_and_never_why(
    agency: Agency, board: Board, staff: User, administrator: User, client: Client
) -> None:
    certify(employ(agency, "bo"), board)
    suspended = certify(employ(agency, "zoe"), board)
    suspend_certificate(certificate=suspended, on=TODAY, cause="an inquiry about money", by=staff)
    employ(agency, "mia")
    client.force_login(administrator)

    answer = client.get(reverse("agency:certificates"))

    page = answer.content.decode()
    assert "Two of three may not serve today" in page
    assert [one.worker.name for one in answer.context["page_obj"]] == ["zoe", "mia", "bo"]
    assert "Suspended" in page
    assert "November 30, 2027" in page
    assert "money" not in page


def test_a_supervisor_sees_their_own_people_and_a_worker_nobody(
    agency: Agency, board: Board, administrator: User, client: Client
) -> None:
    supervisor = account("sam", RoleKind.SUPERVISOR, agency)
    theirs, other = employ(agency, "bo"), employ(agency, "zoe")
    name_supervisor(worker=theirs, supervisor=supervisor, from_day=TODAY, by=administrator)
    certify(theirs, board)
    client.force_login(supervisor)

    page = client.get(reverse("agency:certificates")).content.decode()

    assert "The one person who works here may serve today" in page
    assert "NC-" in page
    assert "zoe" not in page
    assert other.user is not None
    client.force_login(other.user)
    assert client.get(reverse("agency:certificates")).status_code == 403


def test_who_left_is_seen_no_more_and_other_agencies_never(
    agency: Agency, board: Board, administrator: User, client: Client
) -> None:
    left = employ(agency, "gone")
    certify(left, board)
    Role.objects.filter(user=left.user).update(to_day=TODAY)
    elsewhere = open_agency(slug="far", name="Far", place="Asheville", zone="America/New_York", by=None)
    certify(employ(elsewhere, "elsewhere"), board)
    client.force_login(administrator)

    page = client.get(reverse("agency:certificates")).content.decode()

    assert "Nobody works here yet" in page
    assert "gone" not in page
    assert "elsewhere" not in page


def test_the_page_asks_the_same_questions_for_one_as_for_many(
    agency: Agency, board: Board, administrator: User, client: Client
) -> None:
    certify(employ(agency, "one"), board)
    client.force_login(administrator)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("agency:certificates"))
    for number in range(12):
        certify(employ(agency, f"w{number}"), board)

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("agency:certificates"))

    assert len(many) == len(one)


@pytest.mark.clause("nc.5.3")
def test_an_employer_is_told_once_when_a_certificate_stops_and_when_it_is_given_back(
    agency: Agency, board: Board, staff: User, administrator: User
) -> None:
    supervisor = account("sam", RoleKind.SUPERVISOR, agency)
    worker = employ(agency, "bo")
    name_supervisor(worker=worker, supervisor=supervisor, from_day=TODAY, by=administrator)
    certificate = certify(worker, board)
    first_sight = tell_of_standings(NOW)
    suspend_certificate(certificate=certificate, on=TODAY, cause="an inquiry about money", by=staff)

    stopped = [tell_of_standings(NOW), tell_of_standings(NOW)]
    later = NOW + timedelta(days=3)
    with clock.standing_at(later):
        reinstate_certificate(certificate=certificate, on=later.date(), cause="closed", by=staff)
        given_back = [tell_of_standings(later), tell_of_standings(later)]

    assert (first_sight, stopped, given_back) == (0, [2, 0], [2, 0])
    both = [("Ada", "Sam")] * 2
    assert [kind for kind, _ in told()] == ["standing.suspended"] * 2 + ["standing.reinstated"] * 2
    assert [(told()[0][1], told()[1][1]), (told()[2][1], told()[3][1])] == both
    assert all(set(row.data) == {"name", "day"} for row in Notice.objects.all())


@pytest.mark.clause("nc.cert.3")
def test_a_lapse_is_told_by_renewals_alone_and_the_renewal_after_it_here(
    agency: Agency, board: Board, staff: User, administrator: User
) -> None:
    certificate = certify(employ(agency, "bo"), board, through=TODAY)
    tell_of_standings(NOW)

    tomorrow = NOW + timedelta(days=1)
    with clock.standing_at(tomorrow):
        lapsed = tell_of_standings(tomorrow)
        renew_certificate(certificate=certificate, on=tomorrow.date(), by=staff)
        renewed = tell_of_standings(tomorrow)

    assert (lapsed, renewed) == (0, 1)
    assert told() == [("standing.renewed", "Ada")]


def test_nobody_is_told_of_somebody_who_left(agency: Agency, board: Board, staff: User, administrator: User) -> None:
    worker = employ(agency, "bo")
    certificate = certify(worker, board)
    tell_of_standings(NOW)
    Role.objects.filter(user=worker.user).update(to_day=TODAY)

    revoke_certificate(certificate=certificate, on=TODAY, cause="found", by=staff)

    assert tell_of_standings(NOW) == 0
    assert not Notice.objects.exists()


def test_of_two_programs_that_see_one_change_the_second_writes_nothing(
    agency: Agency, board: Board, staff: User, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certify(employ(agency, "bo"), board)
    tell_of_standings(NOW)
    seen_by_both = {row.certificate_id: row for row in ToldStanding.objects.all()}
    suspend_certificate(certificate=certificate, on=TODAY, cause="an inquiry", by=staff)
    monkeypatch.setattr("alongside.agency.telling._last_told", lambda _agency: seen_by_both)

    answers = [tell_of_standings(NOW), tell_of_standings(NOW)]

    assert answers == [1, 0]
    assert ToldStanding.objects.count() == 2
    with pytest.raises(Exception, match="only grows"), transaction.atomic():
        ToldStanding.objects.update(status="active")


def stands(status: Status, since: date = TODAY, through: date | None = LAST) -> Standing:
    return Standing(status, since, through=through)


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (stands(Status.ACTIVE), stands(Status.INACTIVE), "standing.inactive"),
        (stands(Status.SUSPENDED), stands(Status.REVOKED), "standing.revoked"),
        (stands(Status.SUSPENDED), stands(Status.SUSPENDED, TODAY + timedelta(days=9)), "standing.suspended"),
        (stands(Status.SUSPENDED), stands(Status.SUSPENDED, TODAY - timedelta(days=9)), None),
        (stands(Status.ACTIVE), stands(Status.SURRENDERED), "standing.ended"),
        (stands(Status.ACTIVE), stands(Status.GRACE), None),
        (stands(Status.SUSPENDED), stands(Status.LAPSED), None),
        (stands(Status.ACTIVE), stands(Status.RENEWAL_DUE), None),
        (stands(Status.APPLIED, through=None), stands(Status.ACTIVE), "standing.granted"),
        (stands(Status.ACTIVE), stands(Status.ACTIVE, through=LAST + timedelta(days=730)), "standing.renewed"),
        (stands(Status.ACTIVE), stands(Status.ACTIVE, TODAY - timedelta(days=9)), None),
    ],
)
def test_what_is_news_to_an_employer(before: Standing, now: Standing, kind: str | None) -> None:
    assert news(before, now) == kind
