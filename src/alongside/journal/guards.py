"""Triggers that refuse what must not happen to a row, on both databases, and the look-out for missing ones.

An `AppendOnly` table takes new rows and nothing else: `guard` in the migration that creates it. Any other model says
under `guards` which of its columns stay and which rows are deleted, and `guard_as_declared` places that:

    class Certificate(models.Model):
        guards: ClassVar = (
            never_change("certificate_stays_as_entered", "board_id", "code", says="what was entered of it stays"),
            change_once("certificate_number_stays", "number", says="a certificate keeps its number"),
            never_deleted("certificate_is_not_deleted", says="a certificate is never deleted"),
        )

    operations = [..., guard_as_declared("credentials", "Certificate")]

A trigger stops a mistake or a stray statement, not the owner of the database, who can drop it; that is why every
start compares what is there with what should be (SQLite also loses triggers silently whenever a table is rebuilt),
and why the checkpoints are signed and kept outside as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

from django.apps import apps as installed
from django.db import models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from alongside.journal.models import AppendOnly

PG_FUNCTION = "alongside_append_only"
PG_BODY = """
BEGIN
  RAISE EXCEPTION '% only grows: add a row that puts it right instead', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
"""
PG_MARKING = "alongside_marks_changes"
PG_MARKING_BODY = """
BEGIN
  IF current_setting('alongside.marked', true) IS DISTINCT FROM txid_current()::text THEN
    UPDATE database_mark SET number = floor(random() * 9e18);
    PERFORM set_config('alongside.marked', txid_current()::text, true);
  END IF;
  RETURN NULL;
END
"""
"""Once a transaction, however many rows it writes."""
MADE_OR_CHANGED: Final = "INSERT OR UPDATE"
_DIFFERS = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}


class Guard(NamedTuple):
    """What one trigger refuses: an `event` on a row of which `when` holds (always, where it is empty).

    `name` stands once in the whole database. `columns` are those it speaks of, `says` is what the database answers.
    `when` may differ by database. Made by the functions below.
    """

    name: str
    event: str
    when: str | Mapping[str, str]
    columns: tuple[str, ...]
    says: str


def never_change(name: str, *columns: str, says: str) -> Guard:
    """These columns keep the value the row was made with. Writing the same value again is no change."""
    changed = " OR ".join(f'NEW."{column}" {{differs}} OLD."{column}"' for column in columns)
    return Guard(name, "UPDATE", changed, columns, says)


def never_written(name: str, *columns: str, says: str) -> Guard:
    """As `never_change`, and stricter: an UPDATE that so much as names one of these columns is refused."""
    named = ", ".join(f'"{column}"' for column in columns)
    return Guard(name, f"UPDATE OF {named}", "", columns, says)


def change_once(name: str, *columns: str, says: str, empty: str | None = "") -> Guard:
    """These columns are filled in once. Empty is "", as Django keeps text, or None for a column that may be NULL."""
    filled = "<> ''" if empty == "" else "IS NOT NULL"
    differs = "<>" if empty == "" else "{differs}"
    changed = (f'OLD."{column}" {filled} AND NEW."{column}" {differs} OLD."{column}"' for column in columns)
    return Guard(name, "UPDATE", " OR ".join(changed), columns, says)


def change_only_while(name: str, column: str, value: str, *, says: str) -> Guard:
    """A row changes only while `column` holds `value`; the change that ends this is the last."""
    return Guard(name, "UPDATE", f"OLD.{column} <> '{value}'", (column,), says)


def never_deleted(name: str, *, says: str, unless: tuple[str, str] | None = None) -> Guard:
    """A row is never deleted, or only while the column named first holds the value named second."""
    if unless is None:
        return Guard(name, "DELETE", "", (), says)
    return Guard(name, "DELETE", f"OLD.{unless[0]} <> '{unless[1]}'", unless[:1], says)


def never_so(name: str, *columns: str, when: str | Mapping[str, str], says: str) -> Guard:
    """No row is made or changed so that `when` holds: for what a check constraint cannot say, since it looks beyond the row
    or measures time. `when` is SQL on NEW, or the SQL of each vendor."""
    return Guard(name, MADE_OR_CHANGED, when, columns, says)


def guard(app_label: str, model_name: str) -> TriggerStep:
    """The migration step that makes a table append-only. Put it after `CreateModel`, and again after any rebuild."""
    return TriggerStep(app_label, model_name, _only_grows)


def guard_as_declared(app_label: str, model_name: str) -> TriggerStep:
    """The migration step that places what a model declares. Put it after `CreateModel`, and again after any rebuild.

    A guard that speaks of a column the table does not have yet is left to the migration that adds it.
    """
    return TriggerStep(app_label, model_name, partial(_declared_so_far, f"{app_label}.{model_name}"))


def mark_changes(app_label: str, model_name: str) -> TriggerStep:
    """The migration step that has a table which says `changes_seldom` give `database.models.Mark` another number with
    every change. Put it after `CreateModel`, and again after any rebuild."""
    return TriggerStep(app_label, model_name, _marks_changes)


class TriggerStep(Operation):
    """Place a table's triggers, or lift them on the way back.

    An operation of its own because `RunPython` lays out every model of the project anew before it runs, which for a
    hundred tables was a third of what setting up a database costs.
    """

    def __init__(self, app_label: str, model_name: str, triggers: TriggersOf) -> None:
        self.app_label, self.model_name, self.triggers = app_label, model_name, triggers

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of a model's state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._run(_place, schema_editor, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._run(_lift, schema_editor, to_state)

    def _run(self, does: Does, editor: BaseDatabaseSchemaEditor, state: ProjectState) -> None:
        if router.allow_migrate(editor.connection.alias, self.app_label):
            model = state.apps.get_model(self.app_label, self.model_name)
            does(editor.connection, model, self.triggers(editor.connection.vendor, model))

    def describe(self) -> str:
        return f"Place the triggers of {self.app_label}.{self.model_name}"


class Trigger(NamedTuple):
    """A trigger as it is written. `body` is that of its function on PostgreSQL, empty on SQLite.

    `is_always_on`: it fires for replicas and restores as well.
    """

    name: str
    statement: str
    function: str = ""
    body: str = ""
    is_always_on: bool = False


TriggersOf = Callable[[str, type[models.Model]], list[Trigger]]
"""The triggers of a model, as a vendor's database writes them."""

