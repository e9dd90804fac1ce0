"""Four values: false, true, said to be unknown, not asked."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings

from canon.condition import Condition, bind
from canon.judging.truth import FALSE, TRUE, UNASKED, UNKNOWN, both, negation, truth, waiting_on
from canon.values import DONT_KNOW, Stated
from tests.canon.drawing import CONDITIONS, SMALL, STATED
from tests.canon.invented import condition, money, values_of

F, T, U, N = FALSE, TRUE, UNKNOWN, UNASKED
FACTS: dict[int, dict[str, Stated]] = {
    F: {"danger.is_near": False},
    T: {"danger.is_near": True},
    U: {"danger.is_near": DONT_KNOW},
    N: {},
}
OTHER: dict[int, dict[str, Stated]] = {
    F: {"person.asked": False},
    T: {"person.asked": True},
    U: {"person.asked": DONT_KNOW},
    N: {},
}


@pytest.mark.parametrize(
    ("left", "right", "and_", "or_"),
    [
        (F, F, F, F), (F, T, F, T), (F, U, F, U), (F, N, F, N),
        (T, T, T, T), (T, U, U, T), (T, N, N, T),
        (U, U, U, U), (U, N, N, N),
        (N, N, N, N),
    ],
)  # fmt: skip
def test_and_and_or(left: int, right: int, and_: int, or_: int) -> None:
    for one, two in ((left, right), (right, left)):
        facts = {**FACTS[one], **OTHER[two]}
        assert truth(condition("danger.is_near && person.asked"), facts) == and_ == both(one, two)
        assert truth(condition("danger.is_near || person.asked"), facts) == or_


@pytest.mark.parametrize(("value", "turned"), [(F, T), (T, F), (U, U), (N, N)])
def test_not(value: int, turned: int) -> None:
    assert truth(condition("!danger.is_near"), FACTS[value]) == turned == negation(value)


@pytest.mark.parametrize(
    ("text", "facts", "value"),
    [
        ('person.served == "now"', {"person.served": "now"}, T),
        ('person.served != "now"', {"person.served": DONT_KNOW}, U),
        ('person.served in ["now", "never"]', {"person.served": "before"}, F),
        ('person.served in ["now"]', {}, N),
        ("gift.value <= param.x", {"gift.value": money("25.00")}, T),
        ("gift.value < param.x", {"gift.value": money("25.00")}, F),
        ("visits == visits", {}, N),
        ("danger.is_near == person.asked", {"danger.is_near": DONT_KNOW}, N),
        ("danger.is_near == person.asked", {"danger.is_near": DONT_KNOW, "person.asked": True}, U),
        ("danger.is_near == person.asked", {"danger.is_near": False, "person.asked": False}, T),
        ("true", {}, T),
        ("!true || danger.is_near", {}, N),
    ],
)
def test_comparisons(text: str, facts: Mapping[str, Stated], value: int) -> None:
    x = {"x": money("25.00")}

    assert truth(bind(condition(text, x), x), facts) == value


def test_a_condition_that_is_not_bound_cannot_be_judged() -> None:
    with pytest.raises(TypeError, match="not bound"):
        truth(condition("gift.value < param.x", {"x": money("1.00")}), {"gift.value": money("1.00")})


@settings(max_examples=100)
@given(CONDITIONS, STATED)
def test_one_more_fact_never_unsettles_what_was_settled(node: Condition, facts: Mapping[str, Stated]) -> None:
    before = truth(node, facts)

    for fact in (fact for fact in SMALL.facts if fact.name not in facts):
        for value in values_of(fact):
            after = truth(node, {**facts, fact.name: value})
            assert before == UNASKED or after == before


@settings(max_examples=100)
@given(CONDITIONS, STATED)
def test_what_is_waited_for_is_not_there_and_settles_it_in_the_end(
    node: Condition, facts: Mapping[str, Stated]
) -> None:
    waited = waiting_on(node, facts)

    assert bool(waited) == (truth(node, facts) == UNASKED)
    assert not set(waited) & set(facts)
    unknown = waiting_on(node, facts, UNKNOWN)
    assert bool(unknown) == (truth(node, facts) == UNKNOWN)
    assert all(facts[name] is DONT_KNOW for name in unknown)
