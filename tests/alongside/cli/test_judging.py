"""`alongside judge` and `alongside acts`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.alongside.cli.conftest import Run
from tests.clauses import clause

Facts = Callable[[dict[str, object]], Path]
GIFT_CARD = {"person.served": "now", "gift.value": "30.00 USD", "gift.kind": "other"}


@clause("nm.integrity.3", "nc.4.2")
def test_a_thirty_dollar_gift_card_is_refused_under_both_codes(run: Run, facts: Facts) -> None:
    ruling = run("judge", "accept-gift", "--code", "nm", "--code", "nc", "--facts", facts(GIFT_CARD), "--json").data

    assert ruling["answer"] == "prohibited"
    assert ruling["codes"]["nm"]["decided_by"] == ["nm.integrity.3"]
    assert ruling["codes"]["nc"]["decided_by"] == ["nc.4.2"]
    assert ruling["next"]
    assert not ruling["allows"]
    assert ruling["would_permit"] is None


def test_the_keys_of_a_ruling_are_stable(run: Run) -> None:
    ruling = run("judge", "accept-gift", "--code", "nm", "--json").data

    expected = {"answer", "codes", "required_by", "next", "ask", "possible", "why_not", "would_permit"}
    assert expected <= ruling.keys()
    assert ruling["answer"] == "undecided"
    assert ruling["ask"]["fact"] in {"person.served", "gift.value", "gift.kind"}


@clause("nc.4.2a")
def test_the_employers_policy_opens_what_the_code_leaves_to_it(run: Run, facts: Facts, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[policy]\ngifts = "allowed"\n', "utf-8")
    keepsake = facts({**GIFT_CARD, "gift.kind": "recovery"})

    ruling = run("judge", "accept-gift", "--code", "nc", "--facts", keepsake, "--policy", policy, "--json").data

    assert ruling["answer"] == "permitted"


@clause("nm.integrity.3")
def test_a_policy_may_tighten_the_ceiling_and_never_loosen_it(run: Run, facts: Facts, tmp_path: Path) -> None:
    def policy(ceiling: str) -> Path:
        path = tmp_path / f"{ceiling}.toml"
        path.write_text(f'[[set]]\nclause = "nm.integrity.3"\nparam = "ceiling"\nvalue = "{ceiling} USD"\n', "utf-8")
        return path

    small = facts({**GIFT_CARD, "gift.value": "15.00"})
    tightened = run("judge", "accept-gift", "--code", "nm", "--facts", small, "--policy", policy("10.00"), "--json")
    loosened = run("judge", "accept-gift", "--code", "nm", "--facts", small, "--policy", policy("40.00"))

    assert tightened.data["answer"] == "prohibited"
    assert loosened.code == 2
    assert "may lower" in loosened.err


def test_facts_may_be_toml_and_nested(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text('[person]\nserved = "now"\n[gift]\nvalue = "25.00 USD"\nkind = "other"\n', "utf-8")

    assert run("judge", "accept-gift", "--code", "nm", "--facts", path, "--json").data["answer"] == "permitted"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("judge", "accept-gft"), "accept-gift"),
        (("judge", "accept-gift", "--code", "zz"), "nm"),
        (("judge", "accept-gift", "--on", "tomorrow"), "2026-11-22"),
        (("judge", "accept-gift", "--facts", "no-such-file.json"), "cannot be read"),
    ],
)
def test_a_name_nobody_listed_is_answered_with_the_nearest(run: Run, words: tuple[str, ...], expected: str) -> None:
    ran = run(*words)

    assert ran.code == 2
    assert expected in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"gift.valeu": "30.00 USD"}, "gift.value"),
        ({"gift.value": 30.5}, '"25.00 USD"'),
        ({"gift.value": "30.00 EUR"}, '"25.00 USD"'),
        ({"gift.kind": "voucher"}, "meal"),
        ({"person.served": True}, "now"),
    ],
)
def test_a_wrong_fact_says_what_is_expected(run: Run, facts: Facts, stated: dict[str, object], expected: str) -> None:
    ran = run("judge", "accept-gift", "--code", "nm", "--facts", facts(stated), "--json")

    assert ran.code == 2
    problem = json.loads(ran.err)
    assert problem["error"] == "facts-refused"
    assert expected in problem["message"]


def test_acts_lists_each_fact_with_its_type_and_question(run: Run) -> None:
    acts = {act["name"]: act for act in run("acts", "--json").data}

    value = next(fact for fact in acts["accept-gift"]["facts"] if fact["name"] == "gift.value")
    assert (value["type"], value["unit"]) == ("money", "USD")
    assert len(acts) >= 50
