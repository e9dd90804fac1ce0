"""A sixth code, of an invented state, given as a path: every command takes it, and nothing in Python knows of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.rulebook.codes_folder import codes_folder
from tests.alongside.cli.conftest import Run
from tests.clauses import clause

FILE = codes_folder() / "invented" / "juniper-jpss.toml"
NEXT = codes_folder() / "invented" / "juniper-jpss-2027.toml"
DOCUMENT = codes_folder() / "invented" / "juniper.txt"
Facts = Callable[[dict[str, object]], Path]


@clause("juniper.ties.1")
@pytest.mark.parametrize(("value", "answer"), [("40.00 USD", "permitted"), ("40.01 USD", "prohibited")])
def test_it_judges(run: Run, facts: Facts, value: str, answer: str) -> None:
    gift = facts({"person.served": "now", "gift.value": value, "gift.kind": "other"})

    ruling = run("judge", "accept-gift", "--code", FILE, "--facts", gift, "--on", "2026-11-19", "--json").data

    assert ruling["answer"] == answer
    assert ruling["codes"]["juniper"]["decided_by"] == ["juniper.ties.1"]


@clause("juniper.ties.1")
def test_last_years_gift_is_judged_by_last_years_limit(run: Run, facts: Facts) -> None:
    gift = facts({"person.served": "now", "gift.value": "35.00 USD", "gift.kind": "other"})

    ruling = run("judge", "accept-gift", "--code", FILE, "--facts", gift, "--on", "2025-12-31", "--json").data

    assert ruling["answer"] == "prohibited"


@clause("juniper.ties.1", "nm.integrity.3")
def test_it_judges_beside_a_real_code_and_the_strictest_stands(run: Run, facts: Facts) -> None:
    gift = facts({"person.served": "now", "gift.value": "30.00 USD", "gift.kind": "other"})

    ruling = run("judge", "accept-gift", "--code", "nm", "--code", FILE, "--facts", gift, "--json").data

    assert ruling["answer"] == "prohibited"
    assert ruling["codes"]["nm"]["answer"] == "prohibited"
    assert ruling["codes"]["juniper"]["answer"] == "permitted"


@clause("juniper.ties.1")
def test_a_policy_may_lower_its_limit_and_not_raise_it(run: Run, facts: Facts, tmp_path: Path) -> None:
    gift = facts({"person.served": "now", "gift.value": "38.00 USD", "gift.kind": "other"})

    def judged(ceiling: str) -> tuple[int, str]:
        policy = tmp_path / "policy.toml"
        limit = f'clause = "juniper.ties.1"\nparam = "ceiling"\nvalue = "{ceiling} USD"\nfrom = 2026-01-01\n'
        policy.write_text(f"[[set]]\n{limit}", "utf-8")
        ran = run("judge", "accept-gift", "--code", FILE, "--facts", gift, "--policy", policy, "--json")
        return ran.code, ran.data["answer"] if ran.code == 0 else ran.err

    assert judged("35.00") == (0, "prohibited")
    assert judged("50.00")[0] == 2


@clause("juniper.keeping.1")
def test_its_duties_are_reckoned(run: Run, tmp_path: Path) -> None:
    events = tmp_path / "events.json"
    held = {"event": "supervision-session", "on": "2026-11-05", "hours": "1.50"}
    events.write_text(json.dumps({"events": [{"event": "certified", "on": "2026-01-05"}, held]}), "utf-8")

    owed = run("duties", "--code", FILE, "--events", events, "--as-of", "2026-11-19", "--json").data

    supervision = next(duty for duty in owed if duty["clause"] == "juniper.keeping.1" and duty["status"] == "due")
    assert supervision["due"] == "2026-11-30"
    assert supervision["missing"]


def test_its_clauses_say_what_enforces_them(run: Run) -> None:
    rows = run("clauses", "--code", FILE, "--json").data

    assert len(rows) == 38
    assert all(row["id"].startswith("juniper.") and row["enforced_by"] for row in rows)


def test_it_lints_clean(run: Run) -> None:
    ran = run("lint", FILE, "--json")

    assert (ran.code, ran.data) == (0, [])


@clause("juniper.ties.1", "nm.integrity.3")
def test_it_is_compared_with_a_real_code(run: Run) -> None:
    compared = run("compare", "nm", FILE, "--topic", "gifts", "--json").data

    assert compared["topics"]["gifts"]["juniper"] == ["juniper.ties.1", "juniper.ties.1a"]
    assert {difference["act"] for difference in compared["differences"]} >= {"accept-gift"}


@clause("juniper.ties.1", "juniper.keeping.1")
def test_its_next_edition_is_compared_with_this_one(run: Run) -> None:
    changed = run("diff", FILE, NEXT, "--json").data

    assert [entry["clause"] for entry in changed["clauses"]] == [
        "juniper.ties.1",
        "juniper.ties.5",
        "juniper.keeping.1",
    ]
    assert {moved["act"] for moved in changed["behaviour"]} == {"accept-gift"}
    assert {moved["right"]["answer"] for moved in changed["behaviour"]} == {"permitted"}


def test_its_document_matches_in_full(run: Run) -> None:
    ran = run("document", "match", FILE, DOCUMENT, "--json")

    assert ran.code == 0
    assert (ran.data["matched"], ran.data["total"]) == (38, 38)
    assert ran.data["unaccounted"] == []


def test_nothing_in_python_names_it_but_the_demo() -> None:
    source = Path(codes_folder()).parent / "src"
    naming = {path for path in source.rglob("*.py") if "juniper" in path.read_text("utf-8").lower()}

    assert {path.parent.name for path in naming} == {"demo"}
