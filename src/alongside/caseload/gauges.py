"""How many people one worker supports, beside what is usual: a gauge, never a wall.

No code sets a figure. Ours is what a board or agency would set, as dated data with its source; an agency may set its own from a
day, in the app above that keeps its figures (`register_own`), and pages say whose figure it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("gauges.toml")
CASELOAD: Final = "caseload"


@dataclass(frozen=True, slots=True)
class Gauge:
    """So many of something is usual, from a day on. source: who says so; is_own: the agency itself."""

    name: str
    most: int
    start: date
    source: str
    is_own: bool = False


def gauge(name: str, on: date) -> Gauge:
    """The figure of that name on a day: "caseload" (people per worker), "team" (workers per supervisor)."""
    return max((own for own in _gauges() if own.name == name and own.start <= on), key=lambda own: own.start)


def caseload_at(agency: int, on: date) -> Gauge:
    """How many people one worker usually has at an agency on a day: its own figure, else ours."""
    own = _own(agency, on) if _own is not None else None
    return own if own is not None else gauge(CASELOAD, on)


def register_own(source: Callable[[int, date], Gauge | None]) -> None:
    """Say how many people an agency has set for one worker, by its id and a day. The last caller wins."""
    global _own
    _own = source


_own: Callable[[int, date], Gauge | None] | None = None


@lru_cache(maxsize=1)
def _gauges() -> tuple[Gauge, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["gauge"]
    return tuple(Gauge(row["name"], row["most"], row["from"], row["source"]) for row in rows)
