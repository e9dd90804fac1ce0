"""Starting Django for a command, and turning what a database or a disk says into what to do about it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from alongside.cli.output import Refused

# What the databases and the system say -> code, and what to tell the person at the console.
_PLAINLY = (
    ("database is locked", "database-locked", "Another program holds the database. Stop it, or wait a moment, and try again."),
    ("database or disk is full", "disk-full", "The disk is full. Nothing was half written. Free some room and try again."),
    ("no space left", "disk-full", "The disk is full. Nothing was half written. Free some room and try again."),
    ("readonly database", "read-only", "The database cannot be written. Let the account that runs this own {data} and its files."),
    ("read-only file system", "read-only", "The disk is mounted read-only. Mount it for writing, or set ALONGSIDE_DATA to another folder."),
    ("permission denied", "no-permission", "This account may not use {data}. Let it own that folder, or set ALONGSIDE_DATA to another."),
    ("unable to open database file", "cannot-open", "The database cannot be opened. Does {data} exist, and may this account write there?"),
    ("malformed", "damaged", "The database file is damaged. Stop here, keep a copy of it, and restore the last backup."),
    ("is not a database", "damaged", "The database file is damaged. Stop here, keep a copy of it, and restore the last backup."),
    ("no such table", "not-migrated", "The database has no tables yet. Run: alongside migrate"),
    ("does not exist", "not-migrated", "The database or a table is not there. Check DATABASE_URL, then run: alongside migrate"),
    ("connection refused", "no-server", "The database server does not answer. Is it running, and is DATABASE_URL right?"),
    ("could not translate host", "no-server", "The database server is not found. Is DATABASE_URL right?"),
    ("password authentication", "no-permission", "The database server refuses the sign-in. Check the account in DATABASE_URL."),
)  # fmt: skip


def start_django(**defaults: str) -> None:
    """Load the product. `defaults` are environment variables to set where the caller has not. Raises Refused."""
    for name, value in {"DJANGO_SETTINGS_MODULE": "alongside.site.settings", **defaults}.items():
        os.environ.setdefault(name, value)
    with in_plain_words():
        import django

        django.setup()


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turn a failure of the database or the disk into Refused, which says what to do. Anything else goes through."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        yield
    except ImproperlyConfigured as error:
        raise Refused("settings", f"A setting is missing or wrong: {error}") from error
    except (DatabaseError, OSError) as error:
        raise _plainly(error) from error


def _plainly(error: Exception) -> Refused:
    said = str(error)
    for words, code, advice in _PLAINLY:
        if words in said.lower():
            return Refused(code, f"{advice.format(data=_data_folder())}\n({said.strip().splitlines()[0]})")
    return Refused("database", f"The database or the disk refused: {said.strip()}")


def _data_folder() -> str:
    return os.environ.get("ALONGSIDE_DATA", "") or "the folder var/"
