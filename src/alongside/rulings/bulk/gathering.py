"""The events of many workers as columns, straight from the tables: the second way into the register of events.

    register_columns(contacts_in_columns, "contact-held", "contact-documented")      # beside `register_events`

An app whose events come by the million gives them in columns too; all others are asked as ever and put into columns here.
Both ways must tell the same, which a test compares for every source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from itertools import zip_longest
from typing import Any, Final, Protocol

import numpy as np
import psycopg
from django.db import DatabaseError, connection
from django.db.models import Max, Min, QuerySet
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGconn

from alongside.people.models import Worker
from alongside.rulings.bulk.columns import Bools, Column, Ints, Refs, columns_of, joined
from alongside.rulings.events import EVERY_CODE, events_of, known_events
from canon.duties.events import Event

NO_MOMENT: Final = np.iinfo(np.int64).max
"""Stands for a moment, a day or a number that is not there."""

STRETCH: Final = 1_000_000
"""Ids read in one go: some 80 MB of contacts."""

A_FEW: Final = 300
"""Workers whose rows are read in one go, however many there are: an index finds them, and would again for every stretch."""

A_CROWD: Final = 2_000
"""With so many workers columns are read on a connection of their own while the other events are asked for: both take seconds."""

READERS: Final = 2
"""Connections that read the stretches of one table, at the same time where there are two."""

_PG_EPOCH: Final = 946_684_800_000_000
_HALF_HOUR: Final = 1_800_000_000
_SIZES: Final = {"number": 8, "moment": 8, "day": 4, "truth": 1}
_ARRAY_HEADER: Final = 20
"""Bytes before the first value: dimensions, whether something is null, the type, how many there are, where they begin."""
_EPOCHS: Final = {
    "moment": (NO_MOMENT, _PG_EPOCH),
    "day": (np.iinfo(np.int32).max, date(2000, 1, 1).toordinal()),
}
"""What PostgreSQL sends for infinity, and where its counting begins."""


@dataclass(frozen=True, eq=False)
class Workforce:
    """The workers asked about. all_of_them: everybody there is, so that no list of ids need be sent."""

    workers: Sequence[Worker]
    on: date
    refs: Refs
    all_of_them: bool = False

    @cached_property
    def ids(self) -> Ints:
        """Their ids, in order of id."""
        return np.sort(np.array([worker.pk for worker in self.workers], np.int64))

    @cached_property
    def _number_of(self) -> Ints:
        order = np.argsort(np.array([worker.pk for worker in self.workers], np.int64), kind="stable")
        return order.astype(np.int64)

    def number(self, ids: Ints) -> tuple[Ints, Bools]:
        """Each worker's number among these, by id, and whether they are among them at all."""
        if not len(self.ids):
            return np.zeros(len(ids), np.int64), np.zeros(len(ids), bool)
        place = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return self._number_of[place], self.ids[place] == ids

    def read(self, rows: QuerySet[Any], **kinds: str) -> dict[str, Ints]:
        """Columns of the rows of these workers alone: `read`."""
        if self.all_of_them:
            return read(rows, **kinds)
        return _read(rows.filter(worker__in=self.ids.tolist()), kinds, in_one_go=len(self.workers) <= A_FEW)

    def local_days(self, worker: Ints, moments: Ints) -> Ints:
        """The day of each moment where the worker's agency is."""
        zones = [own.agency.time_zone for own in self.workers]
        names = {zone.key: zone for zone in zones}
        which = {name: n for n, name in enumerate(names)}
        zone_of = np.array([which[zone.key] for zone in zones], np.int64)[worker]
        return _days(zone_of, list(names.values()), moments)


class ColumnSource(Protocol):
    """Answers for many workers at once: columns by name of event. They count under every code."""

    def __call__(self, workforce: Workforce) -> Mapping[str, Column]: ...


_sources: dict[str, ColumnSource] = {}


def register_columns(source: ColumnSource, *names: str) -> None:
    """Say who gives these events in columns. Call it beside `register_events`."""
    for name in names:
        _sources[name] = source


