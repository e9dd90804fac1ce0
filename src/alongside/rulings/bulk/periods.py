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
from numpy.typing import NDArray

from alongside.rulings.bulk.columns import DAY_BITS, NEVER, Column, Ints
from canon.duties.reckon import Setup, period_of, periods_begun

MOST_DAYS: Final = 8_000_000
"""Days in the table, of all kinds of workers together; with more of them events are searched for instead."""


@dataclass(frozen=True, eq=False)
class Periods:
    """Every period that has begun, the oldest of a worker first.

    worker, start, end: of each period, whose it is, its first day and its last
    kinds: of each period of each kind of workers, their policy's group and its first day
    kind_at: of each period, its place among those of `kinds`
    first: of each worker, the place of their first period; -1 for none
    spans: of each kind, its first days and its last days
    which: of each worker, their kind; -1 for none
    """

    worker: Ints
    start: Ints
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
    def no_ref(self) -> Ints:
        """Periods are of no matter."""
        return np.zeros(self.size, np.int64)

    def spread(self, of_kinds: Ints) -> Ints:
        """A number of each of `kinds`, for each period."""
        found: Ints = of_kinds[self.kind_at]
        return found

    def placed(self, own: Column) -> Ints:
        """In which period each event lies; `size` where it lies in none."""
        if not self.size or not len(own.day):
            return np.full(len(own.day), self.size)
        days = sum(int(ends[-1] - starts[0]) + 1 for starts, ends in self.spans if len(starts))
        return self._looked_up(own, days) if days <= MOST_DAYS else self._searched(own)

    def _looked_up(self, own: Column, days: int) -> Ints:
        """By a table that holds, for every day of each kind, the number of its period; -1 for a day between two."""
        table, low, length, base = self._table(days)
        rel = own.day - low[own.worker]
        inside = rel.view(np.uint64) < length[own.worker]  # a day before the first is a very great number
        at = base[own.worker] + rel
        number = table[at if inside.all() else np.where(inside, at, days)]
        found: Ints = self.first[own.worker] + number
        return found if (number >= 0).all() else np.where(number >= 0, found, self.size)

    def _table(self, days: int) -> tuple[Ints, Ints, NDArray[np.uint64], Ints]:
        """The table; and of each worker their first day, how many days there are, and where in the table these begin."""
        table = np.full(days + 1, -1, np.int64)
        low, base = (np.zeros(len(self.spans) + 1, np.int64) for _ in range(2))
        length = np.zeros(len(self.spans) + 1, np.uint64)  # of no kind, no day
        at = 0
        for n, (starts, ends) in enumerate(self.spans):
            if not len(starts):  # their first period is still to begin
                continue
            low[n], length[n], base[n] = starts[0], ends[-1] - starts[0] + 1, at
            for number, (start, end) in enumerate(zip(starts - starts[0] + at, ends - starts[0] + at, strict=True)):
                table[start : end + 1] = number
            at += int(length[n])
        return table, low[self.which], length[self.which], base[self.which]

    def _searched(self, own: Column) -> Ints:
        keys = (self.worker << DAY_BITS) + self.start
        place = np.searchsorted(keys, (own.worker << DAY_BITS) + own.day, side="right") - 1
        at = np.maximum(place, 0)
        inside = (place >= 0) & (self.worker[at] == own.worker) & (own.day <= self.end[at])
        return np.where(inside, at, self.size)


def periods_of(began: Ints, last: Ints, group: Ints, setups: Sequence[Setup]) -> Periods:
    """The periods of workers from the day they began (NEVER for no day) to the one that begins on the last day or before."""
    first, which = np.full(len(began), -1), np.full(len(began), -1)
    owes = np.flatnonzero((began < NEVER) & (last >= began))
    nothing = np.zeros(0, np.int64)
    if not len(owes):
        return Periods(nothing, nothing, nothing, (nothing, nothing), nothing, first, (), which)
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
    first[owes], which[owes] = over - own, kind
    groups = np.repeat(unique >> (2 * DAY_BITS), sizes)
    return Periods(np.repeat(owes, own), starts[kind_at], ends[kind_at], (groups, starts), kind_at, first, spans, which)
