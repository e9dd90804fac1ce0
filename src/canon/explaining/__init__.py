"""Explain a ruling: because of what, why other clauses did not decide, which steps would permit it, what to ask next.

`grounds` finds the smallest part of a condition that makes it true or false and puts it into words; `why_not`, `steps`
and `question` answer one question each; `report` is the shape that programs read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from canon.act import Fact
from canon.explaining.grounds import Ground, grounds, say, state
from canon.explaining.possible import still_possible
from canon.explaining.question import Question, next_question, open_codes
from canon.explaining.steps import would_permit
from canon.explaining.why_not import Why, WhyNot, why_not
from canon.judging.weigh import weigh
from canon.ruling import Citation, Ruling

__all__ = [
    "Explanation",
    "Ground",
    "Question",
    "Why",
    "WhyNot",
    "because",
    "explain",
    "next_question",
    "open_codes",
    "say",
    "state",
    "still_possible",
    "why_not",
    "why_withheld",
    "would_permit",
]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A ruling's reasons. `would_permit` is None where no step would do; `ask` is None where nothing is undecided."""

    why_not: tuple[WhyNot, ...]
    would_permit: tuple[Fact, ...] | None
    ask: Question | None


def explain(ruling: Ruling) -> Explanation:
    """Why the other clauses did not decide, the fewest steps that would permit the act, and what to ask next."""
    return _explained(ruling.case)


@lru_cache(maxsize=1024)
def _explained(ruling: Ruling) -> Explanation:
    """Its reasons, worked out once for a case: neither the day nor the policy enters them."""
    reasons: list[WhyNot] = []
    for code, weighed, facts in zip(ruling.live, ruling.weighed, ruling.views, strict=True):
        reasons.extend(why_not(weighed.outcomes, ruling.codes[code.id], facts))
    return Explanation(tuple(reasons), would_permit(ruling), next_question(ruling))


def why_withheld(ruling: Ruling) -> dict[str, tuple[Ground, ...]]:
    """By the id of each code that withholds its leave while another permits: what of its own facts it wants."""
    act = ruling.act.name
    leaves = {code.id: code.leave[act] for code in ruling.live if code.id in ruling.withheld}
    return {code: grounds(leave, ruling.facts_under(code), holds=False) for code, leave in leaves.items()}


def because(citation: Citation, ruling: Ruling) -> tuple[Ground, ...]:
    """The fewest facts that made a clause decide as it did; empty where it waits for one nobody knows."""
    live, facts = next(
        (rule, facts)
        for code, facts in zip(ruling.live, ruling.views, strict=True)
        for rule in code.by_act.get(ruling.act.name, ())
        if rule.rule is citation.rule
    )
    outcome = weigh((live,), facts).outcomes[0]
    if outcome.answer is None:
        return ()
    of = grounds(live.of, facts, holds=True)
    if outcome.open:  # strict whichever way, though nobody knows which
        return of
    return tuple(dict.fromkeys((*of, *grounds(live.when, facts, holds=citation.holds))))
