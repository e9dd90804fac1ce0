"""Naming the clauses that a test proves.

    @clause("nm.integrity.3")
    def test_a_gift_worth_exactly_the_ceiling_may_be_kept(...): ...

`alongside clauses` and `make clauses` find the decorator in the source text, so the ids are written as plain strings.
Run what speaks of one clause with `pytest --clause nm.integrity.3`, or of a whole code with `--clause nm`.
"""

import re

import pytest

SHAPE = re.compile(r"[a-z][a-z0-9-]*(\.[A-Za-z0-9-]+)+")
"""A clause id: the code, then the section and point as the code file names them."""


def clause(*ids: str) -> pytest.MarkDecorator:
    """Mark a test, or a class of tests, as proving these clauses. Raises ValueError for what is no clause id."""
    wrong = [name for name in ids if not SHAPE.fullmatch(name)]
    if wrong or not ids:
        raise ValueError(f"a clause id reads like nm.integrity.3, not {', '.join(map(repr, wrong)) or 'nothing'}")
    return pytest.mark.clause(*ids)
