"""Draw conditions, rules, codes and facts at random, over a few facts of the invented vocabulary, for Hypothesis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from canon.act import Act, Fact
from canon.code import Edition, Rule
from canon.condition import All, Among, Any_, Compare, Condition, FactIs, FactRef, Not, Op, ParamRef
from canon.ruling import Answer
from canon.values import DONT_KNOW, Stated
from tests.canon.invented import ACT, BY_NAME, code, money, rule, values_of

NAMES = ("person.served", "gift.value", "release.is_signed", "person.was_told", "danger.is_near")
FACTS = tuple(BY_NAME[name] for name in NAMES)
SMALL = replace(ACT, facts=FACTS)
"""The act the random codes speak of, with five facts."""

ATOMS = st.one_of(
    st.sampled_from([FactIs(name) for name in NAMES[2:]]),
    st.builds(Compare, st.just("person.served"), st.sampled_from([Op.EQ, Op.NE]), st.sampled_from(["now", "before"])),
    st.builds(Among, st.just("person.served"), st.sampled_from([("now",), ("now", "never"), ("before", "never")])),
    st.builds(Compare, st.just("gift.value"), st.sampled_from(Op), st.just(money("25.00"))),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Any_(tuple(parts))),
    ),
    max_leaves=6,
)
ANSWERS = (Answer.PROHIBITED, Answer.REFER, Answer.CONDITIONAL, Answer.PERMITTED, Answer.REQUIRED)
OTHERWISE = (None, None, Answer.PERMITTED, Answer.REFER, Answer.PROHIBITED)
STATED = st.fixed_dictionaries({}, optional={fact.name: st.sampled_from(values_of(fact)) for fact in FACTS})


@st.composite
def rules(draw: st.DrawFn, clause: str, weaker: tuple[str, ...] = (), never: tuple[Answer, ...] = ()) -> Rule:
    """A rule of a clause; it may override any clause in `weaker`, and gives none of the answers in `never`."""
    answer = draw(st.sampled_from([a for a in ANSWERS if a not in never]))
    otherwise = draw(st.sampled_from([a for a in OTHERWISE if a not in never]))
    drawn = rule(clause, answer, otherwise=otherwise, act=SMALL)
    overridden = draw(st.lists(st.sampled_from(weaker), max_size=1)) if weaker else []
    conditions = {"when": draw(CONDITIONS)} | ({"of": draw(CONDITIONS)} if draw(st.booleans()) else {})
    return replace(drawn, overrides=frozenset(overridden), **conditions)  # type: ignore[arg-type]


@st.composite
def editions(draw: st.DrawFn, name: str = "kit", most: int = 3, *, may_contradict: bool = False) -> Edition:
    """A code of up to so many clauses of one rule each, with overrides in no circle.

    A code that both obliges and prohibits would mostly not load, so that it does one of the two unless told otherwise.
    """
    ids = [f"{name}.a.{n}" for n in range(draw(st.integers(1, most)))]
    never = () if may_contradict else (draw(st.sampled_from([Answer.REQUIRED, Answer.PROHIBITED])),)
    return code(*(draw(rules(own, tuple(ids[:n]), never)) for n, own in enumerate(ids)), id=name)


SEVERAL = st.one_of(st.tuples(editions()), st.tuples(editions("aa", 2), editions("bb", 2)))


def completions(act: Act, facts: Mapping[str, Stated], *, unknown: bool = True) -> Iterator[dict[str, Stated]]:
    """Every way to answer the questions not asked, "I don't know" among them unless told otherwise."""
    free = [fact for fact in act.facts if fact.name not in facts]
    for values in product(*(_said(fact, unknown=unknown) for fact in free)):
        yield {**facts, **dict(zip((fact.name for fact in free), values, strict=True))}


def worlds(act: Act, facts: Mapping[str, Stated]) -> Iterator[dict[str, Stated]]:
    """Every way things may be: what is said to be unknown, too, is one thing or another."""
    known = {name: value for name, value in facts.items() if value is not DONT_KNOW}
    yield from completions(act, known, unknown=False)


def _said(fact: Fact, *, unknown: bool) -> tuple[Stated, ...]:
    found = values_of(fact)
    return found if unknown else found[:-1]


def written(node: Condition) -> str:
    """A condition as a code file would write it, with every part in brackets."""
    match node:
        case FactIs(fact):
            return fact
        case Not(part):
            return f"!({written(part)})"
        case All(parts):
            return " && ".join(f"({written(part)})" for part in parts)
        case Any_(parts):
            return " || ".join(f"({written(part)})" for part in parts)
        case Among(fact, choices):
            return f"{fact} in [{', '.join(map(quoted, choices))}]"
        case Compare(fact, op, right):
            return f"{fact} {op.value} {_right(right)}"
        case _:
            return str(node)


def quoted(text: str) -> str:
    return f'"{text}"'


def _right(right: object) -> str:
    match right:
        case FactRef(name):
            return name
        case ParamRef(name):
            return f"param.{name}"
        case str():
            return quoted(right)
        case _:
            return "param.ceiling"
