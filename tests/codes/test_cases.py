"""The cases that the code files carry: each clause's own, run under its name.

`pytest --clause nm.integrity.3` runs them with every test that names the clause; `-k nm.integrity` works too.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.clauses import clause
from tests.codes.shelf import editions, library

from canon.checking.cases import failing_duty_cases, failing_rule_cases
from canon.code import Clause, Edition


def with_cases() -> Iterator[object]:
    """Each clause that has cases, marked as what it proves."""
    for edition in editions():
        for own in edition.clauses:
            if cases_of(own):
                yield pytest.param(edition, own, id=f"{Path(edition.path).stem}/{own.id}", marks=clause(own.id))


def cases_of(own: Clause) -> int:
    return sum(len(owner.cases) for owner in (*own.rules, *own.duties))


@pytest.mark.parametrize(("edition", "own"), list(with_cases()))
def test_the_clause_says_what_its_cases_say(edition: Edition, own: Clause) -> None:
    cases = [(rule, case) for rule in own.rules for case in rule.cases]

    failed = [
        *failing_rule_cases(cases, edition, library().vocabulary),
        *failing_duty_cases(own.duties, edition.code.zone),
    ]

    assert [f"{edition.path}:{f.line}: {f.what}" for f in failed] == []


@pytest.mark.parametrize("edition", editions(), ids=lambda e: Path(e.path).stem)
def test_every_clause_that_decides_or_obliges_has_cases(edition: Edition) -> None:
    assert [own.id for own in edition.clauses if (own.rules or own.duties) and not cases_of(own)] == []
