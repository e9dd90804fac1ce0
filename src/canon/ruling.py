"""What a code says of an act on some facts: answers, the clauses that gave them, and the ruling that holds both."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from canon.values import Stated

if TYPE_CHECKING:
    from canon.act import Act
    from canon.code import Rule
    from canon.judging.live import LiveCode
    from canon.policy import Policy


class Answer(enum.Enum):
    """The answers of a ruling; `strictness` ranks them. `undecided` waits for a question, `required` obliges."""

    PROHIBITED = "prohibited"
    REFER = "refer"
    CONDITIONAL = "conditional"
    PERMITTED = "permitted"
    SILENT = "silent"
    REQUIRED = "required"
    UNDECIDED = "undecided"

    @property
    def strictness(self) -> int:
        """Higher is stricter. `required` stands level with `permitted`: it is a second mark, not a rank."""
        return STRICTNESS[self]


STRICTNESS: Final = {
    Answer.PROHIBITED: 5,
    Answer.REFER: 4,
    Answer.CONDITIONAL: 3,
    Answer.PERMITTED: 2,
    Answer.REQUIRED: 2,
    Answer.SILENT: 1,
    Answer.UNDECIDED: 0,
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause that decided, through one of its rules. `holds` is False where it gave its `otherwise`."""

    clause: str
    rule: Rule
    answer: Answer
    holds: bool = True

    @property
    def next(self) -> str:
        """What to do next; empty where the clause only lets the act pass."""
        return self.rule.next if self.holds else ""


@dataclass(frozen=True, slots=True)
class CodeRuling:
    """One code's own answer.

    `decided_by` cites every clause that gave the answer, `required_by` every clause that obliges the act,
    `waiting` the clauses that a question not asked, or one nobody can answer, keeps open. `possible` are the answers
    that remain, strictest first.
    """

    code: str
    answer: Answer
    decided_by: tuple[Citation, ...]
    required_by: tuple[Citation, ...]
    waiting: tuple[str, ...]
    possible: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """The answer to "May I...?" on stated facts, under every code that binds: guidance, not a finding.

    `codes` keeps each code's own answer. `clash` is true where one code obliges what another prohibits.
    """

    act: Act
    on: date
    facts: Mapping[str, Stated]
    answer: Answer
    codes: Mapping[str, CodeRuling]
    possible: tuple[Answer, ...]
    clash: bool
    live: tuple[LiveCode, ...]
    policy: Policy

    @property
    def decided_by(self) -> tuple[Citation, ...]:
        """Every clause that decided the ruling's answer, code by code."""
        if self.clash:
            return tuple(c for own in self.codes.values() for c in (*own.decided_by, *own.required_by))
        if self.answer is Answer.REQUIRED:
            return self.required_by
        return tuple(c for own in self.codes.values() if own.answer is self.answer for c in own.decided_by)

    @property
    def required_by(self) -> tuple[Citation, ...]:
        """Every clause that obliges the act."""
        return tuple(c for own in self.codes.values() for c in own.required_by)

    @property
    def next(self) -> tuple[str, ...]:
        """What to do next: the open steps of all codes, strictest first, each once."""
        cited = sorted(
            (c for own in self.codes.values() for c in (*own.decided_by, *own.required_by)),
            key=lambda c: -c.answer.strictness,
        )
        return tuple(dict.fromkeys(c.next for c in cited if c.next))

    @property
    def allows(self) -> bool:
        """Whether the act may go ahead: permitted or required, or silent where the act needs no ground."""
        if not self.live:
            return False  # a worker bound by no code is permitted nothing
        if self.clash:
            return self.act.compelled
        if self.answer in (Answer.PERMITTED, Answer.REQUIRED):
            return True
        return self.answer is Answer.SILENT and not self.act.needs_ground
