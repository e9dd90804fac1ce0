"""The periods of a recurring duty for many workers, and in which of them each event lies.

Workers whose days began alike, under one policy, share their periods: these are worked out once by the pure core. Each event then
finds its period by its day in a table of days, without a search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from alongside.rulings.bulk.columns import DAY_BITS, NEVER, Column, Ints
from canon.duties.reckon import Setup, period_of, periods_begun

MOST_DAYS: Final = 8_000_000
"""Days in the table, of all kinds of workers together; with more of them events are searched for instead."""


@dataclass(frozen=True, eq=False)
class Periods:
    """Every period that has begun, the oldest of a worker first.

    worker, end: of each period, whose it is and its last day
    kinds: of each period of each kind of workers, their policy's group and its first day
    kind_at: of each period, its place among those of `kinds`
    first: of each worker, the place of their first period; -1 for none
    spans: of each kind, its first days and its last days
    which: of each worker, their kind; one past the last for none
    """

    worker: Ints
    end: Ints
    kinds: tuple[Ints, Ints]
    kind_at: Ints
    first: Ints
    spans: Sequence[tuple[Ints, Ints]]
    which: Ints

    @property
    def size(self) -> int:
        return len(self.worker)

    @cached_property
    def start(self) -> Ints:
        """Of each period, its first day: taken together only where somebody asks."""
        return self.kinds[1].take(self.kind_at)

    @cached_property
    def no_ref(self) -> Ints:
        """Periods are of no matter."""
        return np.zeros(self.size, np.int64)

    def spread(self, of_kinds: Ints) -> Ints:
        """A number of each of `kinds`, for each period."""
        same = len(of_kinds) > 0 and of_kinds.min() == of_kinds.max()
        return np.broadcast_to(of_kinds[0], self.size) if same else of_kinds.take(self.kind_at)

    def placed(self, own: Column) -> Ints:
        """In which period each event lies; `size` where it lies in none."""
        if not self.size or not len(own.day):
            return np.full(len(own.day), self.size)
        low = int(own.day.min())
        width = int(own.day.max()) - low + 1
        is_small = (len(self.spans) + 1) * width <= MOST_DAYS
        return self._looked_up(own, low, width) if is_small else self._searched(own)

    def _looked_up(self, own: Column, low: int, width: int) -> Ints:
        """By a table that holds, for each kind and every day on which anything happened, the number of the period; -1 for none."""
        table = np.full((len(self.spans) + 1, width), -1)  # the last row is for those of no kind
        for row, (starts, ends) in zip(table, self.spans, strict=False):
            bounds = zip(np.maximum(starts - low, 0).tolist(), (ends - low + 1).tolist(), strict=True)
            for n, (start, end) in enumerate(bounds):
                row[start : max(end, 0)] = n
        at = (self.which * width - low).take(own.worker)
        at += own.day
        number = table.ravel().take(at)
        found = self.first.take(own.worker)
        found += number
        return found if number.min() >= 0 else np.where(number >= 0, found, self.size)

    def _searched(self, own: Column) -> Ints:
        keys = (self.worker << DAY_BITS) + self.start
        place = np.searchsorted(keys, (own.worker << DAY_BITS) + own.day, side="right") - 1
        at = np.maximum(place, 0)
        inside = (place >= 0) & (self.worker[at] == own.worker) & (own.day <= self.end[at])
        return np.where(inside, at, self.size)


def periods_of(began: Ints, last: Ints, group: Ints, setups: Sequence[Setup]) -> Periods:
    """The periods of workers from the day they began (NEVER for no day) to the one that begins on the last day or before."""
    first = np.full(len(began), -1)
    owes = np.flatnonzero((began < NEVER) & (last >= began))
    nothing = np.zeros(0, np.int64)
    if not len(owes):
        return Periods(nothing, nothing, (nothing, nothing), nothing, first, (), first)
    alike = (((group[owes] << DAY_BITS) + began[owes]) << DAY_BITS) + last[owes]
    unique, kind = np.unique(alike, return_inverse=True)
    spans: list[tuple[Ints, Ints]] = []
    for key in unique.tolist():
        setup = setups[key >> (2 * DAY_BITS)]
        day, until = (date.fromordinal((key >> bits) & ((1 << DAY_BITS) - 1)) for bits in (DAY_BITS, 0))
        listed = [period_of(setup, day, n) for n in range(*periods_begun(setup, day, until))]
        spans.append(
            (
                np.array([start.toordinal() for start, _ in listed], np.int64),
                np.array([end.toordinal() for _, end in listed], np.int64),
            )
        )
    sizes = np.array([len(starts) for starts, _ in spans], np.int64)
    own = sizes[kind]
    over = np.cumsum(own)
    kind_at = np.arange(over[-1]) - np.repeat(over - own - (np.cumsum(sizes) - sizes)[kind], own)
    starts, ends = (np.concatenate([span[n] for span in spans]) for n in (0, 1))
    which = np.full(len(began), len(spans))
    first[owes], which[owes] = over - own, kind
    groups = np.repeat(unique >> (2 * DAY_BITS), sizes)
    return Periods(np.repeat(owes, own), ends.take(kind_at), (groups, starts), kind_at, first, spans, which)
