"""What each database is told, and that SQLite heard it."""

import pytest
from django.db import connection

from alongside.site.databases import database_options, sqlite_journal_mode

SQLITE = {"ENGINE": "django.db.backends.sqlite3"}
POSTGRES = {"ENGINE": "django.db.backends.postgresql"}


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "TRUNCATE"), ((3, 51, 2), "TRUNCATE"), ((3, 51, 3), "WAL"), ((3, 52, 0), "WAL"), ((4, 0, 0), "WAL")],
)
def test_wal_only_where_it_is_safe(version: tuple[int, ...], mode: str) -> None:
    assert sqlite_journal_mode(version) == mode
    options = database_options(SQLITE, sqlite_version=version)["OPTIONS"]
    assert f"journal_mode={mode}" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_what_the_address_says_wins_over_our_defaults() -> None:
    options = database_options({**SQLITE, "OPTIONS": {"timeout": 3}}, sqlite_version=(3, 40, 1))["OPTIONS"]

    assert options["timeout"] == 3


def test_postgresql_keeps_its_connections_for_a_minute() -> None:
    assert database_options(POSTGRES, sqlite_version=(3, 40, 1))["CONN_MAX_AGE"] == 60


def test_a_pooler_that_carries_no_prepared_statements_is_spared_them() -> None:
    usual = database_options(POSTGRES, sqlite_version=(3, 40, 1))["OPTIONS"]
    spared = database_options({**POSTGRES, "OPTIONS": {"prepare": "off"}}, sqlite_version=(3, 40, 1))["OPTIONS"]

    assert usual["prepare_threshold"] == 2
    assert spared == {"connect_timeout": 10, "prepare_threshold": None}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="pragmas are SQLite's")
def test_sqlite_heard_us(db: None) -> None:
    with connection.cursor() as cursor:
        said = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "synchronous")}

    assert said == {"foreign_keys": 1, "synchronous": 2}