Does = Callable[[BaseDatabaseWrapper, type[models.Model], list[Trigger]], None]


def triggers_for(vendor: str, model: type[models.Model]) -> list[Trigger]:
    """Every trigger that should stand on a model's table."""
    grows = _only_grows(vendor, model) if issubclass(model, AppendOnly) else []
    marks = _marks_changes(vendor, model) if _changes_seldom(model) else []
    return [*grows, *_as_declared(vendor, model, _declared(model)), *marks]


def place_triggers(connection: BaseDatabaseWrapper, model: type[models.Model]) -> None:
    _place(connection, model, triggers_for(connection.vendor, model))


def lift_triggers(connection: BaseDatabaseWrapper, model: type[models.Model]) -> None:
    _lift(connection, model, triggers_for(connection.vendor, model))


def _place(connection: BaseDatabaseWrapper, model: type[models.Model], triggers: list[Trigger]) -> None:
    _lift(connection, model, triggers)
    with connection.cursor() as cursor:
        for trigger in triggers:
            if trigger.function:
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {trigger.function}() RETURNS trigger LANGUAGE plpgsql"
                    f" AS $body${trigger.body}$body$"
                )
            cursor.execute(trigger.statement)
            if trigger.is_always_on:
                cursor.execute(f'ALTER TABLE "{model._meta.db_table}" ENABLE ALWAYS TRIGGER "{trigger.name}"')


def _lift(connection: BaseDatabaseWrapper, model: type[models.Model], triggers: list[Trigger]) -> None:
    table = f' ON "{model._meta.db_table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for trigger in triggers:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"{table}')
            if trigger.function == trigger.name:  # no other table rests on it
                cursor.execute(f"DROP FUNCTION IF EXISTS {trigger.function}()")


def _only_grows(vendor: str, model: type[models.Model]) -> list[Trigger]:
    table = model._meta.db_table
    if vendor == "postgresql":
        runs = f"EXECUTE FUNCTION {PG_FUNCTION}()"
        statements = {
            f"{table}_only_grows": f'BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW {runs}',
            f"{table}_no_truncate": f'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {runs}',
        }
        return [
            Trigger(name, f'CREATE TRIGGER "{name}" {rest}', PG_FUNCTION, PG_BODY, is_always_on=True)
            for name, rest in statements.items()
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} only grows: add a row that puts it right instead'); END"
    # INSERT OR REPLACE deletes the row in its way without asking the delete trigger
    in_the_way = " OR ".join(_same_key_stands_in(table, key) for key in unique_keys(model))
    statements = {
        f"{table}_no_update": f'BEFORE UPDATE ON "{table}" {refuse}',
        f"{table}_no_delete": f'BEFORE DELETE ON "{table}" {refuse}',
        f"{table}_no_replace": f'BEFORE INSERT ON "{table}" WHEN {in_the_way} {refuse}',
    }
    return [Trigger(name, f'CREATE TRIGGER "{name}" {rest}') for name, rest in statements.items()]


