"""What a board asks of those it certifies: dated terms, each with its source and whether that is certain. All frozen.

A term that nobody has told is absent, which is not the same as "nothing is asked".
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from canon.values import Hours, Span

TermValue: TypeAlias = bool | int | str | Span | Decimal


class Kind(enum.Enum):
    """How the value of a term is written."""

    SPAN = "span"
    HOURS = "hours"
    MONEY = "money"
    COUNT = "count"
    YES_NO = "yes-no"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Asks:
    """A term that a programme may have: how it is written, and the words there are for it."""

    kind: Kind
    words: tuple[str, ...] = ()


TERMS: Final[Mapping[str, Asks]] = {
    "period": Asks(Kind.SPAN),  # how long a certificate runs
    "learning": Asks(Kind.HOURS),  # continuing education in one period, whatever its topic
    "practice": Asks(Kind.HOURS),  # how many of them may be ethics practice; untold: none
    "renewal_opens": Asks(Kind.SPAN),  # how long before the last day a renewal may be asked for
    "grace": Asks(Kind.SPAN),  # how long after the last day it may still be; the permission is gone meanwhile
    "late_has_fee": Asks(Kind.YES_NO),
    "late_fee": Asks(Kind.MONEY),
    "after_grace": Asks(Kind.WORD, ("anew", "renewal")),  # how one returns once grace is over
    "after_revocation": Asks(Kind.SPAN),  # how long a revocation lasts at least
    "recovery": Asks(Kind.SPAN),  # in recovery before applying
    "training": Asks(Kind.HOURS),  # before the first certificate
    "exam": Asks(Kind.YES_NO),
    "references": Asks(Kind.COUNT),
    "supervised": Asks(Kind.HOURS),
    "application_fee": Asks(Kind.MONEY),
    "renewal_fee": Asks(Kind.MONEY),
    "other_states": Asks(Kind.WORD, ("none", "with-conditions")),  # whether another state's certificate opens a way in
    "other_states_hours": Asks(Kind.HOURS),
    "other_states_learning": Asks(Kind.HOURS),
    "other_states_letters": Asks(Kind.COUNT),
    "other_states_exam": Asks(Kind.YES_NO),
}
"""Every term there is, by name. Hours of learning on one topic stand apart, in `Programme.buckets`."""


@dataclass(frozen=True, slots=True)
class Term:
    """What is asked from a day on. `source`: who says so; `is_certain`: whether the document or the board itself does."""

    name: str
    start: date
    value: TermValue
    source: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Excess:
    """A day from which the topics together ask more hours than the whole period does."""

    day: date
    topics: Decimal
    whole: Hours


@dataclass(frozen=True, slots=True)
class Programme:
    """A board's terms, each a row of days in order.

    terms: by a name of TERMS
    buckets: hours of learning within one period that must be on a topic, by topic, e.g. "ethics", "law-and-ethics"
    """

    terms: Mapping[str, tuple[Term, ...]]
    buckets: Mapping[str, tuple[Term, ...]]

    def on(self, name: str, day: date) -> Term | None:
        """A term as it stands on a day; None where nobody has told it. Raises KeyError for a name that TERMS lacks."""
        TERMS[name]
        return _on(self.terms.get(name, ()), day)

    def span(self, name: str, day: date) -> Span | None:
        """The length of time that a term sets on a day."""
        term = self.on(name, day)
        return term.value if term and isinstance(term.value, Span) else None

    def hours(self, name: str, day: date) -> Hours | None:
        """The hours that a term asks on a day."""
        term = self.on(name, day)
        return term.value if term and isinstance(term.value, Hours) else None

    def buckets_on(self, day: date) -> dict[str, Term]:
        """Every topic with hours of its own on a day."""
        return {topic: term for topic, rows in self.buckets.items() if (term := _on(rows, day))}

    def standing(self, day: date) -> Iterator[Term]:
        """Every term told for a day, topics last."""
        yield from (term for name in self.terms if (term := self.on(name, day)))
        yield from self.buckets_on(day).values()

    def amended(self, terms: Iterable[Term] = (), buckets: Iterable[Term] = ()) -> Programme:
        """This programme with later words on it. Of one term and day, the last word given stands."""
        return Programme(_with(self.terms, terms), _with(self.buckets, buckets))

    def excess(self) -> Excess | None:
        """The first day that asks more on its topics than in all, though they are hours of the same learning."""
        for day in sorted({t.start for rows in (*self.buckets.values(), self.terms.get("learning", ())) for t in rows}):
            whole = self.hours("learning", day)
            topics = sum((t.value for t in self.buckets_on(day).values() if isinstance(t.value, Hours)), Decimal(0))
            if whole is not None and topics > whole:
                return Excess(day, topics, whole)
        return None

    @property
    def is_empty(self) -> bool:
        """Whether nobody has told anything."""
        return not self.terms and not self.buckets


NOTHING_TOLD: Final = Programme({}, {})
"""The programme of a board whose code file has none."""


def _on(rows: tuple[Term, ...], day: date) -> Term | None:
    return next((row for row in reversed(rows) if row.start <= day), None)


def _with(rows: Mapping[str, tuple[Term, ...]], more: Iterable[Term]) -> Mapping[str, tuple[Term, ...]]:
    by_day = {name: {row.start: row for row in told} for name, told in rows.items()}
    for term in more:
        by_day.setdefault(term.name, {})[term.start] = term
    return {name: tuple(told[day] for day in sorted(told)) for name, told in by_day.items()}


def written(value: TermValue) -> bool | int | str:
    """A value as a code file holds it, so that reading it gives the same value: `Span(2, YEAR)` -> "2 years"."""
    match value:
        case Hours():
            return f"{value.normalize():f} {'hour' if value == 1 else 'hours'}"
        case Decimal():
            return f"{value:.2f} USD"
        case Span():
            return str(value)
        case _:
            return value
