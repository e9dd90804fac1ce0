"""The fewest steps that would permit an act: what a worker can bring about, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings, strategies as st

from canon.act import Act
from canon.code import Edition
from canon.explaining import would_permit
from canon.judging import judge
from canon.values import DONT_KNOW, Stated
from tests.canon.drawing import SEVERAL, SMALL, STATED
from tests.canon.invented import COMPELLED, GROUNDED, OK, REQUIRED, TODAY, P, R, ask, code, rule

RELEASE = rule("kit.a.1", P, "!release.is_signed", otherwise=OK)
TOLD = rule("kit.a.2", R, "!person.was_told", otherwise=OK)
DONE: dict[str, Stated] = {"release.is_signed": True, "person.was_told": True}
MISSING: dict[str, Stated] = {"release.is_signed": False, "person.was_told": False}


def names(facts: Mapping[str, Stated], *codes: Edition, act: Act | None = None) -> list[str] | None:
    found = would_permit(ask(facts, *codes, act=act) if act else ask(facts, *codes))
    return None if found is None else [fact.name for fact in found]


def test_what_is_allowed_needs_no_step() -> None:
    assert names(DONE, code(RELEASE, TOLD)) == []


def test_all_the_steps_that_are_missing_and_no_more() -> None:
    assert names(MISSING, code(RELEASE, TOLD)) == ["release.is_signed", "person.was_told"]
    assert names({**MISSING, "person.was_told": True}, code(RELEASE, TOLD)) == ["release.is_signed"]


def test_a_step_not_asked_for_or_not_known_is_one_to_take() -> None:
    assert names({"person.was_told": True}, code(RELEASE, TOLD)) == ["release.is_signed"]
    assert names({**DONE, "release.is_signed": DONT_KNOW}, code(RELEASE, TOLD)) == ["release.is_signed"]


def test_another_account_of_what_happened_is_no_step() -> None:
    assert names({"danger.is_near": True}, code(rule("kit.a.1", P, "danger.is_near", otherwise=OK))) is None


def test_of_two_ways_the_shorter() -> None:
    either = rule("kit.a.1", P, "!(release.is_signed && person.was_told) && !gift.is_returned", otherwise=OK)

    assert names({**MISSING, "gift.is_returned": False}, code(either)) == ["gift.is_returned"]


def test_a_step_that_closes_one_way_and_opens_another_is_weighed_whole() -> None:
    ban = rule("kit.a.1", P, "!release.is_signed", otherwise=OK)
    backlash = rule("kit.a.2", P, "release.is_signed && !person.was_told", otherwise=OK)

    assert names(MISSING, code(ban, backlash)) == ["release.is_signed", "person.was_told"]


def test_a_step_may_bring_an_override_about() -> None:
    leave = rule("kit.a.2", OK, "release.is_signed", overrides=["kit.a.1"])

    assert names(MISSING, code(rule("kit.a.1", P), leave)) == ["release.is_signed"]


def test_a_step_may_bring_an_override_of_an_override_about() -> None:
    leave = rule("kit.a.2", OK, overrides=["kit.a.1"])
    exception = rule("kit.a.3", OK, "release.is_signed", overrides=["kit.a.2"])

    assert names(MISSING, code(rule("kit.a.1", R), leave, exception)) == []
    assert names(MISSING, code(rule("kit.a.1", OK), replace(leave, answer=R), exception)) == ["release.is_signed"]


def test_steps_of_all_codes_are_needed() -> None:
    two = code(rule("bb.a.1", R, "!person.was_told"), id="bb"), code(rule("aa.a.1", P, "!release.is_signed"), id="aa")

    found = names(MISSING, *two)

    assert found is not None
    assert set(found) == {"release.is_signed", "person.was_told"}


def test_an_act_that_needs_a_ground_is_shown_the_way_to_one() -> None:
    ground = rule("kit.a.1", OK, "release.is_signed", act=GROUNDED)

    assert names(MISSING, code(ground), act=GROUNDED) == ["release.is_signed"]


def test_a_clash_on_a_compelled_act_needs_no_step() -> None:
    banning, obliging = rule("aa.a.1", P, act=COMPELLED), rule("bb.a.1", REQUIRED, act=COMPELLED)

    assert names({}, code(banning, id="aa"), code(obliging, id="bb"), act=COMPELLED) == []


def test_no_step_helps_a_worker_whom_no_code_binds() -> None:
    assert names(MISSING) is None
    assert names(MISSING, code(RELEASE, start=TODAY.replace(year=2030))) is None


@settings(max_examples=60)
@given(SEVERAL, STATED, st.booleans(), st.booleans())
def test_no_fewer_steps_would_do(
    codes: tuple[Edition, ...], facts: Mapping[str, Stated], needs_ground: bool, compelled: bool
) -> None:
    act = replace(SMALL, needs_ground=needs_ground, compelled=compelled)
    steps = [fact for fact in act.facts if fact.step and facts.get(fact.name) is not True]

    found = would_permit(judge(act, facts, codes, on=TODAY))

    ways = (way for n in range(len(steps) + 1) for way in combinations(steps, n))
    fewest = next((way for way in ways if judge(act, _after(facts, way), codes, on=TODAY).allows), None)
    assert (found is None) == (fewest is None)
    if found is not None and fewest is not None:
        assert len(found) == len(fewest)
        assert judge(act, _after(facts, found), codes, on=TODAY).allows


def _after(facts: Mapping[str, Stated], steps: tuple[object, ...]) -> dict[str, Stated]:
    return {**facts, **{fact.name: fact.to for fact in steps}}  # type: ignore[attr-defined]
