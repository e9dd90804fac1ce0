"""When and where an agency authorizes service: nc.2.6, ca.authenticity.4. The newest set of rows that has begun stands whole.

Hours that touch are one: a contact may begin in one line and end in the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
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
    """Days of the week ("12345", Monday first), from when to when, which ways to meet, and at which places.

    closes: past midnight where it is not after `opens`; the same is the whole day
    places: by name, where two agree on one; none is any place
    """

    weekdays: str
    opens: time
    closes: time
    hows: frozenset[How]
    places: tuple[str, ...] = ()

    def covers(self, begins: datetime, ends: datetime, how: How, place: str = "") -> bool:
        """Whether a contact lies within it. Both moments in the agency's zone."""
        if not self.is_for(how, place):
            return False
        return any(opens <= begins and ends <= closes for opens, closes in self.spans(begins, begins))

    def is_for(self, how: How, place: str) -> bool:
        """Whether it speaks of meeting that way, there."""
        return how in self.hows and (not self.names_place(how) or _plain(place) in map(_plain, self.places))

    def names_place(self, how: How) -> bool:
        """Whether it depends on the place."""
        return bool(self.places) and how is How.AGREED_PLACE

    def spans(self, begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
        """From when to when it lasts on the days from the one before `begins` to that of `ends`."""
        day = begins.date() - timedelta(days=1)
        while day <= ends.date():
            if str(day.isoweekday()) in self.weekdays:
                last = day if self.closes > self.opens else day + timedelta(days=1)
                yield (
                    datetime.combine(day, self.opens, begins.tzinfo),
                    datetime.combine(last, self.closes, begins.tzinfo),
                )
            day += timedelta(days=1)


def _plain(place: str) -> str:
    return " ".join(place.casefold().split())


def cover(windows: Iterable[Window], begins: datetime, ends: datetime) -> bool:
    """Whether a contact lies within them together. Both moments in the agency's zone."""
    begins_at, ends_at = begins.astimezone(UTC), ends.astimezone(UTC)
    spans = sorted(
        (opens.astimezone(UTC), closes.astimezone(UTC)) for own in windows for opens, closes in own.spans(begins, ends)
    )
    reached = begins_at
    for opens, closes in spans:
        if opens <= reached < closes:
            reached = closes
    return reached >= ends_at


def hours_on(agency: Agency, on: date) -> Sequence[Window]:
    """The windows that stand on a day; none where the agency has put none on file, which authorizes nothing."""
    return _windows(agency.pk).on(on)


@remembered
def _windows(agency: int) -> ByDay[tuple[Window, ...]]:
    every = _HOURS.all(agency)

    def windows(begun: date | None) -> tuple[Window, ...]:
        newest = max((row.at for row in every if row.from_day == begun), default=None)
        return tuple(
            Window(
                row.weekdays,
                row.opens,
                row.closes,
                frozenset(How(name) for name in row.hows.split()),
                tuple(row.places.splitlines()),
            )
            for row in every
            if (row.from_day, row.at) == (begun, newest)
        )

    return ByDay((row.from_day for row in every), windows)


_HOURS: Final = Prepared(lambda agency: ServiceHours.objects.filter(agency=agency).order_by("pk"), int)


def is_authorized(agency: Agency, begins: datetime, ends: datetime, how: How, place: str) -> bool | None:
    """Whether a contact lies within what the agency authorizes.

    None, so that it is asked, where nothing is on file, or where it depends on the place and none was said.
    """
    zone = agency.time_zone
    begins, ends = begins.astimezone(zone), ends.astimezone(zone)
    windows = hours_on(agency, begins.date())
    if not windows:
        return None
    if any(own.covers(begins, ends, how, place) for own in windows):
        return True
    if cover([own for own in windows if own.is_for(how, place)], begins, ends):
        return True
    is_open = not place.strip() and any(own.names_place(how) for own in windows)
    return None if is_open and cover([own for own in windows if how in own.hows], begins, ends) else False


def places_named(agency: Agency, on: date) -> list[str]:
    """The places that the hours of a day name, in order."""
    return list(dict.fromkeys(place for own in hours_on(agency, on) for place in own.places))


def set_hours(*, agency: Agency, windows: Sequence[Window], from_day: date, by: User, on: date) -> list[ServiceHours]:
    """Put the agency's windows on file, from today or a later day. Raises NotTheirs, OddTimes."""
    if from_day < on:
        raise OddTimes(_("Choose today or a day to come: what was authorized before stays as it was."))
    if not windows or any(not own.weekdays or not own.hows for own in windows):
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
                places="\n".join(dict.fromkeys(place.strip() for place in own.places if place.strip())),
                from_day=from_day,
                by=by,
                at=at,
            )
            for own in windows
        ]
        write_journal("service-hours.set", rows[0], by=by, data={"from": from_day.isoformat(), "lines": len(rows)})
    return rows
