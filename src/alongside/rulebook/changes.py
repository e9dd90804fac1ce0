"""Answers that differ between two editions, in words for people: before a board adopts, and when holders sign anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.rulebook.plain import facts_words
from alongside.rulebook.queries import vocabulary
from canon.comparing.behaviour import Difference
from canon.ruling import Answer


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """Facts that get another answer under the later edition. may: the question, as "May I accept a gift?"."""

    may: str
    facts: str
    before: Answer
    after: Answer


def answer_changes(found: Iterable[Difference]) -> list[AnswerChange]:
    """Each difference that canon found, the earlier edition on its left."""
    known = vocabulary()
    return [
        AnswerChange(known.acts[d.act].may, facts_words(d.facts, known.facts), d.left_answer, d.right_answer)
        for d in found
    ]
