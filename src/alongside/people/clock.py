"""What time it is, in one place: so that a demonstration or a test can let the clock stand still.

Rules never ask: they are given a day. Pages take theirs from `request.today`, which comes from here.
The journal does not use this clock: when an entry was written is never made up.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo

from django.conf import settings
from django.utils import timezone

_stands_at: ContextVar[datetime | None] = ContextVar("clock stands at", default=None)


def now() -> datetime:
    """This moment, aware; or the one the clock was told to stand at."""
    told = _stands_at.get()
    if told is None and settings.CLOCK_STANDS_AT:
        told = _moment_in_settings(settings.CLOCK_STANDS_AT)
    return datetime.now(UTC) if told is None else told


def today_in(zone: tzinfo) -> date:
    """What day it is in a zone: a state's own zone decides its days."""
    return now().astimezone(zone).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at an aware moment. Raises ValueError for one without a zone."""
    if timezone.is_naive(moment):
        raise ValueError("say which zone the clock stands in")
    token = _stands_at.set(moment)
    try:
        yield
    finally:
        _stands_at.reset(token)


def _moment_in_settings(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else timezone.make_aware(moment)
