"""Why a clause that bears on the act did not decide it."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from canon.explaining.grounds import Ground, grounds
from canon.judging.truth import FALSE, TRUE, UNASKED, Facts, both, waiting_on
from canon.judging.weigh import Outcome
from canon.ruling import Answer, CodeRuling


class Why(enum.Enum):
    """The reasons a clause has for not deciding."""

    SPEAKS_OF_OTHERS = "speaks-of-others"  # its `of` fails
    NOT_MET = "not-met"  # its `when` fails, and it says nothing else
    LINE_NOT_CROSSED = "line-not-crossed"  # it lets the act pass, and something stricter stands
    OVERRIDDEN = "overridden"
    OUTRANKED = "outranked"
    WAITING = "waiting"
    UNKNOWN = "unknown"  # nobody knows, and something else decided


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why one clause did not decide: the reason, its smallest failing part, and the clauses or facts it names."""

    code: str
    clause: str
    why: Why
    grounds: tuple[Ground, ...] = ()
    by: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()


def why_not(outcomes: Sequence[Outcome], own: CodeRuling, facts: Facts) -> Iterator[WhyNot]:
    """For each clause of one code with rules on the act, other than those that decided: why not, once a clause."""
    decided = {c.clause for c in (*own.decided_by, *own.required_by)}
    best: dict[str, WhyNot] = {}
    for outcome in outcomes:
        clause = outcome.rule.clause
        if clause not in decided:
            reason = _reason(outcome, outcomes, own, facts)
            if clause not in best or len(reason.grounds) < len(best[clause].grounds):
                best[clause] = reason
    yield from best.values()


def _reason(outcome: Outcome, outcomes: Sequence[Outcome], own: CodeRuling, facts: Facts) -> WhyNot:
    rule = outcome.rule
    clause = rule.clause
    if outcome.of == FALSE:
        return WhyNot(own.code, clause, Why.SPEAKS_OF_OTHERS, grounds(rule.of, facts, holds=False))
    if outcome.stands == FALSE:
        by = [o.rule.clause for o in outcomes if clause in o.rule.overrides and both(o.of, o.when) == TRUE]
        return WhyNot(own.code, clause, Why.OVERRIDDEN, by=tuple(dict.fromkeys(by)))
    if outcome.open:
        why = Why.WAITING if outcome.open == UNASKED else Why.UNKNOWN
        return WhyNot(own.code, clause, why, waits_for=tuple(_waits_for(outcome, outcomes, facts)))
    if outcome.when == FALSE:
        why = Why.LINE_NOT_CROSSED if outcome.answer else Why.NOT_MET
        return WhyNot(own.code, clause, why, grounds(rule.when, facts, holds=False))
    stricter = [c.clause for c in own.decided_by if c.answer.strictness > _rank(outcome.answer)]
    return WhyNot(
        own.code, clause, Why.OUTRANKED, by=tuple(dict.fromkeys(stricter or [c.clause for c in own.decided_by]))
    )


def _waits_for(outcome: Outcome, outcomes: Sequence[Outcome], facts: Facts) -> dict[str, None]:
    """The facts that keep an outcome open: its own, and those of rules that would override it."""
    near = [outcome.rule, *(o.rule for o in outcomes if outcome.rule.clause in o.rule.overrides)]
    conditions = (condition for rule in near for condition in (rule.of, rule.when))
    return dict.fromkeys(name for condition in conditions for name in waiting_on(condition, facts, outcome.open))


def _rank(answer: Answer | None) -> int:
    return answer.strictness if answer else 0
