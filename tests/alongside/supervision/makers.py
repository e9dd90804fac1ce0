"""Invented people for supervision, and sessions as they happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.test import Client

from alongside.accounts.models import User
from alongside.people.models import Agency, RoleKind, SupervisorOfRecord, Worker
from alongside.supervision.booking import Plan, book_session
from alongside.supervision.models import SessionAttendance, SupervisionSession
from alongside.supervision.writing_up import Account, hold_session, record_session
from tests.alongside.rulings.makers import LONG_AGO, Place, account, certify, give, make_place, take_on

DENVER = ZoneInfo("America/Denver")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Team:
    """Amira leads Dana (and Jo, once she says so); Sam leads Lee; Ada administers; Pat works at another agency."""

    place: Place
    jo: Worker
    lee: Worker
    elsewhere: Agency
    pat: Worker

    @property
    def agency(self) -> Agency:
        return self.place.agency

    @property
    def dana(self) -> Worker:
        return self.place.dana

    @property
    def dana_user(self) -> User:
        return self.place.user

    @property
    def amira(self) -> User:
        return self.place.amira

    @property
    def sam(self) -> User:
        return self.place.others["another supervisor"]

    @property
    def ada(self) -> User:
        return self.place.others["administrator"]

    def certify(self, code: str) -> None:
        certify(self.place, code)


def make_team() -> Team:
    place = make_place()
    jo = Worker.objects.get(user=place.others["colleague"])
    SupervisorOfRecord.objects.create(agency=place.agency, worker=jo, supervisor=place.amira, from_day=LONG_AGO)
    lee_user = account("Lee Marsh")
    give(lee_user, RoleKind.WORKER, agency=place.agency)
    lee = take_on(place.agency, lee_user)
    SupervisorOfRecord.objects.create(
        agency=place.agency, worker=lee, supervisor=place.others["another supervisor"], from_day=LONG_AGO
    )
    elsewhere = Agency.objects.create(slug="far", name="Far Away", place="Far", zone="America/New_York")
    pat_user = account("Pat Quill")
    give(pat_user, RoleKind.WORKER, agency=elsewhere)
    return Team(place, jo, lee, elsewhere, take_on(elsewhere, pat_user))


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An hour of 2026 at the agency."""
    return datetime(2026, month, day, hour, minute, tzinfo=DENVER).astimezone(UTC)


def plan(workers: list[Worker], begins: datetime, minutes: int = 60, *, clinical: bool = False) -> Plan:
    kind = SupervisionSession.Kind.GROUP if len(workers) > 1 else SupervisionSession.Kind.ONE_TO_ONE
    return Plan(workers, kind, begins, minutes, is_clinical=clinical)


def told(begins: datetime, minutes: int, workers: list[Worker], *, why: str = "", topics: str = "The month") -> Account:
    return Account(begins, minutes, frozenset(w.pk for w in workers), topics, why=why)


def booked(
    team: Team, workers: list[Worker], begins: datetime, minutes: int = 60, *, clinical: bool = False
) -> SupervisionSession:
    return book_session(
        agency=team.agency,
        supervisor=team.amira,
        plan=plan(workers, begins, minutes, clinical=clinical),
        form_token=None,
        by=team.amira,
    )


def was_held(
    team: Team, workers: list[Worker], begins: datetime, minutes: int = 60, *, clinical: bool = False
) -> SupervisionSession:
    """A session that took place without being booked, written up by Amira."""
    return record_session(
        agency=team.agency,
        plan=plan(workers, begins, minutes, clinical=clinical),
        account=told(begins, minutes, workers),
        form_token=None,
        by=team.amira,
    )


def write_up(session: SupervisionSession, workers: list[Worker], minutes: int, *, by: User) -> SupervisionSession:
    return hold_session(session=session, account=told(session.starts_at, minutes, workers), by=by)


def part_of(session: SupervisionSession, worker: Worker) -> SessionAttendance:
    return SessionAttendance.objects.get(session=session, worker=worker)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def later(days: int = 0, hours: int = 0) -> timedelta:
    return timedelta(days=days, hours=hours)


NOVEMBER_30 = date(2026, 11, 30)
