"""What stands before the first worker: a board for each code, agencies, who leads them; through actions where they are few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Max

from alongside.accounts.models import User
from alongside.journal.writing import Event, write_journal_of_many
from alongside.people import clock
from alongside.people.actions import open_agency, open_board
from alongside.people.models import Agency, Board, Role, RoleKind
from alongside.practice.hours import Window, set_hours
from alongside.practice.models import How, ServiceHours
from alongside.rulebook.actions import PolicyMatter, entrust_code, set_policy
from alongside.rulebook.queries import library
from alongside.site.generating.scale import A_TEAM, AN_AGENCY, Scale

PASSWORD: Final = "whole state, all invented"  # noqa: S105 - told to whoever generates; the accounts are invented
MAIL_AT: Final = "state.example"
LEAD_YEARS: Final = 1100  # days
HOURS: Final = Window("1234567", time(6), time(22), frozenset(How) - {How.WORKERS_HOME})


@dataclass(frozen=True)
class Team:
    """A supervisor and where they work, with the code their workers are certified under."""

    supervisor_id: int
    agency_id: int
    board_id: int
    code: str
    zone: str


@dataclass(frozen=True)
class Places:
    """Teams in order: worker n is in team n // A_TEAM. The rest: the last ids of the leads' own rows."""

    teams: Sequence[Team]
    leads: int
    lead_roles: int
    lead_addresses: int

    def team_of(self, worker: int) -> Team:
        """Where worker n works."""
        return self.teams[worker // A_TEAM]


def open_places(scale: Scale, today: date) -> Places:
    """Boards, agencies and leads; each that is there already is passed over."""
    editions = {edition.id: edition for edition in library().editions}
    boards = [(code, _board(code, editions[code].code.place, editions[code].code.zone)) for code in sorted(editions)]
    agencies = [_agency(n, *boards[n % len(boards)]) for n in range(max(len(boards), -(-scale.workers // AN_AGENCY)))]
    teams = -(-scale.workers // A_TEAM)
    leads = [*_leads(agencies, teams), *_staff(boards)]
    if not User.objects.filter(email=_mail("admin", 0)).exists():
        _appoint(leads, today - timedelta(days=LEAD_YEARS))
    for n, (agency, _code, _board_id) in enumerate(agencies):
        _settle(agency, User.objects.get(email=_mail("admin", n)), today)
    ids = dict(User.objects.filter(email__startswith="lead").values_list("email", "pk"))
    found = []
    for n in range(teams):
        agency, code, board_id = agencies[n % len(agencies)]
        found.append(Team(ids[_mail("lead", n)], agency.pk, board_id, code, agency.zone))
    theirs = User.objects.filter(email__regex="^(lead|admin|staff)")
    own = (theirs, Role.objects.filter(user__in=theirs), EmailAddress.objects.filter(user__in=theirs))
    return Places(found, *(rows.aggregate(last=Max("pk"))["last"] for rows in own))


def _board(code: str, place: str, zone: str) -> Board:
    slug = f"{code}-state"
    found = Board.objects.filter(slug=slug).first()
    found = found or open_board(slug=slug, name=f"Board of {place}, invented", place=place, zone=zone, by=None)
    entrust_code(board=found, code=code, by=None)
    return found


def _agency(number: int, code: str, board: Board) -> tuple[Agency, str, int]:
    slug, name = f"agency-{number:04}", f"Agency {number}, invented"
    found = Agency.objects.filter(slug=slug).first()
    found = found or open_agency(slug=slug, name=name, place=board.place, zone=board.zone, by=None)
    return found, code, board.pk


Lead = tuple[str, str, RoleKind, Agency | Board]


def _leads(agencies: Sequence[tuple[Agency, str, int]], teams: int) -> list[Lead]:
    keepers: list[Lead] = [
        (_mail("admin", n), f"Keeper {n}", RoleKind.AGENCY_ADMINISTRATOR, agency)
        for n, (agency, _code, _board) in enumerate(agencies)
    ]
    supervisors: list[Lead] = [
        (_mail("lead", n), f"Lead {n}", RoleKind.SUPERVISOR, agencies[n % len(agencies)][0]) for n in range(teams)
    ]
    return [*keepers, *supervisors]


def _staff(boards: Sequence[tuple[str, Board]]) -> list[Lead]:
    return [
        (_mail("staff", 16 * n + k), f"Staff {code} {k}", RoleKind.BOARD_STAFF, board)
        for n, (code, board) in enumerate(boards)
        for k in range(16)
    ]


def _appoint(leads: Sequence[Lead], since: date) -> None:
    """Accounts and roles for all of them at once."""
    password = make_password(PASSWORD)
    with transaction.atomic():
        users = User.objects.bulk_create(User(email=mail, name=name, password=password) for mail, name, _k, _p in leads)
        EmailAddress.objects.bulk_create(
            EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
        )
        roles = Role.objects.bulk_create(
            Role(
                user=user,
                kind=kind,
                agency=place if isinstance(place, Agency) else None,
                board=place if isinstance(place, Board) else None,
                from_day=since,
            )
            for user, (_mail_, _name, kind, place) in zip(users, leads, strict=True)
        )
        write_journal_of_many(
            [Event("role.given", role, {"user": role.user_id, "role": role.kind}) for role in roles], by=None
        )


def _settle(agency: Agency, keeper: User, today: date) -> None:
    """The agency's hours, and that they are on file: without them no code lets anybody serve."""
    if ServiceHours.objects.filter(agency=agency).exists():
        return
    day = today - timedelta(days=LEAD_YEARS - 1)
    with clock.standing_at(datetime.combine(day, time(12), agency.time_zone)):
        set_policy(
            agency=agency, matter=PolicyMatter(fact="policy.service"), value="on-file", from_day=day, by=keeper, on=day
        )
        set_hours(agency=agency, windows=[HOURS], from_day=day, by=keeper, on=day)


def _mail(kind: str, number: int) -> str:
    return f"{kind}{number}@{MAIL_AT}"
