"""Which question to ask next: the one that settles most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from canon.act import Act, Fact
from canon.checking.search import regions
from canon.judging.live import LiveCode
from canon.judging.truth import UNASKED, Facts, waiting_on
from canon.judging.weigh import combine, possible_answers, weigh_code
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Value


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for, in the act's words. `is_last`: whatever is said, even "I don't know", settles the ruling.

    codes: those it is asked for, where others have a value of their own; empty where it is asked for all
    """

    fact: Fact
    ask: str
    is_last: bool
    codes: tuple[str, ...] = ()


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
    return Question(best, ruling.act.question(best), Answer.UNDECIDED not in answers, _codes_without(best, ruling))


def open_codes(ruling: Ruling) -> tuple[str, ...]:
    """The codes whose own answer a further question could still change, though the ruling is settled."""
    return tuple(own.code for own in ruling.codes.values() if own.answer is Answer.UNDECIDED)


def _codes_without(fact: Fact, ruling: Ruling) -> tuple[str, ...]:
    """The codes that have no value of their own, where others do."""
    without = tuple(code.id for code in ruling.live if fact.name not in ruling.own.get(code.id, ()))
    return without if len(without) < len(ruling.live) else ()


def _waiting(ruling: Ruling) -> set[str]:
    names: set[str] = set()
    for code, weighed, facts in zip(ruling.live, ruling.weighed, ruling.views, strict=True):
        for outcome in weighed.outcomes:
            if outcome.open == UNASKED:
                names.update(waiting_on(outcome.rule.of, facts), waiting_on(outcome.rule.when, facts))
                names.update(_overriders(code, ruling.act, facts, outcome.rule.clause))
        if weighed.withheld == UNASKED:
            names.update(waiting_on(code.leave[ruling.act.name], facts))
    return names


def _overriders(code: LiveCode, act: Act, facts: Facts, clause: str) -> set[str]:
    """The facts that rules overriding a clause wait for, and those overriding them in turn."""
    clauses, names = [clause], set[str]()
    for own in clauses:
        for rule in code.by_act.get(act.name, ()):
            if own in rule.overrides:
                names.update(waiting_on(rule.of, facts), waiting_on(rule.when, facts))
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
    views: list[Facts] = [
        facts if fact.name in ruling.own.get(code.id, ()) else {**facts, fact.name: value}  # type: ignore[dict-item]
        for code, facts in zip(ruling.live, ruling.views, strict=True)
    ]
    weighed = [weigh_code(c, ruling.act.name, own) for c, own in zip(ruling.live, views, strict=True)]
    answer, _ = combine(weighed)
    still_open = sum(o.open == UNASKED for w in weighed for o in w.outcomes)
    return answer, possible_answers(weighed), still_open


@lru_cache(maxsize=1024)
def _spaces(act: Act, codes: tuple[LiveCode, ...]) -> Mapping[str, tuple[Value, ...]]:
    return regions(act, [rule for code in codes for rule in code.by_act.get(act.name, ())])
