"""Who is due for what: when each person was last asked and last answered, under whatever version."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from alongside.instruments.models import Giving, Instrument, Response
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands with an instrument on a day.

    due_on: from which day it is to be offered (again); None where it is not given by the calendar
    link: one that is out and works
    """

    person: Person
    instrument: Instrument
    offered_on: date | None
    answered_on: date | None
    due_on: date | None
    link: Giving | None
    today: date

    @property
    def is_due(self) -> bool:
        return self.link is None and self.due_on is not None and self.due_on <= self.today

    @property
    def was_never_asked(self) -> bool:
        return self.offered_on is None


def standings(
    persons: Sequence[Person], instruments: Sequence[Instrument], *, today: date, now: datetime
) -> list[Standing]:
    """Each person with each instrument, in their order: three queries whatever their number."""
    urls = {instrument.url for instrument in instruments}
    keys = {"person__in": persons, "instrument__url__in": urls}
    answered = _newest(Response.objects.filter(**keys).values_list("person", "instrument__url").annotate(Max("on")))
    offered = _newest(Giving.objects.filter(**keys).values_list("person", "instrument__url").annotate(Max("given_at")))
    out = Giving.objects.filter(
        person__in=persons, instrument__in=instruments, status__in=Giving.STANDING, expires_at__gt=now
    )
    links = {(giving.person_id, giving.instrument_id): giving for giving in out}
    return [
        _standing(person, instrument, answered, offered, links.get((person.pk, instrument.pk)), today)
        for instrument in instruments
        for person in persons
    ]


def _newest(rows: Iterable[tuple[int, str, date | datetime]]) -> dict[tuple[int, str], date | datetime]:
    return {(person, url): newest for person, url, newest in rows}


def _standing(
    person: Person,
    instrument: Instrument,
    answered: dict[tuple[int, str], date | datetime],
    offered: dict[tuple[int, str], date | datetime],
    link: Giving | None,
    today: date,
) -> Standing:
    key = person.pk, instrument.url
    last, asked = answered.get(key), offered.get(key)
    due_on = None
    if instrument.every_months is not None:
        due_on = _months_after(last, instrument.every_months) if last else today
    zone = instrument.agency.time_zone
    offered_on = asked.astimezone(zone).date() if isinstance(asked, datetime) else None
    return Standing(person, instrument, offered_on, last, due_on, link, today)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
