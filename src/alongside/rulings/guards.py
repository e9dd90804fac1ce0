"""Triggers on both databases: what a kept ruling said never changes, and what others may rely on is never deleted.

SQLite loses triggers whenever a table is rebuilt: a migration that alters these tables places them again.
"""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

RULINGS, REFERRALS = "rulings_keptruling", "rulings_referral"
_SAID = '"agency_id", "worker_id", "asker_id", "purpose", "act", "on", "asked_at", "answer", "allows", "sealed"'
_SENT = '"agency_id", "kept_id", "answer", "from_worker_id", "to_id", "sent_at"'

# name -> (table, event and columns, when it refuses, what it says)
GUARDS = {
    "kept_ruling_stays_as_said": (RULINGS, f"UPDATE OF {_SAID}", "", "a ruling that was kept stays as it was said"),
    "kept_ruling_is_not_deleted": (
        RULINGS,
        "DELETE",
        "OLD.seen_by <> 'private'",
        "only a question that nobody else has seen is deleted",
    ),
    "referral_stays_as_sent": (REFERRALS, f"UPDATE OF {_SENT}", "", "a question stays as it was sent"),
    "referral_is_settled_once": (REFERRALS, "UPDATE", "OLD.status <> 'waiting'", "a referral is settled once"),
    "referral_is_not_deleted": (
        REFERRALS,
        "DELETE",
        "OLD.status <> 'taken-back'",
        "only a question taken back is deleted",
    ),
}


def guard_rulings() -> RunPython:
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
