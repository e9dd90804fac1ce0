"""Triggers on both databases: what two rows together may not say, and what no check constraint can measure.

What the models declare under `guards` is placed by the journal's; these two look beyond one row, or measure time.

The actions lock the worker first, so that of two write-ups at once the second meets the first. SQLite loses triggers
whenever a table is rebuilt: a migration that alters these tables places them again.
"""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

SESSIONS, ATTENDANCES = "supervision_supervisionsession", "supervision_sessionattendance"

_OVERLAPS = (
    'NEW.ended_at IS NOT NULL AND EXISTS (SELECT 1 FROM "supervision_sessionattendance" other'
    " WHERE other.worker_id = NEW.worker_id AND other.session_id <> NEW.session_id AND other.ended_at IS NOT NULL"
    " AND other.began_at < NEW.ended_at AND NEW.began_at < other.ended_at)"
)
_TOO_LONG = {
    "sqlite": "NEW.ended_at IS NOT NULL AND julianday(NEW.ended_at) - julianday(NEW.began_at) > 1.0000001",
    "postgresql": "NEW.ended_at IS NOT NULL AND NEW.ended_at - NEW.began_at > interval '1 day'",
}

# name -> (table, event, when it refuses, what it says)
GUARDS: dict[str, tuple[str, tuple[str, ...], str | dict[str, str], str]] = {
    "held_sessions_do_not_overlap": (
        ATTENDANCES,
        ("INSERT", "UPDATE"),
        _OVERLAPS,
        "a worker is in one session at a time",
    ),
    "a_session_is_no_longer_than_a_day": (
        SESSIONS,
        ("INSERT", "UPDATE"),
        _TOO_LONG,
        "a session is no longer than a day",
    ),
    "attendance_is_no_longer_than_a_day": (
        ATTENDANCES,
        ("INSERT", "UPDATE"),
        _TOO_LONG,
        "a session is no longer than a day",
    ),
}


def guard_sessions() -> RunPython:
    """The migration step that places them. Put it after the tables are made, and again after any rebuild."""

    def place(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        vendor = editor.connection.vendor
        _run(editor.connection, [*_lifted(vendor), *_placed(vendor)])

    def lift(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor.connection, list(_lifted(editor.connection.vendor)))

    return RunPython(place, lift)


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _placed(vendor: str) -> Iterator[str]:
    for name, (table, events, when, says) in GUARDS.items():
        condition = when[vendor] if isinstance(when, dict) else when
        if vendor == "postgresql":
            # a trigger's WHEN may hold no subquery there, so the function asks
            refuse = f"RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation';"
            body = f"IF {condition} THEN {refuse} END IF; RETURN NEW;"
            yield f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$BEGIN {body} END $body$"
            yield (
                f'CREATE TRIGGER {name} BEFORE {" OR ".join(events)} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()'
            )
            continue
        for event in events:
            yield (
                f'CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON "{table}" FOR EACH ROW WHEN {condition} '
                f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
            )


def _lifted(vendor: str) -> Iterator[str]:
    for name, (table, events, *_rest) in GUARDS.items():
        if vendor == "postgresql":
            yield f'DROP TRIGGER IF EXISTS {name} ON "{table}"'
            yield f"DROP FUNCTION IF EXISTS {name}()"
        else:
            yield from (f"DROP TRIGGER IF EXISTS {name}_{event.lower()}" for event in events)
