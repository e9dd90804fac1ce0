"""Scoring as published: subscales worked out exactly from answers. Pure; Fractions, so that no mean is rounded twice.

A subscale counts only if enough of its items are answered: two thirds, unless its file says otherwise. "Not applicable" is
no answer. Which direction is better is stored and never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from alongside.instruments.asking import Answers
from alongside.instruments.shapes import Item, Kind, Questionnaire, Words

TWO_THIRDS: Final = Fraction(2, 3)


class How(Enum):
    MEAN = "mean"
    SUM = "sum"


class Direction(Enum):
    HIGHER = "higher-is-better"
    LOWER = "lower-is-better"


class Side(Enum):
    """On which side of a cut point a score lies for the cut to hold."""

    AT_LEAST = "at-least"
    ABOVE = "above"
    AT_MOST = "at-most"
    BELOW = "below"

    def holds(self, score: Fraction, at: Fraction) -> bool:
        match self:
            case Side.AT_LEAST:
                return score >= at
            case Side.ABOVE:
                return score > at
            case Side.AT_MOST:
                return score <= at
            case Side.BELOW:
                return score < at


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut point with what it says, and who published it. `is_figure`: figures count whose score meets this one."""

    side: Side
    at: Decimal
    says: Words
    source: str
    is_figure: bool = False

    def holds(self, score: Fraction) -> bool:
        return self.side.holds(score, Fraction(self.at))


@dataclass(frozen=True, slots=True)
class Subscale:
    """Items scored together.

    needs: the part of its items that must be answered
    left_out: keys of options that are no answer, like "not applicable"
    reverse: items whose scores are turned round within their own range
    values: (linkId, key) -> score, where the questionnaire's options carry none
    """

    id: str
    name: Words
    items: tuple[str, ...]
    how: How
    direction: Direction
    needs: Fraction = TWO_THIRDS
    left_out: frozenset[str] = frozenset()
    reverse: frozenset[str] = frozenset()
    values: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()

    @property
    def figure(self) -> Cut | None:
        """The cut that figures count by."""
        return next((cut for cut in self.cuts if cut.is_figure), None)


@dataclass(frozen=True, slots=True)
class Scoring:
    """How one instrument is scored, and where that is published."""

    source: str
    subscales: tuple[Subscale, ...]

    def subscale(self, name: str) -> Subscale | None:
        return next((one for one in self.subscales if one.id == name), None)


@dataclass(frozen=True, slots=True)
class Score:
    """A subscale's score; None where too few of its items are answered.

    A sum over fewer items than all is raised in proportion, and then `is_raised`.
    """

    subscale: str
    value: Fraction | None
    answered: int
    of: int
    is_raised: bool = False

    @property
    def counts(self) -> bool:
        return self.value is not None


def score(scoring: Scoring, questionnaire: Questionnaire, answers: Answers) -> tuple[Score, ...]:
    """Every subscale, in the file's order. `answers` to questions no longer asked are to be left out before."""
    items = {item.link_id: item for item in questionnaire.every()}
    return tuple(_score(subscale, items, answers) for subscale in scoring.subscales)


def _score(subscale: Subscale, items: Mapping[str, Item], answers: Answers) -> Score:
    found = [
        value for link_id in subscale.items if (value := item_score(subscale, items[link_id], answers)) is not None
    ]
    answered, of = len(found), len(subscale.items)
    if not answered or Fraction(answered, of) < subscale.needs:
        return Score(subscale.id, None, answered, of)
    whole = sum(found, Fraction(0))
    if subscale.how is How.MEAN:
        return Score(subscale.id, whole / answered, answered, of)
    return Score(subscale.id, whole * of / answered, answered, of, is_raised=answered < of)


def item_score(subscale: Subscale, item: Item, answers: Answers) -> Fraction | None:
    """What one item adds; None where it is not answered, or its answer is none to count."""
    given = answers.get(item.link_id, ())
    if len(given) != 1 or given[0].is_own or given[0].value in subscale.left_out:
        return None
    value = _number(given[0].value) if item.kind is Kind.INTEGER else option_score(subscale, item, given[0].value)
    if value is None or item.link_id not in subscale.reverse:
        return None if value is None else Fraction(value)
    least, most = scale_of(subscale, item)
    return Fraction(least) + Fraction(most) - Fraction(value)


def _number(text: str) -> Decimal | None:
    """A whole number as kept; None for what an earlier version of the question took."""
    return Decimal(text) if text.removeprefix("-").isdecimal() else None


def option_score(subscale: Subscale, item: Item, key: str) -> Decimal | None:
    """An option's score: as the scoring file has it, else its ordinal value."""
    own = subscale.values.get((item.link_id, key), subscale.values.get(("", key)))
    option = item.option(key)
    return own if own is not None else option.score if option else None


def scores_of(subscale: Subscale, item: Item) -> Sequence[Decimal]:
    """Each score an item can have, by its options or its bounds; none where they cannot be told."""
    if item.kind is Kind.INTEGER:
        return [] if item.least is None or item.most is None else [item.least, item.most]
    keys = [option.key for option in item.options] or (["true", "false"] if item.kind is Kind.BOOLEAN else [])
    found = [option_score(subscale, item, key) for key in keys if key not in subscale.left_out]
    return [value for value in found if value is not None]


def scale_of(subscale: Subscale, item: Item) -> tuple[Decimal, Decimal]:
    """The least and the greatest score of an item. Raises ValueError where it has no bounds."""
    found = scores_of(subscale, item)
    return min(found), max(found)


def range_of(subscale: Subscale, questionnaire: Questionnaire) -> tuple[Fraction, Fraction] | None:
    """Between what a subscale's score lies; None where an item has no bounds."""
    items = [item for link_id in subscale.items if (item := questionnaire.item(link_id)) is not None]
    if not items or any(not scores_of(subscale, item) for item in items):
        return None
    ends = [scale_of(subscale, item) for item in items]
    low, high = (sum((Fraction(end[side]) for end in ends), Fraction(0)) for side in (0, 1))
    return (low / len(ends), high / len(ends)) if subscale.how is How.MEAN else (low, high)


def shown(value: Fraction, places: int = 2) -> Decimal:
    """As people read it: rounded once, half up, idle zeros dropped."""
    unit = Decimal(1).scaleb(-places)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(unit, ROUND_HALF_UP)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()
