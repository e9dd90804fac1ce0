"""Whatever is stated, judging never raises, and what does not fit its type is never read as permission."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from canon.act import UnknownAct
from canon.explaining import explain
from canon.explaining.report import ruling_data
from canon.values import DONT_KNOW, Hours, Stated
from tests.canon.invented import ACT, BY_NAME, OK, SILENT, VOCABULARY, C, P, R, ask, code, rule

LINES = code(
    rule("kit.a.1", P, 'gift.kind == "other" && gift.is_returned', otherwise=OK),
    rule("kit.a.2", R, "visits > 2", otherwise=OK),
    rule("kit.a.3", C, 'person.served in ["now", "before"] && danger.is_near', otherwise=OK),
)


class Hostile:
    """Compares and prints badly."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("compared")

    def __repr__(self) -> str:
        raise RuntimeError("printed")


WRONG = [
    Hostile(),
    object(),
    [],
    {},
    b"yes",
    1.5,
    float("nan"),
    "",
    "yes",
    "1\x00",
    -1,
    10**400,
    Decimal("NaN"),
    Decimal("sNaN"),
    Decimal("-1.00"),
    Decimal("25.001"),
    Decimal("Infinity"),
    Decimal("1E+999999"),
    Hours("2"),
    (True,),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda w: type(w).__name__)
@pytest.mark.parametrize("name", BY_NAME)
def test_a_value_of_the_wrong_type_counts_as_unknown(name: str, wrong: object) -> None:
    ruling = ask({name: wrong}, LINES)  # type: ignore[dict-item]

    assert ruling.facts[name] is DONT_KNOW
    ruling_data(ruling)


def test_a_yes_is_no_number_and_a_number_no_yes() -> None:
    ruling = ask({"visits": True, "danger.is_near": 1}, LINES)

    assert ruling.facts["visits"] is DONT_KNOW
    assert ruling.facts["danger.is_near"] is DONT_KNOW


def test_facts_of_other_acts_and_odd_names_are_left_out() -> None:
    odd: dict[str, Stated] = {"": True, "no.such.fact": True, "__class__": "x", "visits": 1}

    assert set(ask(odd, LINES).facts) == {"visits", "policy.gifts"}


def test_nothing_stated_is_not_the_same_as_nothing_known() -> None:
    assert "danger.is_near" not in ask({"danger.is_near": None}, LINES).facts  # type: ignore[dict-item]


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=8) | st.binary()


@given(st.dictionaries(st.sampled_from([*BY_NAME, "other"]), ANYTHING | st.lists(ANYTHING, max_size=2)))
def test_judging_and_explaining_never_raise_on_facts(facts: Mapping[str, Stated]) -> None:
    ruling = ask(facts, LINES)

    explain(ruling)
    ruling_data(ruling)
    assert ruling.answer is not SILENT


def test_an_act_nobody_listed_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownAct, match="did you mean accept-gift"):
        VOCABULARY.acts["acept-gift"]

    assert VOCABULARY.acts["accept-gift"] is ACT
