"""Every clause is served by something that is there, or names the app that will serve it."""

import re
import tomllib
from pathlib import Path

import pytest

from alongside.rulebook.files import shelf
from alongside.rulebook.serving import ELSEWHERE, home_of, served_by, services_of
from canon.code import Clause, Control, Edition

ROOT = Path(__file__).parents[3]
EVERY_CLAUSE = [clause for edition in shelf().library.editions for clause in edition.clauses]


def apps_in_order() -> set[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    lines = next(contract["layers"] for contract in contracts if contract.get("id") == "layers")
    return {name for line in lines for name in re.findall(r"\w+", line)}


def test_no_clause_goes_unserved() -> None:
    assert [clause.id for clause in EVERY_CLAUSE if not served_by(clause)] == []


def test_what_is_later_names_an_app_of_the_product() -> None:
    named = {name.removeprefix("later: ") for clause in EVERY_CLAUSE for name in served_by(clause) if "later" in name}

    assert named <= apps_in_order()


def test_every_gate_and_duty_is_served_now_by_canon_or_by_its_access_rule() -> None:
    for clause in EVERY_CLAUSE:
        if clause.control in (Control.GATE, Control.DUTY):
            assert any(service.is_now for service in services_of(clause)), clause.id


def test_a_guide_is_read_and_thought_about_and_one_on_words_stands_beside_the_words() -> None:
    guides = [clause for clause in EVERY_CLAUSE if clause.control is Control.GUIDE]
    beside = "wording: better words stand beside what is written"

    assert {served_by(clause)[:2] for clause in guides} == {
        ("rulebook: reader", "reflection: a question to think about")
    }
    assert {clause.id for clause in guides if beside in served_by(clause)} == {
        "ca.respect.11",
        "ca.advocacy.8",
        "ca.wellness.3",
        "ca.wellness.4",
    }


def test_a_prompt_beside_a_clause_is_named_among_what_serves_it() -> None:
    learned = next(clause for clause in EVERY_CLAUSE if clause.id == "nc.2.9")

    assert "practice: a quiet prompt beside a note" in served_by(learned)
    assert {service.app for service in services_of(learned)} == {"rulebook", "reflection", "practice"}


def test_a_gift_is_asked_about_and_declared() -> None:
    gift = next(clause for clause in EVERY_CLAUSE if clause.id == "nm.integrity.3")

    declared = "declarations: declared before or after the fact, ruled on at once, decided by the supervisor"
    assert served_by(gift) == ("today: May I…? (accept-gift)", declared)


@pytest.mark.parametrize("guide", ["nm.competence.2a", "nc.2.2", "ca.integrity.9", "ak.rel.4a"])
def test_a_clause_on_ties_that_only_guides_stands_where_such_a_thing_is_declared(guide: str) -> None:
    clause = next(clause for clause in EVERY_CLAUSE if clause.id == guide)

    assert "declarations: to think over, where such a thing is declared" in served_by(clause)


def test_what_is_affirmed_or_bound_to_an_edition_is_served_by_the_signature() -> None:
    affirmed = [clause for clause in EVERY_CLAUSE if clause.control is Control.ATTEST]
    bound = [clause for clause in EVERY_CLAUSE if clause.access == "edition-bound"]

    assert affirmed
    assert bound
    assert {home_of(clause) for clause in affirmed} == {"attestation"}
    for clause in bound:
        assert {"rulebook", "attestation"} <= {service.app for service in services_of(clause) if service.is_now}


@pytest.mark.parametrize("control", [Control.GATE, Control.RECORD, Control.RIGHT])
def test_a_topic_nobody_foresaw_has_a_home(control: Control) -> None:
    some = next(clause for clause in EVERY_CLAUSE if clause.control is control)
    odd = _with(some, topic="beekeeping")

    assert home_of(odd) == ELSEWHERE
    assert served_by(odd)


def _with(clause: Clause, *, topic: str) -> Clause:
    from dataclasses import replace

    return replace(clause, topic=topic)


def test_every_code_has_services_before_the_moment_and_after() -> None:
    for edition in shelf().library.editions:
        assert len({service.when for clause in edition.clauses for service in services_of(clause)}) >= 3, _name(edition)


def _name(edition: Edition) -> str:
    return edition.code.name
