"""Weigh one code's rules on an act: what each rule says, and what the code says in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from canon.judging.live import LiveRule
from canon.judging.truth import FALSE, TRUE, UNASKED, UNKNOWN, Facts, Truth, both, negation, truth
from canon.ruling import Answer

_CONDITIONAL = Answer.CONDITIONAL.strictness
_PERMITTED = Answer.PERMITTED.strictness


@dataclass(slots=True)
class Outcome:
    """What one rule says: `of` and `when` apart, and `stands`, whether no other rule overrides it.

    `answer` is what it surely says (None: nothing); where it is not sure, `open` is UNKNOWN or UNASKED and `possible`
    holds what it may yet say (None among them: nothing).
    """

    rule: LiveRule
    of: Truth
    when: Truth
    stands: Truth = TRUE
    answer: Answer | None = None
    open: Truth = FALSE
    possible: tuple[Answer | None, ...] = ()


@dataclass(slots=True)
class Weighed:
    """One code on one act: every rule's outcome, the strictest sure answer, and what stays open above it."""

    outcomes: list[Outcome]
    sure: Answer
    required: list[Outcome]
    unasked: int = 0  # strictness that a question not asked could bring; 0 for none
    unknown: int = 0  # the same for what nobody knows
    unasked_duty: bool = False  # a question not asked could oblige the act

    def deciding(self, answer: Answer) -> list[Outcome]:
        """The outcomes that surely give an answer."""
        return [o for o in self.outcomes if o.answer is answer]

    def counted(self) -> Weighed:
        """The same, with the strictest sure answer and what stays open counted from its outcomes."""
        for outcome in self.outcomes:
            answer = outcome.answer
            if answer is Answer.REQUIRED:
                self.required.append(outcome)
            elif answer is not None and answer.strictness > self.sure.strictness:
                self.sure = answer
            if outcome.open == UNASKED:
                self.unasked = max(self.unasked, _highest(outcome.possible))
                self.unasked_duty |= Answer.REQUIRED in outcome.possible
            elif outcome.open == UNKNOWN:
                self.unknown = max(self.unknown, _highest(outcome.possible))
        return self

    def could_exceed(self, strictness: int, openness: Truth) -> list[Outcome]:
        """The open outcomes of one kind of openness that may yet be stricter."""
        return [o for o in self.outcomes if o.open == openness and _highest(o.possible) > strictness]


def weigh(rules: Sequence[LiveRule], facts: Facts) -> Weighed:
    """What a code's live rules on an act say on facts. Never raises on facts that fit their types."""
    outcomes = [Outcome(rule, truth(rule.of, facts), FALSE) for rule in rules]
    for outcome in outcomes:
        if outcome.of != FALSE:
            outcome.when = truth(outcome.rule.when, facts)
    _override(outcomes)
    for outcome in outcomes:
        settle(outcome)
    return Weighed(outcomes, Answer.SILENT, []).counted()


def _override(outcomes: list[Outcome]) -> None:
    """A rule that fires takes the clauses it overrides away; one that may fire leaves them in doubt."""
    for outcome in outcomes:
        if outcome.rule.overrides:
            fires = both(outcome.of, outcome.when)
            if fires != FALSE:
                for other in outcomes:
                    if other.rule.clause in outcome.rule.overrides:
                        other.stands = both(other.stands, negation(fires))


def settle(outcome: Outcome) -> None:
    """Fill in what an outcome says, surely or possibly, from the truth of its parts."""
    outcome.answer, outcome.open, outcome.possible = None, FALSE, ()
    rule, of, when = outcome.rule, outcome.of, outcome.when
    if of == FALSE or outcome.stands == FALSE:
        return
    if of == TRUE and outcome.stands == TRUE and when <= TRUE:
        outcome.answer = rule.answer if when == TRUE else rule.otherwise
        return
    possible: list[Answer | None] = []
    if when != FALSE:
        possible.append(rule.answer)
    if when != TRUE:
        possible.append(rule.otherwise)
    if of != TRUE or outcome.stands != TRUE:
        possible.append(None)
    if any(answer is not None for answer in possible):
        outcome.possible = tuple(dict.fromkeys(possible))
        outcome.open = max(of, outcome.stands, when)


def _highest(possible: Sequence[Answer | None]) -> int:
    return max((a.strictness for a in possible if a is not None and a is not Answer.REQUIRED), default=0)


def combine(codes: Sequence[Weighed]) -> tuple[Answer, bool]:
    """The answer over weighed codes, and whether they clash: one obliges what another prohibits."""
    strictest = max((w.sure for w in codes), key=lambda a: a.strictness, default=Answer.SILENT)
    required = any(w.required for w in codes)
    if strictest is Answer.PROHIBITED:
        return (Answer.REFER, True) if required else (strictest, False)
    rank = strictest.strictness
    unasked = max((w.unasked for w in codes), default=0)
    if unasked > rank or (rank <= _PERMITTED and not required and any(w.unasked_duty for w in codes)):
        return Answer.UNDECIDED, False
    unknown = max((w.unknown for w in codes), default=0)
    if unknown > max(rank, _PERMITTED) and rank < _CONDITIONAL:
        return Answer.CONDITIONAL, False
    if rank <= _PERMITTED and required:
        return Answer.REQUIRED, False
    return strictest, False


def possible_answers(codes: Sequence[Weighed]) -> tuple[Answer, ...]:
    """The answers that remain once the questions not asked are answered, strictest first."""
    answer, _ = combine(codes)
    if answer is not Answer.UNDECIDED:
        return (answer,)
    floor = max((w.sure for w in codes), key=lambda a: a.strictness)
    least, reachable = floor.strictness, {floor}
    for outcome in (o for w in codes for o in w.outcomes if o.open):
        if outcome.open == UNKNOWN:
            if _highest(outcome.possible) > _PERMITTED:
                reachable.add(Answer.CONDITIONAL)
                least = max(least, _CONDITIONAL)
            continue
        reachable.update(a for a in outcome.possible if a is not None)
        least = max(least, min(a.strictness if a else 0 for a in outcome.possible))
    remaining = {a for a in reachable if a.strictness >= least}
    return tuple(sorted(remaining, key=lambda a: (-a.strictness, a.value)))
