"""From a day and an hour to a moment, also in the two nights a year when clocks change: nothing is moved in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum

from django.utils.translation import gettext as _

from alongside.practice.refusals import OddTimes
from alongside.ui.amounts import clock_words


class Twice(StrEnum):
    """Which coming is meant of an hour that comes twice, where clocks go back: of a beginning and an end."""

    FIRST = "first"
    ACROSS = "across"
    SECOND = "second"


class NoSuchTime(OddTimes):
    """A time that clocks went past."""

    code = "no-such-time"

    def __init__(self, asked: time, instead: time) -> None:
        words = _(
            "Clocks went forward that night, so %(asked)s did not come. By the new time it was %(instead)s: write that."
        )
        super().__init__(words % {"asked": clock_words(asked), "instead": clock_words(instead)})


class WhichHour(OddTimes):
    """A time that came twice, and it was not said which is meant."""

    code = "which-hour"

    def __init__(self) -> None:
        super().__init__(_("Clocks went back that night, so this hour came twice. Say below which one it was."))


def moment(day: date, hour: time, zone: tzinfo, *, is_second: bool = False) -> datetime:
    """In UTC, so that lengths are true. Raises NoSuchTime."""
    found = _shown(day, hour, zone, is_second=is_second).astimezone(UTC)
    instead = found.astimezone(zone)
    if instead.replace(tzinfo=None, fold=0) != datetime.combine(day, hour):
        raise NoSuchTime(hour, instead.time())
    return found


def comes_twice(day: date, hour: time, zone: tzinfo) -> bool:
    """Whether clocks show that hour twice on that day."""
    first, second = (_shown(day, hour, zone, is_second=own).astimezone(UTC) for own in (False, True))
    return first < second


def between(
    begins: tuple[date, time], ends: tuple[date, time], zone: tzinfo, twice: str = ""
) -> tuple[datetime, datetime]:
    """From when to when, in UTC. Raises NoSuchTime; WhichHour where either comes twice and `twice` does not say which."""
    if not twice and (comes_twice(*begins, zone) or comes_twice(*ends, zone)):
        raise WhichHour
    begins_late = twice == Twice.SECOND and comes_twice(*begins, zone)
    ends_late = twice in {Twice.ACROSS, Twice.SECOND} and comes_twice(*ends, zone)
    return moment(*begins, zone, is_second=begins_late), moment(*ends, zone, is_second=ends_late)


def which(begins: datetime, ends: datetime) -> str:
    """The same back from two moments where the agency is; empty where neither comes twice."""
    assert begins.tzinfo is not None, "moments are aware"
    if not any(comes_twice(own.date(), own.time(), begins.tzinfo) for own in (begins, ends)):
        return ""
    if begins.fold:
        return Twice.SECOND
    return Twice.ACROSS if ends.fold else Twice.FIRST


def _shown(day: date, hour: time, zone: tzinfo, *, is_second: bool) -> datetime:
    return datetime.combine(day, hour.replace(fold=int(is_second)), zone)
