"""Our compiled evaluator behind the interface of another benchmark: `build()` and `decide(facts) -> (verdict, ids)`.

For a kit whose `clauses` module lists the clauses of kit/, with ids such as NM.conf.roi_ok, codes such as NM, whole
dollars and days such as 20240115. Answers are put into its words once each; nothing is worked out here.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from datetime import date

from questions import ORDER, kit_library

from canon.compiling import CompiledAct, Decision, Desk
from canon.ruling import Answer

VERDICTS = {Answer.PROHIBITED: "prohibited", Answer.REFER: "needs", Answer.PERMITTED: "permitted"}


class Compiled:
    """The engine."""

    def build(self) -> None:
        """Read the code files; each act is compiled when it is first asked for."""
        library = kit_library()
        editions = [library.edition(code) for code in ORDER]
        self.compiled = ByTheirWords(Desk(library.acts, editions))
        self.said = InTheirWords([clause.id for clause in importlib.import_module("clauses").CLAUSES])

    def decide(self, facts: Mapping[str, object]) -> tuple[str, list[str]]:
        """The verdict and the ids that gave it."""
        compiled = self.compiled[facts["act"], tuple(facts["codes"]), facts["date"]]
        return self.said[compiled.known(facts)]


class ByTheirWords(dict[tuple[str, tuple[str, ...], int], CompiledAct]):
    """The desk's compiled acts, found by the kit's own request."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def __missing__(self, request: tuple[str, tuple[str, ...], int]) -> CompiledAct:
        act, codes, number = request
        day = date(number // 10_000, number // 100 % 100, number % 100)
        self[request] = self.desk[act.replace("_", "-"), tuple(code.lower() for code in codes), day]
        return self[request]


class InTheirWords(dict[Decision, tuple[str, list[str]]]):
    """Verdict and ids by decision. Silence is the kit's "permitted" without a citation."""

    def __init__(self, ids: list[str]) -> None:
        super().__init__()
        self.ids = {theirs.lower().replace("_", ""): theirs for theirs in ids}

    def __missing__(self, decision: Decision) -> tuple[str, list[str]]:
        said = VERDICTS.get(decision.answer, "permitted"), [self.ids[clause] for clause in decision.clauses]
        self[decision] = said
        return said
