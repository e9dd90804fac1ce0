"""Queries that every page asks in the same words: put into SQL once, then asked again and again with other values.

What comes back is read from the database each time; only the wording is kept. For a handful of queries of the frame alone:
the ORM takes three to five times as long to word one of these as the database takes to answer it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Count, Model, QuerySet
from django.db.models.query import get_related_populators

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Value = int | str | date | datetime

_WHOLE: Final = 1_999_999_000
_TEXT: Final = "stands for a value"
_DAY: Final = date(9000, 1, 1)
_MOMENT: Final = datetime(9000, 1, 1, tzinfo=UTC)


class Prepared(Generic[M]):
    """One query with values left open: `Prepared(lambda user: Role.objects.filter(user=user), int)`.

    `kinds` says of each value whether it is a whole number, a text, a day or a moment. `build` is called once a thread with
    stand-ins, must use each as it is, and may not depend on anything else that changes. Related rows come along by
    `select_related`, annotations as attributes; prefetching is not for here.
    """

    def __init__(self, build: Callable[..., QuerySet[M, Any]], *kinds: type[Value]) -> None:
        self._build, self._kinds = build, kinds
        self._kept = threading.local()

    def all(self, *values: Value, using: str | None = None) -> list[M]:
        """Every row, in the order of the query."""
        plan = self._plan(using)
        return [plan.made(row) for row in plan.ask(values)]

    def rows(self, *values: Value, using: str | None = None) -> Sequence[Sequence[Any]]:
        """The bare columns, for a query that ends in `values_list`."""
        return self._plan(using).ask(values)

    def number(self, *values: Value, using: str | None = None) -> int:
        """The last column of the only row, for `counted`; 0 where there is no row."""
        return next((int(row[-1]) for row in self.rows(*values, using=using)), 0)

    def first(self, *values: Value, using: str | None = None) -> M | None:
        """The first row; None where there is none. Say an order or ask for what is unique."""
        return next(iter(self.all(*values, using=using)), None)

    def _plan(self, using: str | None) -> _Plan[M]:
        connection = connections[using or DEFAULT_DB_ALIAS]
        plan: _Plan[M] | None = self._kept.__dict__.get(connection.alias)
        if plan is None or plan.connection is not connection:
            plan = self._kept.__dict__[connection.alias] = self._worded(connection)
        return plan

    def _worded(self, connection: BaseDatabaseWrapper) -> _Plan[M]:
        stand_ins = [_stand_in(kind, n) for n, kind in enumerate(self._kinds)]
        compiler = self._build(*stand_ins).using(connection.alias).query.get_compiler(using=connection.alias)
        sql, params = compiler.as_sql()
        sent = [_as_sent(one, connection) for one in stand_ins]
        if not set(sent) <= set(params):
            raise ValueError("a prepared query uses each of its values, as it is")
        places = [sent.index(one) if one in sent else None for one in params]
        return _Plan(connection, compiler, sql, tuple(params), tuple(places))


def counted(rows: QuerySet[M], by: str) -> QuerySet[Any, Any]:
    """How many rows, for `Prepared.number`. `by`: a column for which all of them hold one value, since it was asked for."""
    return rows.order_by().values_list(by).annotate(number=Count("*"))


def _stand_in(kind: type[Value], number: int) -> Value:
    if kind is int:
        return _WHOLE + number
    if kind is datetime:
        return _MOMENT + timedelta(seconds=number)
    return f"{_TEXT} {number}" if kind is str else _DAY + timedelta(days=number)


def _as_sent(value: Value, connection: BaseDatabaseWrapper) -> Any:
    """As the database takes it: SQLite takes a day or a moment as text."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


@dataclass
class _Plan(Generic[M]):
    """A query in words, for one connection. `places`: which of the values stands there; None where the query's own does."""

    connection: BaseDatabaseWrapper
    compiler: SQLCompiler
    sql: str
    own: Sequence[Any]
    places: Sequence[int | None]

    def ask(self, values: Sequence[Value]) -> Sequence[Sequence[Any]]:
        sent = [_as_sent(value, self.connection) for value in values]
        params = [own if place is None else sent[place] for own, place in zip(self.own, self.places, strict=True)]
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found: Any = cursor.fetchall()
        return list(self.compiler.apply_converters(found, self._converters)) if self._converters else found

    def made(self, row: Sequence[Any]) -> M:
        model, start, end, names = self._shape
        made: M = model.from_db(self.connection.alias, names, row[start:end])
        for populator in self._related:
            populator.populate(row, made)
        for name, place in self._annotated:
            setattr(made, name, row[place])
        return made

    @cached_property
    def _converters(self) -> Any:
        compiler = self.compiler
        return compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

    @cached_property
    def _shape(self) -> tuple[type[M], int, int, list[str]]:
        """The model, and where its own columns stand."""
        klass = self.compiler.klass_info
        fields = klass["select_fields"]
        start, end = fields[0], fields[-1] + 1
        return klass["model"], start, end, [column[0].target.attname for column in self.compiler.select[start:end]]

    @cached_property
    def _annotated(self) -> Sequence[tuple[str, int]]:
        """The name of each annotation, and where it stands."""
        return tuple((self.compiler.annotation_col_map or {}).items())

    @cached_property
    def _related(self) -> Sequence[Any]:
        populators_of: Any = (
            get_related_populators  # Django's own, told in no documentation and typed for another version
        )
        populators: Sequence[Any] = populators_of(self.compiler.klass_info, self.compiler.select, self.connection.alias)
        return populators
