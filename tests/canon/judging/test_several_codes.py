"""Several codes and one employer at once: the strictest stands, and duty against prohibition is a clash."""

from datetime import date, timedelta

import pytest

from canon.code import EmployerMay
from canon.judging.live import live
from canon.policy import NO_POLICY, Policy, PolicySetting, may_set, policy_faults
from canon.ruling import Answer
from canon.values import DONT_KNOW, Clockless, Hours, Setting, Span, Unit
from tests.canon.invented import (
    ACT,
    COMPELLED,
    GROUNDED,
    OK,
    REQUIRED,
    SILENT,
    START,
    TODAY,
    UNDECIDED,
    P,
    R,
    ask,
    code,
    money,
    param,
    rule,
)

DAY = timedelta(days=1)


def test_each_code_keeps_its_own_answer_and_the_strictest_stands() -> None:
    strict, mild = code(rule("aa.a.1", P), id="aa"), code(rule("bb.a.1", OK), id="bb")

    ruling = ask({}, mild, strict)

    assert ruling.answer is P
    assert {name: own.answer for name, own in ruling.codes.items()} == {"bb": OK, "aa": P}
    assert [c.clause for c in ruling.decided_by] == ["aa.a.1"]


def test_one_code_obliging_what_another_prohibits_is_a_clash_for_the_supervisor() -> None:
    ruling = ask({}, code(rule("aa.a.1", P), id="aa"), code(rule("bb.a.1", REQUIRED), id="bb"))

    assert (ruling.answer, ruling.clash, ruling.allows) == (R, True, False)
    assert [c.clause for c in ruling.decided_by] == ["aa.a.1", "bb.a.1"]


def test_a_clash_never_holds_up_a_report_that_a_law_compels() -> None:
    banning, obliging = (
        code(rule("aa.a.1", P, act=COMPELLED), id="aa"),
        code(rule("bb.a.1", REQUIRED, act=COMPELLED), id="bb"),
    )

    ruling = ask({}, banning, obliging, act=COMPELLED)

    assert (ruling.answer, ruling.clash, ruling.allows) == (R, True, True)


def test_a_prohibition_says_that_a_question_could_still_turn_it_into_a_clash() -> None:
    ruling = ask({}, code(rule("aa.a.1", P), id="aa"), code(rule("bb.a.1", REQUIRED, "danger.is_near"), id="bb"))

    assert ruling.answer is P
    assert ruling.possible == (P, R)


def test_a_worker_bound_by_no_code_is_permitted_nothing() -> None:
    assert not ask({}).allows


def test_a_code_not_yet_in_force_binds_nobody_and_so_permits_nothing() -> None:
    coming = code(rule("kit.a.1", OK), start=TODAY)

    assert ask({}, coming, on=TODAY - DAY).answer is SILENT
    assert not ask({}, coming, on=TODAY - DAY).allows
    assert ask({}, coming, on=TODAY).allows


def test_of_two_editions_of_one_code_the_one_in_force_on_the_day_speaks() -> None:
    old, new = code(rule("kit.a.1", P)), code(rule("kit.a.1", OK), start=TODAY)

    assert ask({}, old, new, on=TODAY - DAY).answer is P
    assert ask({}, new, old, on=TODAY).answer is OK


def test_silence_lets_an_act_pass_unless_the_act_needs_a_ground() -> None:
    silent = code(rule("kit.a.1", P, act=COMPELLED))

    assert ask({}, silent, act=ACT).allows
    assert not ask({}, silent, act=GROUNDED).allows


def test_a_rule_speaks_on_its_own_days_only() -> None:
    dated = code(rule("kit.a.1", P, start=date(2024, 1, 1), until=date(2025, 1, 1)))

    answers = {day: ask({}, dated, on=day).answer for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31))}

    assert list(answers.values()) == [SILENT, P, P]
    assert ask({}, dated, on=date(2025, 1, 1)).answer is SILENT


CEILING = param(
    "ceiling", (START, money("25.00"), EmployerMay.LOWER), (date(2025, 1, 1), money("30.00"), EmployerMay.LOWER)
)
GIFTS = code(rule("kit.a.1", P, "gift.value > param.ceiling", otherwise=OK, params=[CEILING]))


@pytest.mark.parametrize(
    ("day", "highest"),
    [(date(2019, 6, 1), None), (START, "25.00"), (date(2024, 12, 31), "25.00"), (date(2025, 1, 1), "30.00")],
)
def test_the_parameter_of_the_day_decides(day: date, highest: str | None) -> None:
    if highest is None:
        assert ask({"gift.value": money("1.00")}, GIFTS, on=day).answer is SILENT
    else:
        assert ask({"gift.value": money(highest)}, GIFTS, on=day).answer is OK
        assert ask({"gift.value": money(highest) + money("0.01")}, GIFTS, on=day).answer is P


