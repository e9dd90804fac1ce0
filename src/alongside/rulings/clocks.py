"""By when what waits for a supervisor should be decided: a house rule, not the law's; agencies see to it themselves later."""

from datetime import date, timedelta
from typing import Final

WORKING_DAYS: Final = 2
SOON: Final = timedelta(days=3)
"""How long before its day what is to be looked at again stands on a list."""
_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)


def due_day(sent_on: date) -> date:
    """The second working day after the one it was sent on. Saturdays and Sundays are not counted."""
    day, left = sent_on, WORKING_DAYS
    while left:
        day += _ONE_DAY
        left -= day.weekday() < _SATURDAY
    return day


def first_in_time(today: date) -> date:
    """The first day whose matters are not late yet: what came before it should have been decided by now."""
    day = today
    while due_day(day - _ONE_DAY) >= today:
        day -= _ONE_DAY
    return day
