"""Which question to ask next: the one that settles most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from canon.act import Act, Fact
from canon.checking.search import regions
from canon.judging.live import LiveCode
from canon.judging.truth import UNASKED, Facts, waiting_on
from canon.judging.weigh import combine, possible_answers, weigh
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Value


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for, in the act's words. `is_last`: whatever is said, even "I don't know", settles the ruling."""

    fact: Fact
    ask: str
    is_last: bool


def next_question(ruling: Ruling) -> Question | None:
    """The question that leaves the fewest answers possible on average; None where nothing is undecided.

    Ties go to the fact that the act lists first.
    """
    if ruling.answer is not Answer.UNDECIDED:
        return None
    spaces = _spaces(ruling.act, ruling.live)
    waiting = _waiting(ruling)
    candidates = [fact for fact in ruling.act.facts if fact.name in waiting and fact.name in spaces]
    if not candidates:
        return None
    best = min(candidates, key=lambda fact: _left(ruling, fact, spaces[fact.name]))
    answers = [_after(ruling, best, value)[0] for value in (*spaces[best.name], DONT_KNOW)]
    return Question(best, ruling.act.question(best), Answer.UNDECIDED not in answers)


def open_codes(ruling: Ruling) -> tuple[str, ...]:
    """The codes whose own answer a further question could still change, though the ruling is settled."""
    return tuple(own.code for own in ruling.codes.values() if own.answer is Answer.UNDECIDED)


def _waiting(ruling: Ruling) -> set[str]:
    names: set[str] = set()
    for code in ruling.live:
        for outcome in weigh(code.by_act.get(ruling.act.name, ()), ruling.facts).outcomes:
            if outcome.open == UNASKED:
                names.update(waiting_on(outcome.rule.of, ruling.facts), waiting_on(outcome.rule.when, ruling.facts))
                names.update(_overriders(code, ruling, outcome.rule.clause))
    return names


def _overriders(code: LiveCode, ruling: Ruling, clause: str) -> set[str]:
    """The facts that rules overriding a clause wait for, and those overriding them in turn."""
    clauses, names = [clause], set[str]()
    for own in clauses:
        for rule in code.by_act.get(ruling.act.name, ()):
            if own in rule.overrides:
                names.update(waiting_on(rule.of, ruling.facts), waiting_on(rule.when, ruling.facts))
                if rule.clause not in clauses:
                    clauses.append(rule.clause)
    return names


def _left(ruling: Ruling, fact: Fact, values: Sequence[Value]) -> float:
    """How much stays open on average once a fact is stated: open rules, and answers still possible."""
    total = 0.0
    for value in values:
        answer, possible, still_open = _after(ruling, fact, value)
        total += (answer is Answer.UNDECIDED) + (still_open + len(possible)) / 100
    return total / len(values)


def _after(ruling: Ruling, fact: Fact, value: object) -> tuple[Answer, tuple[Answer, ...], int]:
    facts: Facts = {**ruling.facts, fact.name: value}  # type: ignore[dict-item]
    weighed = [weigh(code.by_act.get(ruling.act.name, ()), facts) for code in ruling.live]
    answer, _ = combine(weighed)
    still_open = sum(o.open == UNASKED for w in weighed for o in w.outcomes)
    return answer, possible_answers(weighed), still_open


@lru_cache(maxsize=1024)
def _spaces(act: Act, codes: tuple[LiveCode, ...]) -> Mapping[str, tuple[Value, ...]]:
    return regions(act, [rule for code in codes for rule in code.by_act.get(act.name, ())])