def columns_by_code(workforce: Workforce, names: Iterable[str] | None = None) -> dict[str, dict[str, Column]]:
    """Every event of these workers: those that count under every code, and for each code its own."""
    wanted = known_events() if names is None else frozenset(names) & known_events()
    if len(workforce.workers) >= A_CROWD and connection.vendor == "postgresql":
        with ThreadPoolExecutor(1) as apart:
            reading = apart.submit(copy_context().run, _in_columns_apart, workforce, wanted)
            listed = _listed(workforce, wanted)
            shared = reading.result()
    else:
        shared, listed = _in_columns(workforce, wanted), _listed(workforce, wanted)
    told = {code: columns_of(own, workforce.refs) for code, own in listed.items()}
    return {**told, EVERY_CODE: {**told.get(EVERY_CODE, {}), **shared}}


def _in_columns(workforce: Workforce, wanted: AbstractSet[str]) -> dict[str, Column]:
    """Of the events that apps give in columns."""
    found: dict[str, Column] = {}
    for source in dict.fromkeys(_sources[name] for name in sorted(wanted & _sources.keys())):
        found |= {name: own for name, own in source(workforce).items() if name in wanted}
    return found


def _in_columns_apart(workforce: Workforce, wanted: AbstractSet[str]) -> dict[str, Column]:
    """The same from a thread of its own, as it is committed."""
    try:
        return _in_columns(workforce, wanted)
    finally:
        connection.close()


def _listed(workforce: Workforce, wanted: AbstractSet[str]) -> Mapping[str, Mapping[int, list[Event]]]:
    """All other events, by code and number of the worker."""
    found: dict[str, dict[int, list[Event]]] = defaultdict(lambda: defaultdict(list))
    if rest := wanted - _sources.keys():
        numbers = {worker.pk: n for n, worker in enumerate(workforce.workers)}
        for (worker, code), events in events_of(workforce.workers, workforce.on, rest).items():
            found[code][numbers[worker]] += events
    return found


def under(columns: Mapping[str, Mapping[str, Column]], code: str) -> dict[str, Column]:
    """What one code sees of them."""
    every, own = columns.get(EVERY_CODE, {}), columns.get(code, {})
    return {name: joined([c[name] for c in (every, own) if name in c]) for name in every.keys() | own.keys()}


def read(rows: QuerySet[Any], **kinds: str) -> dict[str, Ints]:
    """Columns of a query as numbers, by name; each "number", "moment" (microseconds since 1970), "day" or "truth".

    What is not there is NO_MOMENT. PostgreSQL sends them in binary, without a row being made of any.
    """
    return _read(rows, kinds)


def _read(rows: QuerySet[Any], kinds: Mapping[str, str], *, in_one_go: bool = False) -> dict[str, Ints]:
    listed = rows.order_by().values_list(*kinds)
    if connection.vendor == "postgresql":
        return _read_binary([listed] if in_one_go else _in_stretches(listed), kinds)
    columns = list(zip(*listed.iterator(chunk_size=5000), strict=True)) or [()] * len(kinds)
    return {
        name: np.array([_number(value) for value in column], np.int64)
        for name, column in zip(kinds, columns, strict=True)
    }


def _number(value: Any) -> int:
    if value is None:
        return NO_MOMENT
    if isinstance(value, datetime):
        return round(value.timestamp() * 1_000_000)
    return value.toordinal() if isinstance(value, date) else int(value)


_CASTS: Final = {"number": "COALESCE({}, 9223372036854775807)::bigint", "moment": "COALESCE({}, 'infinity'::timestamptz)",
                 "day": "COALESCE({}, 'infinity'::date)", "truth": "{}"}  # fmt: skip
_TYPES: Final = {"number": ">i8", "moment": ">i8", "day": ">i4", "truth": "?"}


