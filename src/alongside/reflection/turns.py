"""Whose turn it is: the guide clauses of a worker's codes follow one another so that each comes up within a year.

The turn is worked out from the day alone. Nothing is kept of what was shown or passed over, so skipping is free; and
colleagues under the same codes have the same question on a day, should they wish to talk about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from alongside.people.models import Worker
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.reflecting import question_of
from alongside.rulings.prompting import clauses_of
from canon.code import Clause, Control

YEAR: Final = 365


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a page shows it. next: the clause that comes after, for whoever would rather have another."""

    clause: Clause
    words: str
    url: str
    next: str


def guides_of(worker: Worker, on: date) -> list[Clause]:
    """Every guide clause of the codes that bind a worker on a day, in order of code and document."""
    return [clause for clause in clauses_of(worker, on) if clause.control is Control.GUIDE]


def turn_of(guides: Sequence[Clause], on: date) -> Clause | None:
    """Whose turn it is on a day: each has as many days of the year as the others, or one where they are very many."""
    if not guides:
        return None
    days = max(YEAR, len(guides))
    return guides[on.toordinal() % days * len(guides) // days]


def question_for(worker: Worker, on: date, clause_id: str = "") -> Question | None:
    """The question whose turn it is, or that of a guide clause they chose; None where no code of theirs has a guide."""
    guides = guides_of(worker, on)
    chosen = next((clause for clause in guides if clause.id == clause_id), None) or turn_of(guides, on)
    if chosen is None:
        return None
    after = guides[(guides.index(chosen) + 1) % len(guides)]
    return Question(chosen, question_of(chosen), clause_address(chosen.id), after.id)
