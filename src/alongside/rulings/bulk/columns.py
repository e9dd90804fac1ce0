"""Dated events of many workers as columns of numbers: what the bulk evaluator counts in, and how events become them.

A worker is a number from 0, a day its ordinal, a moment microseconds or BEFORE_ALL where the hour is not known, hours are in
ten-thousandths. A ref such as `contact-12` is two numbers: which prefix, and 12; 0 means that there is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from canon.duties.events import Event

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

BEFORE_ALL: Final = np.iinfo(np.int64).min
NEVER: Final = 1 << 40
"""Stands for no day: later than any."""
DAY_BITS: Final = 22
"""A day's ordinal fits into so many."""
PARTS: Final = 10_000
PREFIX_BITS: Final = 44
_NUMBERED: Final = re.compile(r"(.+)-([1-9][0-9]{0,12})")


class Refs:
    """Refs as numbers and back: the prefix above PREFIX_BITS, the number below."""

    def __init__(self) -> None:
        self._prefixes: dict[str, int] = {}
        self._names: list[str] = [""]

    def prefix(self, name: str) -> int:
        """The number of a prefix, to be added to each of its numbers."""
        if name not in self._prefixes:
            self._prefixes[name] = len(self._names) << PREFIX_BITS
            self._names.append(name)
        return self._prefixes[name]

    def number(self, ref: str) -> int:
        """A ref as a number; 0 for none."""
        if not ref:
            return 0
        found = _NUMBERED.fullmatch(ref)
        return self.prefix(found[1]) + int(found[2]) if found else self.prefix(ref)

    def text(self, ref: int) -> str:
        """Back again."""
        name, number = self._names[ref >> PREFIX_BITS], ref & ((1 << PREFIX_BITS) - 1)
        return f"{name}-{number}" if number else name


@dataclass(frozen=True, eq=False)
class Column:
    """All events of one name. `tags`: for each tag that occurs, which of the events have it."""

    worker: Ints
    day: Ints
    at: Ints
    ref: Ints
    planned: Bools
    hours: Ints
    tags: Mapping[str, Bools] = field(default_factory=dict)

    def take(self, which: Any) -> Column:
        """Some of them, by a mask or by their places."""
        return Column(
            self.worker[which],
            self.day[which],
            self.at[which],
            self.ref[which],
            self.planned[which],
            self.hours[which],
            {tag: own[which] for tag, own in self.tags.items()},
        )

    def in_order(self) -> Column:
        """By worker, then by moment; as they came where that is the same."""
        return self.take(np.lexsort((self.at, self.day, self.worker)))


def column(
    worker: Ints, day: Ints, *, at: Ints | None = None, ref: Ints | None = None, planned: Bools | None = None
) -> Column:
    """A column whose events have no hours to count."""
    size = len(worker)
    return Column(
        worker,
        day,
        np.full(size, BEFORE_ALL) if at is None else at,
        np.zeros(size, np.int64) if ref is None else ref,
        np.zeros(size, bool) if planned is None else planned,
        np.zeros(size, np.int64),
    )


NO_EVENTS: Final = column(np.zeros(0, np.int64), np.zeros(0, np.int64))


def columns_of(events: Mapping[int, Sequence[Event]], refs: Refs) -> dict[str, Column]:
    """Events by worker's number → columns by name of event, each in the order given."""
    rows: dict[str, list[tuple[int, Event]]] = defaultdict(list)
    for worker, own in events.items():
        for event in own:
            rows[event.event].append((worker, event))
    return {name: _column(found, refs) for name, found in rows.items()}


def joined(columns: Iterable[Column]) -> Column:
    """Several columns of one name as one."""
    listed = list(columns)
    if len(listed) == 1:
        return listed[0]
    tags = {tag for own in listed for tag in own.tags}
    return Column(
        np.concatenate([own.worker for own in listed]),
        np.concatenate([own.day for own in listed]),
        np.concatenate([own.at for own in listed]),
        np.concatenate([own.ref for own in listed]),
        np.concatenate([own.planned for own in listed]),
        np.concatenate([own.hours for own in listed]),
        {t: np.concatenate([own.tags.get(t, np.zeros(len(own.day), bool)) for own in listed]) for t in tags},
    )


def _column(rows: Sequence[tuple[int, Event]], refs: Refs) -> Column:
    tags = {tag for _worker, event in rows for tag in event.tags}
    return Column(
        np.array([worker for worker, _ in rows], np.int64),
        np.array([event.on.toordinal() for _, event in rows], np.int64),
        np.array([_microseconds(event) for _, event in rows], np.int64),
        np.array([refs.number(event.ref) for _, event in rows], np.int64),
        np.array([event.planned for _, event in rows], bool),
        np.array([_parts(event.hours) for _, event in rows], np.int64),
        {tag: np.array([tag in event.tags for _, event in rows], bool) for tag in tags},
    )


def _microseconds(event: Event) -> int:
    return round(event.at.timestamp() * 1_000_000) if event.at else BEFORE_ALL


def _parts(hours: Decimal) -> int:
    """Ten-thousandths of an hour. Raises ValueError for anything finer: nothing here is rounded in silence."""
    parts = hours * PARTS
    if parts != int(parts):
        raise ValueError(f"{hours} hours are finer than a ten-thousandth")
    return int(parts)
