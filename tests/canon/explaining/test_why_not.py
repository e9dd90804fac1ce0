"""Why a clause that bears on the act did not decide it."""

from collections.abc import Mapping

from hypothesis import given, settings

from canon.code import Edition
from canon.explaining import Why, WhyNot, explain
from canon.judging import judge
from canon.values import DONT_KNOW, Stated
from tests.canon.drawing import SEVERAL, SMALL, STATED
from tests.canon.invented import COMPELLED, OK, REQUIRED, TODAY, C, P, R, ask, code, rule

SERVED: dict[str, Stated] = {"person.served": "now"}


def reasons(facts: Mapping[str, Stated], *codes: Edition) -> dict[str, WhyNot]:
    return {reason.clause: reason for reason in explain(ask(facts, *codes)).why_not}


def test_it_speaks_of_others() -> None:
    found = reasons(SERVED, code(rule("kit.a.1", P, of='person.served == "never"'), rule("kit.a.2", OK)))

    assert found["kit.a.1"].why is Why.SPEAKS_OF_OTHERS
    assert [ground.facts for ground in found["kit.a.1"].grounds] == [("person.served",)]


def test_its_condition_is_not_met_by_the_smallest_part() -> None:
    ban = rule("kit.a.1", P, "danger.is_near && (person.asked || release.is_signed)")
    facts: dict[str, Stated] = {"danger.is_near": False, "person.asked": False, "release.is_signed": False}

    found = reasons(facts, code(ban, rule("kit.a.2", OK)))

    assert found["kit.a.1"].why is Why.NOT_MET
    assert [ground.facts for ground in found["kit.a.1"].grounds] == [("danger.is_near",)]


def test_its_line_is_not_crossed() -> None:
    found = reasons(
        {"danger.is_near": False}, code(rule("kit.a.1", P, "danger.is_near", otherwise=OK), rule("kit.a.2", R))
    )

    assert found["kit.a.1"].why is Why.LINE_NOT_CROSSED


def test_it_is_overridden_and_by_which() -> None:
    found = reasons({}, code(rule("kit.a.1", P), rule("kit.a.2", REQUIRED, overrides=["kit.a.1"])))

    assert (found["kit.a.1"].why, found["kit.a.1"].by) == (Why.OVERRIDDEN, ("kit.a.2",))


def test_it_is_outranked_and_by_which() -> None:
    found = reasons({}, code(rule("kit.a.1", C), rule("kit.a.2", P)))

    assert (found["kit.a.1"].why, found["kit.a.1"].by) == (Why.OUTRANKED, ("kit.a.2",))


def test_leave_beside_a_duty_is_outranked_by_the_duty() -> None:
    found = reasons({}, code(rule("kit.a.1", OK), rule("kit.a.2", REQUIRED)))

    assert (found["kit.a.1"].why, found["kit.a.1"].by) == (Why.OUTRANKED, ("kit.a.2",))


def test_it_waits_for_a_question() -> None:
    found = reasons({}, code(rule("kit.a.1", C, "danger.is_near && person.asked"), rule("kit.a.2", P)))

    assert (found["kit.a.1"].why, found["kit.a.1"].waits_for) == (Why.WAITING, ("danger.is_near", "person.asked"))


def test_nobody_knows_and_what() -> None:
    facts: dict[str, Stated] = {"danger.is_near": DONT_KNOW, "person.asked": True}

    found = reasons(facts, code(rule("kit.a.1", C, "danger.is_near && person.asked"), rule("kit.a.2", P)))

    assert (found["kit.a.1"].why, found["kit.a.1"].waits_for) == (Why.UNKNOWN, ("danger.is_near",))


def test_a_clause_in_doubt_names_what_its_override_waits_for() -> None:
    found = reasons({}, code(rule("kit.a.1", R), rule("kit.a.2", OK, "danger.is_near", overrides=["kit.a.1"])))

    assert (found["kit.a.1"].why, found["kit.a.1"].waits_for) == (Why.WAITING, ("danger.is_near",))


def test_a_clause_about_another_act_is_not_mentioned() -> None:
    assert reasons({}, code(rule("kit.a.1", P, act=COMPELLED), rule("kit.a.2", OK))) == {}


@settings(max_examples=60)
@given(SEVERAL, STATED)
def test_every_clause_on_the_act_either_decided_or_has_one_reason(
    codes: tuple[Edition, ...], facts: Mapping[str, Stated]
) -> None:
    ruling = judge(SMALL, facts, codes, on=TODAY)

    said = [reason.clause for reason in explain(ruling).why_not]

    decided = {c.clause for own in ruling.codes.values() for c in (*own.decided_by, *own.required_by)}
    assert len(said) == len(set(said))
    assert {*said, *decided} == {clause.id for code in codes for clause in code.clauses}
    assert not decided & set(said)
