"""Both evaluators on every region point of every act of the codes: each code alone, and all of them together.

A region is a stretch of values that no rule tells apart, so that one point of each stands for all facts there are.
"""

import pytest

from canon.checking.search import points, size
from canon.compiling import Decision, compile_act
from canon.judging import judge_live
from canon.judging.live import live
from canon.judging.truth import Facts
from canon.policy import NO_POLICY
from tests.canon.compiling.agreement import (
    TODAY,
    acts,
    all_five,
    assert_same,
    content_of_decision,
    content_of_ruling,
    days,
    library,
    narrow_space,
    space,
)

WALKED = 200_000
"""Points of one act that the interpreter walks. Beyond that every point is walked by the compiled code alone, and the
interpreter is asked once for each different outcome: see `test_acts_too_wide_for_the_interpreter`."""

ENDURABLE = 5_000_000  # points of one act that compiled code walks in a test; a wider act fails here, by name


def together(name: str) -> int:
    return size(space(library().acts[name], all_five()))


WIDE = [name for name in acts() if together(name) > WALKED]


@pytest.mark.parametrize("name", acts())
def test_each_code_alone(name: str) -> None:
    act = library().acts[name]
    for edition in library().editions:
        for day in days(edition):
            codes = (live(edition, day, NO_POLICY),)
            compiled = compile_act(act, codes)
            for facts in points(space(act, codes)):
                assert_same(compiled, facts, on=day)


@pytest.mark.parametrize("name", [name for name in acts() if name not in WIDE])
def test_all_codes_together(name: str) -> None:
    act = library().acts[name]
    compiled = compile_act(act, all_five())
    for facts in points(space(act, compiled.codes)):
        assert_same(compiled, facts)


def test_which_acts_are_too_wide_for_the_interpreter() -> None:
    """Named, so that a code file that widens another act is noticed."""
    assert WIDE == ["provide-service"]
    assert all(together(name) <= ENDURABLE for name in WIDE)


@pytest.mark.parametrize("name", WIDE)
def test_acts_too_wide_for_the_interpreter(name: str) -> None:
    """Every point that a rule tells from the others, though not each with the interpreter.

    Each code answers under all five as it answers alone, which `test_each_code_alone` proves right; and wherever the
    codes' own decisions meet in a new way, the interpreter rules on all five together.
    """
    act = library().acts[name]
    compiled = compile_act(act, all_five())
    ways = [compiled.known, *(compile_act(act, (code,)).known for code in compiled.codes)]
    outcomes: dict[tuple[Decision, ...], Facts] = {}
    for facts in points(narrow_space(act, compiled.codes)):
        outcomes.setdefault(tuple([know(facts) for know in ways]), facts)

    for (whole, *alone), facts in outcomes.items():
        ruling = judge_live(act, facts, compiled.codes, NO_POLICY, TODAY)
        assert content_of_decision(whole) == content_of_ruling(ruling)
        assert list(ruling.codes.items()) == [item for own in alone for item in own.codes.items()]
