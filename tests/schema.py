"""A migrated SQLite database, kept between runs as the statements that make it, so that one test does not wait for every migration.

What it holds is fixed by the migrations, models and guards: a copy is kept under their fingerprint in `.house`, and one that
no longer fits is never asked for. On a clean clone the first process migrates, and the others wait for what it keeps.
PostgreSQL is migrated once in each run: `template`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import django
from django.core import management
from django.db import connection

try:
    import fcntl
except ImportError:  # where files are not locked so, whoever comes second migrates too
    fcntl = None  # type: ignore[assignment]

ROOT: Final = Path(__file__).resolve().parents[1]
KEPT: Final = ROOT / ".house" / "test-schema"
MOST_KEPT: Final = 4
SAYS: Final = ("migrations/*.py", "models.py", "models/*.py", "guards.py", "apps.py", "settings.py")
"""What decides how a database is laid out, within each app."""


def keep_the_schema() -> None:
    """Let the next `migrate` on SQLite take a kept database, or keep the one it makes. Every later one runs as always."""
    run = management.call_command

    def first(name: str, *words: Any, **options: Any) -> Any:
        management.call_command = run
        if name != "migrate" or connection.vendor != "sqlite":
            return run(name, *words, **options)
        with _one_at_a_time():
            if not lay_out(_raw()):
                run(name, *words, **options)
                keep(_raw())
        return None

    management.call_command = first


def lay_out(database: sqlite3.Connection) -> bool:
    """Give an empty database every table as it is kept; False where nothing that fits is kept."""
    kept = _where_it_is_kept()
    if kept.exists():
        database.executescript(kept.read_text(encoding="utf-8"))
    return kept.exists()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Migrating takes a processor twenty seconds: whoever comes second waits and copies."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint() -> str:
    """Of everything that decides how a database is laid out."""
    found = sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for path in sorted(_files()):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:24]


def _where_it_is_kept() -> Path:
    return KEPT / f"{fingerprint()}.sql"


def _files() -> Iterable[Path]:
    for app in (ROOT / "src" / "alongside").iterdir():
        for pattern in SAYS:
            yield from app.glob(pattern)


def keep(database: sqlite3.Connection) -> None:
    """Several processes may come here at once: each writes its own file, and the last to finish names it."""
    kept = _where_it_is_kept()
    KEPT.mkdir(parents=True, exist_ok=True)
    own = kept.with_suffix(f".{os.getpid()}")
    rows = database.iterdump()  # by table name, whichever points at which
    statements = ["PRAGMA foreign_keys=OFF;", *rows, "PRAGMA foreign_keys=ON;"]
    own.write_text("\n".join(statements), encoding="utf-8")
    own.replace(kept)
    newest = sorted(KEPT.glob("*.sql"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in newest[MOST_KEPT:]:
        old.unlink(missing_ok=True)


def _raw() -> sqlite3.Connection:
    connection.ensure_connection()
    assert isinstance(connection.connection, sqlite3.Connection)
    return connection.connection
