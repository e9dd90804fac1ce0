"""The typed form of a condition. Nodes are frozen; a condition is a tree of them."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from canon.values import Value


class Op(enum.Enum):
    """How two values are compared, as CEL writes it."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="

    @property
    def flipped(self) -> Op:
        """The same comparison with its sides exchanged."""
        return _FLIPPED[self]


_FLIPPED: Final = {Op.EQ: Op.EQ, Op.NE: Op.NE, Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}


@dataclass(frozen=True, slots=True)
class FactRef:
    """Another fact, on the right of a comparison."""

    name: str


@dataclass(frozen=True, slots=True)
class ParamRef:
    """A parameter of the rule, on the right of a comparison; `bind` replaces it by the day's value."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """`true` or `false` written out."""

    value: bool


@dataclass(frozen=True, slots=True)
class FactIs:
    """A yes-no fact standing alone."""

    fact: str


@dataclass(frozen=True, slots=True)
class ParamIs:
    """A yes-no parameter standing alone: a reading with two honest sides."""

    param: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact against a value, a parameter or another fact of the same type."""

    fact: str
    op: Op
    right: Value | FactRef | ParamRef


@dataclass(frozen=True, slots=True)
class Among:
    """A choice fact among some of its choices."""

    fact: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Conjunction of two parts or more."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any_:
    """Disjunction of two parts or more."""

    parts: tuple[Condition, ...]


Atom: TypeAlias = Constant | FactIs | ParamIs | Compare | Among
Condition: TypeAlias = Atom | Not | All | Any_

ALWAYS: Final = Constant(True)


def atoms(condition: Condition) -> Iterator[Atom]:
    """Every atom of a condition, left to right."""
    match condition:
        case Not(part):
            yield from atoms(part)
        case All(parts) | Any_(parts):
            for part in parts:
                yield from atoms(part)
        case _:
            yield condition


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The names of the facts a condition reads, each once, in the order they stand."""
    names: dict[str, None] = {}
    for atom in atoms(condition):
        match atom:
            case FactIs(fact) | Among(fact, _):
                names[fact] = None
            case Compare(fact, _, right):
                names[fact] = None
                if isinstance(right, FactRef):
                    names[right.name] = None
            case Constant() | ParamIs():
                pass
    return tuple(names)


def params_of(condition: Condition) -> tuple[str, ...]:
    """The names of the parameters a condition reads, each once."""
    names: dict[str, None] = {}
    for atom in atoms(condition):
        match atom:
            case ParamIs(param):
                names[param] = None
            case Compare(_, _, ParamRef(name)):
                names[name] = None
            case _:
                pass
    return tuple(names)
