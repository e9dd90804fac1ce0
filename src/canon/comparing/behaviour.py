"""The same facts, another ruling: find facts on which two codes, or two editions, differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, product

from canon.act import Act, Vocabulary
from canon.checking.search import regions, witness
from canon.code import Edition
from canon.judging.live import LiveCode, LiveRule, live
from canon.judging.truth import FALSE, TRUE, UNASKED, Truth, waiting_on
from canon.judging.weigh import combine, possible_answers, weigh
from canon.policy import NO_POLICY
from canon.ruling import Answer
from canon.values import Stated


@dataclass(frozen=True, slots=True)
class Difference:
    """Facts on which two codes answer an act differently; nothing in `facts` could be left out."""

    act: str
    facts: Mapping[str, Stated]
    left: str
    left_answer: Answer
    right: str
    right_answer: Answer


def compare_behaviour(
    editions: Sequence[Edition], vocabulary: Vocabulary, *, on: date, acts: Iterable[str] | None = None
) -> tuple[Difference, ...]:
    """For each act and each pair of codes that differ on it, the widest difference there is."""
    names = sorted(set(acts) if acts is not None else {a for e in editions for a in e.acts})
    found: list[Difference] = []
    for name in names:
        for left, right in combinations(editions, 2):
            found.extend(
                _cached(vocabulary.acts[name], live(left, on, NO_POLICY), live(right, on, NO_POLICY), first_only=True)
            )
    return tuple(found)


def differences(act: Act, left: LiveCode, right: LiveCode) -> tuple[Difference, ...]:
    """Every pair of unequal answers that two live codes can give on the same facts, widest first."""
    return _cached(act, left, right, first_only=False)


@lru_cache(maxsize=4096)
def _cached(act: Act, left: LiveCode, right: LiveCode, *, first_only: bool) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for difference in _search(act, left, right):
        found.append(difference)
        if first_only:
            break
    return tuple(found)


def _search(act: Act, left: LiveCode, right: LiveCode) -> Iterator[Difference]:
    ours, theirs = left.by_act.get(act.name, ()), right.by_act.get(act.name, ())
    spaces = regions(act, (*ours, *theirs))
    pairs = [(x, y) for x, y in product(_answers(ours), _answers(theirs)) if x is not y]
    for x, y in sorted(pairs, key=lambda p: -_distance(*p)):
        test = _Test(ours, theirs, x, y)
        facts = witness(act.name, spaces, test, test.wants)
        if facts is not None:
            yield Difference(act.name, _least(facts, test), left.id, x, right.id, y)


def _answers(rules: Sequence[LiveRule]) -> tuple[Answer, ...]:
    given = {answer for rule in rules for answer in (rule.answer, rule.otherwise) if answer}
    return tuple(sorted({*given, Answer.SILENT}, key=lambda a: -a.strictness))


def _distance(x: Answer, y: Answer) -> int:
    """How far two answers lie apart; what one obliges and the other forbids is farthest."""
    if {x, y} == {Answer.REQUIRED, Answer.PROHIBITED}:
        return 10
    return abs(x.strictness - y.strictness)


class _Test:
    """Whether two codes surely give two answers on partial facts."""

    def __init__(self, ours: Sequence[LiveRule], theirs: Sequence[LiveRule], x: Answer, y: Answer) -> None:
        self.sides = ((ours, x), (theirs, y))

    def __call__(self, facts: Mapping[str, Stated]) -> Truth:
        worst = TRUE
        for rules, wanted in self.sides:
            weighed = [weigh(rules, facts)]
            answer, _ = combine(weighed)
            if answer is Answer.UNDECIDED:
                if wanted not in possible_answers(weighed) and wanted is not Answer.CONDITIONAL:
                    return FALSE
                worst = UNASKED
            elif answer is not wanted:
                if any(o.open == UNASKED for o in weighed[0].outcomes):
                    worst = UNASKED  # a settled answer of partial facts may still give way to an override
                else:
                    return FALSE
        return worst

    def wants(self, facts: Mapping[str, Stated]) -> Iterator[str]:
        """The facts that the rules able to give the wanted answers wait for, then those any rule waits for."""
        waiting = [
            (o, wanted) for rules, wanted in self.sides for o in weigh(rules, facts).outcomes if o.open == UNASKED
        ]
        for outcome, _ in sorted(waiting, key=lambda w: w[1] not in w[0].possible):
            yield from waiting_on(outcome.rule.of, facts)
            yield from waiting_on(outcome.rule.when, facts)


def _least(facts: Mapping[str, Stated], test: _Test) -> dict[str, Stated]:
    """The facts without those that the difference does not need."""
    kept = dict(facts)
    for name in facts:
        fewer = {k: v for k, v in kept.items() if k != name}
        if test(fewer) == TRUE:
            kept = fewer
    return kept
