"""The table of the week is what the code files say: each row a rule of theirs, each silence no rule at all."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.week import ASKED, CODES, SILENT, WEEK, Group, Spoken

FILES = Path(__file__).resolve().parents[2] / "codes"
AGAINST = {"prohibited", "refer"}
CELLS = [(code, group) for code in CODES for group in Group]


@cache
def rules_of(code: str) -> list[tuple[str, dict[str, Any]]]:
    """(clause, rule) of a code's file, as it is written there."""
    with (FILES / f"{CODES[code]}.toml").open("rb") as file:
        clauses = tomllib.load(file)["clause"]
    return [(clause["id"], rule) for clause in clauses for rule in clause.get("rule", ())]


def speaking(code: str, group: Group) -> Iterator[tuple[str, str, str]]:
    """(clause, act, answer) of each rule that can speak against what the pages of a group ask."""
    for clause, rule in rules_of(code):
        for answer in AGAINST & {rule.get("answer"), rule.get("otherwise")}:
            for act in rule.get("acts") or [rule["act"]]:
                rests_on = f"{rule.get('of', '')} {rule.get('when', '')}"
                if act in ASKED[group] and ASKED[group][act] in rests_on:
                    yield clause, act, answer


@pytest.mark.parametrize("row", WEEK, ids=str)
def test_a_row_of_the_week_is_a_rule_of_its_code(row: Spoken) -> None:
    assert (row.clause, row.act, row.answer) in set(speaking(row.code, row.group))


@pytest.mark.parametrize(("code", "group"), CELLS)
def test_every_code_speaks_in_every_group_or_has_no_rule_that_could(code: str, group: Group) -> None:
    rows = [row for row in WEEK if (row.code, row.group) == (code, group)]

    if (code, group) in SILENT:
        assert not rows
        assert not list(speaking(code, group))
    else:
        assert rows, "no row, and not said to be silent"
