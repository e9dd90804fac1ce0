"""One new row, inserted in a third of the time that `save` takes: for what every contact writes."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from django.db import connections, models, router

from alongside.database.prepared import server_cursor

M = TypeVar("M", bound=models.Model)


def insert(row: M) -> M:
    """Write a new row as `save(force_insert=True)` does, and give it its id; for models that listen to no signal.

    Raises what the database raises, such as IntegrityError.
    """
    model = type(row)
    connection = connections[router.db_for_write(model, instance=row)]
    sql, fields = _statement(model)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with server_cursor(connection) as cursor:
        cursor.execute(sql, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias
    return row


@cache
def _statement(model: type[models.Model]) -> tuple[str, tuple[models.Field[object, object], ...]]:
    """The words, and the fields in their order: all but the id, which the database gives."""
    fields = tuple(field for field in model._meta.local_concrete_fields if not field.primary_key)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table, key = model._meta.db_table, model._meta.pk.column
    return f'INSERT INTO "{table}" ({columns}) VALUES ({places}) RETURNING "{key}"', fields  # noqa: S608 -- names of ours
