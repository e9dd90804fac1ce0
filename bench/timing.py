"""Time two things beside each other in one run, so that a slow machine moves both.

Seconds are of this process's own work, so that what else a busy machine does counts for neither.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Asked = TypeVar("Asked")
ROUNDS = 7
BUDGET = 0.1  # seconds for each side of a round


@dataclass(frozen=True)
class Ratio:
    """How long ours takes for each unit of the baseline: the median of the rounds, with the least and the most."""

    ratio: float
    least: float
    most: float
    ours: float  # microseconds a decision
    baseline: float

    def __str__(self) -> str:
        return f"{self.ratio:.2f} [{self.least:.2f}, {self.most:.2f}]  ({self.ours:.2f} against {self.baseline:.2f} us)"


def beside(
    ours: Callable[[Asked], object],
    our_questions: Sequence[Asked],
    baseline: Callable[[Asked], object],
    its_questions: Sequence[Asked],
) -> Ratio:
    """Alternate rounds of both; in each the baseline runs before and after."""
    each(ours, our_questions, BUDGET / 5)
    each(baseline, its_questions, BUDGET / 5)
    found: list[tuple[float, float, float]] = []
    for _ in range(ROUNDS):
        before = each(baseline, its_questions, BUDGET / 2)
        mine = each(ours, our_questions, BUDGET)
        after = each(baseline, its_questions, BUDGET / 2)
        theirs = (before + after) / 2
        found.append((mine / theirs, mine, theirs))
    ratios = [ratio for ratio, _, _ in found]
    return Ratio(
        statistics.median(ratios),
        min(ratios),
        max(ratios),
        statistics.median(mine for _, mine, _ in found),
        statistics.median(theirs for _, _, theirs in found),
    )


def each(decide: Callable[[Asked], object], questions: Sequence[Asked], budget: float) -> float:
    """Microseconds a decision, over as many passes as the budget of seconds holds."""
    count, began = 0, time.process_time()
    while True:
        for question in questions:
            decide(question)
        count += len(questions)
        taken = time.process_time() - began
        if taken > budget:
            return taken / count * 1e6


def verdict(measured: float, target: float) -> str:
    """Whether a figure meets its target, in words."""
    return f"target {target:g}: {'met' if measured <= target else 'MISSED'}"
