"""Queries that every page asks in the same words: put into SQL once, then asked again and again with other values.

What comes back is read from the database each time; only the wording is kept. For a handful of queries of the frame alone:
the ORM takes three to five times as long to word one of these as the database takes to answer it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Value = int | str

_WHOLE: Final = 1_999_999_993
_TEXT: Final = "stands for a value"


class Prepared(Generic[M]):
    """One query with values left open, counted or spelled: `Prepared(lambda user: Role.objects.filter(user=user), int)`.

    `build` is called once a thread with stand-ins, and must use each exactly once; it may not depend on anything else
    that changes. Related rows come along by `select_related`; annotations and prefetching are not for here.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], *kinds: type[int | str]) -> None:
        self._build, self._kinds = build, kinds
        self._kept = threading.local()

    def all(self, *values: Value, using: str | None = None) -> list[M]:
        """Every row, in the order of the query."""
        connection = connections[using or DEFAULT_DB_ALIAS]
        plan: _Plan[M] | None = self._kept.__dict__.get(connection.alias)
        if plan is None or plan.connection is not connection:
            plan = self._kept.__dict__[connection.alias] = self._worded(connection)
        return plan.ask(values)

    def first(self, *values: Value, using: str | None = None) -> M | None:
        """The first row; None where there is none. Say an order or ask for what is unique."""
        return next(iter(self.all(*values, using=using)), None)

    def _worded(self, connection: BaseDatabaseWrapper) -> _Plan[M]:
        stand_ins = [_WHOLE + n if kind is int else f"{_TEXT} {n}" for n, kind in enumerate(self._kinds)]
        compiler = self._build(*stand_ins).using(connection.alias).query.get_compiler(using=connection.alias)
        sql, params = compiler.as_sql()
        if any(list(params).count(one) != 1 for one in stand_ins):
            raise ValueError("a prepared query uses each of its values once, as it is")
        places = [stand_ins.index(one) if one in stand_ins else None for one in params]
        return _Plan(connection, compiler, sql, tuple(params), tuple(places))


@dataclass
class _Plan(Generic[M]):
    """A query in words, for one connection. `places`: which of the values stands there; None where the query's own does."""

    connection: BaseDatabaseWrapper
    compiler: SQLCompiler
    sql: str
    own: Sequence[Any]
    places: Sequence[int | None]

    def ask(self, values: Sequence[Value]) -> list[M]:
        params = [own if place is None else values[place] for own, place in zip(self.own, self.places, strict=True)]
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found: Any = cursor.fetchall()
        if self._converters:
            found = self.compiler.apply_converters(found, self._converters)
        return [self._made(row) for row in found]

    def _made(self, row: Sequence[Any]) -> M:
        model, start, end, names = self._shape
        made: M = model.from_db(self.connection.alias, names, row[start:end])
        for populator in self._related:
            populator.populate(row, made)
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
    def _related(self) -> Sequence[Any]:
        populators_of: Any = (
            get_related_populators  # Django's own, told in no documentation and typed for another version
        )
        populators: Sequence[Any] = populators_of(self.compiler.klass_info, self.compiler.select, self.connection.alias)
        return populators
