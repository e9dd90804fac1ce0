"""Both evaluators on rules that no code holds: any conditions, any answers, rules that override in chains and circles."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings, strategies as st

from canon.act import Act
from canon.compiling import compile_act
from canon.condition import ALWAYS, All, Among, Any_, Compare, Condition, Constant, FactIs, FactRef, Not, Op
from canon.judging.live import LiveCode
from canon.values import Stated
from tests.canon.compiling.agreement import assert_same
from tests.canon.invented import (
    ACT,
    COMPELLED,
    FACTS,
    GROUNDED,
    OK,
    REQUIRED,
    TODAY,
    C,
    P,
    R,
    code,
    live_today,
    rule,
    values_of,
)

ANSWERS = st.sampled_from((P, R, C, OK, REQUIRED))
ORDERS = st.sampled_from(list(Op))
CLAUSES = [f"kit.a.{n}" for n in range(1, 6)]

atoms = st.one_of(
    st.sampled_from(["gift.is_returned", "release.is_signed", "person.was_told", "person.asked"]).map(FactIs),
    st.builds(Compare, st.just("gift.value"), ORDERS, st.sampled_from([Decimal("25.00"), Decimal("24.99")])),
    st.builds(Compare, st.just("visits"), ORDERS, st.integers(0, 3)),
    st.builds(Compare, st.just("person.served"), st.sampled_from([Op.EQ, Op.NE]), st.sampled_from(["now", "before"])),
    st.builds(Compare, st.just("gift.kind"), st.sampled_from([Op.EQ, Op.NE]), st.just(FactRef("policy.gifts"))),
    st.builds(Compare, st.just("visits"), ORDERS, st.just(FactRef("visits"))),
    st.builds(Among, st.just("gift.kind"), st.sampled_from([("meal",), ("meal", "token")])),
    st.booleans().map(Constant),
)


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.one_of(parts.map(Not), several.map(All), several.map(Any_))


conditions = st.one_of(st.just(ALWAYS), st.recursive(atoms, joined, max_leaves=8))


@st.composite
def codes(draw: st.DrawFn, act: str, name: str) -> LiveCode:
    own = []
    for clause in draw(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=5)):
        base = rule(clause, draw(ANSWERS), otherwise=draw(st.none() | ANSWERS))
        others = [other for other in CLAUSES if other != clause]
        overrides = draw(st.frozensets(st.sampled_from(others), max_size=2))
        own.append(replace(base, acts=(act,), of=draw(conditions), when=draw(conditions), overrides=overrides))
    return live_today(code(*own, id=name))


facts = st.fixed_dictionaries({}, optional={fact.name: st.sampled_from(values_of(fact)) for fact in FACTS})


@settings(max_examples=400)
@given(data=st.data(), act=st.sampled_from([ACT, GROUNDED, COMPELLED]), stated=st.lists(facts, min_size=5, max_size=5))
def test_any_rules_on_any_facts(data: st.DataObject, act: Act, stated: list[dict[str, Stated]]) -> None:
    bound = tuple(data.draw(codes(act.name, name)) for name in ("one", "two")[: data.draw(st.integers(0, 2))])
    compiled = compile_act(act, bound)

    for some in stated:
        assert_same(compiled, some, on=TODAY)
