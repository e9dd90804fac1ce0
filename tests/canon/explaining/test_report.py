"""A ruling as data: the same keys always, in the same order, and nothing that JSON cannot hold."""

import json
from collections.abc import Mapping

from hypothesis import given, settings

from canon.code import Edition
from canon.explaining.report import ruling_data
from canon.judging import judge
from canon.values import DONT_KNOW, Stated
from tests.canon.drawing import SEVERAL, SMALL, STATED
from tests.canon.invented import OK, TODAY, P, R, ask, code, money, rule

KEYS = (
    "act on answer allows clash codes decided_by required_by next ask possible why_not would_permit readings facts"
).split()
OF_A_CODE = ["answer", "decided_by", "required_by", "because", "waiting", "possible"]


@settings(max_examples=60)
@given(SEVERAL, STATED)
def test_the_keys_are_stable_and_it_is_json(codes: tuple[Edition, ...], facts: Mapping[str, Stated]) -> None:
    data = ruling_data(judge(SMALL, facts, codes, on=TODAY))

    assert list(data) == KEYS
    assert all(list(own) == OF_A_CODE for own in data["codes"].values())  # type: ignore[attr-defined]
    assert json.loads(json.dumps(data)) == data


def test_a_ruling_on_some_facts_in_full() -> None:
    signed = rule("kit.a.1", P, "!release.is_signed", otherwise=OK, reading="copies")
    facts: dict[str, Stated] = {"release.is_signed": False, "gift.value": money("3.5") * 2, "visits": DONT_KNOW}

    data = ruling_data(ask(facts, code(signed, rule("kit.a.2", R, "danger.is_near"))))

    assert data == {
        "act": "accept-gift",
        "on": "2026-11-20",
        "answer": "prohibited",
        "allows": False,
        "clash": False,
        "codes": {
            "kit": {
                "answer": "prohibited",
                "decided_by": ["kit.a.1"],
                "required_by": [],
                "because": {"kit.a.1": ["not release.is_signed"]},
                "waiting": [],
                "possible": ["prohibited"],
            }
        },
        "decided_by": ["kit.a.1"],
        "required_by": [],
        "next": ["What kit.a.1 asks."],
        "ask": None,
        "possible": ["prohibited"],
        "why_not": [
            {"clause": "kit.a.2", "why": "waiting", "because": [], "by": [], "waits_for": ["danger.is_near"]},
        ],
        "would_permit": None,
        "readings": [{"clause": "kit.a.1", "reading": "copies"}],
        "facts": {
            "gift.value": "7.00 USD",
            "release.is_signed": False,
            "visits": "dont-know",
            "policy.gifts": "none-on-file",
        },
    }


def test_what_to_ask_and_which_step_would_do() -> None:
    data = ruling_data(ask({}, code(rule("kit.a.1", P, 'person.served == "now" && !release.is_signed', otherwise=OK))))

    assert data["ask"] == {
        "fact": "person.served",
        "type": "choice",
        "ask": "Which: person.served?",
        "choices": [{"value": value, "label": value} for value in ("now", "before", "never")],
        "is_last": False,
    }
    assert data["possible"] == ["prohibited", "conditional", "permitted"]
    assert data["would_permit"] == [{"fact": "release.is_signed", "to": True, "step": "Have a release signed."}]


def test_a_clause_with_two_rules_that_decide_is_named_once() -> None:
    data = ruling_data(ask({}, code(rule("kit.a.1", P), rule("kit.a.1", P))))

    assert data["decided_by"] == ["kit.a.1"]
