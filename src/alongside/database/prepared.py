"""Queries that every page asks in the same words: put into SQL once, then asked again and again with other values.

What comes back is read from the database each time, but for `seldom` queries; only the wording is kept, and on PostgreSQL the
plan with it. For the queries of the frame and of a ruling: the ORM takes three to five times as long to word one of these as
the database takes to answer it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence, Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Count, IntegerField, Model, QuerySet, Subquery
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators
from django.db.models.signals import post_init, pre_init

from alongside.database.direct import CannotSay, Said, direct, say, say_each
from alongside.database.seldom import Memory, require_seldom

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper
    from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Single = int | str | bytes | date | datetime | UUID
Value = Single | Sequence[int] | AbstractSet[int] | Sequence[str] | AbstractSet[str]


class Many:
    """Of a value: any number of ids, for `__in`; none of them finds nothing. Worded once for each number, up to `MOST`."""


class ManyTexts(Many):
    """The same of texts."""


MOST: Final = 32
"""Ids in one value; with more of them the wording is no longer what takes time, and is not kept."""

_WHOLE: Final = 1_999_990_000
_TEXT: Final = "stands for a value"
_DAY: Final = date(9000, 1, 1)
_MOMENT: Final = datetime(9000, 1, 1, tzinfo=UTC)


class Prepared(Generic[M]):
    """One query with values left open: `Prepared(lambda user: Role.objects.filter(user=user), int)`.

    `kinds` says of each value whether it is a whole number, a text, a day, a moment, bytes, a UUID or `Many`. `build` is called
    once a thread with stand-ins, must use each as it is, and may not depend on anything else that changes. Related rows come
    along by `select_related`, annotations as attributes; prefetching is not for here. With `select_for_update`, ask it inside
    a transaction only. `seldom`: of tables alone that say `changes_seldom`, so that within `seldom.as_of` it is asked once.
    """

    def __init__(
        self, build: Callable[..., QuerySet[M, Any]], *kinds: type[Single | Many], seldom: bool = False
    ) -> None:
        self._build, self._kinds, self._seldom = build, kinds, seldom
        self._are_many = tuple(issubclass(kind, Many) for kind in kinds)
        self._has_many = any(self._are_many)
        self._kept = threading.local()

    def all(self, *values: Value, using: str | None = None) -> list[M]:
        """Every row, in the order of the query."""
        numbers = self._numbers(values)
        if self._has_many and _are_too_many(numbers):
            return list(self._build(*values).using(using or DEFAULT_DB_ALIAS))
        plan, single = self._plan(values, numbers, using)
        return [plan.made(row) for row in plan.ask(single)] if plan else []

    def rows(self, *values: Value, using: str | None = None) -> Sequence[Sequence[Any]]:
        """The bare columns, for a query that ends in `values_list`."""
        numbers = self._numbers(values)
        if self._has_many and _are_too_many(numbers):
            return list(self._build(*values).using(using or DEFAULT_DB_ALIAS))
        plan, single = self._plan(values, numbers, using)
        return plan.ask(single) if plan else []

    def number(self, *values: Value, using: str | None = None) -> int:
        """The last column of the only row, for `counted`; 0 where there is no row."""
        return next((int(row[-1]) for row in self.rows(*values, using=using)), 0)

    def first(self, *values: Value, using: str | None = None) -> M | None:
        """The first row; None where there is none. Say an order or ask for what is unique."""
        return next(iter(self.all(*values, using=using)), None)

    def _numbers(self, values: Sequence[Any]) -> list[int | None]:
        """How many ids each value holds; None for a single one."""
        return [len(own) if many else None for many, own in zip(self._are_many, values, strict=True)]

    def _plan(
        self, values: Sequence[Value], numbers: Sequence[int | None], using: str | None
    ) -> tuple[_Plan[M] | None, Sequence[Single]]:
        """The query worded for as many ids as there are, and the values one by one; None where one of them is nobody."""
        connection = connections[using or DEFAULT_DB_ALIAS]
        single: Any = values
        if self._has_many:
            told: Any = zip(numbers, values, strict=True)
            single = [one for number, own in told for one in ((own,) if number is None else own)]
        if 0 in numbers:
            return None, single
        kept: dict[object, _Plan[M]] = self._kept.__dict__.setdefault("plans", {})
        key = connection.alias, *numbers
        plan = kept.get(key)
        if plan is None or plan.connection is not connection:
            plan = kept[key] = self._worded(connection, numbers)
        return plan, single

    def _worded(self, connection: BaseDatabaseWrapper, numbers: Sequence[int | None]) -> _Plan[M]:
        given: list[Value] = []
        single: list[Single] = []
        for kind, number in zip(self._kinds, numbers, strict=True):
            own = [_stand_in(kind, len(single) + n) for n in range(1 if number is None else number)]
            given.append(own[0] if number is None else own)  # type: ignore[arg-type]
            single += own
        compiler = self._build(*given).using(connection.alias).query.get_compiler(using=connection.alias)
        sql, wrapped = compiler.as_sql()
        if self._seldom:
            require_seldom(sql)
        params = [getattr(one, "obj", one) for one in wrapped]  # bytes come wrapped up
        sent = [_as_sent(one, connection) for one in single]
        if not set(sent) <= set(params):
            raise ValueError("a prepared query uses each of its values, as it is")
        places = [sent.index(one) if one in sent else None for one in params]
        return _Plan(connection, compiler, sql, tuple(params), tuple(places), Memory() if self._seldom else None)


def _are_too_many(numbers: Sequence[int | None]) -> bool:
    return any(number is not None and number > MOST for number in numbers)


def counted(rows: QuerySet[M], by: str) -> QuerySet[Any, Any]:
    """How many rows, for `Prepared.number`. `by`: a column for which all of them hold one value, since it was asked for."""
    return rows.order_by().values_list(by).annotate(number=Count("*"))


class Number(Subquery):
    """How many rows a query has, as one value of another: so that one statement counts many things."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk"))


