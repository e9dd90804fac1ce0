"""By when a referral should be decided: a house rule, not the law's; agencies see to it themselves later."""

from datetime import date, timedelta
from typing import Final

WORKING_DAYS: Final = 2
_SATURDAY: Final = 5


def due_day(sent_on: date) -> date:
    """The second working day after the one it was sent on. Saturdays and Sundays are not counted."""
    day, left = sent_on, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day
