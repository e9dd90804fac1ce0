"""The ruling on a case is worked out once: on another day it is the same but for that, and any other case has its own."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from canon.code import EmployerMay
from canon.explaining import explain
from canon.judging import judge, judge_live, sound_facts, sound_own
from canon.judging.live import live
from canon.policy import NO_POLICY, Policy, PolicySetting
from canon.ruling import Ruling
from tests.canon.invented import (
    ACT,
    GROUNDED,
    OK,
    START,
    TODAY,
    P,
    R,
    act_with_own,
    code,
    money,
    param,
    rule,
    with_own,
)

NEAR = "danger.is_near"
GIFT = act_with_own(ACT, NEAR)
CEILING = param("ceiling", (START, money("25.00"), EmployerMay.LOWER), (TODAY, money("40.00"), EmployerMay.LOWER))
EDITION = with_own(
    code(
        rule("kit.a.1", P, "gift.value > param.ceiling", otherwise=OK, params=[CEILING]),
        rule("kit.a.2", R, 'policy.gifts == "refused"'),
        rule("kit.a.3", R, NEAR),
    ),
    NEAR,
)
BEFORE = TODAY - timedelta(days=30)
THIRTY: Mapping[str, Any] = {"gift.value": money("30.00"), NEAR: False}
CASE: Mapping[str, Any] = {"act": GIFT, "facts": THIRTY, "codes": [EDITION], "policy": NO_POLICY, "on": BEFORE}
OTHERS: Mapping[str, Mapping[str, Any]] = {
    "another act": {"act": GROUNDED},
    "another fact": {"facts": {**THIRTY, "gift.value": money("20.00")}},
    "a fact less": {"facts": {NEAR: False}},
    "another code": {"codes": [code(rule("kit.a.1", OK))]},
    "a code more": {"codes": [EDITION, code(rule("more.a.1", R), id="more")]},
    "a day from which a clause reads otherwise": {"on": TODAY},
    "a policy that states a fact": {"policy": Policy(facts={"policy.gifts": "refused"})},
    "a policy that sets a parameter": {
        "facts": {**THIRTY, "gift.value": money("20.00")},
        "policy": Policy(settings=(PolicySetting("kit.a.1", "ceiling", money("10.00")),)),
    },
    "a fact of one code's own": {"own": {"kit": {NEAR: True}}},
}


def worked_out(act: Any, facts: Any, codes: Any, policy: Any, on: Any, own: Any = None) -> Ruling:
    """The ruling as it is without anything remembered."""
    bound = tuple(live(edition, on, policy) for edition in codes)
    return judge_live(act, sound_facts(act, facts, policy), bound, policy, on, sound_own(act, own or {}))


@pytest.mark.parametrize("other", OTHERS)
def test_another_case_has_its_own_ruling(other: str) -> None:
    first = judge(**CASE)

    ruling = judge(**{**CASE, **OTHERS[other]})

    fresh = worked_out(**{**CASE, **OTHERS[other]})
    assert ruling.case is not first.case
    assert (ruling.answer, ruling.codes, ruling.facts) == (fresh.answer, fresh.codes, fresh.facts)
    assert (ruling.act, ruling.on, ruling.policy, ruling.own) == (fresh.act, fresh.on, fresh.policy, fresh.own)
    assert explain(ruling) == explain(fresh)


def test_of_two_days_between_which_nothing_changes_each_has_its_own_ruling_for_the_same_reasons() -> None:
    first, policy = judge(**CASE), Policy("Mesa Abierta")

    later = judge(**{**CASE, "on": BEFORE + timedelta(days=1), "policy": policy})

    assert (later.on, later.policy, first.on, first.policy) == (BEFORE + timedelta(days=1), policy, BEFORE, NO_POLICY)
    assert (later.answer, later.codes, later.live) == (first.answer, first.codes, first.live)
    assert later.case is first.case
    assert explain(later) is explain(first)
