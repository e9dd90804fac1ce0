"""Triggers on both databases: whom a giving concerns never changes, it ends once, and a showing that ended stays ended.

SQLite loses triggers whenever a table is rebuilt: a migration that alters these tables places them again.
"""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

GIVINGS, SHOWINGS = "instruments_giving", "instruments_showing"
_GIVEN = (
    '"agency_id", "instrument_id", "person_id", "worker_id", "ruling_id", "token_sha256", "form_token", "given_at", '
    '"expires_at"'
)

# name -> (table, event and columns, when it refuses, what it says)
GUARDS = {
    "giving_stays_as_given": (GIVINGS, f"UPDATE OF {_GIVEN}", "", "a giving stays as it was given"),
    "giving_stays_on_its_device": (
        GIVINGS,
        'UPDATE OF "device_sha256"',
        "OLD.device_sha256 <> '' AND NEW.device_sha256 <> OLD.device_sha256",
        "what was begun on one device goes on there",
    ),
    "giving_ends_once": (
        GIVINGS,
        "UPDATE",
        "OLD.status NOT IN ('open', 'begun')",
        "a giving that is over stays over",
    ),
    "giving_is_not_deleted": (GIVINGS, "DELETE", "", "a giving is not deleted"),
    "showing_stays_as_shown": (
        SHOWINGS,
        'UPDATE OF "agency_id", "response_id", "worker_id", "at"',
        "",
        "a showing stays as it was made",
    ),
    "showing_ends_once": (SHOWINGS, "UPDATE", "OLD.ended_at IS NOT NULL", "a showing that ended stays ended"),
    "showing_is_not_deleted": (SHOWINGS, "DELETE", "", "a showing is not deleted"),
}


def guard_givings() -> RunPython:
    """The migration step that places them. Put it after the tables are made, and again after any rebuild."""

    def place(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor.connection, [*_lifted(editor.connection.vendor), *_placed(editor.connection.vendor)])

    def lift(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor.connection, list(_lifted(editor.connection.vendor)))

    return RunPython(place, lift)


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _placed(vendor: str) -> Iterator[str]:
    for name, (table, event, when, says) in GUARDS.items():
        condition = f"WHEN ({when}) " if when else ""
        if vendor == "postgresql":
            yield (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$"
                f"BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END $body$"
            )
            yield f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW {condition}EXECUTE FUNCTION {name}()'
        else:
            yield (
                f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW {condition}'
                f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
            )


def _lifted(vendor: str) -> Iterator[str]:
    for name, (table, *_rest) in GUARDS.items():
        if vendor == "postgresql":
            yield f'DROP TRIGGER IF EXISTS {name} ON "{table}"'
            yield f"DROP FUNCTION IF EXISTS {name}()"
        else:
            yield f"DROP TRIGGER IF EXISTS {name}"
