"""The question to ask next: the one that settles most, and whether it is the last."""

from collections.abc import Mapping

from hypothesis import given, settings

from canon.code import Edition
from canon.explaining import next_question, open_codes
from canon.explaining.possible import still_possible
from canon.judging import judge
from canon.values import DONT_KNOW, Stated
from tests.canon.drawing import SEVERAL, SMALL, STATED, completions
from tests.canon.invented import (
    BY_NAME,
    OK,
    REQUIRED,
    START,
    TODAY,
    UNDECIDED,
    C,
    P,
    R,
    ask,
    code,
    money,
    param,
    rule,
    values_of,
)

Codes = tuple[Edition, ...]


def asked(facts: Mapping[str, Stated], *codes: Edition) -> tuple[str, bool] | None:
    question = next_question(ask(facts, *codes))
    return (question.fact.name, question.is_last) if question else None


def test_nothing_is_asked_once_the_ruling_is_settled() -> None:
    assert asked({}, code(rule("kit.a.1", P), rule("kit.a.2", R, "danger.is_near"))) is None


def test_what_only_one_fact_can_settle_is_asked_for_last() -> None:
    assert asked({}, code(rule("kit.a.1", P, "danger.is_near", otherwise=OK))) == ("danger.is_near", True)


def test_the_question_that_settles_most_comes_first() -> None:
    deciding = rule("kit.a.1", P, "danger.is_near", otherwise=OK)
    others = [
        rule(f"kit.a.{n}", R, f"!danger.is_near && {fact}") for n, fact in ((2, "person.asked"), (3, "visits > 2"))
    ]

    assert asked({}, code(deciding, *others)) == ("danger.is_near", False)


def test_a_tie_goes_to_the_fact_that_the_act_lists_first() -> None:
    assert asked({}, code(rule("kit.a.1", P, "danger.is_near && person.asked"))) == ("person.asked", False)


def test_i_dont_know_is_an_answer_and_not_asked_again() -> None:
    both = code(rule("kit.a.1", P, "danger.is_near && person.asked", otherwise=OK))

    assert asked({"person.asked": DONT_KNOW}, both) == ("danger.is_near", True)
    assert asked({"person.asked": DONT_KNOW, "danger.is_near": DONT_KNOW}, both) is None


def test_a_question_that_a_duty_hangs_on_is_asked() -> None:
    assert asked({}, code(rule("kit.a.1", REQUIRED, "danger.is_near"))) == ("danger.is_near", True)


def test_what_an_override_hangs_on_is_asked() -> None:
    leave = rule("kit.a.2", OK, overrides=["kit.a.1"])
    exception = rule("kit.a.3", OK, "danger.is_near", overrides=["kit.a.2"])

    assert asked({}, code(rule("kit.a.1", P), leave, exception)) == ("danger.is_near", True)


def test_what_the_employers_policy_states_is_never_asked() -> None:
    assert asked({}, code(rule("kit.a.1", P, 'policy.gifts == "refused"', otherwise=OK))) is None


def test_an_amount_is_asked_for_with_its_line_in_mind() -> None:
    line = param("ceiling", (START, money("25.00")))

    assert asked({}, code(rule("kit.a.1", P, "gift.value > param.ceiling", otherwise=OK, params=[line]))) == (
        "gift.value",
        True,
    )


def test_a_settled_ruling_names_the_codes_that_a_question_could_still_change() -> None:
    strict, waiting = code(rule("aa.a.1", P), id="aa"), code(rule("bb.a.1", R, "danger.is_near"), id="bb")

    assert open_codes(ask({}, strict, waiting)) == ("bb",)


def test_of_two_rules_that_cannot_both_hold_only_what_can_come_is_possible() -> None:
    near, far = (
        rule("kit.a.1", P, "danger.is_near", otherwise=OK),
        rule("kit.a.2", R, "danger.is_near && !danger.is_near"),
    )

    ruling = ask({}, code(near, far))

    assert ruling.possible == (P, R, C, OK)
    assert still_possible(ruling) == (P, C, OK)


@settings(max_examples=60)
@given(SEVERAL, STATED)
def test_questions_lead_to_a_settled_ruling_and_only_the_last_says_so(
    codes: Codes, facts: Mapping[str, Stated]
) -> None:
    ruling = judge(SMALL, facts, codes, on=TODAY)

    question = next_question(ruling)

    assert (question is None) == (ruling.answer is not UNDECIDED)
    if question is None:
        return
    assert question.fact.name not in facts
    said = values_of(BY_NAME[question.fact.name])
    after = [judge(SMALL, {**facts, question.fact.name: value}, codes, on=TODAY).answer for value in said]
    assert question.is_last == (UNDECIDED not in after)


@settings(max_examples=50)
@given(SEVERAL, STATED)
def test_what_is_still_possible_is_exactly_what_some_answers_bring(codes: Codes, facts: Mapping[str, Stated]) -> None:
    ruling = judge(SMALL, facts, codes, on=TODAY)

    reached = {judge(SMALL, full, codes, on=TODAY).answer for full in completions(SMALL, facts)}

    assert set(still_possible(ruling)) == reached


@settings(max_examples=50)
@given(SEVERAL, STATED)
def test_each_codes_own_possible_answers_are_exact_too(codes: Codes, facts: Mapping[str, Stated]) -> None:
    ruling = judge(SMALL, facts, codes, on=TODAY)

    for own in codes:
        reached = {judge(SMALL, full, [own], on=TODAY).answer for full in completions(SMALL, facts)}
        assert set(still_possible(ruling, own.id)) == reached
