"""A ruling that was kept, asked again through the command: the same facts, day, codes and policy, as files a person could write.

`as_data` says what was kept; `files` writes facts and policy; `words` are the command's. What it prints is held against the
kept answers by `assert_same`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

POLICY = "policy."


def as_data(kept: Any) -> dict[str, Any]:
    """Of a `KeptRuling`: act, day, facts, each code's own facts and answer, and the employer's rows that it rested on."""
    from alongside.rulebook.models import AgencyPolicy

    told = kept.told()
    rows = AgencyPolicy.objects.filter(pk__in=told.policy_rows).exclude(clause="")
    return {
        "act": told.act,
        "on": told.on,
        "facts": told.ruling["facts"],
        "own": told.ruling.get("own_facts", {}),
        "codes": {own.id: {"answer": own.answer, "decided_by": own.decided_by} for own in told.codes},
        "answer": told.answer,
        "set": [{"clause": row.clause, "param": row.param, "value": row.value} for row in rows],
    }


def asked_again(kept: Mapping[str, Any], folder: Path) -> Iterator[tuple[str, list[str | Path]]]:
    """Each code that bound, with the words of the command that asks it."""
    for code in kept["codes"]:
        facts = {**kept["facts"], **kept["own"].get(code, {})}
        stated = folder / f"facts-{code}.json"
        stated.write_text(json.dumps({k: v for k, v in facts.items() if not k.startswith(POLICY)}), "utf-8")
        policy = folder / f"policy-{code}.json"
        own = {k.removeprefix(POLICY): v for k, v in facts.items() if k.startswith(POLICY)}
        rows = [row for row in kept["set"] if row["clause"].split(".", 1)[0] == code]
        policy.write_text(json.dumps({"policy": own, "set": rows} if own else {"set": rows}), "utf-8")
        yield (
            code,
            [
                *("judge", kept["act"], "--code", code, "--on", kept["on"]),
                *("--facts", stated, "--policy", policy, "--json"),
            ],
        )


def assert_same(kept: Mapping[str, Any], code: str, printed: Mapping[str, Any]) -> None:
    """The code's own answer, and the clauses that gave it."""
    said, told = printed["codes"][code], kept["codes"][code]
    assert said["answer"] == told["answer"], (kept["act"], code)
    assert said["decided_by"] == told["decided_by"], (kept["act"], code)


def printed_by(words: list[str | Path]) -> Any:
    """What the command prints as JSON when a person types these words."""
    from alongside.cli import main

    printed, code = StringIO(), None
    with mock.patch.object(sys, "argv", ["alongside", *map(str, words)]), redirect_stdout(printed):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    assert not code, words
    return json.loads(printed.getvalue())