def _marks_changes(vendor: str, model: type[models.Model]) -> list[Trigger]:
    """On PostgreSQL the number is written at the very end of a transaction: nobody waits for another's, nor for long."""
    table = model._meta.db_table
    name = f"{table}_marks_changes"
    if vendor == "postgresql":
        statement = (
            f'CREATE CONSTRAINT TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
            f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {PG_MARKING}()"
        )
        return [Trigger(name, statement, PG_MARKING, PG_MARKING_BODY)]
    marks = "BEGIN UPDATE database_mark SET number = random(); END"
    return [
        Trigger(
            f"{name}_{event.lower()}", f'CREATE TRIGGER "{name}_{event.lower()}" AFTER {event} ON "{table}" {marks}'
        )
        for event in ("INSERT", "UPDATE", "DELETE")
    ]


def _changes_seldom(model: type[models.Model]) -> bool:
    return getattr(model, "changes_seldom", False)


def _declared(model: type[models.Model]) -> tuple[Guard, ...]:
    return getattr(model, "guards", ())


def _declared_so_far(label: str, vendor: str, model: type[models.Model]) -> list[Trigger]:
    """Of a model as a migration knows it: what today's model of that label declares of the columns that are there."""
    there = {field.column for field in model._meta.local_concrete_fields}
    try:
        declared = _declared(installed.get_model(label))
    except LookupError:  # a later migration takes the model away
        declared = ()
    return _as_declared(vendor, model, [one for one in declared if there.issuperset(one.columns)])


def _as_declared(vendor: str, model: type[models.Model], guards: Iterable[Guard]) -> list[Trigger]:
    written = _for_postgresql if vendor == "postgresql" else _for_sqlite
    return [trigger for one in guards for trigger in written(model._meta.db_table, one)]


def _for_postgresql(table: str, one: Guard) -> Iterator[Trigger]:
    said = one.says.replace("'", "''").replace("%", "%%")
    refuse = f"RAISE EXCEPTION '{said}' USING ERRCODE = 'restrict_violation';"
    statement = f'CREATE TRIGGER {one.name} BEFORE {one.event} ON "{table}" FOR EACH ROW'
    runs, condition = f"EXECUTE FUNCTION {one.name}()", _condition(one, "postgresql")
    if one.event == MADE_OR_CHANGED:  # a trigger's WHEN may hold no subquery there, so the function asks
        body = f"BEGIN IF {condition} THEN {refuse} END IF; RETURN NEW; END"
        yield Trigger(one.name, f"{statement} {runs}", one.name, body)
    else:
        when = f"WHEN ({condition}) " if condition else ""
        yield Trigger(one.name, f"{statement} {when}{runs}", one.name, f"BEGIN {refuse} END")


def _for_sqlite(table: str, one: Guard) -> Iterator[Trigger]:
    said, condition = one.says.replace("'", "''"), _condition(one, "sqlite")
    when = f"WHEN ({condition}) " if condition else ""
    both = one.event == MADE_OR_CHANGED
    for event in ("INSERT", "UPDATE") if both else (one.event,):
        name = f"{one.name}_{event.lower()}" if both else one.name
        statement = f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW {when}'
        yield Trigger(name, f"{statement}BEGIN SELECT RAISE(ABORT, '{said}'); END")


def _condition(one: Guard, vendor: str) -> str:
    when = one.when if isinstance(one.when, str) else one.when[vendor]
    return when.format(differs=_DIFFERS[vendor])


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
    return [
        model
        for model in installed.get_models()
        if issubclass(model, AppendOnly) or _declared(model) or _changes_seldom(model)
    ]


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand in the database and do not, or stand there changed or switched off."""
    there = _standing_triggers(connection)
    return [
        trigger.name
        for model in guarded_models()
        for trigger in triggers_for(connection.vendor, model)
        if trigger.name not in there or not there[trigger.name].is_what(trigger)
    ]


class _Standing(NamedTuple):
    """A trigger as the database tells of it. `fires` is PostgreSQL's own letter: O in daily work, A always."""

    statement: str
    function: str
    body: str
    fires: str

    def is_what(self, trigger: Trigger) -> bool:
        return (
            _words(self.statement) == _words(trigger.statement)
            and (self.function, self.body.strip()) == (trigger.function, trigger.body.strip())
            and self.fires in ("A" if trigger.is_always_on else "OA")
        )


def _words(statement: str) -> list[str]:
    """A trigger's words in no order: what else differs is how a database writes them, or the order of fields."""
    return sorted(re.sub(r"::(character varying|\w+)|[(),;]", " ", statement.replace('"', "")).lower().split())


def _standing_triggers(connection: BaseDatabaseWrapper) -> dict[str, _Standing]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql, '', '', 'A' FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT t.tgname, pg_get_triggerdef(t.oid, true), p.proname, p.prosrc, t.tgenabled::text"
                " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid"
                " JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE NOT t.tgisinternal AND n.nspname = ANY (current_schemas(false))"
            )
        return {name: _Standing(*rest) for name, *rest in cursor.fetchall()}
