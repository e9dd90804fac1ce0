"""Searching for facts with a property finds them exactly where trying them all would."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from canon.act import Fact, FactType
from canon.checking.search import TooWide, points, regions, size, witness
from canon.code import Edition, Rule
from canon.condition import All, Compare, Condition, FactRef, Not, Op
from canon.judging.live import LiveRule
from canon.judging.truth import FALSE, TRUE, truth
from canon.judging.weigh import combine, weigh
from canon.values import Stated
from tests.canon.drawing import CONDITIONS, SMALL, editions
from tests.canon.invented import ACT, START, P, code, condition, live_today, money, param, rule

COUNTS = tuple(Fact(name, FactType.COUNT, name, ask=name) for name in ("x", "y", "z"))
COUNTING = replace(ACT, facts=COUNTS)
OPS = st.sampled_from(Op)
ORDERS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Compare, st.sampled_from("xyz"), OPS, st.integers(0, 4)),
    st.builds(Compare, st.sampled_from("xyz"), OPS, st.sampled_from("xyz").map(FactRef)),
)


def rules_of(edition: Edition) -> tuple[LiveRule, ...]:
    return live_today(edition).by_act[ACT.name]


def counting(*parts: Condition) -> tuple[LiveRule, ...]:
    """One rule on three numbers."""
    own: Rule = replace(rule("kit.a.1", P), when=All(parts) if len(parts) > 1 else parts[0])
    return rules_of(code(own))


def test_an_ordered_fact_has_a_value_on_each_side_of_every_line() -> None:
    line = param("ceiling", (START, money("25.00")))

    spaces = regions(
        ACT, rules_of(code(rule("kit.a.1", P, "gift.value > param.ceiling || visits != 0", params=[line])))
    )

    assert spaces == {
        "gift.value": (Decimal("24.99"), Decimal("25.00"), Decimal("25.01")),
        "visits": (0, 1),
    }


def test_only_facts_that_rules_read_are_tried_in_the_acts_order() -> None:
    spaces = regions(
        ACT, rules_of(code(rule("kit.a.1", P, 'danger.is_near && gift.kind == "meal"', of="person.asked")))
    )

    assert list(spaces) == ["gift.kind", "person.asked", "danger.is_near"]
    assert size(spaces) == 12 == len(list(points(spaces)))


@settings(max_examples=150)
@given(st.lists(ORDERS | ORDERS.map(Not), min_size=1, max_size=4))
def test_numbers_compared_with_one_another_are_found_in_any_order(parts: list[Condition]) -> None:
    (own,) = counting(*parts)
    spaces = regions(COUNTING, [own])

    found = witness("count", spaces, lambda facts: truth(own.when, facts))

    wide = {name: tuple(range(9)) for name in spaces}
    assert (found is not None) == any(truth(own.when, facts) == TRUE for facts in points(wide))


@settings(max_examples=60)
@given(editions(), st.data())
def test_a_witness_is_found_if_there_is_one_and_bears_it_out(edition: Edition, data: st.DataObject) -> None:
    rules = live_today(edition).by_act[SMALL.name]
    spaces = regions(SMALL, rules)
    wanted = data.draw(CONDITIONS)

    def test(facts: Mapping[str, Stated]) -> int:
        return truth(wanted, facts)

    found = witness("act", {**{f.name: v for f, v in _spaces_of(wanted)}, **spaces}, test)

    everything = {f.name: v for f, v in _spaces_of(wanted)}
    assert (found is not None) == any(test(facts) == TRUE for facts in points(everything))
    assert found is None or test(found) == TRUE


def _spaces_of(node: Condition) -> list[tuple[Fact, tuple[object, ...]]]:
    own = replace(rule("kit.a.1", P), when=node)
    return [(SMALL.fact(n), v) for n, v in regions(SMALL, live_today(code(own)).by_act[SMALL.name]).items()]


@settings(max_examples=40)
@given(editions())
def test_nothing_a_code_says_changes_within_a_region(edition: Edition) -> None:
    rules = live_today(edition).by_act[SMALL.name]
    spaces = regions(SMALL, rules)
    amounts = [money(text) for text in ("0.00", "12.34", "24.99", "25.00", "25.01", "99.00")]

    def answers(values: Mapping[str, tuple[object, ...]]) -> set[object]:
        return {combine([weigh(rules, facts)]) for facts in points(values)}  # type: ignore[arg-type]

    wide = {name: tuple(amounts) if name == "gift.value" else values for name, values in spaces.items()}
    assert answers(spaces) == answers(wide)


def test_what_the_property_did_not_need_is_not_stated() -> None:
    spaces = dict.fromkeys(("danger.is_near", "person.asked", "person.was_told"), (True, False))

    found = witness("act", spaces, lambda facts: truth(condition("person.asked"), facts), ["person.asked"])

    assert found == {"person.asked": True}


def test_an_act_too_wide_is_named_and_never_sampled() -> None:
    spaces = {f"fact.{n}": (True, False) for n in range(40)}

    with pytest.raises(TooWide, match="accept-gift reads too many facts to search within 500 steps") as wide:
        witness("accept-gift", spaces, lambda facts: FALSE if len(facts) == 40 else 3, budget=500)

    assert wide.value.act == "accept-gift"
