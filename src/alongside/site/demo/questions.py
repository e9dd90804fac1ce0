"""What was asked in the demo state: questions kept, sent, decided and taken back, so that no list stands empty."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum
from typing import Final

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import Worker
from alongside.rulebook.queries import vocabulary
from alongside.rulings.actions import Decided, ask_supervisor, decide_referral, keep_question, take_back
from alongside.rulings.asking import Asked, ask_ruling
from alongside.rulings.clocks import due_day
from alongside.rulings.models import Referral
from canon.reading import read_facts
from canon.values import DONT_KNOW, Stated


class Sent(Enum):
    """When a question that still waits went to the supervisor, told by its clock."""

    DUE_TODAY = "due today"
    OVERDUE = "overdue"
    JUST_NOW = "sent this morning"


@dataclass(frozen=True)
class Ruled:
    """A supervisor's decision some days ago, with their words; `review_in` days from today they look at it again."""

    decision: Referral.Decision
    words: str = ""
    review_in: int | None = None


@dataclass(frozen=True)
class Question:
    """One question: by whom, about what act, on which facts, and what became of it.

    days_ago: when it was asked, where it does not wait on a clock
    fate: None keeps it private; TAKEN_BACK was sent and taken back
    """

    worker: str
    act: str
    facts: Mapping[str, object] = field(default_factory=dict)
    days_ago: int = 1
    fate: Sent | Ruled | Referral.Status | None = None


TAKEN_BACK: Final = Referral.Status.TAKEN_BACK
_GO, _BOUNDS, _NOT = Referral.Decision.GO_AHEAD, Referral.Decision.WITH_BOUNDS, Referral.Decision.NOT
_NOW: Final = {"person.served": "now"}
_NEIGHBOR: Final = {
    "tie.is_other": True,
    "tie.is_disclosed": False,
    "tie.is_unavoidable": True,
    "tie.conflicts": True,
    "tie.has_bounds": False,
    "supervisor.was_told": False,
    "supervisor.decision": "none",
}
_OLD_FRIEND: Final = {
    "tie.was_romantic": False,
    "tie.was_sexual": False,
    "tie.was_friendship": True,
    "tie.is_sponsor": False,
    "tie.is_other": False,
    "tie.is_disclosed": True,
    "supervisor.decision": "none",
}
_NO_ANSWER: Final = {
    "ending.ground": "no-response",
    "ending.attempts_noted": True,
    "ending.reason_noted": True,
    "supervisor.has_staffed": False,
}
_NEEDS_MET: Final = {**_NO_ANSWER, "ending.ground": "needs-met"}

QUESTIONS: Final = (
    # Dana, whose day the demo tells
    Question("Dana Ruiz", "accept-gift", {**_NOW, "gift.value": "30.00 USD", "gift.kind": "other"}, days_ago=2),
    Question("Dana Ruiz", "transport-person", {"vehicle.kind": "own", "vehicle.is_lawful": True}, days_ago=9),
    Question("Dana Ruiz", "accept-gift", {**_NOW, "gift.value": "12.50 USD", "gift.kind": "recovery"}, days_ago=26),
    Question("Dana Ruiz", "keep-dual-relationship", _NEIGHBOR, fate=Sent.DUE_TODAY),
    Question("Dana Ruiz", "lend", {**_NOW, "loan.is_money": True, "loan.value": "20.00 USD"}, 12, TAKEN_BACK),
    Question(
        "Dana Ruiz",
        "close-case",
        _NEEDS_MET,
        16,
        Ruled(_BOUNDS, "Yes, after one last visit together, and with the door left open for spring.", review_in=21),
    ),
    Question(
        "Dana Ruiz",
        "sponsor-person",
        _NOW,
        33,
        Ruled(
            _NOT, "Being a sponsor and a peer worker to the same person asks too much of both of you. Let us find one."
        ),
    ),
    # their colleagues, in Amira's and Tomás's hands
    Question("Marisol Trujillo", "close-case", _NO_ANSWER, fate=Sent.OVERDUE),
    Question("Hank Begaye", "accept-assignment", _OLD_FRIEND, fate=Sent.JUST_NOW),
    Question("Hank Begaye", "close-case", _NEEDS_MET, 20, Ruled(_GO, "Well ended. Thank you for taking the time.")),
    Question("Odette Fontaine", "keep-dual-relationship", _NEIGHBOR, fate=Sent.JUST_NOW),
    Question("Kiona Yazzie", "accept-gift", {**_NOW, "gift.value": "8.00 USD", "gift.kind": "meal"}, days_ago=5),
    # elsewhere
    Question("Alma Nakai", "accept-gift", {**_NOW, "gift.value": "15.00 USD", "gift.kind": "other"}, days_ago=3),
    Question("Alma Nakai", "close-case", _NO_ANSWER, fate=Sent.DUE_TODAY),
    Question("Calvin Oxendine", "accept-gift", {**_NOW, "gift.value": "20.00 USD", "gift.kind": "recovery"}, 4),
    Question("Calvin Oxendine", "keep-dual-relationship", _NEIGHBOR, fate=Sent.OVERDUE),
    Question("Mai Vang", "close-case", _NO_ANSWER, fate=Sent.JUST_NOW),
    Question("Xochitl Amaya", "keep-dual-relationship", _NEIGHBOR, fate=Sent.DUE_TODAY),
    Question("Jo Alvarez", "lend", {**_NOW, "loan.is_money": False, "loan.value": "15.00 USD"}, days_ago=1),
    Question("Bea Lindqvist", "accept-assignment", _OLD_FRIEND, fate=Sent.DUE_TODAY),
    Question("Luis Ortega", "keep-dual-relationship", _NEIGHBOR, fate=Sent.JUST_NOW),
    Question("Nell Haines", "request-change", {"person.asked_for_change": True}, fate=Sent.OVERDUE),
    Question("Aggie Tunuchuk", "keep-dual-relationship", _NEIGHBOR, fate=Sent.OVERDUE),
    Question(
        "Lars Nygaard",
        "keep-dual-relationship",
        _NEIGHBOR,
        14,
        Ruled(_BOUNDS, "Go on. At the store you greet and no more; visits stay at the center.", review_in=30),
    ),
    Question("Tamsin Hale", "keep-dual-relationship", _NEIGHBOR, fate=Sent.DUE_TODAY),
    Question("Tamsin Hale", "accept-gift", {**_NOW, "gift.value": "38.00 USD", "gift.kind": "other"}, days_ago=2),
    Question("Rafael Quist", "close-case", _NEEDS_MET, 8, Ruled(_GO)),
    Question("Sunniva Roth", "close-case", _NO_ANSWER, fate=Sent.OVERDUE),
)


