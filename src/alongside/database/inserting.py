"""New rows, inserted in a fifth of the time that `save` takes: for what every contact writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeVar

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

from alongside.database.direct import CannotSay, direct, say_each
from alongside.database.prepared import server_cursor

M = TypeVar("M", bound=models.Model)

_AS_THEY_ARE: Final = frozenset(
    {
        "BigIntegerField",
        "BinaryField",
        "BooleanField",
        "CharField",
        "DateField",
        "DateTimeField",
        "ForeignKey",
        "IntegerField",
        "OneToOneField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "SmallIntegerField",
        "TextField",
        "UUIDField",
    }
)
"""Django's fields whose values PostgreSQL takes as they stand on a row."""


MOST: Final = 4
"""Rows in one statement: each number of them is worded apart, and kept by PostgreSQL for every connection."""


def insert(row: M) -> M:
    """Write a new row as `save(force_insert=True)` does, and give it its id; for models that listen to no signal.

    Raises what the database raises, such as IntegrityError.
    """
    insert_few([row])
    return row


def insert_few(rows: Sequence[M]) -> None:
    """The same for a few rows of one model in one statement: one at least, `MOST` at most. Ids follow their order."""
    model, number = type(rows[0]), len(rows)
    if number > MOST:
        raise ValueError(f"{number} rows are for bulk_create")
    connection = connections[router.db_for_write(model, instance=rows[0])]
    statement = _statement(model, number)
    found = _inserted_directly(rows, statement, connection) or _inserted_through_cursor(rows, statement, connection)
    for row, (pk,) in zip(rows, found, strict=True):  # in their order: Django's bulk_create counts on that as well
        row.pk = pk
        row._state.adding, row._state.db = False, connection.alias


@dataclass(frozen=True)
class _Statement:
    """The words, and what is said in each row: attributes in their order, but for the id, which the database gives.

    A field stands beside its attribute where it makes something else of it.
    """

    sql: str
    parts: Sequence[tuple[str, models.Field[Any, Any] | None]]
    fields: Sequence[models.Field[Any, Any]]


_Ids = Sequence[Sequence[Any]]


def _inserted_directly(
    rows: Sequence[models.Model], statement: _Statement, connection: BaseDatabaseWrapper
) -> _Ids | None:
    if (way := direct(connection)) is None:
        return None
    try:
        said = say_each(
            [
                values[name] if field is None else _prepared(field, row, connection)
                for row in rows
                for values in (vars(row),)
                for name, field in statement.parts
            ]
        )
        return way.ask(statement.sql, said, infer=True)
    except CannotSay:
        return None


def _inserted_through_cursor(
    rows: Sequence[models.Model], statement: _Statement, connection: BaseDatabaseWrapper
) -> _Ids:
    values = [_prepared(field, row, connection) for row in rows for field in statement.fields]
    with server_cursor(connection) as cursor:
        cursor.execute(statement.sql, values)
        found: _Ids = cursor.fetchall()
    return found


def _prepared(field: models.Field[Any, Any], row: models.Model, connection: BaseDatabaseWrapper) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)


@cache
def _statement(model: type[models.Model], number: int) -> _Statement:
    fields = tuple(field for field in model._meta.local_concrete_fields if not field.primary_key)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * number)
    table, key = model._meta.db_table, model._meta.pk.column
    sql = f'INSERT INTO "{table}" ({columns}) VALUES {places} RETURNING "{key}"'  # noqa: S608 -- names of ours
    parts = tuple((field.attname, None if _is_plain(field) else field) for field in fields)
    return _Statement(sql, parts, fields)


def _is_plain(field: models.Field[Any, Any]) -> bool:
    is_djangos = type(field).__module__.startswith("django.db.models.")
    is_set_on_save = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return is_djangos and not is_set_on_save and field.get_internal_type() in _AS_THEY_ARE
