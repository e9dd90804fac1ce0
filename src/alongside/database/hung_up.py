"""Noticing, before a request asks anything, that PostgreSQL has hung up: after a restart, say, or a long night.

Django's own check (`CONN_HEALTH_CHECKS`) asks the database a question in each request. A connection that waits has nothing to be
read from it, unless the other side has closed it: looking at its socket tells as much, and asks nobody.
"""

from __future__ import annotations

import select
from typing import Any

import psycopg
from django.db import connections


def close_what_hung_up(**_sent: Any) -> None:
    """Close each of this thread's connections on which there is something to read, so that the next question opens another."""
    for connection in connections.all(initialized_only=True):
        raw = connection.connection
        if isinstance(raw, psycopg.Connection) and not connection.in_atomic_block and has_hung_up(raw):
            connection.close()


def has_hung_up(raw: psycopg.Connection[Any]) -> bool:
    """Whether an idle connection is closed, or about to be."""
    if raw.closed:
        return True
    waiting = select.poll()
    waiting.register(raw.pgconn.socket, select.POLLIN)
    return bool(waiting.poll(0))
