"""The baseline: each condition as nested closures, indexed by act; codes, days and strictness picked out in plain Python.

It is what a careful programmer would write by hand in an afternoon, and answers for the code files in kit/ alone: no
unknown facts, no overrides, no policies. Days are whole numbers (20260131), money is whole dollars.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from canon.condition import All, Among, Any_, Compare, Condition, Constant, FactIs, FactRef, Not, Op, bind
from canon.reading import Library

Plain = Mapping[str, object]  # every fact, and "act", "codes" and "day"
Value = Callable[[Plain], object]
ANSWERS = ("silent", "permitted", "refer", "prohibited")
RANK = {answer: rank for rank, answer in enumerate(ANSWERS)}
COMPARE = {
    Op.EQ: operator.eq,
    Op.NE: operator.ne,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
}


class Baseline:
    """Decides by index and closures."""

    def __init__(self, library: Library, order: tuple[str, ...]) -> None:
        self.answers: dict[str, str] = {}
        self.by_act: dict[str, list[tuple[str, int, int, str, Value]]] = {}
        for code in order:
            for rule in library.edition(code).rules:
                settings = {name: param.rows[0].value for name, param in rule.params.items()}
                holds = closure(bind(rule.when, settings))
                start = as_number(rule.start or library.edition(code).start)
                until = as_number(rule.until or date.max)
                self.answers[rule.clause] = rule.answer.value
                for act in rule.acts:
                    self.by_act.setdefault(act, []).append((code, start, until, rule.clause, holds))

    def decide(self, asked: Plain) -> tuple[str, list[str]]:
        """The strictest answer, and every clause that gives it; ("silent", []) where none speaks."""
        return self.strictest(self.firing(asked))

    def firing(self, asked: Plain) -> list[str]:
        """The clauses in force whose condition holds, in order."""
        codes, day = asked["codes"], asked["day"]
        return [
            clause
            for code, start, until, clause, holds in self.by_act.get(asked["act"], ())
            if code in codes and start <= day < until and holds(asked)
        ]

    def strictest(self, clauses: list[str]) -> tuple[str, list[str]]:
        """The strictest answer among them, and those that give it."""
        highest = 0
        for clause in clauses:
            rank = RANK[self.answers[clause]]
            if rank > highest:
                highest = rank
        answer = ANSWERS[highest]
        return answer, [clause for clause in clauses if self.answers[clause] == answer]


def closure(node: Condition) -> Value:
    """A bound condition as nested closures: one for every node, the facts and values at the ends included."""
    match node:
        case Constant(value):
            return lambda asked: value
        case FactIs(fact):
            return fact_of(fact)
        case Not(part):
            inner = closure(part)
            return lambda asked: not inner(asked)
        case All((left, right)):
            a, b = closure(left), closure(right)
            return lambda asked: a(asked) and b(asked)
        case Any_((left, right)):
            a, b = closure(left), closure(right)
            return lambda asked: a(asked) or b(asked)
        case All(parts):
            each = [closure(part) for part in parts]
            return lambda asked: all(holds(asked) for holds in each)
        case Any_(parts):
            each = [closure(part) for part in parts]
            return lambda asked: any(holds(asked) for holds in each)
        case Among(fact, choices):
            one, among = fact_of(fact), value_of(list(choices))
            return lambda asked: one(asked) in among(asked)
        case Compare(fact, op, right):
            compare, one = COMPARE[op], fact_of(fact)
            other = fact_of(right.name) if isinstance(right, FactRef) else value_of(plain(right))
            return lambda asked: compare(one(asked), other(asked))
    raise TypeError(node)


def fact_of(name: str) -> Value:
    """A fact, looked up when it is needed."""
    return lambda asked: asked[name]


def value_of(value: object) -> Value:
    """A value written out."""
    return lambda asked: value


def plain(value: object) -> object:
    """A value as the baseline holds it: dollars are whole numbers."""
    return int(value) if isinstance(value, Decimal) else value


def as_number(day: date) -> int:
    """20260131."""
    return day.year * 10_000 + day.month * 100 + day.day
