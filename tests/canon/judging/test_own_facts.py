"""Facts that each code has its own value of: two certificates, of which one lapsed."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from canon.act import Act
from canon.code import Edition
from canon.compiling import compile_act
from canon.explaining import because, explain, next_question, say, still_possible, would_permit
from canon.explaining.report import ruling_data
from canon.judging import OwnFacts, judge, sound_own
from canon.judging.live import live
from canon.policy import NO_POLICY
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Stated
from tests.canon.compiling.agreement import assert_same
from tests.canon.drawing import SEVERAL, SMALL, STATED, completions
from tests.canon.invented import (
    GROUNDED,
    OK,
    REQUIRED,
    SILENT,
    TODAY,
    UNDECIDED,
    C,
    P,
    R,
    act_with_own,
    code,
    live_today,
    rule,
    values_of,
    with_own,
)

VALID = "release.is_signed"  # stands for a certificate in force: a fact with a step
NEAR = "danger.is_near"
SERVE = act_with_own(GROUNDED, VALID, NEAR)


def strict(name: str = "aa") -> Edition:
    """Forbids the act without a certificate in force, and says nothing else."""
    return with_own(code(rule(f"{name}.a.1", P, f"!{VALID}", act=SERVE), id=name), VALID)


def lending(name: str = "bb") -> Edition:
    """Permits the act to who holds its certificate, and says nothing of anyone else."""
    return with_own(code(rule(f"{name}.a.1", OK, of=VALID, act=SERVE), id=name), VALID)


def ruled(own: OwnFacts, *codes: Edition, facts: Mapping[str, Stated] | None = None, act: Act = SERVE) -> Ruling:
    return judge(act, facts or {}, codes, on=TODAY, own=own)


def answers(ruling: Ruling) -> dict[str, Answer]:
    return {name: own.answer for name, own in ruling.codes.items()}


def test_each_code_is_judged_on_its_own_value_and_the_strictest_stands() -> None:
    ruling = ruled({"aa": {VALID: False}, "bb": {VALID: True}}, strict(), lending())

    assert answers(ruling) == {"aa": P, "bb": OK}
    assert (ruling.answer, [c.clause for c in ruling.decided_by]) == (P, ["aa.a.1"])


def test_a_codes_own_value_stands_before_the_one_stated_for_all() -> None:
    ruling = ruled({"aa": {VALID: False}}, strict(), lending(), facts={VALID: True})

    assert answers(ruling) == {"aa": P, "bb": OK}
    assert ruling.facts_under("aa")[VALID] is False
    assert ruling.facts_under("bb")[VALID] is True


def test_only_what_the_vocabulary_marks_can_differ_by_code() -> None:
    unmarked = act_with_own(GROUNDED, NEAR)

    ruling = ruled({"aa": {VALID: False}}, strict(), facts={VALID: True}, act=unmarked)

    assert ruling.own == {}
    assert answers(ruling) == {"aa": SILENT}


def test_a_value_of_another_type_counts_as_unknown_and_an_unknown_code_as_nothing() -> None:
    assert sound_own(SERVE, {"aa": {VALID: "yes", "other": True}}) == {"aa": {VALID: DONT_KNOW}}
    assert ruled({"zz": {VALID: False}}, strict(), facts={VALID: True}).own == {}


# ---- a leave that one code lost --------------------------------------------------------------------------------------


def test_what_another_code_permits_does_not_stand_in_for_a_lost_leave() -> None:
    ruling = ruled({"bb": {VALID: False}, "cc": {VALID: True}}, lending("bb"), lending("cc"))

    assert answers(ruling) == {"bb": SILENT, "cc": OK}
    assert (ruling.answer, ruling.allows, ruling.withheld) == (SILENT, False, ("bb",))


def test_a_code_whose_silence_has_nothing_to_do_with_its_own_facts_withholds_nothing() -> None:
    rules = rule("bb.a.1", OK, of=VALID, when="person.asked", act=SERVE)
    picky = with_own(code(rules, id="bb"), VALID)

    ruling = ruled({"bb": {VALID: True}, "cc": {VALID: True}}, picky, lending("cc"), facts={"person.asked": False})

    assert answers(ruling) == {"bb": SILENT, "cc": OK}
    assert (ruling.answer, ruling.withheld) == (OK, ())


def test_a_code_that_has_another_way_to_permit_withholds_nothing() -> None:
    two = code(rule("bb.a.1", OK, of=VALID, act=SERVE), rule("bb.a.2", OK, "person.asked", act=SERVE), id="bb")

    ruling = ruled(
        {"bb": {VALID: False}}, with_own(two, VALID), lending("cc"), facts={VALID: True, "person.asked": False}
    )

    assert (ruling.answer, ruling.withheld) == (OK, ())


def test_a_line_not_crossed_is_leave_as_well() -> None:
    line = with_own(code(rule("bb.a.1", P, "person.asked", of=VALID, otherwise=OK, act=SERVE), id="bb"), VALID)

    ruling = ruled({"bb": {VALID: False}}, line, lending("cc"), facts={VALID: True, "person.asked": False})

    assert ruling.withheld == ("bb",)


@pytest.mark.parametrize(("value", "answer"), [(None, UNDECIDED), (DONT_KNOW, C), (True, OK), (False, SILENT)])
def test_a_leave_that_nobody_can_vouch_for_is_no_leave(value: Stated | None, answer: Answer) -> None:
    own = {"cc": {VALID: True}} | ({} if value is None else {"bb": {VALID: value}})

    ruling = ruled(own, lending("bb"), lending("cc"))

    assert ruling.answer is answer
    assert ruling.allows is (answer is OK)


def test_what_a_code_obliges_is_obliged_whoever_withholds_leave() -> None:
    obliging = code(rule("cc.a.1", REQUIRED, act=SERVE), id="cc")

    assert ruled({"bb": {VALID: False}}, lending("bb"), obliging).answer is REQUIRED


# ---- explaining ------------------------------------------------------------------------------------------------------


def test_the_words_name_the_code_where_values_differ() -> None:
    ruling = ruled({"aa": {VALID: False}, "bb": {VALID: True}}, strict(), lending())

    data = ruling_data(ruling)

    assert data["codes"]["aa"]["because"] == {"aa.a.1": [f"not {VALID} under aa"]}  # type: ignore[index]
    assert data["codes"]["bb"]["because"] == {"bb.a.1": [f"{VALID} under bb"]}  # type: ignore[index]
    assert data["own_facts"] == {"aa": {VALID: False}, "bb": {VALID: True}}


def test_where_all_codes_share_a_value_the_words_are_as_they_always_were() -> None:
    ruling = ruled({}, strict(), facts={VALID: False})

    assert say(because(ruling.decided_by[0], ruling), ruling, "aa") == [f"not {VALID}"]
    assert "own_facts" not in ruling_data(ruling)


def test_two_codes_of_one_place_are_told_apart_by_their_credential() -> None:
    both = [replace(e, code=replace(e.code, place="California")) for e in (strict(), lending())]

    ruling = ruled({"aa": {VALID: False}, "bb": {VALID: True}}, *both)

    assert say(because(ruling.decided_by[0], ruling), ruling, "aa") == [f"not {VALID} under California aa"]


def test_why_not_speaks_of_the_codes_own_value() -> None:
    ruling = ruled({"bb": {VALID: False}, "cc": {VALID: True}}, lending("bb"), lending("cc"))

    reason = next(own for own in explain(ruling).why_not if own.clause == "bb.a.1")

    assert say(reason.grounds, ruling, reason.code) == [f"not {VALID} under bb"]


def test_a_step_is_taken_under_every_code() -> None:
    lost = ruled({"aa": {VALID: False}, "bb": {VALID: True}}, strict(), lending())

    assert [fact.name for fact in would_permit(lost) or ()] == [VALID]


def test_a_question_is_asked_only_for_the_codes_that_do_not_know() -> None:
    question = next_question(ruled({"aa": {VALID: True}}, strict(), lending()))

    assert question is not None
    assert (question.fact.name, question.codes, question.is_last) == (VALID, ("bb",), True)


def test_a_leave_still_open_is_asked_about() -> None:
    ruling = ruled({"cc": {VALID: True}}, lending("bb"), lending("cc"))

    question = next_question(ruling)

    assert question is not None
    assert (question.fact.name, question.codes) == (VALID, ("bb",))
    assert set(still_possible(ruling)) == {OK, C, SILENT}


# ---- any codes, any facts --------------------------------------------------------------------------------------------

OWN_NAMES = (VALID, NEAR)
SMALL_OWN = act_with_own(SMALL, *OWN_NAMES)
OWN_VALUES = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values_of(SMALL_OWN.fact(name))) for name in OWN_NAMES}
)
OWN = st.fixed_dictionaries({}, optional={"kit": OWN_VALUES, "aa": OWN_VALUES, "bb": OWN_VALUES})
CODES = SEVERAL.map(lambda codes: tuple(with_own(edition, *OWN_NAMES) for edition in codes))


@settings(max_examples=300)
@given(CODES, STATED, OWN, st.booleans())
def test_both_evaluators_agree(
    codes: tuple[Edition, ...], facts: Mapping[str, Stated], own: OwnFacts, needs_ground: bool
) -> None:
    act = replace(SMALL_OWN, needs_ground=needs_ground)
    compiled = compile_act(act, tuple(map(live_today, codes)))

    assert_same(compiled, facts, on=TODAY, own=sound_own(act, own))
    assert_same(compiled, facts, on=TODAY)


@settings(max_examples=100)
@given(CODES, STATED, OWN)
def test_each_code_answers_as_it_would_alone_on_the_facts_that_hold_for_it(
    codes: tuple[Edition, ...], facts: Mapping[str, Stated], own: OwnFacts
) -> None:
    ruling = judge(SMALL_OWN, facts, codes, on=TODAY, own=own)

    for edition in codes:
        alone = judge(SMALL_OWN, {**facts, **own.get(edition.id, {})}, [edition], on=TODAY)
        assert ruling.codes[edition.id] == alone.codes[edition.id]
        assert alone.answer is ruling.codes[edition.id].answer, "what a code withholds is nothing to itself"


@settings(max_examples=100)
@given(CODES, STATED, OWN_VALUES)
def test_one_value_for_every_code_is_a_shared_value(
    codes: tuple[Edition, ...], facts: Mapping[str, Stated], values: Mapping[str, Stated]
) -> None:
    apart = judge(SMALL_OWN, facts, codes, on=TODAY, own={edition.id: values for edition in codes})
    shared = judge(SMALL_OWN, {**facts, **values}, codes, on=TODAY)

    assert (apart.answer, apart.codes, apart.possible) == (shared.answer, shared.codes, shared.possible)


@settings(max_examples=60)
@given(CODES, STATED, OWN)
def test_what_is_still_possible_is_exactly_what_some_answers_bring(
    codes: tuple[Edition, ...], facts: Mapping[str, Stated], own: OwnFacts
) -> None:
    ruling = judge(SMALL_OWN, facts, codes, on=TODAY, own=own)

    reached = {judge(SMALL_OWN, full, codes, on=TODAY, own=own).answer for full in completions(SMALL_OWN, facts)}

    assert set(still_possible(ruling)) == reached


@settings(max_examples=100)
@given(CODES, STATED, OWN)
def test_questions_lead_to_a_settled_ruling_and_only_the_last_says_so(
    codes: tuple[Edition, ...], facts: Mapping[str, Stated], own: OwnFacts
) -> None:
    ruling = judge(SMALL_OWN, facts, codes, on=TODAY, own=own)

    question = next_question(ruling)

    assert (question is None) == (ruling.answer is not UNDECIDED)
    if question is None:
        return
    said = values_of(question.fact)
    after = [judge(SMALL_OWN, {**facts, question.fact.name: v}, codes, on=TODAY, own=own).answer for v in said]
    assert question.is_last == (UNDECIDED not in after)


@settings(max_examples=100)
@given(CODES, STATED, OWN)
def test_an_unknown_own_fact_never_lets_through_what_some_world_would_stop(
    codes: tuple[Edition, ...], facts: Mapping[str, Stated], own: OwnFacts
) -> None:
    ruling = judge(SMALL_OWN, facts, codes, on=TODAY, own=own)

    if ruling.answer is not OK:
        return
    nobody_knows = [e.id for e in codes if ruling.facts_under(e.id).get(VALID) in (None, DONT_KNOW)]
    for values in product((True, False), repeat=len(nobody_knows)):
        world = {**own, **{i: {**own.get(i, {}), VALID: v} for i, v in zip(nobody_knows, values, strict=True)}}
        assert judge(SMALL_OWN, facts, codes, on=TODAY, own=world).answer not in (P, R, SILENT)


def test_what_is_compiled_apart_reads_each_fact_under_its_code() -> None:
    compiled = compile_act(SERVE, tuple(live(edition, TODAY, NO_POLICY) for edition in (strict(), lending())))

    own = {"aa": {VALID: True}, "bb": {VALID: False}}

    assert [compiled.decide_apart({}, own).codes[name].answer for name in ("aa", "bb")] == [SILENT, SILENT]
    assert compiled.decide_apart({VALID: True}, {}).answer is OK
