"""A rule that fires takes the clauses it overrides away; one that may fire leaves them in doubt."""

from canon.values import DONT_KNOW
from tests.canon.invented import OK, REQUIRED, SILENT, UNDECIDED, C, P, R, ask, code, rule

BAN = rule("kit.a.1", P)
DUTY = rule("kit.a.2", REQUIRED, "danger.is_near", overrides=["kit.a.1"])


def test_what_is_overridden_says_nothing() -> None:
    ruling = ask({"danger.is_near": True}, code(BAN, DUTY))

    assert (ruling.answer, ruling.clash) == (REQUIRED, False)


def test_what_is_not_overridden_stands() -> None:
    assert ask({"danger.is_near": False}, code(BAN, DUTY)).answer is P


def test_an_override_not_asked_for_leaves_the_prohibition_open() -> None:
    ruling = ask({}, code(BAN, DUTY))

    assert ruling.answer is UNDECIDED
    assert ruling.codes["kit"].waiting == ("kit.a.1",)


def test_an_override_nobody_can_confirm_never_permits() -> None:
    ruling = ask({"danger.is_near": DONT_KNOW}, code(BAN, DUTY))

    assert ruling.answer is C
    assert not ruling.allows


def test_a_rule_overrides_only_those_it_speaks_of() -> None:
    narrow = rule("kit.a.2", OK, of='person.served == "now"', overrides=["kit.a.1"])

    assert ask({"person.served": "now"}, code(BAN, narrow)).answer is OK
    assert ask({"person.served": "before"}, code(BAN, narrow)).answer is P


def test_a_rule_that_gives_way_itself_takes_nothing_away() -> None:
    leave = rule("kit.a.2", OK, overrides=["kit.a.1"])
    exception = rule("kit.a.3", R, "danger.is_near", overrides=["kit.a.2"])

    answers = [ask({"danger.is_near": near}, code(BAN, leave, exception)).answer for near in (True, False, DONT_KNOW)]

    assert answers == [P, OK, C]


def test_a_chain_of_three_is_followed_to_its_end() -> None:
    one = rule("kit.a.2", OK, overrides=["kit.a.1"])
    two = rule("kit.a.3", OK, overrides=["kit.a.2"])
    three = rule("kit.a.4", OK, "danger.is_near", overrides=["kit.a.3"])

    answers = [ask({"danger.is_near": near}, code(three, two, one, BAN)).answer for near in (True, False)]

    assert answers == [OK, P]


def test_a_circle_of_overrides_built_by_hand_ends_and_raises_nothing() -> None:
    there = rule("kit.a.1", P, overrides=["kit.a.2"])
    back = rule("kit.a.2", R, overrides=["kit.a.1"])

    assert ask({}, code(there, back)).answer in (P, R, SILENT)
