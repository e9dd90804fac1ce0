"""What a code says of an act on some facts: answers, the clauses that gave them, and the ruling that holds both."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Self

from canon.values import Stated

if TYPE_CHECKING:
    from canon.act import Act
    from canon.code import Rule
    from canon.judging.live import LiveCode
    from canon.judging.weigh import Weighed
    from canon.policy import Policy


class Answer(enum.Enum):
    """The answers of a ruling; `strictness` ranks them. `undecided` waits for a question, `required` obliges.

    Higher is stricter. `required` stands level with `permitted`: it is a second mark, not a rank.
    """

    _value_: str
    strictness: int

    def __new__(cls, value: str, strictness: int) -> Self:
        """A member found by its value alone, with its rank beside it: ranks are read for every rule."""
        answer = object.__new__(cls)
        answer._value_, answer.strictness = value, strictness
        return answer

    PROHIBITED = "prohibited", 5
    REFER = "refer", 4
    CONDITIONAL = "conditional", 3
    PERMITTED = "permitted", 2
    SILENT = "silent", 1
    REQUIRED = "required", 2
    UNDECIDED = "undecided", 0


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

    `codes` keeps each code's own answer. `clash` is true where one code obliges what another prohibits. `facts` hold for
    every code; `own` are those that hold for one code alone, by its id, and stand before them there.
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
    weighed: tuple[Weighed, ...] = field(repr=False)  # what each live code's rules said: explaining starts from it
    views: tuple[Mapping[str, Stated], ...] = field(repr=False)  # for each live code, the facts that hold for it
    own: Mapping[str, Mapping[str, Stated]] = field(default_factory=dict)
    first: Ruling | None = field(default=None, repr=False)

    @property
    def case(self) -> Ruling:
        """The ruling that was worked out first on this act, these codes as they stand and these facts, perhaps this one.

        Only day and policy may differ, so that what is said of it but for those can be worked out once for all of them.
        """
        return self if self.first is None else self.first

    def of(self, on: date, policy: Policy) -> Ruling:
        """The ruling on the same case on another day, or for another employer whose policy comes to the same."""
        return self if on == self.on and policy is self.policy else replace(self, on=on, policy=policy, first=self.case)

    @property
    def decided_by(self) -> tuple[Citation, ...]:
        """Every clause that decided the ruling's answer, code by code."""
        if self.clash:
            cited = (c for own in self.codes.values() for c in (*own.decided_by, *own.required_by))
            return tuple(dict.fromkeys(cited))
        if self.answer is Answer.REQUIRED:
            return self.required_by
        return tuple(c for own in self.codes.values() if own.answer is self.answer for c in own.decided_by)

    @property
    def required_by(self) -> tuple[Citation, ...]:
        """Every clause that obliges the act."""
        return tuple(c for own in self.codes.values() for c in own.required_by)

    @property
    def withheld(self) -> tuple[str, ...]:
        """The codes whose own leave is wanting where another permits: why the answer is silence."""
        if self.answer is not Answer.SILENT or all(own.answer is Answer.SILENT for own in self.codes.values()):
            return ()
        return tuple(code.id for code, own in zip(self.live, self.weighed, strict=True) if own.withholds)

    def facts_under(self, code: str) -> Mapping[str, Stated]:
        """The facts that hold for one code. Raises KeyError for one that does not bind."""
        for live, facts in zip(self.live, self.views, strict=True):
            if live.id == code:
                return facts
        raise KeyError(code)

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
        return any(code.in_force for code in self.live) and lets_through(self.act, self.answer, clash=self.clash)


def lets_through(act: Act, answer: Answer, *, clash: bool) -> bool:
    """Whether an answer lets an act go ahead, for a worker whom some code binds; one bound by none may do nothing."""
    if clash:
        return act.compelled
    if answer in (Answer.PERMITTED, Answer.REQUIRED):
        return True
    return answer is Answer.SILENT and not act.needs_ground
