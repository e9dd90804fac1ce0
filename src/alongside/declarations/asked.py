"""What the codes that bind a worker want beside a declaration: facts still open, context on record, clauses to think over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.declarations.kinds import TIES, Kind
from alongside.people.models import Person, Worker
from alongside.rulebook.queries import standings, vocabulary
from alongside.rulings.asking import ask_ruling
from alongside.rulings.register import Asking, Subject, codes_binding, known_facts
from alongside.rulings.stating import Record, Speaker, StatedBy
from canon.act import Act, Fact
from canon.code import Clause, Control
from canon.explaining import next_question
from canon.values import Stated

DECLARED: Final = Record(
    "declarations", to_worker=_("You declare it with this"), to_others=_("Declared by the worker with this")
)
BY_DECLARING: Final = StatedBy(Speaker.RECORD, DECLARED.key)
WITH_IT: Final[Mapping[str, Stated]] = {
    "tie.is_disclosed": True,
    "supervisor.was_told": True,
    "supervisor.decision": "none",
    "tie.has_bounds": False,
}
"""What declaring itself makes so; a record that knows better, such as a decision made before, overrides it."""


def act_of(kind: Kind) -> Act:
    """The act that a kind is."""
    return vocabulary().acts[kind.act]


def recorded_for(kind: Kind) -> dict[str, tuple[Stated, StatedBy]]:
    """What the declaration's own record says of its act: only where the supervisor is told of it in any case."""
    return {fact: (value, BY_DECLARING) for fact, value in WITH_IT.items()} if kind.is_conflict else {}


def facts_asked(kind: Kind, known: frozenset[str], more: frozenset[str] = frozenset()) -> list[Fact]:
    """The facts a form asks for: those of the kind, and those the codes wait for; never what a record knows."""
    wanted = (frozenset(kind.asks) | more) - known - frozenset(kind.says) - {"person.served"}
    order = {name: place for place, name in enumerate(kind.asks)}
    facts = [fact for fact in act_of(kind).facts if fact.name in wanted]
    return sorted(facts, key=lambda fact: order.get(fact.name, len(order)))


def known_of(kind: Kind, *, worker: Worker, person: Person | None, by: User, on: date) -> frozenset[str]:
    """The names of the facts that a record knows of the two, under every code: these are not asked."""
    names = [fact.name for fact in act_of(kind).facts]
    codes, _by = codes_binding(worker, on)
    known = known_facts(names, Subject(worker, person.pk if person else None), Asking(by, on)).under(codes)
    return frozenset(known.shared).difference(TIES)


def still_open(
    kind: Kind, stated: Mapping[str, Stated], *, worker: Worker, person: Person | None, by: User, on: date
) -> str:
    """The fact that the codes still wait for, by name; empty where the ruling is settled."""
    own = {**(WITH_IT if kind.is_conflict else {}), **kind.says, **stated}
    asked = ask_ruling(kind.act, own, worker=worker, by=by, on=on, person_id=person.pk if person else None)
    question = next_question(asked.ruling)
    return question.fact.name if question is not None else ""


@dataclass(frozen=True)
class Beside:
    """Clauses that stand beside a kind: what has to be weighed on record, and what is to be thought over."""

    weigh: tuple[Clause, ...] = ()
    think: tuple[Clause, ...] = ()


def beside(kind: Kind, worker: Worker, on: date) -> Beside:
    """By the codes that bind the worker on a day.

    A clause that wants something on record, has no rule and starts no clock speaks of what is written with a decision:
    ca.integrity.6 on gifts. One that only guides is for thinking over: nm.competence.2a, nc.2.2, ca.integrity.9, ak.rel.4a.
    """
    codes, _by = codes_binding(worker, on)
    clauses = [
        clause
        for standing in standings(sorted(codes), on).values()
        for clause in standing.edition.clauses
        if clause.topic in kind.topics
    ]
    weigh = [c for c in clauses if kind.is_weighed and c.control is Control.RECORD and not c.rules and not c.duties]
    think = [c for c in clauses if c.control is Control.GUIDE]
    return Beside(tuple(weigh), tuple(think))
