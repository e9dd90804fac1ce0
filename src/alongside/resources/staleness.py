"""When what is told of a resource is too long unchecked: our dated figure, or the agency's own."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from alongside.people.models import Agency
from alongside.resources.models import StaleAfter

FILE: Final = Path(__file__).with_name("stale.toml")


def stale_days(agency: Agency, on: date) -> int:
    """Days without a check after which a resource is marked."""
    own = StaleAfter.objects.filter(agency=agency).order_by("-pk").values_list("days", flat=True).first()
    return own or usual_days(on)


def usual_days(on: date) -> int:
    """The same where an agency sets no figure of its own."""
    return max((start, days) for start, days in _rows() if start <= on)[1]


def stale_before(agency: Agency, on: date) -> date:
    """What was checked before this day is marked: 180 days are still good, the 181st is not."""
    return on - timedelta(days=stale_days(agency, on))


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[date, int], ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["stale"]
    return tuple((row["from"], row["days"]) for row in rows)
