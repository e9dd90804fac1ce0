"""Four-valued truth: false, true, said to be unknown, and not asked.

The last two tell apart what nobody knows from what nobody was asked: the first makes a ruling conditional,
the second undecided. Truth is an int because this is the hot path.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from canon.condition import All, Among, Any_, Compare, Condition, Constant, FactIs, FactRef, Not, Op, ParamRef, facts_of
from canon.values import DONT_KNOW, DontKnow, Stated, Value

Truth: TypeAlias = int
FALSE: Final = 0
TRUE: Final = 1
UNKNOWN: Final = 2  # asked, and nobody can say
UNASKED: Final = 3

Facts: TypeAlias = Mapping[str, Stated]

_COMPARE: Final[dict[Op, Callable[[Value, Value], bool]]] = {
    Op.EQ: operator.eq,
    Op.NE: operator.ne,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
}


def negation(value: Truth) -> Truth:
    """Not: true and false change places, unknown stays what it is."""
    return 1 - value if value < UNKNOWN else value


def both(left: Truth, right: Truth) -> Truth:
    """And: one false settles it; else the more open of the two."""
    return FALSE if left == FALSE or right == FALSE else max(left, right)


def truth(node: Condition, facts: Facts) -> Truth:
    """The truth of a bound condition on facts. A fact absent from `facts` is not asked."""
    if isinstance(node, FactIs):  # isinstance rather than match: this runs for every node of every rule
        return _yes(facts.get(node.fact))
    if isinstance(node, All):
        return _all(node, facts)
    if isinstance(node, Compare):
        return _compare(node, facts)
    if isinstance(node, Not):
        return negation(truth(node.part, facts))
    if isinstance(node, Among):
        return _among(node, facts.get(node.fact))
    if isinstance(node, Any_):
        return _any(node, facts)
    if isinstance(node, Constant):
        return TRUE if node.value else FALSE
    raise TypeError(f"{node} is not bound: judge a live code, not the condition of a file")


def _all(node: All, facts: Facts) -> Truth:
    worst = TRUE
    for part in node.parts:
        value = truth(part, facts)
        if value == FALSE:
            return FALSE
        if value > worst:
            worst = value
    return worst


def _any(node: Any_, facts: Facts) -> Truth:
    best = FALSE
    for part in node.parts:
        value = truth(part, facts)
        if value == TRUE:
            return TRUE
        if value > best:
            best = value
    return best


def _yes(value: Stated | None) -> Truth:
    if value is True:
        return TRUE
    if value is False:
        return FALSE
    return UNASKED if value is None else UNKNOWN


def _compare(node: Compare, facts: Facts) -> Truth:
    left, right = facts.get(node.fact), node.right
    if isinstance(right, ParamRef):
        raise TypeError(f"{node} is not bound: judge a live code, not the condition of a file")
    other = facts.get(right.name) if isinstance(right, FactRef) else right
    if left is None or other is None:
        return UNASKED
    if isinstance(left, DontKnow) or isinstance(other, DontKnow):
        return UNKNOWN
    return TRUE if _COMPARE[node.op](left, other) else FALSE


def _among(node: Among, value: Stated | None) -> Truth:
    if value is None:
        return UNASKED
    if isinstance(value, DontKnow):
        return UNKNOWN
    return TRUE if value in node.choices else FALSE


def waiting_on(node: Condition, facts: Facts, openness: Truth = UNASKED) -> tuple[str, ...]:
    """The facts that an open condition still waits for, in the order they stand: not asked, or said to be unknown."""
    if truth(node, facts) != openness:
        return ()
    match node:
        case Not(part):
            return waiting_on(part, facts, openness)
        case All(parts) | Any_(parts):
            return tuple(dict.fromkeys(name for part in parts for name in waiting_on(part, facts, openness)))
        case _:
            return tuple(
                name for name in facts_of(node) if facts.get(name) is (DONT_KNOW if openness == UNKNOWN else None)
            )
