"""Calendar arithmetic in days, months and years."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from canon.values import Span, Unit

ONE_DAY = timedelta(days=1)


def add(day: date, span: Span, times: int = 1) -> date:
    """A day so many spans later, counted from the first day each time, so that month ends do not drift.

    From the 31st, or from February 29, a month or year that lacks the day ends on its last one. Beyond the calendar it is
    the calendar's last day.
    """
    amount = span.amount * times
    if span.unit is Unit.DAY:
        return day + timedelta(days=min(amount, (date.max - day).days))
    months = amount * (12 if span.unit is Unit.YEAR else 1) + day.month - 1
    year, month = day.year + months // 12, months % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def day_after(day: date) -> date:
    """The next day; the calendar's last day has none."""
    return day + ONE_DAY if day < date.max else day


def first_of_month(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)
