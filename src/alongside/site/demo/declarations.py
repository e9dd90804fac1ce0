"""What was declared in the demo state, under each of the codes: before and after the fact, waiting, decided, put right."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from alongside.accounts.models import User
from alongside.declarations.deciding import Ruled, decide, mark_undone
from alongside.declarations.declaring import Declared, declare_ahead, declare_happened
from alongside.declarations.kinds import kind_of
from alongside.declarations.models import Declaration, DeclarationDecision
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.rulings.seeking import ActRefused
from canon.values import Stated

BOUNDS, REMOVE = DeclarationDecision.Decision.BOUNDS, DeclarationDecision.Decision.REMOVE


@dataclass(frozen=True)
class DemoRuled:
    """What the supervisor decided the day after; looked at again so many days from today; put right two days later."""

    decision: DeclarationDecision.Decision
    words: str
    review_in: int | None = None
    context: str = ""
    is_undone: bool = False


@dataclass(frozen=True)
class DemoDeclaration:
    """One declaration: whose, of what kind, about whom, so many days ago; ahead of the day by `ahead` days, or after it."""

    worker: str
    kind: str
    person: str = ""
    facts: Mapping[str, Stated] = field(default_factory=dict)
    words: str = ""
    context: str = ""
    days_ago: int = 1
    ahead: int | None = None
    ruled: DemoRuled | None = None


def _gift(dollars: str, kind: str) -> dict[str, Stated]:
    return {"gift.value": Decimal(dollars), "gift.kind": kind}


def _loan(dollars: str) -> dict[str, Stated]:
    return {"loan.value": Decimal(dollars), "loan.is_money": True}


_TIE: Final[Mapping[str, Stated]] = {"tie.is_unavoidable": True, "tie.conflicts": False}

DECLARED: Final = (
    DemoDeclaration(
        "Dana Ruiz", "gift-to-me", "Rosa", _gift("8.00", "recovery"), "A book for the Tuesday group.", days_ago=40
    ),
    DemoDeclaration(
        *("Dana Ruiz", "gift-to-me", "Eusebio", _gift("30.00", "other"), "A phone card, left on my chair."),
        days_ago=20,
        ruled=DemoRuled(REMOVE, "Hand it back with thanks. I come along if you like.", is_undone=True),
    ),
    DemoDeclaration(
        *("Dana Ruiz", "second-tie", "Rosa", _TIE, "There is one laundromat in town, and we both use it on Sundays."),
        days_ago=33,
        ruled=DemoRuled(BOUNDS, "A nod and a hello. Nothing of the visits is said there.", review_in=1),
    ),
    DemoDeclaration(
        "Dana Ruiz",
        "outside-role",
        "",
        {"conflict.exists": True},
        "I am asked onto the board of the food bank.",
        ahead=12,
    ),
    DemoDeclaration("Dana Ruiz", "gift-from-me", "Jules", _gift("15.00", "other"), "A scarf.", ahead=3),
    DemoDeclaration(
        "Marisol Trujillo", "beliefs", "", {"conflict.exists": False}, "My church sees this otherwise.", days_ago=2
    ),
    DemoDeclaration(
        "Odette Fontaine", "public-statement", "", {"statement.is_true": True, "claim.is_current": True}, ahead=5
    ),
    DemoDeclaration("Alma Nakai", "gift-to-me", "Little Joe", _gift("12.00", "other"), "Coffee beans.", days_ago=3),
    DemoDeclaration(
        *("Calvin Oxendine", "lend", "Miss Opal", _loan("5.00"), "Bus fare. The card machine was broken."),
        days_ago=6,
        ruled=DemoRuled(REMOVE, "Leave it with her as it is, and ask me for a bus pass from now on."),
    ),
    DemoDeclaration(
        "Ruthie Locklear", "boundary", "T. J.", {"conflict.exists": False}, "He calls me at night.", days_ago=0
    ),
    DemoDeclaration(
        *("Xochitl Amaya", "gift-to-me", "Lupita", _gift("6.00", "meal"), "Tamales she made for me."),
        context="Sending a guest home without food would shame her.",
        days_ago=4,
        ruled=DemoRuled(
            REMOVE,
            "What is eaten is eaten. Thank her for us both, and say why next time we eat at the center.",
            context="An honor, and worth little. Our own rules leave no room.",
        ),
    ),
    DemoDeclaration(
        "Gurpreet Dhaliwal", "pressure", "", {"conflict.exists": True}, "I was asked to write longer units.", days_ago=1
    ),
    DemoDeclaration("Jo Alvarez", "second-tie", "Teo", _TIE, "His sister teaches at my son’s school.", days_ago=1),
    DemoDeclaration(
        *("Jo Alvarez", "second-tie", "Mei Lin", _TIE, "We buy from the same market stall."),
        days_ago=70,
        ruled=DemoRuled(BOUNDS, "Hello, and no more, at the stall.", review_in=-2),
    ),
    DemoDeclaration(
        "Aggie Tunuchuk", "borrow", "Nuka", _loan("10.00"), "For gas, on the way back from the clinic.", days_ago=5
    ),
    DemoDeclaration(
        "Lars Nygaard", "gift-from-me", "Auntie Vi", _gift("4.00", "other"), "A jar of berries.", days_ago=2
    ),
    DemoDeclaration("Tamsin Hale", "gift-to-me", "Ansel", _gift("20.00", "token"), "Flowers.", days_ago=8),
)


def declare_all(workers: Mapping[str, Worker], supervisors: Mapping[str, User], today: date) -> None:
    """Declare and decide everything of DECLARED, the earliest first; what a code refuses stays a refusal on record."""
    for number, own in sorted(enumerate(DECLARED), key=lambda pair: -pair[1].days_ago):
        worker, day = workers[own.worker], today - timedelta(days=own.days_ago)
        row = _declare(own, worker, day, number)
        if row is not None and own.ruled is not None:
            _decide(row, own.ruled, worker, supervisors[own.worker], day, today)


def _declare(own: DemoDeclaration, worker: Worker, day: date, number: int) -> Declaration | None:
    person = Person.objects.get(agency=worker.agency, chosen_name=own.person) if own.person else None
    said = Declared(
        kind=kind_of(own.kind),
        on=day + timedelta(days=own.ahead or 0),
        token=uuid5(NAMESPACE_URL, f"demo-declaration-{number}"),
        person=person,
        stated=own.facts,
        words=own.words,
        context=own.context,
    )
    with clock.standing_at(_at(day, time(8, 50), worker)):
        if own.ahead is None:
            return declare_happened(worker=worker, said=said, by=_user(worker))
        with suppress(ActRefused):
            return declare_ahead(worker=worker, said=said, by=_user(worker))
    return None


def _decide(row: Declaration, ruled: DemoRuled, worker: Worker, supervisor: User, day: date, today: date) -> None:
    review_on = today + timedelta(days=ruled.review_in) if ruled.review_in is not None else None
    with clock.standing_at(_at(day + timedelta(days=1), time(9, 15), worker)):
        decide(
            declaration=row,
            ruled=Ruled(ruled.decision, ruled.words, ruled.context, review_on),
            by=supervisor,
        )
    if ruled.is_undone:
        with clock.standing_at(_at(day + timedelta(days=3), time(12, 0), worker)):
            mark_undone(declaration=row, by=_user(worker))


def _user(worker: Worker) -> User:
    assert worker.user is not None, "everybody who works in the demo has an account"
    return worker.user


def _at(day: date, hour: time, worker: Worker) -> datetime:
    return datetime.combine(day, hour, worker.agency.time_zone)
