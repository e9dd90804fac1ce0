"""Rows into tables as fast as the database takes them: COPY on PostgreSQL, many at once on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.apps import apps
from django.db import connection, models

Row = Sequence[Any]
_AT_ONCE: Final = 10_000


class Table:
    """One model's table and the columns its rows are given in; what else it has takes the default of its field."""

    def __init__(self, label: str, *columns: str) -> None:
        self.model = apps.get_model(label)
        known = {str(field.column): field for field in self.model._meta.local_concrete_fields}
        rest = [field for name, field in known.items() if name not in columns]
        self.columns = [*columns, *(str(field.column) for field in rest)]
        self.tail = tuple(_default(field) for field in rest)

    def load(self, rows: Iterable[Row]) -> None:
        """Put rows in. Text for days and moments, as `moment` writes them; hex for tokens."""
        tail = self.tail
        whole = ((*row, *tail) for row in rows) if tail else rows
        names, name = ", ".join(f'"{column}"' for column in self.columns), self.model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{name}" ({names}) FROM STDIN') as copy:
                    for row in whole:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', list(whole))  # noqa: S608 - our own names


def _default(field: models.Field[Any, Any]) -> Any:
    if field.null and not field.has_default():
        return None
    value = field.get_default()
    return b"" if value is None and isinstance(field, models.BinaryField) else value


def zone_mark() -> str:
    """What follows a moment in text: PostgreSQL is told that it is UTC, SQLite takes it so."""
    return "+00" if connection.vendor == "postgresql" else ""


def unchecked_references() -> None:
    """For this transaction, leave out the database's look at every reference, where the account may: they are made here."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")


def count_on_from_rows(tables: Iterable[Table]) -> None:
    """Let the database's own numbering go on after the rows that came with numbers."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in tables:
            name = table.model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT COALESCE(MAX(id), 1) FROM \"{name}\"))"  # noqa: S608
            )
