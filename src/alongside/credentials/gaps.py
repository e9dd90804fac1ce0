"""What somebody certified in one state has, and lacks, of what another state's board asks. Pure: no clock, no table.

Three things are kept apart: what is on record here and can be counted, what the holder would have to show because no record
here knows it, and what nobody has told about the programme, which is not the same as nothing being asked.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from canon.programme import Programme, Term


class Way(enum.Enum):
    """How a certificate of another state opens the way in."""

    CLOSED = "closed"
    CONDITIONS = "conditions"
    UNTOLD = "untold"


class State(enum.Enum):
    """How one line stands."""

    MET = "met"
    LACKING = "lacking"
    TO_SHOW = "to-show"
    NOT_ASKED = "not-asked"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Holding:
    """What is on record of somebody.

    in_force: how many certificates are; hours: all learning of their present period; by_topic: of it, by topic
    """

    in_force: int = 0
    hours: Decimal = Decimal(0)
    by_topic: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is asked. name: of a term, a topic, or CERTIFICATE; term: who asks, None where nobody has told.

    have: what is on record here; None where no record here would know it
    """

    name: str
    term: Term | None
    have: Decimal | None
    state: State
    lacking: Decimal = Decimal(0)


@dataclass(frozen=True)
class Gaps:
    """entry: what is asked to get in; learning: what is asked of learning in each period, once one is in."""

    way: Way
    term: Term | None
    entry: tuple[Line, ...]
    learning: tuple[Line, ...]

    @property
    def open(self) -> tuple[Line, ...]:
        """What stands between somebody and the certificate: what is lacking first, then what is still to be shown."""
        lacking = [line for line in self.entry if line.state is State.LACKING]
        return (*lacking, *(line for line in self.entry if line.state is State.TO_SHOW))


CERTIFICATE: Final = "certificate"
LEARNING: Final = "learning"
FROM_ELSEWHERE: Final = ("other_states_hours", "other_states_learning", "other_states_letters", "other_states_exam")
OF_NEWCOMERS: Final = ("recovery", "training", "supervised", "references", "exam", "application_fee")

WAYS: Final[Mapping[object, Way]] = {"none": Way.CLOSED, "with-conditions": Way.CONDITIONS}


def gaps(holding: Holding, programme: Programme, day: date) -> Gaps:
    """What a programme asks on a day, line by line. Where it takes nobody from elsewhere, what it asks of a newcomer."""
    term = programme.on("other_states", day)
    way = WAYS.get(term.value, Way.UNTOLD) if term else Way.UNTOLD
    if way is Way.CONDITIONS:
        entry = (_certificate(holding, term), *(_line(name, holding, programme, day) for name in FROM_ELSEWHERE))
    else:
        entry = tuple(_line(name, holding, programme, day) for name in OF_NEWCOMERS)
    return Gaps(way, term, entry, _learning(holding, programme, day))


def _certificate(holding: Holding, term: Term | None) -> Line:
    have = Decimal(holding.in_force)
    return Line(CERTIFICATE, term, have, *_against(have, Decimal(1)))


def _line(name: str, holding: Holding, programme: Programme, day: date) -> Line:
    term = programme.on(name, day)
    if term is None:
        return Line(name, None, None, State.UNTOLD)
    if not term.value:  # "no exam", "no letters", "no fee": said outright
        return Line(name, term, None, State.NOT_ASKED)
    if name == "other_states_learning" and isinstance(term.value, Decimal):
        return Line(name, term, holding.hours, *_against(holding.hours, term.value))
    return Line(name, term, None, State.TO_SHOW)


def _learning(holding: Holding, programme: Programme, day: date) -> tuple[Line, ...]:
    """All learning of a period first, then by topic."""
    whole = programme.on(LEARNING, day)
    first = _hours(LEARNING, whole, holding.hours) if whole else Line(LEARNING, None, holding.hours, State.UNTOLD)
    topics = sorted(programme.buckets_on(day).items())
    none = Decimal(0)
    return (first, *(_hours(topic, term, holding.by_topic.get(topic, none)) for topic, term in topics))


def _hours(name: str, term: Term, have: Decimal) -> Line:
    asked = term.value if isinstance(term.value, Decimal) else Decimal(0)
    return Line(name, term, have, *_against(have, asked))


def _against(have: Decimal, asked: Decimal) -> tuple[State, Decimal]:
    lacking = max(Decimal(asked) - have, Decimal(0))
    return (State.LACKING if lacking else State.MET), lacking
