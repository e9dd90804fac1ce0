"""When and where an agency authorizes service: nc.2.6, ca.authenticity.4. The newest set of rows that has begun stands whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.database.prepared import Prepared
from alongside.database.seldom import ByDay, remembered
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import AGENCY_KEEPERS, Authority, require_authority
from alongside.people.models import Agency
from alongside.practice.models import How, ServiceHours
from alongside.practice.refusals import OddTimes


@dataclass(frozen=True, slots=True)
class Window:
    """Days of the week ("12345", Monday first), from when to when, and which ways to meet."""

    weekdays: str
    opens: time
    closes: time
    hows: frozenset[How]

    def covers(self, begins: datetime, ends: datetime, how: How) -> bool:
        """Whether a contact lies within it. Both moments in the agency's zone; the window may run past midnight."""
        if how not in self.hows:
            return False
        for day in (begins.date(), begins.date() - timedelta(days=1)):
            if str(day.isoweekday()) in self.weekdays:
                opens = datetime.combine(day, self.opens, begins.tzinfo)
                last = day if self.closes > self.opens else day + timedelta(days=1)
                closes = datetime.combine(last, self.closes, begins.tzinfo)
                if opens <= begins and ends <= closes:
                    return True
        return False


def hours_on(agency: Agency, on: date) -> Sequence[Window]:
    """The windows that stand on a day; none where the agency has put none on file, which authorizes nothing."""
    return _windows(agency.pk).on(on)


@remembered
def _windows(agency: int) -> ByDay[tuple[Window, ...]]:
    every = _HOURS.all(agency)

    def windows(begun: date | None) -> tuple[Window, ...]:
        newest = max((row.at for row in every if row.from_day == begun), default=None)
        return tuple(
            Window(row.weekdays, row.opens, row.closes, frozenset(How(name) for name in row.hows.split()))
            for row in every
            if (row.from_day, row.at) == (begun, newest)
        )

    return ByDay((row.from_day for row in every), windows)


_HOURS: Final = Prepared(lambda agency: ServiceHours.objects.filter(agency=agency).order_by("pk"), int)


def is_authorized(agency: Agency, begins: datetime, ends: datetime, how: How) -> bool | None:
    """Whether a contact lies within what the agency authorizes; None where nothing is on file: then it is asked."""
    zone = agency.time_zone
    begins, ends = begins.astimezone(zone), ends.astimezone(zone)
    windows = hours_on(agency, begins.date())
    return any(window.covers(begins, ends, how) for window in windows) if windows else None


def set_hours(*, agency: Agency, windows: Sequence[Window], from_day: date, by: User, on: date) -> list[ServiceHours]:
    """Put the agency's windows on file, from today or a later day. Raises NotTheirs, OddTimes."""
    if from_day < on:
        raise OddTimes(_("Choose today or a day to come: what was authorized before stays as it was."))
    if not windows or any(not own.weekdays or not own.hows or own.opens == own.closes for own in windows):
        raise OddTimes(_("Give each line its days, its times, and at least one way to meet."))
    with transaction.atomic(durable=True):
        require_authority(by, Authority(AGENCY_KEEPERS, agency=agency))
        at = clock.now()
        rows = [
            ServiceHours.objects.create(
                agency=agency,
                weekdays=own.weekdays,
                opens=own.opens,
                closes=own.closes,
                hows=" ".join(sorted(how.value for how in own.hows)),
                from_day=from_day,
                by=by,
                at=at,
            )
            for own in windows
        ]
        write_journal("service-hours.set", rows[0], by=by, data={"from": from_day.isoformat(), "lines": len(rows)})
    return rows
