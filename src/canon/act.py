"""Acts a worker is about to do, the facts that rulings on them rest on, and the vocabulary that holds both."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from canon.values import Value, is_count, is_money, shown


class FactType(enum.Enum):
    """What a fact holds: a yes or no, one of some choices, dollars and cents, or a whole number."""

    YES_NO = "yes-no"
    CHOICE = "choice"
    MONEY = "money"
    COUNT = "count"

    def admits(self, value: object) -> bool:
        """Whether a Python value is of this type: a bool is no count, and no amount is below nothing or in half cents."""
        match self:
            case FactType.YES_NO:
                return isinstance(value, bool)
            case FactType.CHOICE:
                return isinstance(value, str)
            case FactType.MONEY:
                return is_money(value)
            case FactType.COUNT:
                return is_count(value)


class Source(enum.Enum):
    """Who states a fact: the worker who is asked, a record the product keeps, or the employer's policy."""

    WORKER = "worker"
    RECORD = "record"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer. `says` ends a sentence that begins with "Because"."""

    value: str
    label: str
    says: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named, typed fact. `step` is what a worker does to make it hold the value `to`; empty where they cannot.

    per_code: each code may have a value of its own, as each certificate has; what is stated for none holds for all
    if_true_under, if_false_under: `if_true` and `if_false` where codes differ, with `{code}` for which one is meant
    """

    name: str
    type: FactType
    label: str
    source: Source = Source.WORKER
    ask: str = ""
    hint: str = ""
    if_true: str = ""
    if_false: str = ""
    choices: tuple[Choice, ...] = ()
    absent: str = ""  # what a policy fact is when no policy is on file
    step: str = ""
    to: Value = True
    per_code: bool = False
    if_true_under: str = ""
    if_false_under: str = ""
    line: int = 0

    @property
    def is_step(self) -> bool:
        """Whether a worker can bring it about."""
        return bool(self.step)

    def choice(self, value: str) -> Choice:
        """The choice of that value. Raises KeyError."""
        for choice in self.choices:
            if choice.value == value:
                return choice
        raise KeyError(value)

    def under(self, code: str) -> Fact:
        """The fact in words that name the code it is stated for: "your North Carolina certificate is not in force"."""
        if not self.if_true_under:
            return self
        true, false = (text.replace("{code}", code) for text in (self.if_true_under, self.if_false_under))
        return replace(self, if_true=true, if_false=false)

    def admits(self, value: object) -> bool:
        """Whether a value can be stated for this fact."""
        if value is True or value is False:  # most are
            return self.type is FactType.YES_NO
        if not self.type.admits(value):
            return False
        return self.type is not FactType.CHOICE or any(c.value == value for c in self.choices)


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """Something a worker is about to do. `facts` stand in the order in which questions settle a tie."""

    name: str
    does: str
    may: str
    topic: str
    facts: tuple[Fact, ...]
    words: tuple[str, ...] = ()
    needs_ground: bool = False
    compelled: bool = False
    asks: Mapping[str, str] = field(default_factory=dict)
    line: int = 0

    def question(self, fact: Fact) -> str:
        """How this act asks for a fact."""
        return self.asks.get(fact.name, fact.ask)

    def fact(self, name: str) -> Fact:
        """One of this act's facts. Raises UnknownFact, naming the nearest."""
        for fact in self.facts:
            if fact.name == name:
                return fact
        raise UnknownFact(name, (f.name for f in self.facts), self.name)


class UnknownName(LookupError):
    """A name nobody listed. `nearest` are the names it may have been meant for."""

    kind = "name"

    def __init__(self, name: str, known: Iterable[str], where: str = "") -> None:
        self.name = name
        self.nearest = tuple(difflib.get_close_matches(name[:80], list(known), n=3, cutoff=0.5))
        hint = f"; did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"there is no {self.kind} {shown(name)}{f' in {where}' if where else ''}{hint}")


class UnknownAct(UnknownName):
    """An act that acts.toml does not list."""

    kind = "act"


class UnknownFact(UnknownName):
    """A fact that acts.toml, or this act, does not list."""

    kind = "fact"


class UnknownCode(UnknownName):
    """A code of ethics that is not among those loaded."""

    kind = "code"


class Acts(dict[str, Act]):
    """The acts by name; a name that is not there raises UnknownAct with the nearest ones."""

    def __missing__(self, name: str) -> Act:
        raise UnknownAct(name, self)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """acts.toml, read: every fact and every act, by name."""

    facts: Mapping[str, Fact]
    acts: Acts
