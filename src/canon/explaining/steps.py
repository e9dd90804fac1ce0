"""The fewest steps that would permit an act: facts a worker can bring about, never another account of what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from canon.act import Fact
from canon.judging.truth import Facts
from canon.judging.weigh import Outcome, Weighed, combine, weigh
from canon.ruling import Answer, Ruling, lets_through
from canon.values import Stated

MOST = 6  # steps; the longest way of the five codes takes five
_PERMITTED = Answer.PERMITTED.strictness


def would_permit(ruling: Ruling) -> tuple[Fact, ...] | None:
    """The fewest steps after which the act would be allowed; empty where it is, None where no steps would do."""
    if ruling.allows:
        return ()
    if not any(code.in_force for code in ruling.live):
        return None
    for most in range(1, MOST + 1):
        found = _within(ruling, dict(ruling.facts), (), most)
        if found is not None:
            return found
        if most > sum(1 for f in ruling.act.facts if f.step):
            return None
    return None


def _within(ruling: Ruling, facts: dict[str, Stated], taken: tuple[Fact, ...], left: int) -> tuple[Fact, ...] | None:
    """A way that needs at most so many more steps. Each step must touch a rule that stands in the way."""
    weighed = [weigh(code.by_act.get(ruling.act.name, ()), facts) for code in ruling.live]
    answer, clash = combine(weighed)
    if lets_through(ruling.act, answer, clash=clash):
        return taken
    if not left:
        return None
    for fact in _useful(ruling, weighed, facts):
        found = _within(ruling, {**facts, fact.name: fact.to}, (*taken, fact), left - 1)
        if found is not None:
            return found
    return None


def _useful(ruling: Ruling, weighed: list[Weighed], facts: Facts) -> Iterator[Fact]:
    names = _names_in_the_way(weighed)
    return (f for f in ruling.act.facts if f.step and f.name in names and facts.get(f.name) != f.to)


def _names_in_the_way(weighed: list[Weighed]) -> Mapping[str, None]:
    """The facts of one rule that stands in the way, and of the rules that would override it; of all where none does."""
    for own in weighed:
        for outcome in own.outcomes:
            if _blocks(outcome):
                clause = outcome.rule.clause
                near = [o.rule for o in own.outcomes if o is outcome or clause in o.rule.overrides]
                return dict.fromkeys(name for rule in near for name in rule.facts)
    return dict.fromkeys(name for own in weighed for o in own.outcomes for name in o.rule.facts)


def _blocks(outcome: Outcome) -> bool:
    possible = outcome.possible or (outcome.answer,)
    return any(a is not None and a.strictness > _PERMITTED for a in possible)
