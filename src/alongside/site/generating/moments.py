"""Days and minutes as text, ready for either database: worked out once for all of a state's years."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from alongside.site.generating.loading import zone_mark

A_DAY: Final = 1440
_BACK: Final = 1600  # days
_AHEAD: Final = 1600


class Calendar:
    """Text for moments, counted in minutes from midnight UTC of `today`, and for days counted from it."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._days = [(today + timedelta(days=n)).isoformat() for n in range(-_BACK, _AHEAD)]
        mark = zone_mark()
        self._minutes = [f" {n // 60:02}:{n % 60:02}:00{mark}" for n in range(A_DAY)]
        self._weekday = today.weekday()

    def day(self, n: int) -> str:
        """The day so many days from today."""
        return self._days[_BACK + n]

    def moment(self, minutes: int) -> str:
        """A moment."""
        day, minute = divmod(minutes, A_DAY)
        return self._days[_BACK + day] + self._minutes[minute]

    def is_workday(self, n: int) -> bool:
        """Monday to Friday."""
        return (self._weekday + n) % 7 < 5

    def month(self, back: int) -> tuple[int, int]:
        """Of the month so many before this: its first day and its last, counted from today."""
        months = self.today.year * 12 + self.today.month - 1 - back
        first = date(months // 12, months % 12 + 1, 1)
        after = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
        return (first - self.today).days, (after - self.today).days - 1

    def ahead_of_utc(self, zone: str) -> int:
        """Minutes to add to a wall clock there to have UTC, by the winter's time."""
        winter = datetime.combine(date(self.today.year, 1, 15), time(12), ZoneInfo(zone)).utcoffset()
        assert winter is not None
        return -int(winter.total_seconds() // 60)
