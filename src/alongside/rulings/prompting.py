"""Which prompts stand beside what a worker does: those of the codes that bind them on the day, in the page's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from alongside.people.models import Worker
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.prompts import prompts_at
from alongside.rulebook.queries import editions_in_force
from alongside.rulebook.reflecting import language_now
from alongside.rulings.register import codes_binding
from canon.code import Clause, Edition
from canon.prompt import At, Prompt, in_turn

FEW: Final = 2
"""As many prompts as stand in one place at once."""


@dataclass(frozen=True, slots=True)
class ShownPrompt:
    """A prompt as a page shows it: its words in the page's language, the clause, and where that is read."""

    words: str
    clause: str
    url: str


def editions_of(worker: Worker, on: date) -> tuple[Edition, ...]:
    """The editions in force of the codes that bind a worker on a day, in order of code."""
    return editions_in_force(sorted(codes_binding(worker, on)[0]), on)


def clauses_of(worker: Worker, on: date) -> list[Clause]:
    """Every clause of them, in order of code and document: asked once for however many places of a page."""
    return [clause for edition in editions_of(worker, on) for clause in edition.clauses]


def prompts_among(
    clauses: Sequence[Clause], at: At, of: str = "", *, turn: int = 0, most: int = FEW
) -> list[ShownPrompt]:
    """A few of those that stand at a place; with each `turn` others, until all came up."""
    found = prompts_at((clause.id for clause in clauses), at, of)
    return [shown_prompt(prompt) for prompt in in_turn(found, turn, most)]


def shown_prompt(prompt: Prompt) -> ShownPrompt:
    """A prompt in the language of the page."""
    return ShownPrompt(prompt.say(language_now()), prompt.clause, clause_address(prompt.clause))
