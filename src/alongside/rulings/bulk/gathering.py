"""The events of many workers as columns, straight from the tables: the second way into the register of events.

    register_columns(contacts_in_columns, "contact-held", "contact-documented")      # beside `register_events`

An app whose events come by the million gives them in columns too; all others are asked as ever and put into columns here.
Both ways must tell the same, which a test compares for every source.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from typing import Any, Final, Protocol

import numpy as np
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from psycopg.pq import ExecStatus

from alongside.people.models import Worker
from alongside.rulings.bulk.columns import Bools, Column, Ints, Refs, columns_of, joined
from alongside.rulings.events import EVERY_CODE, events_of, known_events
from canon.duties.events import Event

NO_MOMENT: Final = np.iinfo(np.int64).max
"""Stands for a moment or a number that is not there."""

_PG_EPOCH: Final = 946_684_800_000_000
_HALF_HOUR: Final = 1_800_000_000
_SIZES: Final = {"number": 8, "moment": 8, "day": 4, "truth": 1}
_HEADER: Final = 19
_TRAILER: Final = 2
_DATE_EPOCH: Final = date(2000, 1, 1).toordinal()


@dataclass(frozen=True, eq=False)
class Many:
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

    def of_them(self, rows: QuerySet[Any], field: str = "worker") -> QuerySet[Any]:
        """Rows of these workers alone."""
        return rows if self.all_of_them else rows.filter(**{f"{field}__in": self.ids.tolist()})

    def local_days(self, worker: Ints, moments: Ints) -> Ints:
        """The day of each moment where the worker's agency is."""
        zones = [own.agency.time_zone for own in self.workers]
        names = {zone.key: zone for zone in zones}
        which = {name: n for n, name in enumerate(names)}
        zone_of = np.array([which[zone.key] for zone in zones], np.int64)[worker]
        return _days(zone_of, list(names.values()), moments)


class ColumnSource(Protocol):
    """Answers for many workers at once: columns by name of event. They count under every code."""

    def __call__(self, many: Many) -> Mapping[str, Column]: ...


_sources: dict[str, ColumnSource] = {}


def register_columns(source: ColumnSource, *names: str) -> None:
    """Say who gives these events in columns. Call it beside `register_events`."""
    for name in names:
        _sources[name] = source


def columns_by_code(many: Many, names: Iterable[str] | None = None) -> dict[str, dict[str, Column]]:
    """Every event of these workers: those that count under every code, and for each code its own."""
    wanted = known_events() if names is None else frozenset(names) & known_events()
    shared: dict[str, Column] = {}
    for source in dict.fromkeys(_sources[name] for name in sorted(wanted & _sources.keys())):
        shared |= {name: own for name, own in source(many).items() if name in wanted}
    rest = wanted - _sources.keys()
    found = events_of(many.workers, many.on, rest) if rest else None
    by_code: dict[str, dict[int, list[Event]]] = defaultdict(lambda: defaultdict(list))
    numbers = {worker.pk: n for n, worker in enumerate(many.workers)}
    for (worker, code), events in found.items() if found else ():
        by_code[code][numbers[worker]] += events
    told = {code: columns_of(own, many.refs) for code, own in by_code.items()}
    return {**told, EVERY_CODE: {**told.get(EVERY_CODE, {}), **shared}}


def under(columns: Mapping[str, Mapping[str, Column]], code: str) -> dict[str, Column]:
    """What one code sees of them."""
    every, own = columns.get(EVERY_CODE, {}), columns.get(code, {})
    return {name: joined([c[name] for c in (every, own) if name in c]) for name in every.keys() | own.keys()}


def read(rows: QuerySet[Any], **kinds: str) -> dict[str, Ints]:
    """Columns of a query as numbers, by name; each "number", "moment" (microseconds since 1970), "day" or "truth".

    A moment that is not there is NO_MOMENT. PostgreSQL sends them in binary, without a row being made of any.
    """
    listed = rows.order_by().values_list(*kinds)
    if connection.vendor == "postgresql":
        return _read_binary(listed, kinds)
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
                 "day": "{}", "truth": "{}"}  # fmt: skip
_TYPES: Final = {"number": ">i8", "moment": ">i8", "day": ">i4", "truth": "?"}


def _read_binary(listed: QuerySet[Any], kinds: Mapping[str, str]) -> dict[str, Ints]:
    sql, params = listed.query.sql_with_params()
    names = [f"c{n}" for n in range(len(kinds))]
    picked = ", ".join(_CASTS[kind].format(name) for name, kind in zip(names, kinds.values(), strict=True))
    with connection.cursor() as cursor:
        inner = cursor.mogrify(sql, params)
        connection.ensure_connection()
        body = _copied_out(
            connection.connection.pgconn,
            f"COPY (SELECT {picked} FROM ({inner}) AS rows ({', '.join(names)})) TO STDOUT (FORMAT BINARY)",  # noqa: S608 - Django's own words
        )
    fields: list[tuple[str, str]] = [("fields", ">i2")]
    for name, kind in zip(names, kinds.values(), strict=True):
        fields += [(f"size_{name}", ">i4"), (name, _TYPES[kind])]
    table = np.frombuffer(body, np.dtype(fields))
    found: dict[str, Ints] = {}
    for name, (own, kind) in zip(names, kinds.items(), strict=True):
        assert (table[f"size_{name}"] == _SIZES[kind]).all(), "a column held nothing where it may not"
        found[own] = _as_numbers(table[name], kind)
    return found


def _copied_out(pgconn: Any, statement: str) -> bytes:
    """All rows that a COPY sends, without its header and its end. libpq gives one row at a time, and there are millions:
    psycopg's own way of reading them takes three times as long."""
    result = pgconn.exec_(statement.encode())
    if result.status != ExecStatus.COPY_OUT:
        raise DatabaseError(result.error_message.decode(errors="replace"))
    whole = io.BytesIO()
    take, put = pgconn.get_copy_data, whole.write
    while True:
        size, row = take(0)
        if size < 0:
            break
        put(row)
    while (ended := pgconn.get_result()) is not None:
        if ended.status != ExecStatus.COMMAND_OK:
            raise DatabaseError(ended.error_message.decode(errors="replace"))
    return whole.getvalue()[_HEADER:-_TRAILER]


def _as_numbers(values: Any, kind: str) -> Ints:
    numbers: Ints = values.astype(np.int64)
    if kind == "moment":
        return np.where(numbers == NO_MOMENT, NO_MOMENT, numbers + _PG_EPOCH)
    return numbers + _DATE_EPOCH if kind == "day" else numbers


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
