"""Check a code file beyond its form: its cases, rules that can never decide, duties that meet prohibitions.

`cases` runs what the file says of itself, `search` looks for facts with a property without trying them all, `rules`
asks it for dead, outranked and contradicting rules, `mutation` drops each rule and moves each parameter in turn.
"""

from __future__ import annotations

from collections.abc import Sequence

from canon.act import Vocabulary
from canon.checking.cases import CaseFailed, failing_cases
from canon.checking.rules import Finding, check_rules
from canon.code import Edition
from canon.reading.faults import Fault

__all__ = ["CaseFailed", "Finding", "check_rules", "failing_cases", "lint"]


def lint(edition: Edition, vocabulary: Vocabulary) -> Sequence[Fault]:
    """Everything wrong with an edition that was read: failing cases, dead, outranked and contradicting rules."""
    failed = [
        Fault(edition.path, f.line, "case-fails", f"{f.subject}: {f.what}", "Mend the case, or the rule.")
        for f in failing_cases(edition, vocabulary)
    ]
    found = [Fault(edition.path, f.line, f.code, f.what, f.remedy) for f in check_rules(edition, vocabulary)]
    return sorted([*failed, *found])
