"""The same facts, another ruling: every difference comes with facts that truly give both answers."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from hypothesis import given, settings

from canon.act import Acts, Vocabulary
from canon.checking.search import points, regions
from canon.code import Edition
from canon.comparing import compare_behaviour, differences
from canon.judging import judge
from canon.judging.live import live
from canon.judging.weigh import combine, weigh
from canon.policy import NO_POLICY
from canon.ruling import Answer
from canon.values import Stated
from tests.canon.drawing import SMALL, editions
from tests.canon.invented import (
    ACT,
    BY_NAME,
    OK,
    REQUIRED,
    SILENT,
    START,
    TODAY,
    VOCABULARY,
    P,
    R,
    code,
    live_today,
    money,
    param,
    rule,
)

SMALL_ONLY = Vocabulary(BY_NAME, Acts({SMALL.name: SMALL}))


def gifts(ceiling: str, name: str) -> Edition:
    line = param("ceiling", (START, money(ceiling)))
    return code(rule(f"{name}.a.1", P, "gift.value > param.ceiling", otherwise=OK, params=[line]), id=name)


def test_codes_that_say_the_same_do_not_differ() -> None:
    assert compare_behaviour([gifts("25.00", "aa"), gifts("25.00", "bb")], VOCABULARY, on=TODAY) == ()


def test_a_difference_names_facts_just_over_one_line_and_under_the_other() -> None:
    (found,) = compare_behaviour([gifts("25.00", "aa"), gifts("20.00", "bb")], VOCABULARY, on=TODAY)

    assert (found.act, found.left, found.left_answer, found.right, found.right_answer) == (
        "accept-gift",
        "aa",
        OK,
        "bb",
        P,
    )
    assert money("20.00") < found.facts["gift.value"] <= money("25.00")  # type: ignore[operator]


def test_each_pair_of_codes_shows_its_widest_difference() -> None:
    three = [code(rule("aa.a.1", P), id="aa"), code(rule("bb.a.1", R), id="bb"), code(rule("cc.a.1", OK), id="cc")]

    found = compare_behaviour(three, VOCABULARY, on=TODAY)

    assert [(d.left, d.right, d.left_answer, d.right_answer) for d in found] == [
        ("aa", "bb", P, R),
        ("aa", "cc", P, OK),
        ("bb", "cc", R, OK),
    ]
    assert all(d.facts == {} for d in found)


def test_what_one_obliges_and_the_other_forbids_lies_farthest_apart() -> None:
    left = code(rule("aa.a.1", P, "danger.is_near"), rule("aa.a.2", R, "person.asked"), id="aa")
    right = code(rule("bb.a.1", REQUIRED, "danger.is_near"), id="bb")

    first = differences(ACT, live_today(left), live_today(right))[0]

    assert (first.left_answer, first.right_answer) == (P, REQUIRED)
    assert dict(first.facts) == {"danger.is_near": True}


def test_nothing_stated_could_be_left_out() -> None:
    left = code(rule("aa.a.1", P, "danger.is_near && person.asked || visits > 9"), id="aa")

    (found,) = compare_behaviour([left, code(id="bb")], VOCABULARY, on=TODAY)

    assert found.right_answer is SILENT
    for name in found.facts:
        fewer = {n: v for n, v in found.facts.items() if n != name}
        assert judge(ACT, fewer, [left], on=TODAY).answer is not P


def test_acts_may_be_picked() -> None:
    pair = [gifts("25.00", "aa"), gifts("20.00", "bb")]

    assert compare_behaviour(pair, VOCABULARY, on=TODAY, acts=["disclose"]) == ()


@settings(max_examples=40)
@given(editions("aa", 2), editions("bb", 2))
def test_every_pair_of_answers_that_some_facts_give_is_found_and_no_other(left: Edition, right: Edition) -> None:
    one, two = live_today(left), live_today(right)

    found = differences(SMALL, one, two)

    for difference in found:
        answers = [_answer(edition, difference.facts) for edition in (left, right)]
        assert answers == [difference.left_answer, difference.right_answer]
    everything = points(regions(SMALL, (*one.by_act[SMALL.name], *two.by_act[SMALL.name])))
    reached = {(_whole(one, facts), _whole(two, facts)) for facts in everything}
    given_by = [_given(edition) for edition in (left, right)]
    wanted = {(x, y) for x, y in product(*given_by) if x is not y}
    assert {(d.left_answer, d.right_answer) for d in found} == reached & wanted


def _answer(edition: Edition, facts: Mapping[str, Stated]) -> Answer:
    return judge(SMALL, facts, [edition], on=TODAY).answer


def _whole(code_live: object, facts: Mapping[str, Stated]) -> Answer:
    return combine([weigh(code_live.by_act[SMALL.name], facts)])[0]  # type: ignore[attr-defined]


def _given(edition: Edition) -> set[Answer]:
    return {a for r in edition.rules for a in (r.answer, r.otherwise) if a} | {SILENT}


@settings(max_examples=30)
@given(editions("aa", 2))
def test_a_code_never_differs_from_itself(edition: Edition) -> None:
    twin = replace(edition, code=replace(edition.code, id="bb"))

    assert compare_behaviour([edition, twin], SMALL_ONLY, on=TODAY) == ()


def test_before_a_code_is_in_force_it_is_silent() -> None:
    coming = code(rule("aa.a.1", P), id="aa", start=TODAY.replace(year=2030))

    assert live(coming, TODAY, NO_POLICY).by_act == {}
    assert compare_behaviour([coming, code(id="bb")], VOCABULARY, on=TODAY) == ()
