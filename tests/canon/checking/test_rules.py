"""Rules that can never decide and duties that meet prohibitions are found, each with facts that show it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from canon.checking import check_rules, read_sound
from canon.checking.rules import Finding
from canon.checking.search import points, regions
from canon.code import Edition
from canon.judging import judge
from canon.judging.weigh import weigh
from canon.reading import FileRefused
from canon.ruling import Answer
from tests.canon.drawing import SMALL, editions
from tests.canon.invented import (
    ACT,
    OK,
    REQUIRED,
    START,
    TODAY,
    VOCABULARY,
    C,
    P,
    R,
    ask,
    code,
    live_today,
    param,
    rule,
)
from tests.canon.reading.made import CODE, vocabulary

OBLIGES = """
[[clause.rule]]
act = "accept-gift"
answer = "required"
next = "Take it."
cases = [{ answer = "required" }]
"""


def found(edition: Edition) -> list[Finding]:
    return check_rules(edition, VOCABULARY)


def codes(edition: Edition) -> list[tuple[str, str]]:
    return [(finding.rule, finding.code) for finding in found(edition)]


def test_sound_rules_have_no_finding() -> None:
    assert found(code(rule("kit.a.1", P, "danger.is_near", otherwise=OK), rule("kit.a.2", R, "person.asked"))) == []


def test_a_rule_that_no_facts_make_fire_is_dead() -> None:
    never = rule("kit.a.1", P, 'person.served == "now"', of='person.served == "never"')

    assert codes(code(never)) == [("kit.a.1#1", "dead-rule")]


def test_a_rule_whose_days_are_over_before_the_code_begins_is_dead() -> None:
    past = rule("kit.a.1", P, until=date(2019, 1, 1))

    assert codes(code(past)) == [("kit.a.1#1", "dead-rule")]


def test_a_rule_is_not_dead_that_fires_once_a_parameter_changes() -> None:
    later = param("on", (START, False), (date(2025, 1, 1), True))

    assert codes(code(rule("kit.a.1", P, "param.on && danger.is_near", params=[later]))) == []


def test_an_otherwise_that_nothing_reaches_is_dead() -> None:
    always = rule("kit.a.1", R, 'person.served in ["now", "before", "never"]', otherwise=OK)

    assert codes(code(always)) == [("kit.a.1#1", "dead-otherwise")]


def test_a_rule_that_a_stricter_one_always_covers_is_outranked_with_a_case_that_shows_it() -> None:
    (finding,) = found(code(rule("kit.a.1", R, "danger.is_near && person.asked"), rule("kit.a.2", P, "danger.is_near")))

    assert (finding.rule, finding.code) == ("kit.a.1#1", "outranked-rule")
    assert (finding.act, finding.witness) == ("accept-gift", {"danger.is_near": True, "person.asked": True})
    assert "(witness: accept-gift, danger.is_near = True, person.asked = True: kit.a.2 decides)" in finding.what


def test_a_rule_that_is_always_overridden_is_outranked_by_the_one_that_overrides_it() -> None:
    (finding,) = found(code(rule("kit.a.1", P, "danger.is_near"), rule("kit.a.2", OK, overrides=["kit.a.1"])))

    assert (finding.rule, finding.code) == ("kit.a.1#1", "outranked-rule")
    assert "kit.a.2 decides" in finding.what


def test_the_file_may_say_why_a_rule_is_outranked_and_must_be_right() -> None:
    covered = rule("kit.a.1", C, "danger.is_near", outranked="The document says both.")
    free = rule("kit.a.3", C, "person.asked", outranked="It is not.")

    findings = found(code(covered, rule("kit.a.2", P, "danger.is_near"), free))

    assert [(f.rule, f.code) for f in findings] == [("kit.a.3#1", "not-outranked")]
    assert findings[0].witness["person.asked"] is True


def test_two_rules_of_one_answer_do_not_outrank_each_other() -> None:
    assert codes(code(rule("kit.a.1", P, "danger.is_near"), rule("kit.a.2", P))) == []


def test_a_duty_that_meets_a_prohibition_is_a_contradiction_with_the_facts_of_both() -> None:
    ban = rule("kit.a.1", P, "!release.is_signed", otherwise=OK)
    duty = rule("kit.a.2", REQUIRED, "danger.is_near")

    (finding,) = found(code(ban, duty))

    assert (finding.rule, finding.code) == ("kit.a.2#1", "contradiction")
    assert finding.witness == {"danger.is_near": True, "release.is_signed": False}
    assert "it obliges accept-gift where kit.a.1#1 prohibits it (witness: danger.is_near = True" in finding.what
    assert "kit.a.1 or kit.a.2" in finding.remedy
    assert ask(finding.witness, code(ban, duty)).clash


def test_an_override_settles_it() -> None:
    ban = rule("kit.a.1", P, "!release.is_signed", otherwise=OK)

    assert found(code(ban, rule("kit.a.2", REQUIRED, "danger.is_near", overrides=["kit.a.1"]))) == []
    assert found(code(ban, rule("kit.a.2", REQUIRED, "danger.is_near && release.is_signed"))) == []


def test_an_override_by_a_third_clause_settles_it_only_where_it_fires() -> None:
    ban, duty = rule("kit.a.1", P), rule("kit.a.2", REQUIRED, "danger.is_near")
    third = rule("kit.a.3", OK, "person.asked", overrides=["kit.a.1"])

    (finding,) = found(code(ban, duty, third))

    assert finding.code == "contradiction"
    assert finding.witness == {"danger.is_near": True, "person.asked": False}


def test_a_contradiction_of_some_days_only_is_found_once() -> None:
    from_2025 = param("on", (START, False), (date(2025, 1, 1), True), (date(2026, 1, 1), True))
    ban = rule("kit.a.1", P, "param.on && danger.is_near", params=[from_2025])

    assert codes(code(ban, rule("kit.a.2", REQUIRED, "danger.is_near"))) == [("kit.a.2#1", "contradiction")]


@settings(max_examples=80)
@given(editions(may_contradict=True))
def test_what_is_found_is_what_trying_everything_finds(edition: Edition) -> None:
    words = type(VOCABULARY)(VOCABULARY.facts, type(VOCABULARY.acts)({SMALL.name: SMALL}))
    rules = live_today(edition).by_act[ACT.name]
    fires, decides, clashes = set(), set(), set()
    for facts in points(regions(SMALL, rules)):
        outcomes = weigh(rules, facts).outcomes
        strictest = max((o.answer.strictness for o in outcomes if o.answer not in (None, REQUIRED)), default=0)  # type: ignore[union-attr]
        for own in outcomes:
            name = own.rule.rule.id
            if own.of == own.when == 1:
                fires.add(name)
                if own.stands and (own.rule.answer is REQUIRED or own.rule.answer.strictness >= strictest):
                    decides.add(name)
        for duty in (o for o in outcomes if o.answer is REQUIRED):
            clashes.update((duty.rule.rule.id, o.rule.rule.id) for o in outcomes if o.answer is P)

    findings = check_rules(edition, words)

    of_kind = {
        kind: {f.rule for f in findings if f.code == kind} for kind in ("dead-rule", "outranked-rule", "contradiction")
    }
    everything = {r.rule.id for r in rules}
    assert of_kind["dead-rule"] == everything - fires
    assert of_kind["outranked-rule"] == fires - decides
    assert of_kind["contradiction"] == {duty for duty, _ in clashes}


@settings(max_examples=40)
@given(editions(may_contradict=True))
def test_every_witness_bears_out_what_it_shows(edition: Edition) -> None:
    words = type(VOCABULARY)(VOCABULARY.facts, type(VOCABULARY.acts)({SMALL.name: SMALL}))

    for finding in check_rules(edition, words):
        if finding.code == "contradiction":
            ruling = judge(SMALL, finding.witness, [edition], on=TODAY)
            assert (ruling.answer, ruling.clash) == (Answer.REFER, True)
        if finding.code == "outranked-rule":
            assert finding.rule.partition("#")[0] not in finding.what.rpartition(": ")[2]


def test_a_file_nobody_has_checked_is_read_only_if_its_rules_are_sound(tmp_path: Path) -> None:
    sound, contradictory = tmp_path / "sound.toml", tmp_path / "contradictory.toml"
    sound.write_text(CODE)
    contradictory.write_text(CODE.replace('control = "guide"', f'control = "duty"\n{OBLIGES}'))

    assert read_sound(sound, vocabulary()).id == "kit"
    with pytest.raises(FileRefused) as refused:
        read_sound(contradictory, vocabulary())

    (fault,) = refused.value.faults
    assert (fault.code, fault.line) == ("contradiction", CODE[: CODE.index('control = "guide"')].count("\n") + 3)
    assert "gift.value = 20.01" in fault.what
