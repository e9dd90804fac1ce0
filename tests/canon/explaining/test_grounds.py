"""The smallest part of a condition that makes it true, or false."""

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings

from canon.condition import All, Any_, Condition, Not, atoms, bind
from canon.explaining import because, state
from canon.explaining.grounds import grounds
from canon.judging.truth import FALSE, TRUE, UNASKED, negation, truth
from canon.values import DONT_KNOW, Stated
from tests.canon.drawing import CONDITIONS, SMALL, STATED, worlds
from tests.canon.invented import BY_NAME, OK, C, P, R, ask, code, condition, money, rule


@settings(max_examples=150)
@given(CONDITIONS, STATED)
def test_grounds_suffice(node: Condition, facts: Mapping[str, Stated]) -> None:
    whole = truth(node, facts)
    if whole not in (TRUE, FALSE):
        return

    named = {name for ground in grounds(node, facts, holds=whole == TRUE) for name in ground.facts}

    assert truth(node, {name: facts[name] for name in named}) == whole


@settings(max_examples=150)
@given(CONDITIONS, STATED)
def test_no_fewer_atoms_would_do(node: Condition, facts: Mapping[str, Stated]) -> None:
    whole = truth(node, facts)
    if whole not in (TRUE, FALSE):
        return

    found = grounds(node, facts, holds=whole == TRUE)

    known = list(dict.fromkeys(atom for atom in atoms(node) if truth(atom, facts) in (TRUE, FALSE)))
    enough = (n for n in range(len(known) + 1) for own in combinations(known, n) if _given(node, own, facts) == whole)
    assert len(found) == next(enough)


def _given(node: Condition, known: tuple[Condition, ...], facts: Mapping[str, Stated]) -> int:
    """The truth of a condition of whose atoms only these are known."""
    match node:
        case Not(part):
            return negation(_given(part, known, facts))
        case All(parts):
            values = [_given(part, known, facts) for part in parts]
            return FALSE if FALSE in values else max(values)
        case Any_(parts):
            values = [_given(part, known, facts) for part in parts]
            return TRUE if TRUE in values else max(values)
        case _:
            return truth(node, facts) if node in known else UNASKED


def test_parts_that_share_a_reason_name_it_once_and_nothing_else() -> None:
    node = condition("(person.asked || danger.is_near) && (danger.is_near || release.is_signed)")

    found = grounds(node, {"person.asked": True, "danger.is_near": True, "release.is_signed": True}, holds=True)

    assert [ground.facts for ground in found] == [("danger.is_near",)]


@pytest.mark.parametrize(
    ("text", "facts", "said"),
    [
        ("gift.value > param.x", {"gift.value": money("30.00")}, "$30.00 is more than $25.00"),
        ("gift.value > param.x", {"gift.value": money("25.00")}, "$25.00 is exactly $25.00"),
        ("gift.value > param.x", {"gift.value": money("1250.00")}, "$1,250.00 is more than $25.00"),
        ("visits < 3", {"visits": 2}, "2 is less than 3"),
        ('person.served == "now"', {"person.served": "before"}, "it is before"),
        ('person.served in ["now", "before"]', {"person.served": "now"}, "it is now"),
        ("!danger.is_near", {"danger.is_near": False}, "not danger.is_near"),
        ("danger.is_near == person.asked", {"danger.is_near": True, "person.asked": True}, "danger.is_near"),
        ("visits <= visits", {"visits": 2}, "2 is exactly 2 (Visits)"),
    ],
)
def test_a_ground_in_plain_words(text: str, facts: Mapping[str, Stated], said: str) -> None:
    node = bind(condition(text, {"x": money("25.00")}), {"x": money("25.00")})

    found = grounds(node, facts, holds=truth(node, facts) == TRUE)

    assert [state(ground, facts, BY_NAME) for ground in found] == [said]


def test_a_clause_that_decided_says_because_of_what() -> None:
    line = rule("kit.a.1", P, "danger.is_near && !person.was_told", of='person.served == "now"', otherwise=OK)
    facts: dict[str, Stated] = {"person.served": "now", "danger.is_near": True, "person.was_told": True}

    ruling = ask(facts, code(line))

    assert [g.facts for g in because(ruling.decided_by[0], ruling)] == [("person.served",), ("person.was_told",)]


def test_a_clause_that_waits_for_what_nobody_knows_has_no_because() -> None:
    ruling = ask({"danger.is_near": DONT_KNOW}, code(rule("kit.a.1", P, "danger.is_near")))

    assert ruling.answer is C
    assert because(ruling.decided_by[0], ruling) == ()


def test_a_clause_that_is_strict_whichever_way_rests_on_whom_it_speaks_of_alone() -> None:
    either = rule("kit.a.1", P, "visits > 2", of='person.served == "now"', otherwise=R)

    ruling = ask({"person.served": "now", "visits": DONT_KNOW}, code(either))

    assert ruling.answer is R
    assert [ground.facts for ground in because(ruling.decided_by[0], ruling)] == [("person.served",)]


@settings(max_examples=150)
@given(CONDITIONS, STATED)
def test_four_valued_truth_agrees_with_every_world(node: Condition, facts: Mapping[str, Stated]) -> None:
    known = truth(node, facts)

    seen = {truth(node, world) for world in worlds(SMALL, facts)}

    if known in (TRUE, FALSE):
        assert seen == {known}
    assert (known == UNASKED) <= any(name not in facts for name in BY_NAME)
