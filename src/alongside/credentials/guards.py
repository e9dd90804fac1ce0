"""Triggers on both databases: what identifies a certificate never changes, and none is ever deleted.

Its number is written once, when it is drawn. The name on it may change, with a NameChange beside it.
SQLite loses triggers whenever a table is rebuilt: a migration that alters the table places them again.
"""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

TABLE = "credentials_certificate"
_FIXED = ("board_id", "holder_id", "code", "token", "applied_on", "valid_from", "valid_through", "given_up_on")
_CHANGED = " OR ".join(f'NEW."{column}" {{differs}} OLD."{column}"' for column in _FIXED)

# name -> (event, when it refuses, what it says)
GUARDS = {
    "certificate_stays_as_entered": ("UPDATE", _CHANGED, "what was entered of a certificate stays"),
    "certificate_number_stays": (
        "UPDATE",
        'OLD."number" <> \'\' AND NEW."number" <> OLD."number"',
        "a certificate keeps its number",
    ),
    "certificate_is_not_deleted": ("DELETE", "", "a certificate is never deleted"),
}
_DIFFERS = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}


def guard_certificates() -> RunPython:
    """The migration step that places them. Put it after the table is made, and again after any rebuild."""

    def place(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        vendor = editor.connection.vendor
        with editor.connection.cursor() as cursor:
            for statement in (*_lifted(vendor), *_placed(vendor)):
                cursor.execute(statement)

    def lift(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        with editor.connection.cursor() as cursor:
            for statement in _lifted(editor.connection.vendor):
                cursor.execute(statement)

    return RunPython(place, lift)


def _placed(vendor: str) -> Iterator[str]:
    for name, (event, when, says) in GUARDS.items():
        condition = f"WHEN ({when.format(differs=_DIFFERS[vendor])}) " if when else ""
        if vendor == "postgresql":
            yield (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$"
                f"BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END $body$"
            )
            yield f'CREATE TRIGGER {name} BEFORE {event} ON "{TABLE}" FOR EACH ROW {condition}EXECUTE FUNCTION {name}()'
        else:
            yield (
                f'CREATE TRIGGER {name} BEFORE {event} ON "{TABLE}" FOR EACH ROW {condition}'
                f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
            )


def _lifted(vendor: str) -> Iterator[str]:
    for name in GUARDS:
        if vendor == "postgresql":
            yield f'DROP TRIGGER IF EXISTS {name} ON "{TABLE}"'
            yield f"DROP FUNCTION IF EXISTS {name}()"
        else:
            yield f"DROP TRIGGER IF EXISTS {name}"
