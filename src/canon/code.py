"""A code of ethics: its dated edition, clauses, rules, duties, parameters, readings and cases. All frozen."""

from __future__ import annotations

import bisect
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from canon.act import Fact
from canon.condition import Condition
from canon.programme import NOTHING_TOLD, Programme
from canon.ruling import Answer
from canon.values import Setting, Stated


class Control(enum.Enum):
    """What the product does about a clause."""

    GATE = "gate"
    GUIDE = "guide"
    RECORD = "record"
    DUTY = "duty"
    CASE = "case"
    RIGHT = "right"
    ATTEST = "attest"


class Modality(enum.Enum):
    """What the clause's sentence does."""

    MUST = "must"
    MUST_NOT = "must-not"
    MAY = "may"
    RIGHT = "right"
    PROCESS = "process"
    VALUE = "value"


class EmployerMay(enum.Enum):
    """What an employer's policy may do to a parameter."""

    NOTHING = ""
    LOWER = "may lower"
    RAISE = "may raise"
    SET = "may set"


@dataclass(frozen=True, slots=True)
class DatedSetting:
    """A parameter's value from a day on. source: the law it rests on, where that is another document than the code."""

    start: date
    value: Setting
    employer: EmployerMay = EmployerMay.NOTHING
    source: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated parameter of a rule or duty. `rows` are in order of day; one value's type holds for all."""

    name: str
    rows: tuple[DatedSetting, ...]

    def on(self, day: date) -> DatedSetting:
        """The row in force on a day; before the first row, the first row."""
        at = bisect.bisect_right([row.start for row in self.rows], day)
        return self.rows[max(at - 1, 0)]


@dataclass(frozen=True, slots=True)
class RuleCase:
    """Facts, and the answer this clause gives on them. `on` is a day where one matters."""

    act: str
    facts: Mapping[str, Stated]
    answer: Answer
    on: date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """What a clause says of an act.

    Of those it speaks of (`of`), where `when` holds it gives `answer`, and otherwise `otherwise` or nothing. `per_code`
    are the facts it reads of which each code may have a value of its own.
    """

    clause: str
    number: int
    acts: tuple[str, ...]
    of: Condition
    when: Condition
    answer: Answer
    otherwise: Answer | None = None
    next: str = ""
    words: str = ""
    params: Mapping[str, Parameter] = field(default_factory=dict)
    overrides: frozenset[str] = frozenset()
    reading: str = ""
    outranked: str = ""
    start: date | None = None
    until: date | None = None
    cases: tuple[RuleCase, ...] = ()
    of_text: str = ""
    when_text: str = ""
    line: int = 0
    per_code: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """`nm.integrity.3#1`: the clause and the rule's place in it."""
        return f"{self.clause}#{self.number}"

    def is_live(self, day: date) -> bool:
        """Whether the rule's own days hold a day."""
        return (self.start is None or self.start <= day) and (self.until is None or day < self.until)


class DutyKind(enum.Enum):
    """The shapes a duty can have."""

    RECURRING = "recurring"
    DEADLINE = "deadline"
    BEFORE = "before"
    STANDING = "standing"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Need:
    """So much of an event in a period. `count` of them, or `hours` of them; a name reads a parameter."""

    event: str
    tag: str = ""
    count: int | str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class DutyCase:
    """Events, a day, and the status the duty then has (of its latest occurrence)."""

    as_of: date
    events: tuple[Mapping[str, object], ...]
    status: str
    due: date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Duty:
    """Something owed by a day. Which fields matter depends on `kind`; see codes/README.md."""

    clause: str
    name: str
    kind: DutyKind
    says: str
    owed_by: str = "worker"
    every: str = ""
    since: str = ""
    first: str = ""
    need: tuple[Need, ...] = ()
    after: str = ""
    do: tuple[str, ...] = ()
    within: str = ""
    before: str = ""
    ended_by: str = ""
    lasts: str = ""
    next: str = ""
    params: Mapping[str, Parameter] = field(default_factory=dict)
    reading: str = ""
    cases: tuple[DutyCase, ...] = ()
    line: int = 0

    @property
    def id(self) -> str:
        """`nm.competence.3`, or `nm.competence.3#name` where a clause has several duties."""
        return f"{self.clause}#{self.name}" if self.name else self.clause