def _read_binary(stretches: Iterable[QuerySet[Any]], kinds: Mapping[str, str]) -> dict[str, Ints]:
    """Each column as one array, for a stretch at a time: millions of rows, and none of them is handed over by itself."""
    names = [f"c{n}" for n in range(len(kinds))]
    picked = ", ".join(f"array_agg({_CASTS[k].format(n)})" for n, k in zip(names, kinds.values(), strict=True))
    statements = []
    for rows in stretches:
        sql, params = rows.query.sql_with_params()
        with connection.cursor() as cursor:
            inner = cursor.mogrify(sql, params)
        statements.append(f"SELECT {picked} FROM ({inner}) AS rows ({', '.join(names)})")  # noqa: S608 - Django's own words
    parts: dict[str, list[Ints]] = {name: [np.zeros(0, np.int64)] for name in kinds}
    for arrays in _single_rows(statements):
        for (name, kind), array in zip(kinds.items(), arrays, strict=True):
            if array is not None:
                parts[name].append(_as_numbers(_unpacked(array, kind), kind))
    return {name: np.concatenate(found) for name, found in parts.items()}


def _in_stretches(listed: QuerySet[Any]) -> Iterator[QuerySet[Any]]:
    """The same by ranges of ids, each of a size that PostgreSQL sends in one message."""
    ends = listed.model._base_manager.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is not None:
        for first in range(ends["first"], ends["last"] + 1, STRETCH):
            yield listed.filter(pk__gte=first, pk__lt=first + STRETCH)


def _single_rows(statements: Sequence[str]) -> Iterator[list[bytes | None]]:
    """The only row of each query, in order. Of several, every other one is asked on a connection beside this one, at the same
    time; such a table is read as it was committed."""
    connection.ensure_connection()
    own: PGconn = connection.connection.pgconn
    if len(statements) < 2 or READERS < 2:
        yield from (_single_row(statement, own) for statement in statements)
        return
    with psycopg.connect(**connection.get_connection_params()) as beside, ThreadPoolExecutor(1) as thread:
        for first, second in zip_longest(statements[::2], statements[1::2]):
            there = thread.submit(_single_row, second, beside.pgconn) if second else None
            yield _single_row(first, own)
            if there is not None:
                yield there.result()


def _single_row(statement: str, through: PGconn) -> list[bytes | None]:
    """The only row of a query, each value in PostgreSQL's binary form."""
    result = through.exec_params(statement.encode(), None, result_format=Format.BINARY)
    if result.status != ExecStatus.TUPLES_OK:
        raise DatabaseError(result.error_message.decode(errors="replace"))
    return [result.get_value(0, n) for n in range(result.nfields)]


def _unpacked(array: bytes, kind: str) -> Any:
    """The values of an array of one dimension: each is preceded by its size."""
    items = np.frombuffer(array, np.dtype([("size", ">i4"), ("value", _TYPES[kind])]), offset=_ARRAY_HEADER)
    assert (items["size"] == _SIZES[kind]).all(), "a column held nothing where it may not"
    return items["value"]


def _as_numbers(values: Any, kind: str) -> Ints:
    numbers: Ints = values.astype(np.int64)
    if kind not in _EPOCHS:
        return numbers
    never, epoch = _EPOCHS[kind]
    return np.where(numbers == never, NO_MOMENT, numbers + epoch)


def _days(zone_of: Ints, zones: Sequence[tzinfo], moments: Ints) -> Ints:
    """Ordinals of local days. Clocks are changed on the half hour at most, so one look-up serves half an hour."""
    if not len(moments):
        return np.zeros(0, np.int64)
    slots = moments // _HALF_HOUR
    low = int(slots.min())
    width = int(slots.max()) - low + 1
    keys = zone_of * width + (slots - low)
    ahead = np.zeros(len(zones) * width, np.int64)
    for key in np.flatnonzero(np.bincount(keys, minlength=len(ahead))).tolist():
        at = datetime.fromtimestamp((low + key % width) * 1800, UTC).astimezone(zones[key // width])
        offset = at.utcoffset()
        assert offset is not None
        ahead[key] = round(offset.total_seconds() * 1_000_000)
    days: Ints = (moments + ahead[keys]) // 86_400_000_000 + date(1970, 1, 1).toordinal()
    return days
