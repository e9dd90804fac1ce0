"""Every clause with what enforces it and the tests that name it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from alongside.rulebook.codes_folder import tests_folder
from alongside.rulebook.serving import served_by
from canon.code import Clause, Edition


def clause_rows(editions: Sequence[Edition]) -> list[dict[str, object]]:
    """`id`, `control`, `cite`, `says`, `rules` (acts and duties), `enforced_by`, `tests`, for each clause in document order."""
    named = tests_by_clause(tests_folder())
    return [_row(clause, named) for edition in editions for clause in edition.clauses]


def _row(clause: Clause, named: dict[str, list[str]]) -> dict[str, object]:
    acts = list(dict.fromkeys(act for rule in clause.rules for act in rule.acts))
    cases = sum(len(r.cases) for r in clause.rules) + sum(len(d.cases) for d in clause.duties)
    return {
        "id": clause.id,
        "control": clause.control.value,
        "topic": clause.topic,
        "cite": clause.cite,
        "says": clause.says,
        "access": clause.access or None,
        "rules": {"acts": acts, "duties": [duty.id for duty in clause.duties]},
        "enforced_by": list(served_by(clause)),
        "cases": cases,
        "tests": named.get(clause.id, []),
    }


def tests_by_clause(folder: Path) -> dict[str, list[str]]:
    """Clause id → `tests/codes/test_nm.py::test_name` of every test marked with it; empty without the folder."""
    named: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")) if folder.is_dir() else []:
        for test, ids in _marked(ast.parse(path.read_text("utf-8"))):
            for clause_id in ids:
                named.setdefault(clause_id, []).append(f"tests/{path.relative_to(folder).as_posix()}::{test}")
    return named


def _marked(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            ids = [i for mark in node.decorator_list if isinstance(mark, ast.Call) for i in _ids(mark)]
            if ids:
                yield node.name, ids


def _ids(mark: ast.Call) -> list[str]:
    name = mark.func.attr if isinstance(mark.func, ast.Attribute) else getattr(mark.func, "id", "")
    if name != "clause":
        return []
    return [a.value for a in mark.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
