"""What runs by itself: each app says at start what is to be looked at again and again, and `alongside tick` does it.

register_tick("renewals", remind)        # remind(now) -> how many things it did; safe to repeat
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

Run = Callable[[datetime], int]

log = structlog.get_logger("alongside.tick")
_ticks: dict[str, Run] = {}


def register_tick(name: str, run: Run) -> None:
    """Add what runs by itself. Call it from `AppConfig.ready`. `run` may be called twice for one moment, or days late."""
    _ticks[name] = run


def tick(now: datetime) -> dict[str, int | None]:
    """Run everything once: name -> how many things it did, None where it failed. One failure does not stop the others."""
    return {name: _run(name, run, now) for name, run in sorted(_ticks.items(), key=_mail_last)}


def _run(name: str, run: Run, now: datetime) -> int | None:
    try:
        return run(now)
    except Exception:
        log.exception("tick_failed", where=name)
        return None


def _mail_last(named: tuple[str, Run]) -> tuple[bool, str]:
    """So that what the others tell goes out in the same round."""
    return named[0] == "mail", named[0]
