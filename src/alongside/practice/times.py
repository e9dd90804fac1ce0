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


def between(
    begins: tuple[date, time], ends: tuple[date, time], zone: tzinfo, twice: str = ""
) -> tuple[datetime, datetime]:
    """From when to when, in UTC. Raises NoSuchTime; WhichHour where either comes twice and `twice` does not say which."""
    first, last = datetime.combine(*begins, zone), datetime.combine(*ends, zone)
    if not _is_odd(first) and not _is_odd(last):
        return first.astimezone(UTC), last.astimezone(UTC)
    if not twice and (comes_twice(first) or comes_twice(last)):
        raise WhichHour
    is_late = twice == Twice.SECOND and comes_twice(first)
    ends_late = twice in {Twice.ACROSS, Twice.SECOND} and comes_twice(last)
    return moment(*begins, zone, is_second=is_late), moment(*ends, zone, is_second=ends_late)


def moment(day: date, hour: time, zone: tzinfo, *, is_second: bool = False) -> datetime:
    """In UTC, so that lengths are true. Raises NoSuchTime."""
    local = datetime.combine(day, hour, zone)
    if not _is_odd(local):
        return local.astimezone(UTC)
    if not comes_twice(local):
        raise NoSuchTime(hour, local.astimezone(UTC).astimezone(zone).time())
    return local.replace(fold=int(is_second)).astimezone(UTC)


def comes_twice(local: datetime) -> bool:
    """Whether clocks show that hour twice."""
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return first < second


def which(begins: datetime, ends: datetime) -> str:
    """The same back from two moments where the agency is; empty where neither comes twice."""
    if not comes_twice(begins) and not comes_twice(ends):
        return ""
    if begins.fold:
        return Twice.SECOND
    return Twice.ACROSS if ends.fold else Twice.FIRST


def _is_odd(local: datetime) -> bool:
    """Whether clocks show that hour not at all, or twice."""
    return local.utcoffset() != local.replace(fold=1).utcoffset()
