"""Both evaluators on every region point of every act of the codes: each code alone, and all of them together.

A region is a stretch of values that no rule tells apart, so that one point of each stands for all facts there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from math import prod
from typing import TypeAlias

import pytest

from canon.act import Act
from canon.checking.search import points, size
from canon.compiling import Decision, compile_act
from canon.judging import judge_live
from canon.judging.live import LiveCode, live
from canon.judging.truth import Facts
from canon.policy import NO_POLICY
from canon.values import Value
from tests.canon.compiling.agreement import (
    TODAY,
    acts,
    all_five,
    assert_same,
    content_of_decision,
    content_of_ruling,
    days,
    library,
    narrow_space,
    space,
)

Table: TypeAlias = tuple[list[str], dict[tuple[object, ...], dict[Decision, Facts]]]

WALKED = 200_000
"""Points of one act that the interpreter walks. Beyond that the compiled code alone walks every way in which the codes' own
decisions meet, and the interpreter is asked once for each different outcome: see `test_acts_too_wide_for_the_interpreter`."""

ENDURABLE = 5_000_000  # ways to meet of one act that compiled code walks in a test; a wider act fails here, by name


class Meetings:
    """Every way in which what five codes decide on one act can meet: facts that lead there, and what each code decides.

    Facts that two codes read are walked whole. Of facts that one code alone reads, one set of values is taken for each
    decision of that code beside the shared ones: another set with the same decision changes nothing for the others.
    """

    def __init__(self, act: Act) -> None:
        self.codes = all_five()
        spaces = [narrow_space(act, (code,)) for code in self.codes]
        readers = Counter(name for own in spaces for name in own)
        values = narrow_space(act, self.codes)
        self.shared = {name: values[name] for name, count in readers.items() if count > 1}
        self.tables = [
            self._table(act, code, {name: values[name] for name in own})
            for code, own in zip(self.codes, spaces, strict=True)
        ]

    def _table(self, act: Act, code: LiveCode, own: dict[str, tuple[Value, ...]]) -> Table:
        """By the values of the shared facts that this code reads: each decision it can come to, and facts for it."""
        known, shared = compile_act(act, (code,)).known, [name for name in own if name in self.shared]
        found: dict[tuple[object, ...], dict[Decision, Facts]] = defaultdict(dict)
        alike: dict[str, Decision] = {}
        for facts in points(own):
            decision = known(facts)
            decision = alike.setdefault(repr(content_of_decision(decision)), decision)
            found[tuple(facts[name] for name in shared)].setdefault(decision, facts)
        return shared, found

    def _ways(self) -> Iterator[tuple[Facts, list[dict[Decision, Facts]]]]:
        for facts in points(self.shared):
            yield facts, [table[tuple(facts[name] for name in shared)] for shared, table in self.tables]

    def count(self) -> int:
        return sum(prod(len(own) for own in each) for _, each in self._ways())

    def __iter__(self) -> Iterator[tuple[Facts, tuple[Decision, ...]]]:
        for facts, each in self._ways():
            for alone in product(*each):
                joined = dict(facts)
                for own, decision in zip(each, alone, strict=True):
                    joined |= own[decision]
                yield joined, alone


def together(name: str) -> int:
    return size(space(library().acts[name], all_five()))


WIDE = [name for name in acts() if together(name) > WALKED]


@pytest.mark.parametrize("name", acts())
def test_each_code_alone(name: str) -> None:
    act = library().acts[name]
    for edition in library().editions:
        for day in days(edition):
            codes = (live(edition, day, NO_POLICY),)
            compiled = compile_act(act, codes)
            for facts in points(space(act, codes)):
                assert_same(compiled, facts, on=day)


@pytest.mark.parametrize("name", [name for name in acts() if name not in WIDE])
def test_all_codes_together(name: str) -> None:
    act = library().acts[name]
    compiled = compile_act(act, all_five())
    for facts in points(space(act, compiled.codes)):
        assert_same(compiled, facts)


def test_which_acts_are_too_wide_for_the_interpreter() -> None:
    """Named, so that a code file that widens another act is noticed."""
    assert WIDE == ["provide-service"]
    assert all(Meetings(library().acts[name]).count() <= ENDURABLE for name in WIDE)


@pytest.mark.parametrize("name", WIDE)
def test_acts_too_wide_for_the_interpreter(name: str) -> None:
    """Every way in which what the codes decide can meet, though not each with the interpreter.

    Each code answers under all five as it answers alone, which `test_each_code_alone` proves right. What all decide follows
    from what each decides; and wherever two codes' decisions or the answers of all meet in a new way, the interpreter rules.
    """
    act = library().acts[name]
    meetings = Meetings(act)
    whole = compile_act(act, meetings.codes).known
    decided: dict[tuple[Decision, ...], Decision] = {}
    met: set[object] = set()
    for facts, alone in meetings:
        decision = whole(facts)
        before = decided.setdefault(alone, decision)
        assert before is decision or content_of_decision(before) == content_of_decision(decision)
        ways = [tuple(own.answer for own in alone), *combinations(enumerate(map(id, alone)), 2)]
        if not met.issuperset(ways):
            met.update(ways)
            ruling = judge_live(act, facts, meetings.codes, NO_POLICY, TODAY)
            assert content_of_decision(decision) == content_of_ruling(ruling)
            assert list(ruling.codes.items()) == [item for own in alone for item in own.codes.items()]