def ask_all(workers: Mapping[str, Worker], supervisors: Mapping[str, User], today: date) -> None:
    """Ask every question through the product's own actions, each at its own moment. Both are by the worker's name."""
    for question in QUESTIONS:
        worker = workers[question.worker]
        _ask(question, worker, supervisors.get(question.worker), today)


def _ask(question: Question, worker: Worker, supervisor: User | None, today: date) -> None:
    assert worker.user is not None, "everybody who asks in the demo has an account"
    asker, zone = worker.user, worker.agency.time_zone
    day = _day_of(question, today)
    with clock.standing_at(_moment(day, _hour_of(question), zone)):
        asked = settled(question, worker, asker, day)
        if question.fate is None:
            keep_question(asked, worker=worker, form_token=None, by=asker)
            return
        referral = ask_supervisor(asked, worker=worker, form_token=None, by=asker)
    with clock.standing_at(_moment(min(day + timedelta(days=1), today), time(9, 10), zone)):
        if question.fate is TAKEN_BACK:
            take_back(referral=referral, by=asker)
        elif isinstance(question.fate, Ruled) and supervisor is not None:
            decide_referral(referral=referral, decided=_decided(question.fate, today), by=supervisor)


def settled(question: Question, worker: Worker, asker: User, on: date) -> Asked:
    """The answer, with "I don't know" for whatever else is asked on the way, so that it is one that can be kept."""
    act = vocabulary().acts[question.act]
    stated: dict[str, Stated] = read_facts(question.facts, act)
    while True:
        asked = ask_ruling(question.act, stated, worker=worker, by=asker, on=on)
        asks = asked.explanation().ask
        if asks is None:
            return asked
        stated |= {asks.fact.name: DONT_KNOW}


def _decided(ruled: Ruled, today: date) -> Decided:
    review_on = today + timedelta(days=ruled.review_in) if ruled.review_in is not None else None
    return Decided(ruled.decision, ruled.words, review_on)


def _day_of(question: Question, today: date) -> date:
    match question.fate:
        case Sent.JUST_NOW:
            return today
        case Sent.DUE_TODAY:
            return next(day for day in _days_back(today) if due_day(day) <= _next_working_day(today))
        case Sent.OVERDUE:
            return next(day for day in _days_back(today) if due_day(day) < today)
        case _:
            return today - timedelta(days=question.days_ago)


def _days_back(today: date) -> Iterator[date]:
    yield from (today - timedelta(days=back) for back in range(1, 15))


def _next_working_day(today: date) -> date:
    """Today, or the Monday after where today is none."""
    saturday = 5
    return today if today.weekday() < saturday else today + timedelta(days=7 - today.weekday())


def _hour_of(question: Question) -> time:
    """Some time of the working day, always the same for a question; early where it was asked today."""
    if question.fate is Sent.JUST_NOW:
        return time(7, 40)
    place = QUESTIONS.index(question)
    return time(9 + place % 8, (7 * place) % 60)


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    """That time of that day, or now where it is still to come."""
    return min(datetime.combine(day, at, tzinfo=zone), clock.now())
