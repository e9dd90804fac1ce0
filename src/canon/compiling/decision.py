"""What compiled code answers: a ruling without the facts it was asked on, so that equal questions share one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from canon.ruling import Answer, Citation, CodeRuling


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """An answer with everything `canon.ruling.Ruling` says of it.

    `codes` keeps each code's own answer. `clauses` are the ids that `decided_by` cites, `overridden` those of clauses
    that another of their code surely takes away.
    """

    answer: Answer
    clauses: tuple[str, ...]
    decided_by: tuple[Citation, ...]
    required_by: tuple[Citation, ...]
    overridden: tuple[str, ...]
    codes: Mapping[str, CodeRuling]
    possible: tuple[Answer, ...]
    clash: bool
    allows: bool
