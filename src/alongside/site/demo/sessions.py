"""Supervision in the demo state: what was held, booked and called off this month, through the product's own actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum
from typing import Final

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import Worker
from alongside.supervision.booking import Plan, book_session, call_off
from alongside.supervision.models import SupervisionSession
from alongside.supervision.writing_up import Account, hold_session, sign_session

SATURDAY: Final = 5


class Went(Enum):
    """What became of a session."""

    SIGNED = "held, and signed by both"
    HELD = "held, the worker has not looked yet"
    DISPUTED = "held, and the worker says it was not so"
    UNWRITTEN = "its time is over, and nobody wrote it up"
    BOOKED = "still to come"
    SUPERVISOR = "called off by the supervisor"
    NOT_HELD = "nobody came"


@dataclass(frozen=True)
class DemoSession:
    """A session of somebody's: `place` tells the working day, counted from the month's first, or from tomorrow on."""

    workers: tuple[str, ...]
    went: Went
    place: int
    minutes: int = 60
    is_clinical: bool = False
    topics: str = ""
    steps: str = ""
    months_ago: int = 0


_TALK: Final = "The month so far, what weighs, and what to hand on."
_NEXT: Final = "Write the two open notes by Friday. Try the shorter week."
_BOUNDARY: Final = "A neighbor who is also somebody Dana supports, and where the line is."

SESSIONS: Final = (
    # Amira's and Tomás's teams: their code names no number, so the agency's rhythm stands in
    DemoSession(
        ("Dana Ruiz",),
        Went.SIGNED,
        2,
        60,
        topics=_BOUNDARY,
        steps="Visits stay at the center. Look again in three weeks.",
    ),
    DemoSession(("Dana Ruiz",), Went.HELD, 9, 45, topics=_TALK, steps=_NEXT),
    DemoSession(("Dana Ruiz",), Went.BOOKED, 0, 45),
    DemoSession(("Marisol Trujillo",), Went.SUPERVISOR, 6),
    DemoSession(("Hank Begaye",), Went.BOOKED, 1),
    DemoSession(
        ("Odette Fontaine", "Kiona Yazzie"),
        Went.SIGNED,
        4,
        90,
        topics="Safety on home visits.",
        steps="Call before and after.",
    ),
    DemoSession(("Kiona Yazzie",), Went.UNWRITTEN, 11),
    DemoSession(("Ray Sandoval",), Went.NOT_HELD, 8),
    # Ines’s team, whose code asks for two clinical sessions and two hours
    DemoSession(("Kofi Mensah",), Went.SIGNED, 1, 45, is_clinical=True, topics=_TALK, steps=_NEXT),
    DemoSession(("Kofi Mensah",), Went.SUPERVISOR, 6, 60, is_clinical=True),
    DemoSession(("Sam Okafor",), Went.HELD, 3, 60, is_clinical=True, topics=_TALK),
    DemoSession(("Sam Okafor",), Went.BOOKED, 0, 30, is_clinical=True),
    DemoSession(("Jo Alvarez",), Went.SIGNED, 2, 75, is_clinical=True, topics=_TALK, steps=_NEXT),
    DemoSession(("Jo Alvarez",), Went.BOOKED, 0, 45, is_clinical=True),
    DemoSession(("Bea Lindqvist",), Went.HELD, 5, 60, is_clinical=True, topics=_TALK),
    DemoSession(("Bea Lindqvist",), Went.BOOKED, 0, 60, is_clinical=True),
    DemoSession(
        ("Luis Ortega", "Nell Haines"), Went.SIGNED, 2, 75, is_clinical=True, topics="Endings, and how to say them."
    ),
    DemoSession(("Luis Ortega", "Nell Haines"), Went.SIGNED, 9, 60, is_clinical=True, topics=_TALK),
    # Nadia’s team in Alaska: two sessions and two hours, clinical or not
    DemoSession(
        ("Aggie Tunuchuk", "Lars Nygaard", "June Wassillie"), Went.SIGNED, 1, 60, topics="Travel in the dark months."
    ),
    DemoSession(("Aggie Tunuchuk",), Went.SIGNED, 8, 60, topics=_TALK),
    DemoSession(("Lars Nygaard",), Went.DISPUTED, 7, 60, topics=_TALK),
    DemoSession(("Malia Sefo",), Went.HELD, 4, 75, topics=_TALK),
    # the month before, which both teams met
    *(
        DemoSession(team, Went.SIGNED, place, 60, is_clinical=True, topics="Last month’s hard days.", months_ago=1)
        for place in (4, 12)
        for team in (
            ("Jo Alvarez", "Kofi Mensah", "Sam Okafor", "Bea Lindqvist", "Luis Ortega", "Nell Haines"),
            ("Aggie Tunuchuk", "Lars Nygaard", "Malia Sefo", "Pete Oskolkoff", "June Wassillie"),
        )
    ),
    # elsewhere
    DemoSession(("Alma Nakai",), Went.SIGNED, 3, 60, topics=_TALK),
    DemoSession(("Calvin Oxendine",), Went.SIGNED, 3, 50, topics=_TALK),
    DemoSession(("Xochitl Amaya",), Went.HELD, 5, 60, topics=_TALK),
    DemoSession(("Tamsin Hale",), Went.BOOKED, 1, 60),
)


def hold_sessions(workers: Mapping[str, Worker], supervisors: Mapping[str, User], today: date) -> None:
    """Book each session, and let it become what became of it, each step at its own moment."""
    for number, session in enumerate(SESSIONS):
        own = [workers[name] for name in session.workers]
        _carry_out(session, own, supervisors[session.workers[0]], number, today)


def _carry_out(session: DemoSession, workers: list[Worker], supervisor: User, number: int, today: date) -> None:
    zone, agency = workers[0].agency.time_zone, workers[0].agency
    day = (
        _coming(today, session.place)
        if session.went is Went.BOOKED
        else _past(_in_month(today, session.months_ago), session.place)
    )
    begins = datetime.combine(day, time(8 + 2 * (number % 4), 30 * (number % 2)), tzinfo=zone)
    plan = Plan(
        workers,
        SupervisionSession.Kind.GROUP if len(workers) > 1 else SupervisionSession.Kind.ONE_TO_ONE,
        begins,
        session.minutes,
        place="The quiet room",
        is_clinical=session.is_clinical,
    )
    with clock.standing_at(_earlier(begins - timedelta(days=6), zone)):
        booked = book_session(agency=agency, supervisor=supervisor, plan=plan, form_token=None, by=supervisor)
    ends = begins + timedelta(minutes=session.minutes)
    if session.went in (Went.SIGNED, Went.HELD, Went.DISPUTED):
        _write_up(session, booked, workers, supervisor, ends)
    elif session.went is Went.SUPERVISOR:
        with clock.standing_at(begins - timedelta(hours=3)):
            call_off(session=booked, off=SupervisionSession.Off.SUPERVISOR, by=supervisor)
    elif session.went is Went.NOT_HELD:
        with clock.standing_at(ends + timedelta(hours=1)):
            call_off(session=booked, off=SupervisionSession.Off.NOT_HELD, by=supervisor)


def _write_up(
    session: DemoSession, booked: SupervisionSession, workers: list[Worker], supervisor: User, ends: datetime
) -> None:
    account = Account(
        booked.starts_at, session.minutes, frozenset(own.pk for own in workers), session.topics, session.steps
    )
    with clock.standing_at(ends + timedelta(minutes=20)):
        hold_session(session=booked, account=account, by=supervisor)
    if session.went is Went.HELD:
        return
    with clock.standing_at(ends + timedelta(minutes=50)):
        for own in booked.attendances.select_related("worker__user"):
            assert own.worker.user is not None, "everybody who works in the demo has an account"
            agrees = session.went is Went.SIGNED
            words = "" if agrees else "We had half an hour, then the phone rang."
            sign_session(attendance=own, agrees=agrees, words=words, by=own.worker.user)


def _past(today: date, place: int) -> date:
    """A working day of this month before today, or of the month before where this one has hardly begun."""
    days = [day for back in range(1, today.day) if (day := today - timedelta(days=back)).weekday() < SATURDAY]
    if not days:
        days = [day for back in range(1, 28) if (day := today - timedelta(days=back)).weekday() < SATURDAY]
    return sorted(days)[min(place, len(days) - 1)]


def _in_month(today: date, months_ago: int) -> date:
    """Today, or the last day of a month before."""
    for _ in range(months_ago):
        today = today.replace(day=1) - timedelta(days=1)
    return today


def _coming(today: date, place: int) -> date:
    """A working day after today."""
    days = [day for on in range(1, 15) if (day := today + timedelta(days=on)).weekday() < SATURDAY]
    return days[place]


def _earlier(moment: datetime, zone: tzinfo) -> datetime:
    """That moment, or now where it is still to come."""
    return min(moment, clock.now().astimezone(zone))
