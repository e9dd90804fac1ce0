"""Write conditions as Python source.

The grammar is closed. Names in the source are letters and numbers chosen here; of a file's own text only fact names and
choices get in, each as the `repr` of a plain text, and numbers as `repr` of a plain int. Amounts of money are handed
over as objects. Both writers read a fact once and work a condition that stands twice out once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never

from canon.condition import (
    ALWAYS,
    All,
    Among,
    Any_,
    Compare,
    Condition,
    Constant,
    FactIs,
    FactRef,
    Not,
    ParamIs,
    ParamRef,
    atoms,
    facts_of,
    folded,
)
from canon.judging.live import LiveRule
from canon.judging.truth import FALSE, TRUE, UNASKED, UNKNOWN, Truth
from canon.values import DONT_KNOW, Value

NEGATION = (TRUE, FALSE, UNKNOWN, UNASKED)
CONJUNCTION = tuple(tuple(FALSE if FALSE in (a, b) else max(a, b) for b in range(4)) for a in range(4))
DISJUNCTION = tuple(tuple(TRUE if TRUE in (a, b) else max(a, b) for b in range(4)) for a in range(4))

BITS_KNOWN = 2  # of a rule in the key of complete facts: it fires, it gives its `otherwise`
BITS_PARTIAL = 4  # of a rule in the key of partial facts: the truths of `of` and of `when`


@dataclass(slots=True)
class Constants:
    """Objects that the source refers to by a name chosen here."""

    by_name: dict[str, object] = field(default_factory=dict)
    _amounts: dict[Decimal, str] = field(default_factory=dict)

    def value(self, value: Value) -> str:
        """A value as source text."""
        if isinstance(value, Decimal):
            name = self._amounts.setdefault(value, f"M{len(self._amounts)}")
            self.by_name[name] = value
            return name
        if type(value) not in (bool, int, str):  # a subclass could write its own repr
            raise TypeError(f"a condition cannot hold a {type(value).__name__}")
        return repr(value)


@dataclass(frozen=True, slots=True)
class Conditions:
    """A rule's conditions as they are compiled: bound, and without the constants that binding left in them."""

    of: Condition
    when: Condition
    has_otherwise: bool

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts it reads, each once."""
        return tuple(dict.fromkeys((*facts_of(self.of), *facts_of(self.when))))


def conditions_of(rule: LiveRule) -> Conditions:
    """What is compiled of a rule."""
    return Conditions(folded(rule.of), folded(rule.when), rule.otherwise is not None)


def known_source(rules: Sequence[Conditions], constants: Constants) -> str:
    """`known(f)`: the answer on facts that are all stated and known, by way of two bits a rule."""
    writer = _Known(rules, constants)
    lines = ["def known(f):", *(f"    {line}" for line in writer.hoisted()), "    k = 0"]
    for number, own in enumerate(rules):
        lines += [f"    {line}" for line in writer.rule(own, number)]
    return "\n".join([*lines, "    return KNOWN[k]", ""])


def partial_source(rules: Sequence[Conditions], constants: Constants) -> str:
    """`partial(f)`: the answer on facts of which some may be missing or unknown, by way of four bits a rule."""
    writer = _Partial(constants)
    terms: list[str] = []
    for number, own in enumerate(rules):
        for place, condition in enumerate((own.of, own.when)):
            shift = number * BITS_PARTIAL + place * 2
            truth = writer.truth(condition)
            if truth != "0":
                terms.append(f"{truth} << {shift}" if shift else truth)
    lines = ["def partial(f):", "    get = f.get", *(f"    {line}" for line in writer.lines), "    k = 0"]
    lines += [f"    k |= {term}" for term in terms]
    return "\n".join([*lines, "    return PARTIAL[k]", ""])


def decide_source(names: Sequence[str]) -> str:
    """`decide(f)`: the short way where every fact is there and known, the long way else."""
    lines = ["def decide(f):", "    try:"]
    lines += [f"        if f[{name!r}] is DONT_KNOW: return partial(f)" for name in names]
    lines += ["        return known(f)", "    except KeyError:", "        return partial(f)", ""]
    return "\n".join(lines)


class _Known:
    """Conditions in two-valued logic, each an expression."""

    def __init__(self, rules: Sequence[Conditions], constants: Constants) -> None:
        self.constants = constants
        reads = Counter(name for own in rules for part in (own.of, own.when) for name in _reads(part))
        self.facts = {name: f"a{n}" for n, name in enumerate(n for n, times in reads.items() if times > 1)}
        shared = Counter(own.of for own in rules if not isinstance(own.of, Constant | FactIs))
        self.shared: dict[Condition, str] = {
            of: f"o{n}" for n, of in enumerate(of for of, times in shared.items() if times > 1)
        }

    def hoisted(self) -> Iterator[str]:
        """What is worked out first, since more than one rule needs it."""
        for name, local in self.facts.items():
            yield f"{local} = f[{name!r}]"
        for of, local in self.shared.items():
            yield f"{local} = {self.expression(of)}"

    def rule(self, own: Conditions, number: int) -> Iterator[str]:
        """The lines that set a rule's bits."""
        fires, spares = 1 << number * BITS_KNOWN, 2 << number * BITS_KNOWN
        of = self.shared.get(own.of) or self.expression(own.of)
        when = self.expression(own.when)
        if not own.has_otherwise:
            both = " and ".join(text for part, text in ((own.of, of), (own.when, when)) if part != ALWAYS)
            yield f"if {both}: k |= {fires}" if both else f"k |= {fires}"
        else:
            said = f"k |= {fires} if {when} else {spares}"
            yield said if own.of == ALWAYS else f"if {of}: {said}"

    def expression(self, node: Condition) -> str:
        """A condition as an expression."""
        match node:
            case FactIs(fact):
                return self.fact(fact)
            case Compare(fact, op, FactRef(other)):
                return f"({self.fact(fact)} {op.value} {self.fact(other)})"
            case Compare(fact, op, right):
                return f"({self.fact(fact)} {op.value} {self.constants.value(_bound(right))})"
            case Among(fact, choices):
                return f"({self.fact(fact)} in {_listed(choices, self.constants)})"
            case Not(part):
                return f"(not {self.expression(part)})"
            case All(parts):
                return f"({' and '.join(map(self.expression, parts))})"
            case Any_(parts):
                return f"({' or '.join(map(self.expression, parts))})"
            case Constant(value):
                return repr(value)
            case ParamIs():
                raise _unbound(node)
            case _:
                assert_never(node)

    def fact(self, name: str) -> str:
        """A fact's value as an expression."""
        return self.facts.get(name) or f"f[{name!r}]"


