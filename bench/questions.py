"""What is asked of both sides: twelve decisions with their answers, and many random ones."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from baseline import Plain, as_number, plain

from canon.act import Fact, FactType
from canon.judging.truth import Facts
from canon.reading import Library, read_library

KIT = Path(__file__).parent / "kit"
ORDER = ("nm", "nc", "ca", "aks", "akp")
TODAY = date(2024, 1, 15)
MONEY = [Decimal(dollars) for dollars in ("0.00", "5.00", "25.00", "26.00", "60.00")]
USUAL = {"current_client": True, "certificate_active": True, "emp_gift_cap": Decimal("25.00")}


@dataclass(frozen=True)
class Question:
    """An act, the codes that bind, a day and every fact, as canon takes them and (`plain`) as the baseline does."""

    act: str
    codes: tuple[str, ...]
    day: date
    facts: Facts
    answer: str = ""
    clauses: tuple[str, ...] = ()
    plain: Plain = field(default_factory=dict)


def kit_library() -> Library:
    """The sixty-three clauses."""
    return read_library(KIT)


def twelve(library: Library) -> list[Question]:
    """Twelve decisions that between them meet every answer, several codes at once and both sides of most lines."""

    def ask(codes: str, act: str, answer: str, clauses: str, **facts: object) -> Question:
        known = {name: facts.get(name, usual(fact)) for name, fact in library.vocabulary.facts.items()}
        return question(act, tuple(codes.split()), TODAY, known, answer, tuple(clauses.split()))

    thirty, ten = Decimal("30.00"), Decimal("10.00")
    allowed = {"emp_allows_gifts": True}
    former = {"current_client": False, "former_client": True}
    as_prescribed = {"under_influence": True, "prescribed_as_directed": True}
    return [
        ask("nm", "accept-gift", "prohibited", "nm.gifts.cap", gift_value=thirty),
        ask("nm", "accept-gift", "permitted", "nm.gifts.token", gift_value=Decimal("40.00"), meal_or_token=True),
        ask("nc", "accept-gift", "permitted", "nc.4.2.ok", gift_value=ten, recovery_related=True, **allowed),
        ask("nc", "accept-gift", "prohibited", "nc.4.2.barred", gift_value=ten),
        ask("ca", "accept-gift", "refer", "ca.int.gifts", gift_value=thirty, **allowed),
        ask("nm", "disclose", "refer", "nm.conf.roi", recipient="parent"),
        ask("akp", "disclose", "permitted", "akp.rel.5.report", recipient="cps", mandated_report=True),
        ask("nm", "close-case", "refer", "nm.care.staff"),
        ask("nc", "provide-service", "prohibited", "nc.5.3", certificate_active=False),
        ask("nm nc", "romantic-contact", "prohibited", "nm.int.romance", **former),
        ask(" ".join(ORDER), "provide-service", "prohibited", "aks.i.5 akp.cond.4", **as_prescribed),
        ask("aks akp", "sponsor", "prohibited", "aks.ii.16 akp.coi.4", **former),
    ]


def at_random(library: Library, many: int, seed: int = 7) -> list[Question]:
    """Any act under any codes on one of three days, on any facts."""
    rng = random.Random(seed)
    acts = sorted(library.acts)
    days = (date(2018, 6, 1), TODAY, date(2026, 12, 31))
    return [
        question(
            rng.choice(acts),
            tuple(rng.sample(ORDER, rng.randint(1, len(ORDER)))),
            rng.choice(days),
            {name: some_value(fact, rng) for name, fact in library.vocabulary.facts.items()},
        )
        for _ in range(many)
    ]


def question(
    act: str, codes: tuple[str, ...], day: date, facts: Facts, answer: str = "", clauses: tuple[str, ...] = ()
) -> Question:
    """A question in both forms."""
    stated = {name: plain(value) for name, value in facts.items()}
    asked = {**stated, "act": act, "codes": list(codes), "day": as_number(day)}
    return Question(act, codes, day, facts, answer, clauses, asked)


def usual(fact: Fact) -> object:
    """What a fact is where a decision says nothing of it."""
    if fact.type is FactType.YES_NO:
        return USUAL.get(fact.name, False)
    return fact.choices[0].value if fact.type is FactType.CHOICE else USUAL.get(fact.name, Decimal("0.00"))


def some_value(fact: Fact, rng: random.Random) -> bool | str | Decimal:
    """Any value of a fact."""
    if fact.type is FactType.YES_NO:
        return rng.random() < 0.5
    return rng.choice([choice.value for choice in fact.choices]) if fact.choices else rng.choice(MONEY)
