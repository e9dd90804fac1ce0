"""From a day and an hour of an agency to a moment, and back to its days and months. Lengths are measured in real minutes."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, tzinfo

from django.utils.translation import gettext as _

from alongside.supervision.refusals import NotPossible


def moment_at(day: date, at: time, zone: tzinfo, *, field: str = "") -> datetime:
    """That hour of that day, aware. Of an hour that comes twice when clocks go back, the first.

    Raises NotPossible for one that clocks skip when they go forward.
    """
    moment = datetime.combine(day, at.replace(second=0, microsecond=0), tzinfo=zone)
    there = moment.astimezone(UTC).astimezone(zone)
    if (there.hour, there.minute) != (moment.hour, moment.minute):
        raise NotPossible(
            "no-such-time",
            _("Clocks go forward that night, and this hour is skipped. Choose an hour before or after."),
            field=field,
        )
    return moment.astimezone(UTC)


def last_of_month(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
