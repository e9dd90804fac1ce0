"""What each database is told at every connection. Why: docs/decisions/0101-sqlite-journal-mode.md."""

from collections.abc import Mapping
from typing import Any

# 3.7.0 to 3.51.2 can corrupt a WAL file that is reset while another process reads it.
WAL_IS_SAFE_FROM = (3, 51, 3)


def sqlite_journal_mode(version: tuple[int, ...]) -> str:
    """WAL where the linked SQLite resets it safely, else a rollback journal emptied at each commit."""
    return "WAL" if version >= WAL_IS_SAFE_FROM else "TRUNCATE"


def database_options(database: Mapping[str, Any], *, sqlite_version: tuple[int, ...]) -> dict[str, Any]:
    """The settings to lay over what DATABASE_URL said, for the database it names."""
    options = dict(database.get("OPTIONS") or {})
    if database["ENGINE"].endswith("sqlite3"):
        pragmas = (
            f"PRAGMA journal_mode={sqlite_journal_mode(sqlite_version)};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        )
        return {
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas, **options},
            "CONN_MAX_AGE": None,
        }
    # only what `database.prepared` asks is bound by the server, and so prepared there; not through a pooler that cannot
    prepares = options.pop("prepare", "on") != "off"
    return {
        "OPTIONS": {"connect_timeout": 10, "prepare_threshold": 2 if prepares else None, **options},
        "CONN_MAX_AGE": 60,  # that they stand is looked at by `database.hung_up`, without a question for each request
    }
