"""Read a condition's text into its typed form, or say what is wrong with it and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Final, NoReturn, TypeAlias

from canon.act import Fact, FactType
from canon.condition.form import (
    All,
    Among,
    Any_,
    Compare,
    Condition,
    Constant,
    FactIs,
    FactRef,
    Not,
    Op,
    ParamIs,
    ParamRef,
)
from canon.values import Setting, shown

LONGEST: Final = 2_000  # characters; the longest condition of the five codes has some 300
DEEPEST: Final = 30

_TOKEN = re.compile(
    r"""\s*(?:(?P<op>&&|\|\||==|!=|<=|>=|<|>|!|\(|\)|\[|\]|,)
        |(?P<int>[0-9]+)(?![\w.])
        |(?P<str>"[^"\\\n]*"|'[^'\\\n]*')
        |(?P<name>[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)*))""",
    re.VERBOSE,
)
_ORDERED: Final = (FactType.MONEY, FactType.COUNT)

Operand: TypeAlias = Fact | ParamRef | bool | int | str


class ConditionFault(ValueError):
    """What is wrong with a condition, and what to write instead."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}; {remedy}")


def parse(text: str, facts: Mapping[str, Fact], params: Mapping[str, Setting]) -> Condition:
    """The typed form of a condition.

    `facts` are those the rule may read, `params` its parameters with one value each, for their types.
    Raises ConditionFault; never anything else, whatever the text holds.
    """
    if len(text) > LONGEST:
        raise ConditionFault(
            f"the condition has {len(text):,} characters", f"keep it under {LONGEST:,}: split the rule"
        )
    return _Parser(_tokens(text), facts, params).whole()


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if not match:
            raise ConditionFault(
                f"cannot read {text[at : at + 20].strip()!r}",
                'use facts, param.name, "text", numbers, && || ! == < in ( )',
            )
        kind = match.lastgroup
        assert kind is not None
        found.append((kind, match[kind]))
        at = match.end()
    return found


