"""One new row, inserted in a fifth of the time that `save` takes: for what every contact writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeVar

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

from alongside.database.direct import CannotSay, Said, direct, say
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


def insert(row: M) -> M:
    """Write a new row as `save(force_insert=True)` does, and give it its id; for models that listen to no signal.

    Raises what the database raises, such as IntegrityError.
    """
    model = type(row)
    connection = connections[router.db_for_write(model, instance=row)]
    statement = _statement(model)
    row.pk = _inserted_directly(row, statement, connection) or _inserted_through_cursor(row, statement, connection)
    row._state.adding, row._state.db = False, connection.alias
    return row


@dataclass(frozen=True)
class _Statement:
    """The words, and the fields in their order: all but the id, which the database gives."""

    sql: str
    fields: Sequence[models.Field[Any, Any]]
    plain: Sequence[bool]


def _inserted_directly(row: models.Model, statement: _Statement, connection: BaseDatabaseWrapper) -> int | None:
    if (way := direct(connection)) is None:
        return None
    values = vars(row)
    try:
        said: list[Said] = [
            say(values[field.attname] if is_plain else _prepared(field, row, connection))
            for field, is_plain in zip(statement.fields, statement.plain, strict=True)
        ]
        ((pk,),) = way.ask(statement.sql, said, infer=True)
    except CannotSay:
        return None
    return int(pk)


def _inserted_through_cursor(row: models.Model, statement: _Statement, connection: BaseDatabaseWrapper) -> int:
    values = [_prepared(field, row, connection) for field in statement.fields]
    with server_cursor(connection) as cursor:
        cursor.execute(statement.sql, values)
        (pk,) = cursor.fetchone()
    return int(pk)


def _prepared(field: models.Field[Any, Any], row: models.Model, connection: BaseDatabaseWrapper) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)


@cache
def _statement(model: type[models.Model]) -> _Statement:
    fields = tuple(field for field in model._meta.local_concrete_fields if not field.primary_key)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table, key = model._meta.db_table, model._meta.pk.column
    sql = f'INSERT INTO "{table}" ({columns}) VALUES ({places}) RETURNING "{key}"'  # noqa: S608 -- names of ours
    return _Statement(sql, fields, tuple(_is_plain(field) for field in fields))


def _is_plain(field: models.Field[Any, Any]) -> bool:
    is_djangos = type(field).__module__.startswith("django.db.models.")
    is_set_on_save = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return is_djangos and not is_set_on_save and field.get_internal_type() in _AS_THEY_ARE
