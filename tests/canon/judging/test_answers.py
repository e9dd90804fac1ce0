"""What a code says of an act: the strictest answer that stands, and when it waits for a question."""

from canon.ruling import Answer
from canon.values import DONT_KNOW
from tests.canon.invented import (
    COMPELLED,
    GROUNDED,
    OK,
    REQUIRED,
    SILENT,
    UNDECIDED,
    C,
    P,
    R,
    ask,
    code,
    rule,
)

SERVED = {"person.served": "now"}


def test_a_code_that_does_not_speak_of_the_act_is_silent() -> None:
    ruling = ask(SERVED, code(rule("kit.a.1", P, act=COMPELLED)))

    assert ruling.answer is SILENT
    assert ruling.decided_by == ()


def test_a_clause_is_silent_of_those_it_does_not_speak_of() -> None:
    never = rule("kit.a.1", P, of='person.served == "now"', otherwise=None)

    assert ask({"person.served": "before"}, code(never)).answer is SILENT
    assert ask(SERVED, code(never)).answer is P


def test_a_line_that_is_not_crossed_permits() -> None:
    line = rule("kit.a.1", P, "danger.is_near", otherwise=OK)

    ruling = ask({"danger.is_near": False}, code(line))

    assert ruling.answer is OK
    assert [(c.clause, c.holds, c.next) for c in ruling.decided_by] == [("kit.a.1", False, "")]


def test_the_strictest_of_several_stands_and_every_clause_that_gives_it_is_cited() -> None:
    codes = code(rule("kit.a.1", R), rule("kit.a.2", P), rule("kit.a.3", OK), rule("kit.a.4", P))

    ruling = ask({}, codes)

    assert ruling.answer is P
    assert [c.clause for c in ruling.decided_by] == ["kit.a.2", "kit.a.4"]


def test_a_question_not_asked_leaves_open_what_it_could_make_stricter() -> None:
    ruling = ask({}, code(rule("kit.a.1", P, "danger.is_near"), rule("kit.a.2", R)))

    assert ruling.answer is UNDECIDED
    assert ruling.decided_by == ()
    assert ruling.codes["kit"].waiting == ("kit.a.1",)
    assert ruling.possible == (P, R)


def test_a_question_that_could_only_make_it_milder_is_not_waited_for() -> None:
    ruling = ask({}, code(rule("kit.a.1", C, "danger.is_near"), rule("kit.a.2", R)))

    assert ruling.answer is R
    assert ruling.possible == (R,)


def test_what_nobody_knows_makes_it_conditional() -> None:
    ruling = ask({"danger.is_near": DONT_KNOW}, code(rule("kit.a.1", P, "danger.is_near", otherwise=OK)))

    assert ruling.answer is C
    assert [(c.clause, c.answer) for c in ruling.decided_by] == [("kit.a.1", C)]


def test_what_nobody_knows_is_not_asked_round_when_the_rest_could_bring_no_more_than_a_condition() -> None:
    unknown = rule("kit.a.1", P, "danger.is_near")
    open_question = rule("kit.a.2", C, "person.asked")

    ruling = ask({"danger.is_near": DONT_KNOW}, code(unknown, open_question))

    assert ruling.answer is C


def test_every_clause_that_makes_it_conditional_is_cited_the_sure_and_the_unknown() -> None:
    codes = code(rule("kit.a.1", C), rule("kit.a.2", P, "danger.is_near"))

    ruling = ask({"danger.is_near": DONT_KNOW}, codes)

    assert ruling.answer is C
    assert [c.clause for c in ruling.decided_by] == ["kit.a.1", "kit.a.2"]


def test_what_nobody_knows_never_softens_a_rule_that_is_strict_whichever_way() -> None:
    either = rule("kit.a.1", P, "danger.is_near", otherwise=R)

    assert ask({"danger.is_near": DONT_KNOW}, code(either)).answer is R
    assert ask({}, code(either)).answer is UNDECIDED
    assert ask({}, code(either)).possible == (P, R)


def test_what_would_let_it_pass_if_known_does_not_let_it_pass() -> None:
    leave = rule("kit.a.1", OK, "release.is_signed", act=GROUNDED)

    ruling = ask({"release.is_signed": DONT_KNOW}, code(leave), act=GROUNDED)

    assert ruling.answer is SILENT
    assert not ruling.allows


def test_required_is_the_answer_where_nothing_stricter_than_permitted_stands() -> None:
    assert ask({}, code(rule("kit.a.1", REQUIRED), rule("kit.a.2", OK))).answer is REQUIRED
    assert ask({}, code(rule("kit.a.1", REQUIRED))).answer is REQUIRED


def test_beside_a_stricter_answer_the_ruling_says_both() -> None:
    ruling = ask({}, code(rule("kit.a.1", REQUIRED), rule("kit.a.2", R)))

    assert ruling.answer is R
    assert [c.clause for c in ruling.required_by] == ["kit.a.1"]
    assert set(ruling.next) == {"What kit.a.1 asks.", "What kit.a.2 asks."}


def test_a_question_that_could_oblige_the_act_is_asked() -> None:
    ruling = ask({}, code(rule("kit.a.1", REQUIRED, "danger.is_near")))

    assert ruling.answer is UNDECIDED
    assert ruling.possible == (REQUIRED, SILENT)


def test_a_duty_that_rests_on_what_nobody_knows_holds_nothing_up_and_is_named() -> None:
    ruling = ask({"danger.is_near": DONT_KNOW}, code(rule("kit.a.1", REQUIRED, "danger.is_near"), rule("kit.a.2", OK)))

    assert ruling.answer is OK
    assert ruling.codes["kit"].waiting == ("kit.a.1",)


def test_answers_rank_as_the_design_lists_them() -> None:
    strictest_first = [P, R, C, OK, SILENT]

    assert sorted(strictest_first, key=lambda a: -a.strictness) == strictest_first
    assert Answer.REQUIRED.strictness == OK.strictness