@dataclass(frozen=True, slots=True)
class Reading:
    """How open wording is read here, and how it could be read; unconfirmed until a board signs it off."""

    name: str
    asks: str
    taken: str
    other: str
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """One clause, in our words, with its place in the document."""

    id: str
    section: str
    cite: str
    find: str
    says: str
    modality: Modality
    topic: str
    control: Control
    access: str = ""
    note: str = ""
    rules: tuple[Rule, ...] = ()
    duties: tuple[Duty, ...] = ()
    readings: tuple[Reading, ...] = ()
    line: int = 0

    @property
    def code(self) -> str:
        """The code's id: `nm` of `nm.integrity.3`."""
        return self.id.split(".", 1)[0]

    def reading(self, name: str) -> Reading | None:
        """A reading of this clause by name."""
        return next((r for r in self.readings if r.name == name), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the document: our tidy name, and a phrase of it as printed."""

    name: str
    heading: str


@dataclass(frozen=True, slots=True)
class Background:
    """A sentence of the document that no clause answers for, and why.

    `section` is left empty where the phrase stands only once in the whole document.
    """

    find: str
    why: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of ethics as such: who issued it, for which credential, and its words for people."""

    id: str
    name: str
    place: str
    board: str
    credential: str
    zone: str
    source: str
    terms: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Edition:
    """A dated edition of a code. `digest` is the SHA-256 of its file, in hex; `programme`, what its board asks."""

    code: Code
    name: str
    start: date
    note: str
    sections: tuple[Section, ...]
    background: tuple[Background, ...]
    clauses: tuple[Clause, ...]
    facts: Mapping[str, Fact]
    digest: str
    path: str
    programme: Programme = NOTHING_TOLD

    @property
    def id(self) -> str:
        """The code's id."""
        return self.code.id

    @cached_property
    def _by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    def clause(self, clause_id: str) -> Clause:
        """A clause by id. Raises KeyError."""
        return self._by_id[clause_id]

    def has(self, clause_id: str) -> bool:
        """Whether the edition has that clause."""
        return clause_id in self._by_id

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in document order."""
        return tuple(rule for clause in self.clauses for rule in clause.rules)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Every duty, in document order."""
        return tuple(duty for clause in self.clauses for duty in clause.duties)

    @cached_property
    def acts(self) -> tuple[str, ...]:
        """The names of the acts this code speaks of, sorted."""
        return tuple(sorted({act for rule in self.rules for act in rule.acts}))

    @cached_property
    def cuts(self) -> tuple[date, ...]:
        """Every day on which some rule or parameter changes, in order; between two of them nothing does."""
        days = {self.start}
        for rule in self.rules:
            days.update(d for d in (rule.start, rule.until) if d)
            days.update(row.start for p in rule.params.values() for row in p.rows)
        return tuple(sorted(days))

    def epoch(self, day: date) -> int:
        """Which stretch between two cuts a day falls into."""
        return bisect.bisect_right(self.cuts, day)


def editions_on(editions: Sequence[Edition], day: date) -> tuple[Edition, ...]:
    """One edition of each code, in order of first mention: the latest in force on a day, else the first to come."""
    chosen: dict[str, Edition] = {}
    for edition in editions:
        other = chosen.setdefault(edition.id, edition)
        started = [e for e in (other, edition) if e.start <= day]
        chosen[edition.id] = max(started, key=_start) if started else min(other, edition, key=_start)
    return tuple(chosen.values())


def _start(edition: Edition) -> date:
    return edition.start
