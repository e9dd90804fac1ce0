"""Triggers that refuse any change to an append-only table, on both databases, and the look-out for missing ones.

A trigger stops a mistake or a stray statement, not the owner of the database, who can drop it; that is why every
start compares what is there with what should be (SQLite also loses triggers silently whenever a table is rebuilt),
and why the checkpoints are signed and kept outside as well.
"""

from collections.abc import Iterator

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

from alongside.journal.models import AppendOnly

PG_FUNCTION = "alongside_append_only"
PG_BODY = """
BEGIN
  RAISE EXCEPTION '% only grows: add a row that puts it right instead', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
"""


def guard(app_label: str, model_name: str) -> RunPython:
    """The migration step that makes a table append-only. Put it after `CreateModel`, and again after any rebuild."""

    def place(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        place_triggers(editor.connection, apps.get_model(app_label, model_name))

    def lift(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        lift_triggers(editor.connection, apps.get_model(app_label, model_name))

    return RunPython(place, lift)


def place_triggers(connection: BaseDatabaseWrapper, model: type[models.Model]) -> None:
    lift_triggers(connection, model)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {PG_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $body${PG_BODY}$body$"
            )
        for name, statement in triggers_for(connection.vendor, model).items():
            cursor.execute(statement)
            if connection.vendor == "postgresql":  # fires for replicas and restores as well
                cursor.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"')


def lift_triggers(connection: BaseDatabaseWrapper, model: type[models.Model]) -> None:
    table = f' ON "{model._meta.db_table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in triggers_for(connection.vendor, model):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{table}')


def triggers_for(vendor: str, model: type[models.Model]) -> dict[str, str]:
    """Trigger name -> the statement that makes it."""
    table = model._meta.db_table
    if vendor == "postgresql":
        return {
            f"{table}_only_grows": f'CREATE TRIGGER "{table}_only_grows" BEFORE UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {PG_FUNCTION}()",
            f"{table}_no_truncate": f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {PG_FUNCTION}()",
        }
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} only grows: add a row that puts it right instead'); END"
    # INSERT OR REPLACE deletes the row in its way without asking the delete trigger
    in_the_way = " OR ".join(_same_key_stands_in(table, key) for key in unique_keys(model))
    return {
        f"{table}_no_update": f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" {refuse}',
        f"{table}_no_delete": f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" {refuse}',
        f"{table}_no_replace": f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" '
        f"WHEN {in_the_way} {refuse}",
    }


def _same_key_stands_in(table: str, key: tuple[str, ...]) -> str:
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
    return f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608 - names of our own tables


def unique_keys(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    """The columns of each key that two rows cannot share."""
    columns = {field.name: str(field.column) for field in model._meta.local_concrete_fields}
    yield from ((columns[field.name],) for field in model._meta.local_concrete_fields if field.unique)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and constraint.condition is None:
            yield tuple(columns[name] for name in constraint.fields)


def guarded_models() -> list[type[models.Model]]:
    return [model for model in installed.get_models() if issubclass(model, AppendOnly)]


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand in the database and do not, or stand there changed or switched off."""
    there = _standing_triggers(connection)
    return [
        name
        for model in guarded_models()
        for name, statement in triggers_for(connection.vendor, model).items()
        if there.get(name) != (statement if connection.vendor == "sqlite" else _PG_STANDS)
    ]


_PG_STANDS = "as it should be"


def _standing_triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return dict(cursor.fetchall())
        cursor.execute(
            "SELECT t.tgname, t.tgenabled = 'A' AND p.proname = %s AND btrim(p.prosrc) = btrim(%s)"
            " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE NOT t.tgisinternal AND n.nspname = ANY (current_schemas(false))",
            [PG_FUNCTION, PG_BODY],
        )
        return {name: _PG_STANDS if right else "changed" for name, right in cursor.fetchall()}