def _stand_in(kind: type[Single | Many], number: int) -> Single:
    if kind is int or kind is Many:
        return _WHOLE + number
    if kind is datetime:
        return _MOMENT + timedelta(seconds=number)
    if kind is UUID:
        return UUID(int=_WHOLE + number)
    if kind is bytes:
        return f"{_TEXT} {number}".encode()
    return f"{_TEXT} {number}" if kind is str or kind is ManyTexts else _DAY + timedelta(days=number)


def _as_sent(value: Single, connection: BaseDatabaseWrapper) -> Any:
    """As the database takes it: SQLite takes a day, a moment or a UUID as text."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def server_cursor(connection: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor that leaves it to PostgreSQL to bind values, so that it plans a statement once; elsewhere the usual one.

    Not for everything: some queries of the ORM say one value twice and need it to be one expression. Where queries are logged
    it is the usual one as well, so that the log shows their values.
    """
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    from django.db.backends.postgresql.base import TIMESTAMPTZ_OID, ServerBindingCursor
    from django.db.backends.postgresql.psycopg_any import register_tzloader

    connection.close_if_health_check_failed()
    connection.ensure_connection()
    cursor: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]  # of psycopg 2's, to its types
    if connection.connection.adapters.get_loader(TIMESTAMPTZ_OID, 0).timezone != connection.timezone:
        register_tzloader(connection.timezone, cursor)  # moments come in the zone that Django works in
    return connection.make_cursor(cursor)


def _made(model: type[M], names: Sequence[str], values: Sequence[Any], using: str) -> M:
    """What `Model.from_db` makes of a row, in a fifth of the calls."""
    made = model.__new__(model)
    made._state = state = ModelState()
    state.adding, state.db = False, using
    vars(made).update(zip(names, values, strict=True))
    return made


@dataclass
class _Plan(Generic[M]):
    """A query in words, for one connection. `places`: which of the values stands there; None where the query's own does.

    memory: of a `seldom` query, what it gave
    """

    connection: BaseDatabaseWrapper
    compiler: SQLCompiler
    sql: str
    own: Sequence[Any]
    places: Sequence[int | None]
    memory: Memory[Sequence[Sequence[Any]]] | None

    def ask(self, values: Sequence[Single]) -> Sequence[Sequence[Any]]:
        if self.memory is None:
            return self._asked(values)
        return self.memory.give(tuple(values), lambda: self._asked(values))

    def _asked(self, values: Sequence[Single]) -> Sequence[Sequence[Any]]:
        found: Any = self._asked_directly(values)
        if found is None:
            found = self._asked_through_cursor(values)
        return list(self.compiler.apply_converters(found, self._converters)) if self._converters else found

    def _asked_directly(self, values: Sequence[Single]) -> Sequence[Sequence[Any]] | None:
        if (way := direct(self.connection)) is None:
            return None
        try:
            told = say_each(values)
            return way.ask(self.sql, [told[place] if own is None else own for own, place in self._laid_out])
        except CannotSay:
            return None

    def _asked_through_cursor(self, values: Sequence[Single]) -> Sequence[Sequence[Any]]:
        sent = [_as_sent(value, self.connection) for value in values]
        params = [own if place is None else sent[place] for own, place in zip(self.own, self.places, strict=True)]
        with server_cursor(self.connection) as cursor:
            cursor.execute(self.sql, params)
            found: Sequence[Sequence[Any]] = cursor.fetchall()
        return found

    def made(self, row: Sequence[Any]) -> M:
        model, start, end, names = self._shape
        values, using = row[start:end], self.connection.alias
        made = _made(model, names, values, using) if self._is_plain else model.from_db(using, names, values)
        for populator in self._related:
            populator.populate(row, made)
        for name, place in self._annotated:
            setattr(made, name, row[place])
        return made

    @cached_property
    def _laid_out(self) -> Sequence[tuple[Said | None, int]]:
        """Of each place in the words: what stands there always, or which of the values."""
        both = zip(self.own, self.places, strict=True)
        return [(say(own), 0) if place is None else (None, place) for own, place in both]

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
    def _is_plain(self) -> bool:
        """Whether a row is made without more: neither the model nor anybody who listens has something to do."""
        model: Any = self._shape[0]
        is_djangos = model.__init__ is Model.__init__ and model.from_db.__func__ is vars(Model)["from_db"].__func__
        return is_djangos and not pre_init.has_listeners(model) and not post_init.has_listeners(model)

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
