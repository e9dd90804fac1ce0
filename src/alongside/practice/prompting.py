"""Quiet prompts beside a note and a plan: from the worker's codes, by whose voice the file holds and how they meet.

They are never required, never counted and never kept: what is written is the worker's own. docs/decisions/0406.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from alongside.caseload.access import Record
from alongside.caseload.essentials import essentials_of
from alongside.people.models import Worker
from alongside.practice.models import How
from alongside.rulings.prompting import ShownPrompt, clauses_of, prompts_among
from canon.code import Clause
from canon.prompt import At

IN_PERSON: Final = frozenset({How.AGREED_PLACE.value, How.PERSONS_HOME.value, How.WORKERS_HOME.value})

_FIELDS: Final = (
    ("line", At.PLAIN_WORDS),
    ("line", At.NOTE),
    ("story_for", At.STORY),
    ("choice", At.OPTIONS),
    ("other", At.ALSO_THERE),
)
"""The field of a note that a prompt stands beside."""


@dataclass(frozen=True, slots=True)
class BesideField:
    """The prompts beside one field of a form, and where that is."""

    field: str
    prompts: Sequence[ShownPrompt]
    at: At


def beside_note(record: Record, worker: Worker, *, how: str, on: date) -> list[BesideField]:
    """What stands beside the fields of a note with a person; others the next day, until all came up."""
    clauses, voice = clauses_of(worker, on), essentials_of(record).voice or "own"
    turn = on.toordinal() + record.person.pk
    found = [BesideField(name, prompts_among(clauses, at, voice, turn=turn), at) for name, at in _FIELDS]
    found.append(BesideField("private_enough", _on_place(clauses, how), At.PLACE))
    return [one for one in found if one.prompts]


def asks_for_plain_words(besides: Sequence[BesideField]) -> bool:
    """Whether a code asks for plain words with whoever's voice the file holds: ca.family.8."""
    return any(own.at is At.PLAIN_WORDS for own in besides)


def beside_place(worker: Worker, *, how: str, on: date) -> list[BesideField]:
    """What stands beside the place where they will meet; nothing for a call or a message."""
    prompts = _on_place(clauses_of(worker, on), how)
    return [BesideField("place", prompts, At.PLACE)] if prompts else []


def beside_team_words(worker: Worker, field: str, on: date) -> list[BesideField]:
    """What stands beside a field whose words coworkers will read."""
    prompts = prompts_among(clauses_of(worker, on), At.TEAM)
    return [BesideField(field, prompts, At.TEAM)] if prompts else []


def _on_place(clauses: Sequence[Clause], how: str) -> list[ShownPrompt]:
    return prompts_among(clauses, At.PLACE, most=1) if how in IN_PERSON else []
