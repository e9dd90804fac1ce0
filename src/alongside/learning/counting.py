"""Hours against what a programme asks. Pure: no clock, no table.

An hour on a topic counts toward the whole too, and an hour on two topics counts toward both and once toward the whole
(nm.competence.3, reading one-hour-two-topics).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from canon.programme import Programme, Term
from canon.values import Hours

EVERYTHING: Final = ""
"""The name of no topic: all learning of a period."""

NONE: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Excused:
    """What a board does not ask of somebody: so many hours fewer, or the whole of a topic; EVERYTHING is all learning."""

    hours: Mapping[str, Decimal] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.hours or self.whole)


@dataclass(frozen=True, slots=True)
class Tally:
    """What somebody learned within some days, in hours, and what they are excused from."""

    total: Decimal = NONE
    by_topic: Mapping[str, Decimal] = field(default_factory=dict)
    exempt: Excused = Excused()

    def on(self, topic: str) -> Decimal:
        """The hours on a topic, or all of them for EVERYTHING."""
        return self.total if topic == EVERYTHING else self.by_topic.get(topic, NONE)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One thing a programme counts: EVERYTHING or a topic.

    need: the hours it asks; excused: how many of them are not asked of this person; term: who says so
    """

    topic: str
    have: Decimal
    need: Decimal
    excused: Decimal
    term: Term

    @property
    def asked(self) -> Decimal:
        """The hours asked of this person."""
        return self.need - self.excused

    @property
    def short(self) -> Decimal:
        """The hours still missing; nothing once there are enough."""
        return max(self.asked - self.have, NONE)

    @property
    def is_met(self) -> bool:
        return self.have >= self.asked


def buckets(tally: Tally, programme: Programme, day: date) -> tuple[Bucket, ...]:
    """Each thing the programme counts as it stands on `day`, the last of the period: the whole first, then its topics.

    Empty where nobody has told what is asked, which is not the same as nothing being asked. Somebody excused from hours
    on a topic need not make them up elsewhere: they are taken off the whole too.
    """
    topics = [_topic(name, term, tally) for name, term in sorted(programme.buckets_on(day).items())]
    whole = programme.on("learning", day)
    if whole is None:
        return tuple(topics)
    fewer = sum((bucket.excused for bucket in topics), tally.exempt.hours.get(EVERYTHING, NONE))
    need = _hours(whole)
    excused = need if EVERYTHING in tally.exempt.whole else min(fewer, need)
    return (Bucket(EVERYTHING, tally.total, need, excused, whole), *topics)


def is_met(counted: Iterable[Bucket]) -> bool:
    """Whether nothing that is asked is missing."""
    return all(bucket.is_met for bucket in counted)


def still_missing(counted: Sequence[Bucket]) -> Decimal:
    """The fewest hours that would meet everything: an hour may be on every topic at once."""
    return max((bucket.short for bucket in counted), default=NONE)


def _topic(name: str, term: Term, tally: Tally) -> Bucket:
    need = _hours(term)
    is_whole = name in tally.exempt.whole or EVERYTHING in tally.exempt.whole
    excused = need if is_whole else min(tally.exempt.hours.get(name, NONE), need)
    return Bucket(name, tally.on(name), need, excused, term)


def _hours(term: Term) -> Decimal:
    return Decimal(term.value) if isinstance(term.value, Hours) else NONE


LONGEST_DAY: Final = Decimal(16)
"""Hours that one day can hold: what goes beyond is a slip of the pen, or not true."""


@dataclass(frozen=True, slots=True)
class Span:
    """Hours learned within some days, both included, spread over them in whatever way."""

    begins: date
    ends: date
    hours: Decimal


def too_full(spans: Sequence[Span]) -> tuple[date, date] | None:
    """The shortest days, both included, into which nobody can fit what was learned in them; None where all fits.

    What was learned wholly within some days takes no more than LONGEST_DAY on each: where that holds for every stretch
    from the first day of one to the last of another, the hours can be spread so that no day is too long.
    """
    full = [
        (begins, ends)
        for begins in {span.begins for span in spans}
        for ends in {span.ends for span in spans}
        if begins <= ends and _within(spans, begins, ends) > LONGEST_DAY * ((ends - begins).days + 1)
    ]
    return min(full, key=lambda days: (days[1] - days[0], days[0]), default=None)


def _within(spans: Iterable[Span], begins: date, ends: date) -> Decimal:
    return sum((span.hours for span in spans if begins <= span.begins and span.ends <= ends), NONE)
