"""People who asked for a certificate in the demo state: half-way, at the board, decided. Each did what people do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from alongside.accounts.actions import open_account
from alongside.accounts.models import User
from alongside.applications.actions import begin_application, save_section, submit_application
from alongside.applications.models import Application, Check, Verdict
from alongside.applications.papers import add_paper
from alongside.applications.progress import progress_of
from alongside.applications.references import Words, answer_reference, invite_reference
from alongside.applications.reviewing.actions import Said, ask_for_more, check_claim, decide, recommend
from alongside.applications.reviewing.claims import claims_of
from alongside.applications.sections.questions import questions_of
from alongside.credentials.models import Certificate
from alongside.evidence.checking import check
from alongside.evidence.forms import HandedIn
from alongside.people import clock
from alongside.people.models import Board
from alongside.site.demo import SIXTH_CODE
from alongside.site.demo.papers import card_of
from alongside.site.demo.people import address
from alongside.site.demo.signatures import read_and_sign

HALF_WAY: Final = "Noa Fields"
"""Who can be signed in as in the middle of an application."""


@dataclass(frozen=True)
class Applicant:
    """Somebody, the code, how many days ago it was sent, how many claims are verified, who vouched, and what came of it.

    works: they have an account and a credential applied for already, by their work at an agency
    """

    name: str
    code: str
    days_ago: int
    verified: int
    vouched: tuple[str, ...]
    then: str = ""
    works: bool = False


WARMLY: Final = (
    "They sit with people when it is hard and make room for their own way. I would send my own brother to them."
)
OTHERWISE: Final = "In two years of Tuesday groups they never missed one, and people ask for them by name. They know when to call for help."

APPLICANTS: Final = (
    Applicant("Luz Herrera", "nm", 32, 3, (WARMLY,)),
    Applicant("Wade Truett", "nm", 30, 2, (OTHERWISE,)),
    Applicant(
        "Carmen Ibarra",
        "nm",
        24,
        9,
        ("She has a quiet way that keeps a room calm. We trained her, and hired her after.",),
    ),
    Applicant(
        "Andre Whitlock",
        "nm",
        9,
        1,
        ("He drove forty miles each week to run our evening group, and people came back for it.",),
    ),
    Applicant("Sunny Paredes", "nm", 2, 0, (WARMLY,)),
    Applicant("Ximena Ortiz", "nm", 40, 9, (f"{OTHERWISE} She taught me a good deal.",), "granted"),
    Applicant(
        "Lowell Pike",
        "nm",
        20,
        1,
        ("We worked side by side for a summer at the drop-in, and he kept his word to people.",),
        "denied",
    ),
    Applicant(
        "Yusuf Karimi",
        "nm",
        0,
        9,
        ("He came to us as a volunteer, and the people here asked that he stay on.",),
        "recommended",
        works=True,
    ),
    Applicant("Shauna Beckett", "nm", 0, 1, (), "more", works=True),
    Applicant("Tariq Bashir", "nc", 0, 1, (), works=True),
    Applicant("Araceli Fuentes", "ca", 0, 1, (), works=True),
    Applicant("Ty Brandt", "sud", 0, 0, (), works=True),
    Applicant(
        "Beckett Lowe",
        SIXTH_CODE,
        0,
        9,
        (f"{OTHERWISE} So did he.", "He listens first. I supervised him for a year."),
        "recommended",
        works=True,
    ),
)


def fill_applications(
    boards: Mapping[str, Board], staff: Mapping[str, list[User]], users: dict[str, User], today: date
) -> None:
    """Everybody's application, the older ones first; `users` gains those who work nowhere."""
    for one in APPLICANTS:
        user = _account(one.name, users)
        board = boards[one.code]
        with clock.standing_at(_morning(_sent_on(one, user, today), board)):
            sent = _send(user, board, one)
        with clock.standing_at(_morning(min(today, _sent_on(one, user, today) + timedelta(days=3)), board, hour=15)):
            _review(sent, one, staff[one.code])
    _begin(_account(HALF_WAY, users), boards[SIXTH_CODE], today)


def _account(name: str, users: dict[str, User]) -> User:
    if name not in users:
        users[name] = open_account(email=address(name), name=name, by=None)
    return users[name]


def _sent_on(one: Applicant, user: User, today: date) -> date:
    if not one.works:
        return today - timedelta(days=one.days_ago)
    return Certificate.objects.get(holder__user=user, code=one.code).applied_on


def _morning(day: date, board: Board, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour, 40), tzinfo=board.time_zone)


def _send(user: User, board: Board, one: Applicant) -> Application:
    application = begin_application(by=user, board=board, code=one.code)
    day = clock.today_in(board.time_zone)
    for kind, content in _sections(one.name, one.code, day):
        save_section(application=application, kind=kind, content=content, version=0, by=user)
    for number, text in enumerate(one.vouched):
        _vouch(application, user, number, text)
    if one.name == "Luz Herrera":
        invite_reference(
            application=application, name="R. Pacheco", email="pacheco@demo.example", relation="trainer", by=user
        )
    read_and_sign(application.practitioner, one.code, day)
    return submit_application(application=application, is_true=True, is_own=True, by=user)


