"""Small numbers, hidden so that they cannot be worked out from what is shown either. Pure.

From 1 to 10 a number could point at somebody. It is hidden; and since the total is known elsewhere, so are as many of the
next smallest ones as it takes until every hidden number could be another. None and zero are shown: nobody is in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SMALL: Final = 10


@dataclass(frozen=True)
class Shown:
    """What may be seen of a row of numbers: None stands for a hidden one. Nothing of it at all where `is_withheld`."""

    numbers: Sequence[int | None]
    total: int
    is_withheld: bool = False


def suppress(numbers: Sequence[int]) -> Shown:
    """Hide what must be hidden of numbers that add up to a total known to all. Raises ValueError for one below nothing."""
    if any(number < 0 for number in numbers):
        raise ValueError("a count is never below nothing")
    total = sum(numbers)
    hidden = {place for place, number in enumerate(numbers) if 1 <= number <= SMALL}
    if not hidden:
        return Shown(numbers, total)
    if total <= SMALL:  # the total is a small number too
        return Shown([], total, is_withheld=True)
    large = sorted((place for place, number in enumerate(numbers) if number > SMALL), key=lambda p: (numbers[p], p))
    while not _is_safe(numbers, hidden):
        if not large:
            return Shown([], total, is_withheld=True)
        hidden.add(large.pop(0))
    return Shown([None if place in hidden else number for place, number in enumerate(numbers)], total)


def _is_safe(numbers: Sequence[int], hidden: set[int]) -> bool:
    """Whether each hidden number could be another, even for somebody who knows which of them are the small ones.

    They know the sum of the hidden ones, that small ones lie from 1 to SMALL, and that the others, having been hidden
    first, are no greater than the smallest large one that is shown.
    """
    whole = sum(numbers[place] for place in hidden)
    shown = [number for place, number in enumerate(numbers) if place not in hidden and number > SMALL]
    most = min(shown, default=whole)
    bounds = [(1, SMALL) if numbers[place] <= SMALL else (SMALL + 1, max(most, SMALL + 1)) for place in hidden]
    least_of_all, most_of_all = sum(low for low, _high in bounds), sum(high for _low, high in bounds)
    for low, high in bounds:
        lowest = max(low, whole - (most_of_all - high))
        highest = min(high, whole - (least_of_all - low))
        if lowest >= highest:
            return False
    return True
