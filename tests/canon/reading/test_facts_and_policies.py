"""Facts and an employer's policy as people write them: typed, or refused with what was expected."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from canon.policy import PolicySetting, policy_faults
from canon.reading import FileRefused, read_facts, read_policy
from canon.values import DONT_KNOW, Stated
from tests.canon.invented import ACT, money
from tests.canon.reading.made import edition, vocabulary


def refused(data: Mapping[str, object]) -> str:
    with pytest.raises(FileRefused) as problem:
        read_facts(data, ACT)
    assert all(fault.remedy for fault in problem.value.faults)
    return str(problem.value)


def test_flat_and_nested_tables_say_the_same() -> None:
    flat = read_facts({"gift.value": "25.00 USD", "gift.kind": "meal"}, ACT)

    assert flat == read_facts({"gift": {"value": "25.00", "kind": "meal"}}, ACT)
    assert flat == {"gift.value": money("25.00"), "gift.kind": "meal"}


@pytest.mark.parametrize("raw", [None, "dont-know", "don't know", "unknown"])
@pytest.mark.parametrize("name", ["gift.value", "danger.is_near", "visits", "person.served"])
def test_i_dont_know_in_every_spelling(name: str, raw: object) -> None:
    assert read_facts({name: raw}, ACT) == {name: DONT_KNOW}


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("gift.value", "25", Decimal("25.00")),
        ("gift.value", "0.00 USD", Decimal("0.00")),
        ("gift.value", Decimal("3.5"), Decimal("3.50")),
        ("visits", 0, 0),
        ("danger.is_near", False, False),
    ],
)
def test_values_that_fit(name: str, raw: object, value: Stated) -> None:
    assert read_facts({name: raw}, ACT)[name] == value


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("gift.value", 25, 'write it as "25.00 USD"'),
        ("gift.value", 25.0, 'write it as "25.00 USD"'),
        ("gift.value", "25.001", 'write it as "25.00 USD"'),
        ("gift.value", "25,00", 'write it as "25.00 USD"'),
        ("gift.value", "-1.00", 'write it as "25.00 USD"'),
        ("gift.value", "25.00 EUR", 'write it as "25.00 USD"'),
        ("gift.value", "٢٥.٠٠", 'write it as "25.00 USD"'),
        ("gift.value", Decimal("NaN"), 'write it as "25.00 USD"'),
        ("gift.value", Decimal("1E+40"), 'write it as "25.00 USD"'),
        ("gift.value", "9" * 100_000, 'write it as "25.00 USD"'),
        ("visits", "2", "not a whole number"),
        ("visits", True, "not a whole number"),
        ("visits", -1, "not a whole number"),
        ("visits", 10**5_000, "not a whole number"),
        ("danger.is_near", "yes", "write true or false"),
        ("danger.is_near", 1, "write true or false"),
        ("person.served", "NOW", "none of: now, before, never"),
        ("person.served", ["now"], "none of: now, before, never"),
        ("gift.vale", "1.00", "did you mean gift.value"),
        ("", True, "there is no fact ''"),
    ],
    ids=lambda v: str(v)[:20] if not isinstance(v, int) else "number",
)
def test_what_does_not_fit_is_refused_and_what_was_expected_said(name: str, raw: object, expected: str) -> None:
    said = refused({name: raw})

    assert expected in said
    assert len(said) < 800


def test_every_fact_that_is_wrong_is_named() -> None:
    said = refused({"visits": "two", "danger": {"is_near": "no"}, "moon": True})

    assert all(name in said for name in ("visits", "danger.is_near", "moon"))


def test_a_fact_stated_twice_is_refused() -> None:
    assert "stated twice" in refused({"gift.kind": "meal", "gift": {"kind": "other"}})


def test_tables_nested_too_deep_are_refused() -> None:
    deep: object = True
    for _ in range(500):
        deep = {"a": deep}

    assert "no fact" in refused({"gift": deep})


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=6) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["gift", "value", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([f.name for f in ACT.facts] + ["gift", "set", "name"]), ANYTHING, max_size=4))
def test_whatever_is_written_facts_and_policies_are_read_or_refused(data: dict[str, object]) -> None:
    for read in (lambda: read_facts(data, ACT), lambda: read_policy(data, vocabulary())):
        with suppress(FileRefused):
            read()


def test_a_policy_states_facts_and_sets_parameters() -> None:
    policy = read_policy(
        {
            "name": "Harbor House",
            "policy": {"gifts": "refused"},
            "set": [
                {"clause": "kit.gifts.1", "param": "ceiling", "value": "10.00 USD", "from": "2021-01-01"},
                {"clause": "kit.gifts.2", "param": "sessions", "value": 3, "from": date(2026, 1, 1)},
                {"clause": "kit.gifts.2", "param": "sessions", "value": 4},
            ],
        },
        vocabulary(),
    )

    assert (policy.name, policy.facts) == ("Harbor House", {"policy.gifts": "refused"})
    assert policy.settings[0] == PolicySetting("kit.gifts.1", "ceiling", money("10.00"), date(2021, 1, 1))
    assert policy.settings[2].start == date.min
    assert policy_faults(policy, [edition()]) == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"gift.value": "1.00"}, "no fact 'gift.value' in an employer's policy"),
        ({"policy.gift": "refused"}, "did you mean policy.gifts"),
        ({"policy.gifts": "never"}, "none of: refused, none-on-file"),
        ({"policy.gifts": "refused", "policy": {"gifts": "refused"}}, "stated twice"),
        ({"set": "x"}, "no list of tables"),
        ({"set": ["x"]}, "row 1: 'x' is no table"),
        ({"set": [{}]}, "row 1: clause and param are texts"),
        ({"set": [{"clause": 1, "param": "x", "value": 1}]}, "clause and param are texts"),
        ({"set": [{"clause": "kit.a", "param": "x"}]}, "None is not a parameter value"),
        ({"set": [{"clause": "kit.a", "param": "x", "value": "10.00"}]}, "'10.00' is not a parameter value"),
        ({"set": [{"clause": "kit.a", "param": "x", "value": 1, "form": "2026-01-01"}]}, "no field 'form'"),
        ({"set": [{"clause": "kit.a", "param": "x", "value": 1, "from": "soon"}]}, "'soon' is not a day"),
        ({"set": [{"clause": "kit.a", "param": "x", "value": 1, "from": datetime(2026, 1, 1)}]}, "is not a day"),
        ({"set": [{"clause": "kit.a", "param": "x", "value": 1, "from": 2026}]}, "is not a day"),
    ],
)
def test_a_policy_that_cannot_be_read_is_refused(data: Mapping[str, object], said: str) -> None:
    with pytest.raises(FileRefused) as problem:
        read_policy(data, vocabulary())

    assert said in str(problem.value)
