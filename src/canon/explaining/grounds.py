"""The smallest part of a condition that makes it true, or false, on some facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from canon.act import Fact, FactType
from canon.condition import All, Among, Any_, Atom, Compare, Condition, Constant, FactIs, FactRef, Not, Op, ParamIs
from canon.judging.truth import FALSE, TRUE, Facts, truth
from canon.ruling import Ruling
from canon.values import DontKnow, money_text

_MOST_WAYS: Final = 64  # kept at once, the shortest; conditions of the five codes have a handful


@dataclass(frozen=True, slots=True)
class Ground:
    """An atom, and whether it holds. `facts` are the names it reads."""

    atom: Atom
    holds: bool

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts it rests on."""
        match self.atom:
            case FactIs(fact) | Among(fact, _):
                return (fact,)
            case Compare(fact, _, FactRef(other)):
                return (fact, other)
            case Compare(fact, _, _):
                return (fact,)
            case Constant() | ParamIs():
                return ()


def grounds(node: Condition, facts: Facts, *, holds: bool) -> tuple[Ground, ...]:
    """The fewest atoms that make a bound condition hold, or fail, on facts. It must do so on them."""
    return min(_ways(node, facts, holds=holds), key=len, default=())


def _ways(node: Condition, facts: Facts, *, holds: bool) -> list[tuple[Ground, ...]]:
    """Each set of atoms that suffices; none needs more than it must."""
    match node:
        case Not(part):
            return _ways(part, facts, holds=not holds)
        case All(parts) | Any_(parts):
            wanted = TRUE if holds else FALSE
            apart = [_ways(p, facts, holds=holds) for p in parts if truth(p, facts) == wanted]
            if isinstance(node, All) is holds:  # every part is needed: a true "and", a false "or"
                return _joined(apart)
            return [way for own in apart for way in own]
        case Constant():
            return [()]
        case _:
            return [(Ground(node, holds),)]


def _joined(apart: Sequence[Sequence[tuple[Ground, ...]]]) -> list[tuple[Ground, ...]]:
    """One way of each part, taken together; parts that share an atom name it once."""
    ways: list[tuple[Ground, ...]] = [()]
    for own in apart:
        joined = dict.fromkeys(tuple(dict.fromkeys((*way, *more))) for way in ways for more in own)
        ways = sorted(joined, key=len)[:_MOST_WAYS]
    return ways


def say(found: Iterable[Ground], ruling: Ruling, code: str) -> list[str]:
    """Grounds of one code's clauses in plain words, each once, on the facts that hold for that code.

    Where another code has its own value of a fact, the words name the code: "your North Carolina certificate is not in
    force".
    """
    facts, apart = ruling.facts_under(code), {name for own in ruling.own.values() for name in own}
    known = {fact.name: fact.under(name_of(code, ruling)) if fact.name in apart else fact for fact in ruling.act.facts}
    return list(dict.fromkeys(text for ground in found if (text := state(ground, facts, known))))


def name_of(code: str, ruling: Ruling) -> str:
    """How a code is called beside the others of a ruling: by its place, and its credential where two share a place."""
    codes = {live.id: live.edition.code for live in ruling.live}
    own = codes[code]
    shared = sum(other.place == own.place for other in codes.values()) > 1
    return f"{own.place} {own.credential}" if shared else own.place


def state(ground: Ground, facts: Facts, known: Mapping[str, Fact]) -> str:
    """A ground in plain words, to stand after "because": "$30.00 is more than $25.00"."""
    match ground.atom:
        case FactIs(name):
            fact = known[name]
            return fact.if_true if ground.holds else fact.if_false
        case Among(name, _):
            return _says(known[name], facts)
        case Compare(name, op, right):
            fact = known[name]
            if fact.type is FactType.CHOICE:
                return _says(fact, facts)
            if fact.type is FactType.YES_NO:
                return fact.if_true if facts.get(name) is True else fact.if_false
            other = facts.get(right.name) if isinstance(right, FactRef) else right
            amount = f"{_amount(facts.get(name))} is {_relation(op, facts.get(name), other)} {_amount(other)}"
            return f"{amount} ({known[right.name].label})" if isinstance(right, FactRef) else amount
        case Constant() | ParamIs():
            return ""


def _says(fact: Fact, facts: Facts) -> str:
    value = facts.get(fact.name)
    return fact.choice(value).says if isinstance(value, str) else f"nobody knows: {fact.label.lower()}"


def _amount(value: object) -> str:
    if value is None or isinstance(value, DontKnow):
        return "an unknown amount"
    return str(value) if isinstance(value, int) else money_text(value)  # type: ignore[arg-type]


def _relation(op: Op, left: object, right: object) -> str:
    if left == right:
        return "exactly"
    more = left > right  # type: ignore[operator]
    return "more than" if more else "less than"
