"""Random codes on random facts, against every way that things may be."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings

from canon.act import Act
from canon.code import Edition
from canon.condition import atoms, facts_of
from canon.judging import judge
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Stated
from tests.canon.drawing import SEVERAL, SMALL, STATED, completions, editions, worlds
from tests.canon.invented import TODAY, UNDECIDED, C, P

Codes = tuple[Edition, ...]


def ask(facts: Mapping[str, Stated], codes: Codes, act: Act = SMALL) -> Ruling:
    return judge(act, facts, codes, on=TODAY)


@settings(max_examples=40)
@given(SEVERAL, STATED)
def test_whatever_is_answered_the_ruling_was_among_the_possible(codes: Codes, facts: Mapping[str, Stated]) -> None:
    possible = set(ask(facts, codes).possible)

    reached = {ask(full, codes).answer for full in completions(SMALL, facts)}

    assert reached <= possible
    assert UNDECIDED not in reached


@settings(max_examples=40)
@given(SEVERAL, STATED)
def test_a_settled_ruling_stays_whatever_is_answered(codes: Codes, facts: Mapping[str, Stated]) -> None:
    ruling = ask(facts, codes)

    if len(ruling.possible) == 1:
        assert {ask(full, codes).answer for full in completions(SMALL, facts)} == {ruling.answer}


@settings(max_examples=40)
@given(SEVERAL, STATED)
def test_i_dont_know_is_never_stricter_than_the_strictest_that_was_possible(
    codes: Codes, facts: Mapping[str, Stated]
) -> None:
    possible = ask(facts, codes).possible

    for fact in (fact for fact in SMALL.facts if fact.name not in facts):
        shrugged = ask({**facts, fact.name: DONT_KNOW}, codes)
        assert set(shrugged.possible) <= set(possible)
        assert shrugged.possible[0].strictness <= possible[0].strictness


@settings(max_examples=40)
@given(SEVERAL, STATED)
def test_nothing_unknown_or_unasked_lets_an_act_pass_that_some_world_forbids(
    codes: Codes, facts: Mapping[str, Stated]
) -> None:
    ruling = ask(facts, codes)

    if ruling.allows:
        assert all(ask(world, codes).answer not in (P, Answer.REFER, C) for world in worlds(SMALL, facts))


@settings(max_examples=40)
@given(editions(most=1), STATED)
def test_where_no_fact_stands_twice_every_possible_answer_comes(edition: Edition, facts: Mapping[str, Stated]) -> None:
    rule = edition.rules[0]
    read = [name for part in (rule.of, rule.when) for atom in atoms(part) for name in facts_of(atom)]
    known = {name: value for name, value in facts.items() if value is not DONT_KNOW}

    ruling = ask(known, (edition,))

    if len(read) == len(set(read)):
        assert {ask(full, (edition,)).answer for full in completions(SMALL, known)} == set(ruling.possible)


@settings(max_examples=40)
@given(SEVERAL, STATED)
def test_the_order_of_codes_and_of_rules_changes_no_answer(codes: Codes, facts: Mapping[str, Stated]) -> None:
    turned = tuple(replace(code, clauses=code.clauses[::-1]) for code in codes[::-1])

    one, two = ask(facts, codes), ask(facts, turned)

    assert (one.answer, one.possible, one.clash, one.allows) == (two.answer, two.possible, two.clash, two.allows)
    assert {c.rule for c in one.decided_by} == {c.rule for c in two.decided_by}