def test_an_employer_tightens_from_its_own_day_on_and_whatever_was_asked_before() -> None:
    policy = Policy("Agency", settings=(PolicySetting("kit.a.1", "ceiling", money("10.00"), TODAY),))
    later = Policy("Other", settings=(PolicySetting("kit.a.1", "ceiling", money("5.00"), TODAY + DAY),))
    gift = {"gift.value": money("20.00")}

    answers = [ask(gift, GIFTS, policy=own, on=on).answer for on in (TODAY - DAY, TODAY) for own in (policy, later)]

    assert answers == [OK, OK, P, OK]
    assert ask(gift, GIFTS, policy=later, on=TODAY + DAY).answer is P
    assert ask(gift, GIFTS, on=TODAY + DAY).answer is OK


def test_an_employer_who_loosens_is_not_followed() -> None:
    policy = Policy("Agency", settings=(PolicySetting("kit.a.1", "ceiling", money("100.00")),))

    assert ask({"gift.value": money("50.00")}, GIFTS, policy=policy).answer is P
    assert "may lower" in policy_faults(policy, [GIFTS])[0]


def test_employers_with_the_same_rows_share_a_live_code() -> None:
    same = (PolicySetting("kit.a.1", "ceiling", money("10.00")),)

    assert live(GIFTS, TODAY, Policy("One", settings=same)) is live(GIFTS, TODAY, Policy("Two", settings=same))
    assert live(GIFTS, TODAY, Policy("One", {"policy.gifts": "refused"})) is live(GIFTS, TODAY, NO_POLICY)


@pytest.mark.parametrize(
    ("row", "value", "lower", "higher"),
    [
        (money("25.00"), money("24.99"), True, False),
        (money("25.00"), money("25.00"), True, True),
        (money("25.00"), Hours("24"), False, False),
        (2, 3, False, True),
        (2, True, False, False),
        (Span(1, Unit.MONTH), Span(28, Unit.DAY), True, False),
        (Span(1, Unit.MONTH), Span(30, Unit.DAY), False, False),
        (Span(30, Unit.DAY), Span(1, Unit.MONTH), False, False),
        (Span(12, Unit.MONTH), Span(1, Unit.YEAR), True, True),
        (Span(60, Unit.DAY), Clockless.AT_ONCE, False, False),
        (Clockless.NO_SET_TIME, Span(5, Unit.DAY), True, False),
        (Clockless.NO_SET_TIME, Clockless.AT_ONCE, True, False),
        (Clockless.NO_SET_TIME, 5, False, False),
        (Clockless.AT_ONCE, Span(0, Unit.DAY), False, True),
    ],
)
def test_what_an_employer_may_set(row: Setting, value: Setting, lower: bool, higher: bool) -> None:
    lowers = param("x", (START, row, EmployerMay.LOWER)).rows[0]
    raises = param("x", (START, row, EmployerMay.RAISE)).rows[0]

    assert (may_set(lowers, value), may_set(raises, value)) == (lower, higher)
    assert not may_set(param("x", (START, row)).rows[0], value)


def test_a_policy_is_told_every_rule_that_refuses_it_and_what_it_may_set() -> None:
    fixed = rule("kit.a.1", P, "gift.value > param.ceiling", params=[param("ceiling", (START, money("50.00")))])
    both = code(*GIFTS.rules, fixed)
    policy = Policy(
        settings=(
            PolicySetting("kit.a.1", "ceiling", money("20.00")),
            PolicySetting("kit.a.1", "floor", money("20.00")),
            PolicySetting("kit.z.9", "ceiling", money("20.00")),
        )
    )

    faults = policy_faults(policy, [both])

    assert [fault.split(":")[0] for fault in faults] == [
        "kit.a.1 sets ceiling to 50.00, and an employer may not change it",
        "kit.a.1 has no parameter 'floor'",
        "kit.z.9 is no clause of the codes given",
    ]


def test_no_policy_on_file_is_what_the_fact_says_of_absence() -> None:
    refused = code(rule("kit.a.1", P, 'policy.gifts != "allowed"', otherwise=OK))

    assert ask({}, refused).answer is P
    assert ask({}, refused, policy=Policy(facts={"policy.gifts": "allowed"})).answer is OK
    assert ask({"policy.gifts": "allowed"}, refused, policy=Policy(facts={"policy.gifts": "refused"})).answer is P
    assert ask({}, refused, policy=Policy(facts={"policy.gifts": DONT_KNOW})).answer is Answer.CONDITIONAL


def test_a_question_is_open_only_while_no_code_is_stricter() -> None:
    open_code, strict = code(rule("aa.a.1", R, "danger.is_near"), id="aa"), code(rule("bb.a.1", P), id="bb")

    ruling = ask({}, open_code, strict)

    assert ruling.answer is P
    assert ruling.codes["aa"].answer is UNDECIDED
