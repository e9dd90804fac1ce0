"""PostgreSQL asked without a cursor: each statement is prepared once on its connection, and then only values are sent.

For what every page and every contact asks (`prepared`, `inserting`). A cursor spends more on a statement than PostgreSQL does
to answer it: it puts the values into words anew, looks for the statement among those it prepared, and makes moments in Python.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, Final
from uuid import UUID

import psycopg
from django.db import DataError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format, TransactionStatus
from psycopg.types.json import Jsonb
from psycopg.types.numeric import Int2, Int4, Int8

MOST_STATEMENTS: Final = 400
"""Prepared on one connection; each takes some 50 KB of the server's memory. What comes after goes through a cursor."""

_MOMENT: Final = 1184
_INFERRED: Final = 0


class CannotSay(Exception):
    """A value of a kind that is sent through a cursor only."""


def direct(connection: BaseDatabaseWrapper) -> Direct | None:
    """The way without a cursor, where it is open; None where a cursor has to be used.

    It is not on SQLite nor where statements may not be prepared (`?prepare=off`), where queries are logged or looked at, nor for
    the first statement of a connection that is new or has to be checked.
    """
    if connection.vendor != "postgresql" or connection.queries_logged or connection.execute_wrappers:
        return None
    raw: psycopg.Connection[Any] | None = connection.connection
    checked: Any = connection  # its types know of no check
    if raw is None or connection.needs_rollback or (checked.health_check_enabled and not checked.health_check_done):
        return None
    kept: Direct | None = getattr(raw, "alongside_direct", None)
    if kept is None:
        if raw.prepare_threshold is None or connection.timezone is not UTC:
            return None
        kept = vars(raw)["alongside_direct"] = Direct(connection)
    return kept if kept.opens() else None


def say(value: object) -> Said:
    """A value as it is sent. Raises CannotSay for one of a kind that is sent through a cursor only."""
    return _SAYINGS[type(value)](value)


def say_each(values: Iterable[object]) -> list[Said]:
    """The same for many values."""
    return [_SAYINGS[type(value)](value) for value in values]


class Direct:
    """One connection's statements. Raises what the database raises, as Django words it."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self.raw: psycopg.Connection[Any] = connection.connection
        self._names: dict[tuple[str, tuple[int, ...]], bytes] = {}
        self._number = count()
        self._follow_the_driver()
        context = psycopg.Cursor(self.raw)
        moments = psycopg.adapters.get_loader(_MOMENT, Format.TEXT)
        assert moments is not None, "the driver reads moments"
        context.adapters.register_loader(_MOMENT, moments)  # the driver's own: Django's is for zones other than UTC
        self._reader = Transformer(context)

    def opens(self) -> bool:
        """Whether a statement may be sent now: in a transaction that goes well, or where each is one of its own."""
        status = self.raw.pgconn.transaction_status
        if status == TransactionStatus.INTRANS:
            return True
        return status == TransactionStatus.IDLE and (self.raw.autocommit or self._begin())

    def _begin(self) -> bool:
        """Begin the transaction, as the driver does before its first statement; left to it where it would say more than BEGIN."""
        raw = self.raw
        if raw.isolation_level is not None or raw.read_only is not None or raw.deferrable is not None:
            return False
        return raw.pgconn.exec_(b"BEGIN").status == ExecStatus.COMMAND_OK

    def ask(self, sql: str, said: Sequence[Said], *, infer: bool = False) -> list[tuple[Any, ...]]:
        """The rows. `sql` has Django's %s, `said` a value for each (`say`); `infer` leaves their types to the columns they
        are for, as in an INSERT.

        Raises CannotSay, before anything is sent, for one statement too many.
        """
        types, formats, sent = zip(*said, strict=True) if said else ((), (), ())
        key = sql, () if infer else types
        with self._connection.wrap_database_errors:
            name = self._names.get(key) or self._prepare(key, len(sent))
            result = self.raw.pgconn.exec_prepared(name, sent, formats)
            if result.status != ExecStatus.TUPLES_OK:
                raise error_from_result(result)
            self._reader.set_pgresult(result)
            return self._reader.load_rows(0, result.ntuples, tuple)

    def _follow_the_driver(self) -> None:
        """Forget the names where the driver does away with all statements of the connection, its own and ours: it does so after
        a rollback, once it has prepared one itself."""
        raw: Any = self.raw
        deallocate = raw._deallocate

        def forgetting(name: bytes | None) -> Any:
            if name is None:
                self._names.clear()
            return deallocate(name)

        vars(raw)["_deallocate"] = forgetting

    def _prepare(self, key: tuple[str, tuple[int, ...]], number: int) -> bytes:
        if len(self._names) >= MOST_STATEMENTS:
            raise CannotSay
        sql, types = key
        name = b"alongside_%d" % next(self._number)
        result = self.raw.pgconn.prepare(name, _numbered(sql, number), types)
        if result.status != ExecStatus.COMMAND_OK:
            raise error_from_result(result)
        self._names[key] = name
        return name


Said = tuple[int, int, bytes | None]
"""A value as it is sent: the number of its type in PostgreSQL, its format, its words."""

_NOTHING: Final[Said] = (_INFERRED, Format.TEXT, None)


def _text(value: str, number: int = _INFERRED) -> Said:
    said = value.encode()
    if b"\0" in said:
        raise DataError("a text may not hold a zero byte")
    return number, Format.TEXT, said


def _moment(value: datetime) -> Said:
    if value.tzinfo is None:
        raise CannotSay
    return _MOMENT, Format.TEXT, value.isoformat().encode()


class _Sayings(dict[type, Callable[[Any], Said]]):
    """Of each kind of value how it is said."""

    def __missing__(self, kind: type) -> Callable[[Any], Said]:
        """A text that is one choice of several, or one marked as safe, is said as any other."""
        if issubclass(kind, str):
            return _text
        raise CannotSay


_SAYINGS: Final = _Sayings(
    {
        int: lambda value: (20, Format.TEXT, b"%d" % value),
        Int2: lambda value: (21, Format.TEXT, b"%d" % value),
        Int4: lambda value: (23, Format.TEXT, b"%d" % value),
        Int8: lambda value: (20, Format.TEXT, b"%d" % value),
        str: _text,
        bool: lambda value: (16, Format.TEXT, b"t" if value else b"f"),
        type(None): lambda value: _NOTHING,
        date: lambda value: (1082, Format.TEXT, value.isoformat().encode()),
        datetime: _moment,
        UUID: lambda value: (2950, Format.TEXT, value.hex.encode()),
        bytes: lambda value: (17, Format.BINARY, value),
        memoryview: lambda value: (17, Format.BINARY, bytes(value)),
        psycopg.Binary: lambda value: (17, Format.BINARY, bytes(value.obj)),
        Jsonb: lambda value: _text((value.dumps or json.dumps)(value.obj), 3802),
    }
)


def _numbered(sql: str, number: int) -> bytes:
    """The same statement with $1, $2 … where Django says %s."""
    parts = sql.replace("%%", "\0").split("%s")
    if len(parts) != number + 1:
        raise ValueError("a statement has a place for each of its values")
    said = "".join(f"{part}${place}" for place, part in enumerate(parts[:-1], start=1)) + parts[-1]
    return said.replace("\0", "%").encode()
