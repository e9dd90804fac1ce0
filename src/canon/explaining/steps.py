"""The fewest steps that would permit an act: facts a worker can bring about, never another account of what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from canon.act import Fact
from canon.judging.truth import Facts
from canon.judging.weigh import Outcome, Weighed, combine, weigh_code
from canon.ruling import Answer, Ruling, lets_through

MOST = 6  # steps; the longest way of the five codes takes five
_PERMITTED = Answer.PERMITTED.strictness

Reached: TypeAlias = tuple[tuple[Fact, ...], Sequence[Facts], Sequence[Weighed]]
"""The steps taken; for each code the facts then, and what it says of them."""


def would_permit(ruling: Ruling) -> tuple[Fact, ...] | None:
    """The fewest steps after which the act would be allowed; empty where it is, None where no steps would do."""
    if ruling.allows:
        return ()
    if not any(code.in_force for code in ruling.live):
        return None
    reached: list[Reached] = [((), ruling.views, ruling.weighed)]
    for _ in range(MOST):
        reached = list(_one_further(ruling, reached))
        for taken, _views, weighed in reached:
            answer, clash = combine(weighed)
            if lets_through(ruling.act, answer, clash=clash):
                return taken
    return None


def _one_further(ruling: Ruling, reached: Sequence[Reached]) -> Iterator[Reached]:
    """Where one more step leads, each place once. A step must touch a rule that stands in the way."""
    seen: set[frozenset[str]] = set()
    for taken, views, weighed in reached:
        for fact in _useful(ruling, weighed, views):
            steps = frozenset((fact.name, *(f.name for f in taken)))
            if steps not in seen:
                seen.add(steps)
                then = [{**facts, fact.name: fact.to} for facts in views]  # a step is taken under every code at once
                said = [weigh_code(c, ruling.act.name, own) for c, own in zip(ruling.live, then, strict=True)]
                yield (*taken, fact), then, said


def _useful(ruling: Ruling, weighed: Sequence[Weighed], views: Sequence[Facts]) -> Iterator[Fact]:
    names = _all_names(weighed) if ruling.act.compelled else _names_in_the_way(weighed)  # a duty lets those through too
    steps = (f for f in ruling.act.facts if f.step and f.name in names)
    return (f for f in steps if any(facts.get(f.name) != f.to for facts in views))


def _names_in_the_way(weighed: Sequence[Weighed]) -> Mapping[str, None]:
    """The facts of one rule that stands in the way, and of the rules that would override it; of all where none does."""
    for own in weighed:
        for outcome in own.outcomes:
            if _blocks(outcome):
                near = [outcome, *_overriders(outcome, own.outcomes)]
                return dict.fromkeys(name for o in near for name in o.rule.facts)
    return _all_names(weighed)


def _all_names(weighed: Sequence[Weighed]) -> Mapping[str, None]:
    return dict.fromkeys(name for own in weighed for o in own.outcomes for name in o.rule.facts)


def _overriders(outcome: Outcome, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The rules that would override one, and those that would override them in turn."""
    found = [outcome]
    for own in found:
        found.extend(o for o in outcomes if own.rule.clause in o.rule.overrides and o not in found)
    return found[1:]


def _blocks(outcome: Outcome) -> bool:
    possible = outcome.possible or (outcome.answer,)
    return any(a is not None and a.strictness > _PERMITTED for a in possible)
