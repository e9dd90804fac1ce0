"""Conditions as text: what they mean, and what is said of those that cannot be read."""

from contextlib import suppress

import pytest
from hypothesis import example, given, settings, strategies as st

from canon.condition import (
    All,
    Among,
    Any_,
    Compare,
    Condition,
    ConditionFault,
    Constant,
    FactIs,
    FactRef,
    Not,
    Op,
    ParamIs,
    ParamRef,
    bind,
    facts_of,
    params_of,
    parse,
)
from canon.values import Hours, Setting, Span, Unit
from tests.canon.drawing import CONDITIONS, written
from tests.canon.invented import BY_NAME, money

PARAMS: dict[str, Setting] = {
    "ceiling": money("25.00"),
    "most": 3,
    "strict": True,
    "hours": Hours("2"),
    "days": Span(60, Unit.DAY),
}


def read(text: str) -> Condition:
    return parse(text, BY_NAME, PARAMS)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("danger.is_near", FactIs("danger.is_near")),
        ("danger.is_near == true", FactIs("danger.is_near")),
        ("danger.is_near != true", Not(FactIs("danger.is_near"))),
        ("false == danger.is_near", Not(FactIs("danger.is_near"))),
        ("!danger.is_near", Not(FactIs("danger.is_near"))),
        ("!!danger.is_near", Not(Not(FactIs("danger.is_near")))),
        ("true", Constant(True)),
        ("param.strict", ParamIs("strict")),
        ("visits >= 3", Compare("visits", Op.GE, 3)),
        ("3 <= visits", Compare("visits", Op.GE, 3)),
        ("visits < param.most", Compare("visits", Op.LT, ParamRef("most"))),
        ("param.ceiling < gift.value", Compare("gift.value", Op.GT, ParamRef("ceiling"))),
        ("visits == visits", Compare("visits", Op.EQ, FactRef("visits"))),
        ("person.served != 'now'", Compare("person.served", Op.NE, "now")),
        ('person.served in ["now", "before"]', Among("person.served", ("now", "before"))),
        (
            "danger.is_near || person.asked && !person.was_told",
            Any_((FactIs("danger.is_near"), All((FactIs("person.asked"), Not(FactIs("person.was_told")))))),
        ),
        (
            "(danger.is_near || person.asked) && person.was_told",
            All((Any_((FactIs("danger.is_near"), FactIs("person.asked"))), FactIs("person.was_told"))),
        ),
        ("  danger.is_near\n && person.asked  ", All((FactIs("danger.is_near"), FactIs("person.asked")))),
    ],
)
def test_what_a_condition_says(text: str, form: Condition) -> None:
    assert read(text) == form


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("", "ends too early", "finish it"),
        ("danger.is_near &&", "ends too early", "finish it"),
        ("danger.is_nere", "no fact 'danger.is_nere'", "did you mean danger.is_near"),
        ("moon.is_full", "no fact", "list it in the act's facts"),
        ("visits > param.mots", "no parameter", "did you mean param.most"),
        ('gift.kind == "mael"', "no choice", "did you mean meal"),
        ('gift.kind in ["meal", "zzz"]', "no choice", "choose among meal, token, other"),
        ("visits", "whole number, not a yes or no", "compare it: visits =="),
        ("gift.value > 25", "cannot be compared with 25", "put the amount in a parameter"),
        ('gift.value > "25.00 USD"', "cannot be compared", "put the amount in a parameter"),
        ("gift.value > visits", "money and visits is a whole number", "compare facts of one type"),
        ("gift.value > param.hours", "is money and param.hours is", "the fact's unit"),
        ("gift.value > param.days", "is money and param.days is", "the fact's unit"),
        ("visits > param.ceiling", "whole number and param.ceiling is", "the fact's unit"),
        ("visits > param.strict", "whole number and param.strict is", "the fact's unit"),
        ('person.served < "now"', "has no order", "use == or !="),
        ("danger.is_near > person.asked", "has no order", "use == or !="),
        ("danger.is_near == 1", "cannot be compared", "of that type"),
        ("visits == true", "cannot be compared", "of that type"),
        ("1 == 1", "neither side", "compare a fact with a value"),
        ("param.most", "cannot stand alone", "compare it with a fact"),
        ('"now"', "cannot stand alone", "compare it with a fact"),
        ("visits in [1]", "cannot be looked up", "a fact with choices"),
        ("gift.kind in [meal]", "is not a text", "in quotes"),
        ("gift.kind in []", "is not a text", "in quotes"),
        ('gift.kind in ["meal"', "']' is missing before the end", "write ']'"),
        ("(danger.is_near", "')' is missing before the end", "write ')'"),
        ("danger.is_near person.asked", "where the condition should end", "join parts with"),
        ("danger.is_near = true", "cannot read '= true'", "use facts"),
        ("danger.is_near & person.asked", "cannot read", "use facts"),
        ("visits > 1.5", "cannot read", "use facts"),
        ("visits > -1", "cannot read", "use facts"),
        ("visits > ٣", "cannot read", "use facts"),
        ("visits + 1 > 2", "cannot read", "use facts"),
        ('gift.kind == "a\\"b"', "cannot read", "use facts"),
        ("Danger.is_near", "cannot read", "use facts"),
        ("danger.is_near\x00", "cannot read", "use facts"),
        ("!" * 40 + "danger.is_near", "nested too deep", "split the rule"),
        ("(" * 40 + "danger.is_near" + ")" * 40, "nested too deep", "split the rule"),
        ("danger.is_near" + " || danger.is_near" * 200, "characters", "split the rule"),
    ],
)
def test_what_is_wrong_is_said_and_what_to_write_instead(text: str, what: str, remedy: str) -> None:
    with pytest.raises(ConditionFault) as fault:
        read(text)

    assert what in fault.value.what
    assert remedy in fault.value.remedy


@settings(max_examples=150)
@given(CONDITIONS)
def test_what_is_written_out_reads_back_as_it_was(node: Condition) -> None:
    again = read(written(node))

    assert bind(again, PARAMS) == node
    assert facts_of(again) == facts_of(node)


PIECES = st.sampled_from(
    "danger.is_near visits gift.value gift.kind param.most param.x true false in && || ! == != < <= > >= ( ) [ ] ,"
    ' "meal" \'now\' 3 0 99999999999999999999 . & = " \\ é ٣ \x00 \n'.split(" ")
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60))
@example("[" * 1_990)
@example('"' * 1_999)
@example("1" * 1_999)
@example("!(" * 999)
def test_no_text_raises_anything_else(text: str) -> None:
    with suppress(ConditionFault):
        node = read(text)
        assert set(params_of(node)) <= set(PARAMS)
        assert set(facts_of(node)) <= set(BY_NAME)


def test_a_days_parameters_are_put_in() -> None:
    node = read("gift.value > param.ceiling && param.strict || visits < param.most")

    bound = bind(node, PARAMS)

    assert params_of(bound) == ()
    assert bound == Any_(
        (All((Compare("gift.value", Op.GT, money("25.00")), Constant(True))), Compare("visits", Op.LT, 3)),
    )
