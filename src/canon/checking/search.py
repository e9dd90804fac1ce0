"""Find facts with a property without trying them all.

Every fact has finitely many *regions*: both yes and no, each choice, and for an ordered fact each constant that a rule
compares it with, and its neighbours. Nothing a rule says changes within a region, so a search over regions is exact.
The search states one fact at a time and asks the property, which answers in four-valued truth: what is already false
is left at once, and what is already true is a witness, whatever the remaining facts are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product

from canon.act import Act, Fact, FactType
from canon.condition import Compare, FactRef, atoms
from canon.judging.live import LiveRule
from canon.judging.truth import FALSE, TRUE, Truth
from canon.values import CENT, Stated, Value

BUDGET = 2_000_000  # statements of a fact; the widest act of the five codes needs some thousands


class TooWide(RuntimeError):
    """An act with more combinations of facts than the budget allows; it is named, never sampled."""

    def __init__(self, act: str, budget: int) -> None:
        self.act = act
        super().__init__(f"{act} reads too many facts to search within {budget:,} steps")


def regions(act: Act, rules: Iterable[LiveRule]) -> dict[str, tuple[Value, ...]]:
    """For each fact the rules read, one value of each region, in the act's order of facts."""
    read: set[str] = set()
    cuts: dict[str, set[Value]] = {}
    groups: dict[str, set[str]] = {}  # facts compared with one another, directly or by way of others
    for rule in rules:
        read.update(rule.facts)
        for atom in (*atoms(rule.of), *atoms(rule.when)):
            match atom:
                case Compare(fact, _, FactRef(other)):
                    joined = groups.get(fact, {fact}) | groups.get(other, {other})
                    groups.update(dict.fromkeys(joined, joined))
                case Compare(fact, _, value) if not isinstance(value, str | bool):
                    assert isinstance(value, int | Decimal), "a live rule is bound"
                    cuts.setdefault(fact, set()).add(value)
                case _:
                    pass
    facts = [fact for fact in act.facts if fact.name in read]
    return {fact.name: _values(fact, cuts, groups.get(fact.name, {fact.name})) for fact in facts}


def _values(fact: Fact, cuts: Mapping[str, set[Value]], group: set[str]) -> tuple[Value, ...]:
    """One value of each region. Facts of a group share their cuts, with room on each side to put all in any order."""
    match fact.type:
        case FactType.YES_NO:
            return (True, False)
        case FactType.CHOICE:
            return tuple(choice.value for choice in fact.choices)
        case FactType.MONEY:
            own = {Decimal(str(cut)) for name in group for cut in cuts.get(name, ())}
            money = {cut + step * CENT for cut in own or {Decimal("25.00")} for step in _steps(group)}
            return tuple(sorted(value for value in money if value >= 0))
        case FactType.COUNT:
            marks = {int(str(cut)) for name in group for cut in cuts.get(name, ())}
            whole = {mark + step for mark in marks or {1} for step in _steps(group)}
            return tuple(sorted(value for value in whole if value >= 0))


def _steps(group: set[str]) -> range:
    return range(-len(group), len(group) + 1)


def points(spaces: Mapping[str, Sequence[Value]]) -> Iterable[dict[str, Stated]]:
    """Every combination of regions: the whole space, in order."""
    names = list(spaces)
    for values in product(*spaces.values()):
        yield dict(zip(names, values, strict=True))


def size(spaces: Mapping[str, Sequence[Value]]) -> int:
    """How many points there are."""
    total = 1
    for values in spaces.values():
        total *= len(values)
    return total


def witness(
    act: str,
    spaces: Mapping[str, Sequence[Stated]],
    test: Callable[[Mapping[str, Stated]], Truth],
    first: Callable[[Mapping[str, Stated]], Iterable[str]] | Sequence[str] = (),
    *,
    budget: int = BUDGET,
) -> dict[str, Stated] | None:
    """Facts on which `test` is true, or None where there are none. Raises TooWide beyond so many statements.

    `first` names facts worth stating first, or says so for the facts stated so far: a good choice leaves early. What the
    test did not need is not among the facts found.
    """
    facts: dict[str, Stated] = {}
    steps = 0

    def search() -> bool:
        nonlocal steps
        found = test(facts)
        if found in (TRUE, FALSE):
            return found == TRUE
        name = _next(first(facts) if callable(first) else first, spaces, facts)
        if name is None:
            return False
        for value in spaces[name]:
            steps += 1
            if steps > budget:
                raise TooWide(act, budget)
            facts[name] = value
            if search():
                return True
        del facts[name]
        return False

    return facts if search() else None


def _next(first: Iterable[str], spaces: Mapping[str, Sequence[Stated]], facts: Mapping[str, Stated]) -> str | None:
    """The next fact to state: one that `first` names, else the first not stated."""
    for names in (first, spaces):
        for name in names:
            if name in spaces and name not in facts:
                return name
    return None
