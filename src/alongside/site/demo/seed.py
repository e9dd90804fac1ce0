"""Filling the demo state through the apps' own actions, so that it holds nothing that people could not have done.

What the installation sets up it does at its console (`by=None`); what boards and agencies decide, their own staff decide,
at the moment they would have done it: the clock is put back for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse

from alongside.accounts.actions import open_account
from alongside.accounts.models import User
from alongside.credentials.actions import enter_certificate
from alongside.credentials.models import Certificate
from alongside.notices.actions import notify
from alongside.notices.ticking import tick
from alongside.people import clock
from alongside.people.actions import (
    add_person,
    add_worker,
    give_role,
    name_supervisor,
    open_agency,
    open_board,
)
from alongside.people.models import Agency, Board, RoleKind, Worker
from alongside.rulebook.actions import PolicyMatter, set_policy
from alongside.site.demo import MAIL_AT, PASSWORD, lend_the_sixth_code
from alongside.site.demo.applications import fill_applications
from alongside.site.demo.boards import put_codes_in_force
from alongside.site.demo.caseload import assign_all
from alongside.site.demo.certificates import decide
from alongside.site.demo.consent import sign_all
from alongside.site.demo.declarations import declare_all
from alongside.site.demo.devices import use_devices
from alongside.site.demo.endings import end_some
from alongside.site.demo.goals import plan_all
from alongside.site.demo.groups import gather_all
from alongside.site.demo.instruments import fill_instruments
from alongside.site.demo.learning import fill_learning
from alongside.site.demo.letters import remind, write_letters
from alongside.site.demo.papers import hand_papers_in
from alongside.site.demo.people import PERSONS, STAFF, address, workers
from alongside.site.demo.places import AGENCIES, BOARDS, DemoAgency
from alongside.site.demo.plan import OPENED_DAYS_AGO, PlannedWorker, first_of_month, planned_workers
from alongside.site.demo.practice import practice_all
from alongside.site.demo.qualifications import file_all
from alongside.site.demo.questions import ask_all
from alongside.site.demo.reflection import think_it_over
from alongside.site.demo.renewals import renew_and_tell
from alongside.site.demo.resources import fill_directories
from alongside.site.demo.sessions import hold_sessions
from alongside.site.demo.sign_ins import SIGN_INS
from alongside.site.demo.signatures import sign_and_ask
from alongside.site.demo.support import ask_all_for_support, name_deputies
from alongside.site.demo.voices import let_them_be_heard
from alongside.site.demo.wording import add_words

HOME: Final = ZoneInfo("America/Denver")
"""The zone whose day the demo is reckoned from."""


class HalfFilled(RuntimeError):
    """A demo state was begun here and not finished."""

    code = "half-filled"

    def __init__(self) -> None:
        super().__init__(
            "A demo state was begun here and not finished. Point ALONGSIDE_DATA at a new folder (or DATABASE_URL at an "
            "empty database), and run this again."
        )


class NotEmpty(RuntimeError):
    """Places that are no demo's are here already."""

    code = "not-empty"

    def __init__(self) -> None:
        super().__init__(
            "This installation holds agencies or boards of its own, so no demo state goes into it. Point ALONGSIDE_DATA "
            "at a new folder (or DATABASE_URL at an empty database), and run this again."
        )


