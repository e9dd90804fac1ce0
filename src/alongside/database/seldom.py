"""Rows that change a few times a day are asked for on every page: they are kept, and asked for anew once any of them changed.

Tables of such rows say `changes_seldom = True`; triggers of theirs give the one row of `Mark` another number with every change
(`journal.guards`). A page reads that number along with the account; within `as_of` it, queries prepared with `seldom=True` and
functions that are `remembered` give what they gave before under the same number. So a change is seen by the next request of every
process, and nobody has to be told. Outside of `as_of` they ask the database each time, as all others do.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache, wraps
from typing import Final, Generic, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Subquery

from alongside.database.models import Mark

P = ParamSpec("P")
V = TypeVar("V")

MOST: Final = 2_000
"""Answers that are remembered of one question; then it begins anew."""

_standing = threading.local()


def mark_now() -> Subquery:
    """The number that stands, to be read along with something else. There is none before the first migration."""
    return Subquery(Mark.objects.values("number")[:1])


@contextmanager
def as_of(mark: int | None) -> Iterator[None]:
    """What changes seldom is read as it stood when this number was read. Write no such row within.

    None reads everything anew; so does a transaction around the request, as in tests, whose changes nobody has committed.
    """
    before = standing_mark()
    _standing.mark = None if _sees_what_is_not_committed() else mark
    try:
        yield
    finally:
        _standing.mark = before


def standing_mark() -> int | None:
    """The number within whose `as_of` this thread is."""
    found: int | None = getattr(_standing, "mark", None)
    return found


def _sees_what_is_not_committed() -> bool:
    return connection.in_atomic_block


class Memory(Generic[V]):
    """What was worked out under a mark, by what it was worked out from."""

    def __init__(self) -> None:
        self._kept: dict[object, tuple[int, V]] = {}

    def give(self, key: object, work: Callable[[], V]) -> V:
        """What is known under the mark that stands, or what `work` gives; without a mark nothing is kept."""
        if (mark := standing_mark()) is None:
            return work()
        known = self._kept.get(key)
        if known is None or known[0] != mark:
            if len(self._kept) >= MOST:
                self._kept.clear()
            known = self._kept[key] = mark, work()
        return known[1]


def remembered(work: Callable[P, V]) -> Callable[P, V]:
    """A function that reads nothing but what changes seldom, and gives what nobody changes: worked out once under one mark.

    Its arguments are all it depends on besides, and can be hashed. Days are better left to `ByDay`: there are many of them.
    Where it reads another table through a cursor, ValueError says so.
    """
    memory: Memory[V] = Memory()

    def working(*args: P.args, **kwargs: P.kwargs) -> V:
        with connection.execute_wrapper(_reading_what_is_marked):
            return work(*args, **kwargs)

    @wraps(work)
    def remembering(*args: P.args, **kwargs: P.kwargs) -> V:
        return memory.give((args, *kwargs.items()), lambda: working(*args, **kwargs))

    return remembering


class ByDay(Generic[V]):
    """What holds on a day, of things that begin and end on days: worked out once from one such day to the next.

    `changes` are those days; `work` is given the last of them up to the day that is asked about, None before the first.
    """

    def __init__(self, changes: Iterable[date], work: Callable[[date | None], V]) -> None:
        self._changes, self._work = sorted(set(changes)), work
        self._known: dict[date | None, V] = {}

    def on(self, day: date) -> V:
        """What holds on that day."""
        place = bisect_right(self._changes, day)
        last = self._changes[place - 1] if place else None
        if last not in self._known:
            self._known[last] = self._work(last)
        return self._known[last]


@lru_cache(maxsize=1_000)
def require_seldom(sql: str) -> None:
    """Raises ValueError where a statement reads a table that does not say when it changed."""
    marked = {own._meta.db_table for own in apps.get_models() if getattr(own, "changes_seldom", False)}
    if others := set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)) - marked:
        raise ValueError(f"changes of {', '.join(sorted(others))} are not marked")


def _reading_what_is_marked(execute: Callable[..., object], sql: str, *more: object) -> object:
    require_seldom(sql)
    return execute(sql, *more)
