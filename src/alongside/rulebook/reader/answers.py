"""One code's own answer on some facts, and clauses as links."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from alongside.rulebook.addresses import clause_address
from canon.act import Act
from canon.code import Clause, Edition
from canon.judging import judge
from canon.ruling import Answer
from canon.values import Stated


@dataclass(frozen=True)
class Link:
    """A clause as other pages point at it."""

    id: str
    url: str
    says: str = ""


@dataclass(frozen=True)
class CodeAnswer:
    """What one code answers on an example's facts, and the first clause that says so. `is_own`: the code being read."""

    place: str
    credential: str
    answer: Answer
    cite: Link | None
    is_own: bool


def link_to(clause: Clause) -> Link:
    """A clause as a link."""
    return Link(clause.id, clause_address(clause.id), clause.says)


def answer_under(
    act: Act, facts: Mapping[str, Stated], edition: Edition, on: date, *, is_own: bool = False
) -> CodeAnswer:
    """One code's own answer, with the first clause that gave it."""
    ruling = judge(act, facts, [edition], on=on)
    cited = ruling.decided_by if ruling.answer is not Answer.SILENT else ()
    cite = Link(cited[0].clause, clause_address(cited[0].clause)) if cited else None
    return CodeAnswer(edition.code.place, edition.code.credential, ruling.answer, cite, is_own)
