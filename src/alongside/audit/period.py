"""A period of whole months of an agency, both included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from alongside.billing.month import bounds
from alongside.people.models import Agency
from alongside.practice.refusals import NotPossibleNow

MOST_MONTHS = 24


class OddPeriod(NotPossibleNow):
    """A period that ends before it begins, is too long, or lies ahead."""

    code = "odd-period"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day of one month to the last day of another. first, last: first days of those months."""

    first: date
    last: date

    def bounds(self, agency: Agency) -> tuple[datetime, datetime]:
        """The moments between which it lies where the agency is."""
        return bounds(agency, self.first)[0], bounds(agency, self.last)[1]

    def months(self) -> Iterator[date]:
        """The first day of each month."""
        month = self.first
        while month <= self.last:
            yield month
            month = (month + timedelta(days=32)).replace(day=1)


def period_from(first: date, last: date, *, today: date) -> Period:
    """Raises OddPeriod."""
    first, last = first.replace(day=1), last.replace(day=1)
    if last < first:
        raise OddPeriod(_("The last month comes after the first."))
    if first > today:
        raise OddPeriod(_("That has not begun. Choose this month or one before."))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > MOST_MONTHS:
        raise OddPeriod(_("Choose at most two years; make a second pack for the rest."))
    return Period(first, last)
