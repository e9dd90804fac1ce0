"""The questions about an applicant's past, read from `questions.toml` beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import get_language

SOURCE: Final = Path(__file__).with_name("questions.toml")


@dataclass(frozen=True)
class Question:
    """One question. `code`: whom it is asked under, "" for everybody; `clause`: the line it comes from, or ""."""

    name: str
    code: str
    clause: str
    english: str
    spanish: str

    @property
    def words(self) -> str:
        return self.spanish if (get_language() or "en").startswith("es") else self.english


@dataclass(frozen=True)
class _Book:
    questions: tuple[Question, ...]
    affirmed: tuple[tuple[str, str], ...]


def questions_of(code: str) -> tuple[Question, ...]:
    """What is asked under a code, its own questions first."""
    own = [one for one in _book().questions if one.code == code]
    return (*own, *(one for one in _book().questions if not one.code))


def affirmed_under(code: str) -> tuple[str, ...]:
    """Clauses that an applicant affirms when they send it, by id."""
    return tuple(clause for own, clause in _book().affirmed if own == code)


@cache
def _book() -> _Book:
    said = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    questions = tuple(
        Question(row["name"], row.get("code", ""), row.get("clause", ""), row["ask"], row["es"])
        for row in said["question"]
    )
    return _Book(questions, tuple((row["code"], row["clause"]) for row in said["affirmation"]))