class _Parser:
    """Recursive descent over the tokens, checking types as it goes."""

    def __init__(self, tokens: list[tuple[str, str]], facts: Mapping[str, Fact], params: Mapping[str, Setting]) -> None:
        self.tokens, self.facts, self.params = tokens, facts, params
        self.at = 0
        self.depth = 0

    def whole(self) -> Condition:
        condition = self.any_of()
        if self.at < len(self.tokens):
            self.fail(f"{self.tokens[self.at][1]!r} stands where the condition should end", "join parts with && or ||")
        return condition

    def any_of(self) -> Condition:
        parts = self.series("||", self.all_of)
        return parts[0] if len(parts) == 1 else Any_(tuple(parts))

    def all_of(self) -> Condition:
        parts = self.series("&&", self.negation)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def series(self, joiner: str, part: Callable[[], Condition]) -> list[Condition]:
        parts = [part()]
        while self.take(joiner):
            parts.append(part())
        return parts

    def negation(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail("the condition is nested too deep", f"keep it within {DEEPEST} levels: split the rule")
        try:
            if self.take("!"):
                return Not(self.negation())
            if self.take("("):
                inner = self.any_of()
                self.expect(")")
                return inner
            return self.comparison()
        finally:
            self.depth -= 1

    def comparison(self) -> Condition:
        left = self.operand()
        if self.take_word("in"):
            return self.membership(left)
        op = self.take_op()
        if op is None:
            return self.alone(left)
        return self.compare(left, op, self.operand())

    def alone(self, operand: Operand) -> Condition:
        match operand:
            case bool():
                return Constant(operand)
            case Fact(name=name, type=FactType.YES_NO):
                return FactIs(name)
            case ParamRef(name) if isinstance(self.params[name], bool):
                return ParamIs(name)
            case Fact(name=name, type=kind):
                self.fail(f"{name} is {_a(kind)}, not a yes or no", f"compare it: {name} == ...")
            case _:
                self.fail(f"{_name(operand)} cannot stand alone", "compare it with a fact")

    def compare(self, left: Operand, op: Op, right: Operand) -> Condition:
        if not isinstance(left, Fact):
            if not isinstance(right, Fact):
                self.fail("neither side of the comparison is a fact", "compare a fact with a value")
            left, op, right = right, op.flipped, left
        if op not in (Op.EQ, Op.NE) and left.type not in _ORDERED:
            self.fail(f"{left.name} is {_a(left.type)}, which has no order", "use == or !=")
        match right:
            case Fact():
                if right.type is not left.type:
                    self.fail(
                        f"{left.name} is {_a(left.type)} and {right.name} is {_a(right.type)}",
                        "compare facts of one type",
                    )
                return Compare(left.name, op, FactRef(right.name))
            case ParamRef(name):
                self.check_param(left, name)
                return Compare(left.name, op, right)
            case bool() if left.type is FactType.YES_NO:
                plain = FactIs(left.name)
                return plain if right is (op is Op.EQ) else Not(plain)
            case str() if left.type is FactType.CHOICE:
                self.check_choice(left, right)
                return Compare(left.name, op, right)
            case int() if left.type is FactType.COUNT and not isinstance(right, bool):
                return Compare(left.name, op, right)
            case _:
                hint = (
                    "put the amount in a parameter: param.ceiling"
                    if left.type is FactType.MONEY
                    else "write a value of that type"
                )
                self.fail(f"{left.name} is {_a(left.type)} and cannot be compared with {_name(right)}", hint)

    def membership(self, left: Operand) -> Condition:
        if not (isinstance(left, Fact) and left.type is FactType.CHOICE):
            self.fail(f"{_name(left)} cannot be looked up in a list", "put a fact with choices before `in`")
        self.expect("[")
        choices = [self.string()]
        while self.take(","):
            choices.append(self.string())
        self.expect("]")
        for choice in choices:
            self.check_choice(left, choice)
        return Among(left.name, tuple(choices))

    def operand(self) -> Operand:
        kind, text = self.next()
        match kind:
            case "int":
                return int(text)
            case "str":
                return text[1:-1]
            case "name" if text in ("true", "false"):
                return text == "true"
            case "name" if text.startswith("param."):
                name = text.removeprefix("param.")
                if name not in self.params:
                    self.unknown(
                        "parameter",
                        text,
                        [f"param.{p}" for p in self.params],
                        "declare it in the rule: param.x = [...]",
                    )
                return ParamRef(name)
            case "name":
                if text not in self.facts:
                    self.unknown("fact", text, list(self.facts), "list it in the act's facts in acts.toml")
                return self.facts[text]
            case _:
                self.fail(f"{text!r} stands where a fact or a value should", "write fact == value")

    def string(self) -> str:
        kind, text = self.next()
        if kind != "str":
            self.fail(f"{text!r} is not a text", 'write choices in quotes: ["meal", "token"]')
        return text[1:-1]

    def check_choice(self, fact: Fact, value: str) -> None:
        if not any(c.value == value for c in fact.choices):
            self.unknown(
                f"choice of {fact.name}",
                value,
                [c.value for c in fact.choices],
                f"choose among {', '.join(c.value for c in fact.choices)}",
            )

    def check_param(self, fact: Fact, name: str) -> None:
        value = self.params[name]
        if not fact.type.admits(value):
            self.fail(
                f"{fact.name} is {_a(fact.type)} and param.{name} is {shown(value)}",
                "give the parameter the fact's unit",
            )

    def unknown(self, kind: str, name: str, known: list[str], otherwise: str) -> NoReturn:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        self.fail(f"there is no {kind} {name!r}", f"did you mean {' or '.join(near)}?" if near else otherwise)

    # -- tokens

    def next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            self.fail("the condition ends too early", "finish it, or take the last operator away")
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, text: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == ("op", text):
            self.at += 1
            return True
        return False

    def take_word(self, word: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == ("name", word):
            self.at += 1
            return True
        return False

    def take_op(self) -> Op | None:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "op":
            text = self.tokens[self.at][1]
            if text in {op.value for op in Op}:
                self.at += 1
                return Op(text)
        return None

    def expect(self, text: str) -> None:
        if not self.take(text):
            found = repr(self.tokens[self.at][1]) if self.at < len(self.tokens) else "the end"
            self.fail(f"{text!r} is missing before {found}", f"write {text!r}")

    def fail(self, what: str, remedy: str) -> NoReturn:
        raise ConditionFault(what, remedy)


def _a(kind: FactType) -> str:
    return {
        FactType.YES_NO: "a yes or no",
        FactType.CHOICE: "a choice",
        FactType.MONEY: "money",
        FactType.COUNT: "a whole number",
    }[kind]


def _name(operand: Operand) -> str:
    match operand:
        case Fact(name=name):
            return name
        case ParamRef(name):
            return f"param.{name}"
        case bool():
            return str(operand).lower()
        case _:
            return repr(operand)
