"""What many said: each subscale by closed periods, with every number hidden that could point at somebody.

Only periods that are over are shown, and each person counts once in one: with numbers that move while people answer, two
looks would differ by one person. Periods of one length alone, since a quarter taken from a year leaves the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from alongside.instruments.asking import Answers, answers_from_data
from alongside.instruments.models import Instrument, Response, Span
from alongside.instruments.scores import Subscale, score
from alongside.instruments.shelf import Opened, opened
from alongside.people.small_numbers import SMALL, suppress

MOST: Final = 8
"""Periods that are shown, the newest."""


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter (1 to 4) or a whole year (0); `first` is its first day, `to_day` the first day after."""

    year: int
    quarter: int
    first: date
    to_day: date


@dataclass(frozen=True, slots=True)
class Cell:
    """One subscale in one period; every number None where it is hidden.

    counted: how many people's answers counted; met: of them, those whose score met the figure's cut; mean: of their scores
    """

    period: Period
    counted: int | None
    met: int | None
    mean: Fraction | None

    @property
    def is_hidden(self) -> bool:
        return self.counted is None

    @property
    def share(self) -> Fraction | None:
        """The part that met the cut."""
        return Fraction(self.met, self.counted) if self.met is not None and self.counted else None


@dataclass(frozen=True, slots=True)
class Row:
    """A subscale through time, the oldest period first."""

    subscale: Subscale
    cells: Sequence[Cell]

    @property
    def newest(self) -> Cell | None:
        """The newest cell that may be seen."""
        return next((cell for cell in reversed(self.cells) if not cell.is_hidden), None)


def rows_of(instrument: Instrument, today: date) -> list[Row]:
    """Every subscale of an instrument; none where it is not scored, or no period with answers is over."""
    found = opened(instrument)
    if found.scoring is None:
        return []
    periods = closed_periods(Span(instrument.figures_by), today)
    said = [(period, _answers_in(instrument, period)) for period in periods]
    told = [(period, answers) for period, answers in said if answers]
    if not told:
        return []
    return [
        Row(subscale, [cell_of(subscale, period, answers, found) for period, answers in told])
        for subscale in found.scoring.subscales
    ]


def closed_periods(span: Span, today: date) -> list[Period]:
    """The newest periods that are over, the oldest first."""
    if span is Span.YEAR:
        years = range(today.year - MOST, today.year)
        return [Period(year, 0, date(year, 1, 1), date(year + 1, 1, 1)) for year in years]
    place = today.year * 4 + (today.month - 1) // 3
    return [
        Period(n // 4, n % 4 + 1, date(n // 4, n % 4 * 3 + 1, 1), _quarter_begins(n + 1))
        for n in range(place - MOST, place)
    ]


def _quarter_begins(place: int) -> date:
    return date(place // 4, place % 4 * 3 + 1, 1)


def _answers_in(instrument: Instrument, period: Period) -> list[Answers]:
    """What each person last said in a period."""
    rows = Response.objects.filter(instrument=instrument, on__gte=period.first, on__lt=period.to_day)
    newest = {row.person_id: row for row in rows.only("person_id", "sealed").order_by("sent_at", "pk")}
    return [answers_from_data(row.said()) for row in newest.values()]


def cell_of(subscale: Subscale, period: Period, answers: Sequence[Answers], found: Opened) -> Cell:
    """One subscale in one period, with every number hidden that must be."""
    assert found.scoring is not None
    place = found.scoring.subscales.index(subscale)
    scores = [score(found.scoring, found.questionnaire, one)[place].value for one in answers]
    values = [value for value in scores if value is not None]
    if len(values) <= SMALL:
        return Cell(period, None, None, None)
    mean = sum(values, Fraction(0)) / len(values)
    cut = subscale.figure
    if cut is None:
        return Cell(period, len(values), None, mean)
    met = sum(cut.holds(value) for value in values)
    shown = suppress([met, len(values) - met])
    if shown.is_withheld or None in shown.numbers:
        return Cell(period, None, None, None)  # not the mean either: with few on one side it says who they are
    return Cell(period, len(values), met, mean)
