"""How many people one worker supports, beside what is usual: a gauge, never a wall.

No code sets a figure. Ours is what a board or agency would set, as dated data with its source; an agency may set its own
as a policy of the limit named here, and the page says whose figure it is.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("gauges.toml")


@dataclass(frozen=True, slots=True)
class Gauge:
    """So many of something is usual, from a day on. `source`: who says so."""

    name: str
    most: int
    start: date
    source: str


def gauge(name: str, on: date) -> Gauge:
    """The figure of that name on a day: "caseload" (people per worker), "team" (workers per supervisor)."""
    return max((own for own in _gauges() if own.name == name and own.start <= on), key=lambda own: own.start)


@lru_cache(maxsize=1)
def _gauges() -> tuple[Gauge, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["gauge"]
    return tuple(Gauge(row["name"], row["most"], row["from"], row["source"]) for row in rows)