class _Partial:
    """Conditions in four-valued logic, each worked out in a line of its own into a local name."""

    def __init__(self, constants: Constants) -> None:
        self.constants = constants
        self.lines: list[str] = []
        self.facts: dict[str, str] = {}
        self.truths: dict[Condition, str] = {}

    def truth(self, node: Condition) -> str:
        """The local name, or number, that holds a condition's truth."""
        if isinstance(node, Constant):
            return str(TRUE if node.value else FALSE)
        if node not in self.truths:
            text = self.work(node)
            self.truths[node] = f"t{len(self.truths)}"
            self.lines.append(f"{self.truths[node]} = {text}")
        return self.truths[node]

    def work(self, node: Condition) -> str:
        """The expression of a condition, from the local names of its parts."""
        match node:
            case FactIs(fact):
                a = self.fact(fact)
                return f"1 if {a} is True else 0 if {a} is False else 3 if {a} is None else 2"
            case Compare(fact, op, FactRef(other)):
                a, b = self.fact(fact), self.fact(other)
                open_ = f"3 if {a} is None or {b} is None else 2 if {a} is DONT_KNOW or {b} is DONT_KNOW"
                return f"{open_} else 1 if {a} {op.value} {b} else 0"
            case Compare(fact, op, right):
                return self.settled(fact, f"{op.value} {self.constants.value(_bound(right))}")
            case Among(fact, choices):
                return self.settled(fact, f"in {_listed(choices, self.constants)}")
            case Not(part):
                return f"NEGATION[{self.truth(part)}]"
            case All(parts):
                return self.joined("CONJUNCTION", parts)
            case Any_(parts):
                return self.joined("DISJUNCTION", parts)
            case Constant() | ParamIs():
                raise _unbound(node)
            case _:
                assert_never(node)

    def settled(self, fact: str, test: str) -> str:
        """A test of one fact, if it is known."""
        a = self.fact(fact)
        return f"3 if {a} is None else 2 if {a} is DONT_KNOW else 1 if {a} {test} else 0"

    def joined(self, table: str, parts: Sequence[Condition]) -> str:
        """Two at a time, each pair in its own line: Python limits how deep brackets may nest."""
        first, *rest = map(self.truth, parts)
        for part in rest[:-1]:
            self.lines.append(f"j = {table}[{first}][{part}]")
            first = "j"
        return f"{table}[{first}][{rest[-1]}]"

    def fact(self, name: str) -> str:
        """The local name that holds a fact's value."""
        if name not in self.facts:
            self.facts[name] = f"a{len(self.facts)}"
            self.lines.append(f"{self.facts[name]} = get({name!r})")
        return self.facts[name]


def names_for(constants: Constants, tables: Mapping[str, object]) -> dict[str, object]:
    """The names that the source may use."""
    logic = {"NEGATION": NEGATION, "CONJUNCTION": CONJUNCTION, "DISJUNCTION": DISJUNCTION, "DONT_KNOW": DONT_KNOW}
    return {"__builtins__": {"KeyError": KeyError}, **logic, **constants.by_name, **tables}


def truths_known(key: int, rules: int) -> tuple[tuple[Truth, Truth], ...]:
    """Each rule's truths of `of` and `when`, from the key that `known` made. A rule that says nothing is (0, 0)."""
    pairs = ((FALSE, FALSE), (TRUE, TRUE), (TRUE, FALSE))
    return tuple([pairs[key >> n * BITS_KNOWN & 3] for n in range(rules)])


def truths_partial(key: int, rules: int) -> tuple[tuple[Truth, Truth], ...]:
    """Each rule's truths of `of` and `when`, from the key that `partial` made."""
    return tuple([(key >> n * BITS_PARTIAL & 3, key >> n * BITS_PARTIAL + 2 & 3) for n in range(rules)])


def _reads(condition: Condition) -> Iterator[str]:
    for atom in atoms(condition):
        match atom:
            case Compare(fact, _, FactRef(other)):
                yield from (fact, other)
            case FactIs(fact) | Compare(fact, _, _) | Among(fact, _):
                yield fact
            case Constant() | ParamIs():
                pass


def _listed(choices: Sequence[str], constants: Constants) -> str:
    return f"{{{', '.join(map(constants.value, choices))}}}"


def _bound(right: Value | FactRef | ParamRef) -> Value:
    if isinstance(right, FactRef | ParamRef):
        raise _unbound(right)
    return right


def _unbound(node: object) -> TypeError:
    return TypeError(f"{node} is not bound: compile a live code, not the condition of a file")
