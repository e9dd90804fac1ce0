"""A migrated PostgreSQL database, made once in a run: each process of the run, and each test that wants one of its own, copies it.

Copying takes the server less than a second, where every migration takes a process twenty. The name is the run's own,
so that nothing of an earlier state of the code is ever copied, and the template goes with the run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from django.core import management
from django.db import connection
from psycopg import sql

LOCK: Final = 410_410
"""Of the server: whoever comes second waits until the first has migrated."""


def name() -> str:
    return f"alongside_template_{os.environ['ALONGSIDE_TEST_RUN']}"


def is_wanted() -> bool:
    return connection.vendor == "postgresql"


def copy_it_for_the_tests() -> None:
    """Let the database that is made for the tests be a copy, with nothing left for its `migrate` to do."""
    make()
    connection.settings_dict["TEST"]["TEMPLATE"] = name()
    run = management.call_command

    def first(command: str, *words: Any, **options: Any) -> Any:
        management.call_command = run
        return None if command == "migrate" else run(command, *words, **options)

    management.call_command = first


def make() -> None:
    """The template, migrated by whoever asks first."""
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name()]).fetchone():
            return
        begun = f"{name()}_begun"
        server.execute(_drop(begun))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(begun)))
        _migrate(begun)
        server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(begun), sql.Identifier(name())))


@contextmanager
def copy(called: str) -> Iterator[None]:
    """One more migrated database on the same server, for what needs connections of its own; gone afterwards."""
    make()
    with _server() as server:
        copied = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(called), sql.Identifier(name()))
        server.execute(copied)
        try:
            yield
        finally:
            server.execute(_drop(called))


def drop() -> None:
    with _server() as server:
        server.execute(_drop(name()))


def _migrate(database: str) -> None:
    """In this process, which has the product loaded."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        management.call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def _drop(database: str) -> sql.Composed:
    return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))


@contextmanager
def _server() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection of its own to the server's maintenance database."""
    told = connection.settings_dict
    address = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in address.items() if v}) as server:
        yield server
