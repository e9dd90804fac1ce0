"""Decisions: both evaluators against plain Python closures, on the clauses of kit/.

    python bench decisions          or: make bench ARGS=decisions

With ALONGSIDE_BENCH_KIT naming the folder of the benchmark that the clauses were taken from, its own baseline runs beside
ours, and its own questions are put to the compiled evaluator.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from baseline import Baseline
from kit_engine import Compiled
from questions import ORDER, Question, at_random, kit_library, twelve
from timing import Ratio, beside, verdict

from canon.code import Edition
from canon.compiling import Decision, Desk
from canon.explaining import Explanation, explain
from canon.judging import judge_live
from canon.judging.live import LiveCode, live
from canon.policy import NO_POLICY
from canon.reading import Library
from canon.ruling import Ruling

COMPILED_AT_MOST = 0.30
EXPLAINED_AT_MOST = 35.0


@dataclass(frozen=True)
class Ours:
    """The ways to put a question to canon."""

    library: Library
    desk: Desk
    editions: Mapping[str, Edition]

    def compiled(self, asked: Question) -> Decision:
        """The compiled evaluator on facts that are all known."""
        return self.desk[asked.act, asked.codes, asked.day].known(asked.facts)

    def compiled_for_any_facts(self, asked: Question) -> Decision:
        """The compiled evaluator, which looks whether every fact is known."""
        return self.desk[asked.act, asked.codes, asked.day].decide(asked.facts)

    def compiled_the_long_way(self, asked: Question) -> Decision:
        """The compiled evaluator in four-valued truth."""
        return self.desk[asked.act, asked.codes, asked.day].partial(asked.facts)

    def interpreted(self, asked: Question) -> Ruling:
        """The interpreter's ruling."""
        return judge_live(self.library.acts[asked.act], asked.facts, self.live(asked), NO_POLICY, asked.day)

    def explained(self, asked: Question) -> Explanation:
        """The interpreter's ruling with why the other clauses did not decide, and the steps that would permit the act."""
        return explain(self.interpreted(asked))

    def live(self, asked: Question) -> tuple[LiveCode, ...]:
        """The codes that bind, on the day."""
        return tuple([live(self.editions[code], asked.day, NO_POLICY) for code in ORDER if code in asked.codes])


def main() -> bool:
    """Print every ratio; whether all targets are met."""
    ours, baseline, asked = check()
    compiled = measure("compiled, every fact known", ours.compiled, baseline, asked, COMPILED_AT_MOST)
    measure("compiled, any facts", ours.compiled_for_any_facts, baseline, asked)
    measure("compiled, four-valued", ours.compiled_the_long_way, baseline, asked)
    measure("interpreter, answer only", ours.interpreted, baseline, asked)
    explained = measure("interpreter, why-not, steps", ours.explained, baseline, asked, EXPLAINED_AT_MOST)
    met = compiled.ratio <= COMPILED_AT_MOST and explained.ratio <= EXPLAINED_AT_MOST
    folder = os.environ.get("ALONGSIDE_BENCH_KIT")
    if folder:
        return beside_the_kit(folder, baseline, asked) and met
    print("  ALONGSIDE_BENCH_KIT is not set: the benchmark these clauses come from was not run beside ours")
    return met


def check() -> tuple[Ours, Baseline, list[Question]]:
    """Both sides, and the questions whose answers they agree on. Raises AssertionError where they do not."""
    library = kit_library()
    editions = {code: library.edition(code) for code in ORDER}
    ours = Ours(library, Desk(library.acts, list(editions.values())), editions)
    baseline = Baseline(library, ORDER)
    asked = twelve(library)
    agree(ours, baseline, asked, at_random(library, 2_000))
    return ours, baseline, asked


def measure(
    name: str, way: Callable[[Question], object], baseline: Baseline, asked: list[Question], most: float | None = None
) -> Ratio:
    """Print one ratio to our baseline."""
    ratio = beside(way, asked, baseline.decide, [question.plain for question in asked])
    print(f"  {name:30s}{ratio}{'  ' + verdict(ratio.ratio, most) if most else ''}")
    return ratio


def agree(ours: Ours, baseline: Baseline, asked: list[Question], more: list[Question]) -> None:
    """All ways give the expected answers, and the baseline's. Raises AssertionError."""
    for question in (*asked, *more):
        answer, clauses = baseline.decide(question.plain)
        if question.answer:
            assert (answer, tuple(clauses)) == (question.answer, question.clauses), question
        ways = (ours.compiled, ours.compiled_for_any_facts, ours.compiled_the_long_way, ours.interpreted)
        for way in ways:
            said = way(question)
            assert said.answer.value == answer, (way, question)
            assert [cited.clause for cited in said.decided_by] == clauses, (way, question)
    print(f"  the same answers and citations on {len(asked)} decisions and {len(more):,} random ones")


def beside_the_kit(folder: str, baseline: Baseline, asked: list[Question]) -> bool:
    """The kit's own baseline and questions. Whether all its answers are ours and the compiled target is met."""
    sys.path.insert(0, folder)
    theirs = importlib.import_module("engines").PyClosures()
    clauses = importlib.import_module("clauses")
    theirs.build()
    ours = Compiled()
    ours.build()
    right = sum((v, c) == ours.decide(facts) for facts, v, c in clauses.DECISIONS)
    random_ones = clauses.fuzz(500)
    same = sum(theirs.decide(facts) == ours.decide(facts) for facts in random_ones)
    print(f"  beside the kit: {right}/{len(clauses.DECISIONS)} decisions, {same}/{len(random_ones)} random ones agree")
    facts = [facts for facts, _, _ in clauses.DECISIONS]
    own = beside(baseline.decide, [question.plain for question in asked], theirs.decide, facts)
    print(f"  our baseline / the kit's      {own}")
    ratio = beside(ours.decide, facts, theirs.decide, facts)
    print(f"  compiled / the kit's          {ratio}  {verdict(ratio.ratio, COMPILED_AT_MOST)}")
    return right == len(clauses.DECISIONS) and same == len(random_ones) and ratio.ratio <= COMPILED_AT_MOST