def _vouch(application: Application, user: User, number: int, text: str) -> None:
    name = ("Odell Greaves", "Mina Castro")[number]
    email = f"{name.split()[0].lower()}.{application.pk}@demo.example"
    asked = invite_reference(application=application, name=name, email=email, relation="supervisor", by=user)
    answer_reference(token=asked.token, words=Words("Two years, from work", "yes", text))


def _sections(name: str, code: str, day: date) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "identity", {"name": name, "county": "Valencia", "born_on": "", "phone": ""}
    yield "eligibility", _eligibility(code, day)
    yield "training", {"entries": [_training(day)]}
    yield (
        "exam",
        {"name": "State peer exam", "taken_on": _day(day, 60), "paper_number": f"E-{len(name)}{name[:2].upper()}"},
    )
    if code == SIXTH_CODE:
        yield "experience", {"entries": [_service(day)]}
        yield "fee", {"receipt": "R-20417", "paid_on": _day(day, 3)}
    yield "history", _history(code)


def _eligibility(code: str, day: date) -> dict[str, Any]:
    told = {
        "basis": "own",
        "statement": "I found my way with the help of people who had been there. I would like to be one of them.",
    }
    return {**told, "recovery_since": _day(day, 1500)} if code == SIXTH_CODE else told


def _training(day: date, hours: str = "40") -> dict[str, Any]:
    return {
        "title": "Peer support training",
        "provider": "Valley Peer Institute",
        "topics": "Ethics, safety, culture",
        "began_on": _day(day, 120),
        "ended_on": _day(day, 115),
        "hours": hours,
        "paper_number": "",
    }


def _service(day: date) -> dict[str, Any]:
    return {
        "place": "Juniper Crossing",
        "did": "Evening groups and rides",
        "began_on": _day(day, 100),
        "ended_on": _day(day, 40),
        "hours": "30",
        "supervisor": "Maren Ashby",
        "supervisor_email": "maren@demo.example",
    }


def _history(code: str) -> dict[str, Any]:
    names = [question.name for question in questions_of(code)]
    return {f"ask_{name}": "no" for name in names} | {f"tell_{name}": "" for name in names}


def _day(day: date, days_before: int) -> str:
    return (day - timedelta(days=days_before)).isoformat()


def _review(sent: Application, one: Applicant, staff: list[User]) -> None:
    """What the board's staff have done with it so far."""
    first, second = staff[-1], staff[0]
    fresh = Application.objects.select_related("board", "practitioner__user").get(pk=sent.pk)
    for claim in claims_of(progress_of(fresh))[: one.verified]:
        check_claim(
            application=fresh,
            key=claim.claim.key,
            version=claim.version,
            outcome=Check.Outcome.VERIFIED,
            how="Confirmed by telephone at the source",
            by=first,
        )
    _OUTCOMES.get(one.then, _nothing_yet)(fresh, first, second)


def _nothing_yet(sent: Application, first: User, second: User) -> None:
    """It waits in the queue."""


def _ask(sent: Application, first: User, second: User) -> None:
    words = "Thank you. The training does not say which days it took. Please add them."
    ask_for_more(application=sent, sections=["training"], words=words, by=first)


def _recommend(sent: Application, first: User, second: User) -> None:
    recommend(application=sent, said=Said(Verdict.GRANT, "Everything is verified at its source."), by=first)


def _grant(sent: Application, first: User, second: User) -> None:
    _recommend(sent, first, second)
    decide(application=sent, said=Said(Verdict.GRANT, "All is in order."), round_seen=1, by=second)


def _deny(sent: Application, first: User, second: User) -> None:
    said = Said(
        Verdict.DENY,
        "The provider has no record of the training, and did not give the certificate.",
        ("nm.integrity.6",),
    )
    recommend(application=sent, said=said, by=first)
    decide(application=sent, said=said, round_seen=1, by=second)


_OUTCOMES: Final[Mapping[str, Callable[[Application, User, User], None]]] = {
    "more": _ask,
    "recommended": _recommend,
    "granted": _grant,
    "denied": _deny,
}


def _begin(user: User, board: Board, today: date) -> None:
    """Half-way: three sections done, one short of hours, one person asked."""
    with clock.standing_at(_morning(today - timedelta(days=4), board)):
        application = begin_application(by=user, board=board, code=SIXTH_CODE)
        day = clock.today_in(board.time_zone)
        identity = {"name": HALF_WAY, "county": "Cedar", "born_on": "", "phone": ""}
        for kind, content in (
            ("identity", identity),
            ("eligibility", _eligibility(SIXTH_CODE, day)),
            ("training", {"entries": [_training(day, "24")]}),
        ):
            save_section(application=application, kind=kind, content=content, version=0, by=user)
        add_paper(
            application=application,
            kind="training",
            handed_in=HandedIn("Training card.png", check(card_of(HALF_WAY))),
            by=user,
        )
        invite_reference(
            application=application, name="Maren Ashby", email="maren.a@demo.example", relation="supervisor", by=user
        )
        read_and_sign(application.practitioner, SIXTH_CODE, day)
