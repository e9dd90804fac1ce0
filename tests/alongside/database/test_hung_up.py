"""A request begins with a connection that stands: what PostgreSQL has hung up on is closed and opened anew."""

from collections.abc import Iterator
from time import sleep
from typing import Any

import pytest
from django.core.signals import request_started
from django.db import connection, connections

from alongside.database.hung_up import close_what_hung_up, has_hung_up

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite hangs up on nobody"),
]


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Another connection of this thread, outside the test's transaction."""
    own = connection.copy()
    own.ensure_connection()
    monkeypatch.setattr(connections, "all", lambda initialized_only: [connections["default"], own])
    yield own
    own.close()


def _number(of: Any) -> int:
    with of.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_one_that_stands_is_kept(other: Any) -> None:
    before = _number(other)

    close_what_hung_up()

    assert not has_hung_up(other.connection)
    assert _number(other) == before


def test_one_that_was_ended_is_opened_anew_and_a_transaction_is_left_alone(other: Any) -> None:
    before, mine = _number(other), connection.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [before])
    for _ in range(50):
        if has_hung_up(other.connection):
            break
        sleep(0.1)

    close_what_hung_up()

    assert other.connection is None
    assert _number(other) != before
    assert connection.connection is mine


def test_every_request_looks() -> None:
    assert close_what_hung_up in [ref() for _id, ref, *_rest in request_started.receivers if callable(ref)]