@dataclass
class Filled:
    """What was made so far, by the names the demo's data uses."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    workers: dict[str, Worker] = field(default_factory=dict)
    """By name; of somebody employed twice, the work that began here last."""

    supervisors: dict[str, User] = field(default_factory=dict)


def is_filled() -> bool:
    """Whether the demo state stands here in full: the last things made are those that people sign in with."""
    emails = {sign_in.email for sign_in in SIGN_INS}
    opened = User.objects.filter(email__in=emails)
    return opened.count() == len(emails) and all(user.has_usable_password() for user in opened)


def fill_demo() -> bool:
    """Fill the demo state; False where it stands already. Raises HalfFilled, NotEmpty: nothing real is added to."""
    lend_the_sixth_code()
    if is_filled():
        return False
    if User.objects.filter(email__endswith=f"@{MAIL_AT}").exists():
        raise HalfFilled
    if Agency.objects.exists() or Board.objects.exists():
        raise NotEmpty
    today, filled = clock.today_in(HOME), Filled()
    _open_places(filled)
    _open_accounts(filled)
    _give_roles(filled, today)
    for planned in planned_workers(today):
        _take_on(planned, filled, today)
    _take_in_persons(filled, today)
    hand_papers_in(filled.workers, filled.boards, today)
    put_codes_in_force(filled.boards, filled.users, today)
    _set_policies(filled, today)
    staff = {code: _staff_at(filled, code) for code in filled.boards}
    fill_learning(filled.boards, staff, filled.users, filled.workers, today)
    sign_and_ask(filled.workers, today)
    renew_and_tell(filled.workers, filled.users, today)
    name_deputies(filled.agencies, filled.users, today)
    ask_all(filled.workers, filled.supervisors, today)
    assign_all(filled.workers, filled.supervisors, today)
    file_all(filled.workers, today)
    practice_all(filled.agencies, filled.workers, today)
    use_devices(filled.workers, today)
    gather_all(filled.agencies, filled.users, filled.workers, today)
    plan_all(filled.workers, today)
    sign_all(filled.workers, today)
    hold_sessions(filled.workers, filled.supervisors, today)
    ask_all_for_support(filled.workers, filled.supervisors, today)
    think_it_over(filled.workers, today)
    declare_all(filled.workers, filled.supervisors, today)
    fill_instruments(filled.agencies, filled.users, filled.workers, today)
    let_them_be_heard(filled.agencies, filled.users, filled.workers, today)
    end_some(filled.workers, today)
    every = {code: _everybody_at(filled, code) for code in filled.boards}
    fill_directories(filled.agencies, filled.users, today)
    add_words(filled.agencies, filled.users, today)
    fill_applications(filled.boards, every, filled.users, today)
    _write_letters(filled)
    _tell(filled)
    _let_them_sign_in()
    return True


def _tell(filled: Filled) -> None:
    """What runs by itself has run, and everybody who can be tried has been told that their account is open."""
    with transaction.atomic():
        for sign_in in SIGN_INS:
            user = filled.users[sign_in.name]
            notify(kind="welcome", to=user, key=f"welcome:{user.pk}", url=reverse("account_overview"))
    tick(clock.now())


def _open_places(filled: Filled) -> None:
    for board in BOARDS:
        filled.boards[board.code] = open_board(
            slug=board.code, name=board.name, place=board.place, zone=board.zone, by=None
        )
    for agency in AGENCIES:
        filled.agencies[agency.slug] = open_agency(
            slug=agency.slug, name=agency.name, place=agency.place, zone=agency.zone, by=None
        )


def _open_accounts(filled: Filled) -> None:
    """One account a person, however many places they are at. Nobody can sign in yet: see `_let_them_sign_in`."""
    languages = {person.name: person.language for person in PERSONS if person.has_account}
    names = [*(staff.name for staff in STAFF), *(worker.name for _, worker in workers()), *languages]
    for name in dict.fromkeys(names):
        filled.users[name] = open_account(
            email=address(name), name=name, language=languages.get(name, "en"), password=None, by=None
        )


def _give_roles(filled: Filled, today: date) -> None:
    since = today - timedelta(days=OPENED_DAYS_AGO)
    places: dict[str, Agency | Board] = {**filled.agencies, **filled.boards}
    for staff in STAFF:
        for kind in staff.roles:
            give_role(user=filled.users[staff.name], kind=kind, place=places[staff.at], from_day=since, by=None)


def _take_on(planned: PlannedWorker, filled: Filled, today: date) -> None:
    agency, name = filled.agencies[planned.agency], planned.worker.name
    user = filled.users[name]
    worker = add_worker(agency=agency, name=name, user=user, by=None)
    filled.workers[name] = worker
    give_role(user=user, kind=RoleKind.WORKER, place=agency, from_day=planned.began_on, by=None)
    if planned.worker.supervisor:
        filled.supervisors[name] = filled.users[planned.worker.supervisor]
        name_supervisor(worker=worker, supervisor=filled.supervisors[name], from_day=planned.began_on, by=None)
    for certificate in planned.certificates:
        held = enter_certificate(
            holder=worker.practitioner,
            board=filled.boards[certificate.code],
            code=certificate.code,
            number=certificate.number,
            name_on_certificate=name,
            applied_on=certificate.applied_on,
            period=certificate.period,
            by=None,
        )
        if certificate.decided_on is not None:
            decide(held, certificate.holds, on=certificate.decided_on, holder=user, staff=_staff_of(filled, held))


def _take_in_persons(filled: Filled, today: date) -> None:
    for number, person in enumerate(PERSONS):
        agency, user = filled.agencies[person.at], filled.users.get(person.name)
        add_person(agency=agency, chosen_name=person.name, user=user, language=person.language, by=None)
        if user is not None:
            since = today - timedelta(days=40 + 17 * number)
            give_role(user=user, kind=RoleKind.PERSON_SERVED, place=agency, from_day=since, by=None)


def _set_policies(filled: Filled, today: date) -> None:
    for agency in AGENCIES:
        administrator = _administrator_of(agency.slug, filled.users)
        for months_ago, policies in sorted(agency.policies.items(), reverse=True):
            day = first_of_month(today, months_ago)
            with clock.standing_at(morning_of(day, agency)):
                for about, value in policies.items():
                    set_policy(
                        agency=filled.agencies[agency.slug],
                        matter=_matter(about),
                        value=value,
                        from_day=day,
                        by=administrator,
                        on=day,
                    )


def _administrator_of(slug: str, users: Mapping[str, User]) -> User:
    return next(users[s.name] for s in STAFF if s.at == slug and RoleKind.AGENCY_ADMINISTRATOR in s.roles)


def _matter(about: str) -> PolicyMatter:
    clause, _, param = about.partition(" ")
    return PolicyMatter(clause=clause, param=param) if param else PolicyMatter(fact=about)


def morning_of(day: date, agency: DemoAgency) -> datetime:
    return datetime.combine(day, time(8, 30), tzinfo=ZoneInfo(agency.zone))


def _write_letters(filled: Filled) -> None:
    for code, board in filled.boards.items():
        write_letters(board, staff=_staff_at(filled, code))
    dana = filled.workers["Dana Ruiz"].practitioner
    certificate = Certificate.objects.select_related("board", "holder").get(holder=dana, code="nm")
    remind(certificate, staff=_staff_of(filled, certificate))


def _let_them_sign_in() -> None:
    """One hash for all: a password is meant to take its time, and fifty of them would make the demo wait."""
    User.objects.filter(email__endswith=f"@{MAIL_AT}").update(password=make_password(PASSWORD))


def _everybody_at(filled: Filled, code: str) -> list[User]:
    """A board's staff, as listed."""
    return [filled.users[staff.name] for staff in STAFF if staff.at == code and RoleKind.BOARD_STAFF in staff.roles]


def _staff_of(filled: Filled, certificate: Certificate) -> User:
    """Who decides at a certificate's board."""
    return _staff_at(filled, certificate.code)


def _staff_at(filled: Filled, board: str) -> User:
    return next(
        filled.users[staff.name] for staff in STAFF if staff.at == board and RoleKind.BOARD_STAFF in staff.roles
    )
