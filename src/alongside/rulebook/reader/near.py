"""What an address with a slip in it may have been meant for."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.rulebook.addresses import clause_address, code_address
from canon.code import Edition

LONGEST = 100
"""Characters of an address that are looked at."""

MOST = 5
ALIKE = 0.5
"""How alike two names must be, from 0 to 1, to be taken for one another."""


@dataclass(frozen=True)
class Near:
    """A page that does exist. `note`: the id it is known by."""

    url: str
    title: str
    note: str


def near_address(address: str, editions: Sequence[Edition]) -> list[Near]:
    """The clauses whose ids are nearest to the last part of an address that leads nowhere; else the codes."""
    wanted = address.strip("/").rpartition("/")[2].lower()[:LONGEST]
    if "." in wanted:
        near = _near_clauses(wanted, editions)
        if near:
            return near
    codes = {own.id: Near(code_address(own.id), own.code.name, own.id) for own in editions}
    named = difflib.get_close_matches(wanted.partition(".")[0], codes, n=MOST, cutoff=ALIKE)
    return [codes[name] for name in named]


def _near_clauses(wanted: str, editions: Sequence[Edition]) -> list[Near]:
    clauses = {clause.id: clause for edition in editions for clause in edition.clauses}
    named = difflib.get_close_matches(wanted, clauses, n=MOST, cutoff=ALIKE)
    return [Near(clause_address(name), clauses[name].says, name) for name in named]
