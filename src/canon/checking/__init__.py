"""Check a code file beyond its form: its cases, rules that can never decide, duties that meet prohibitions.

`cases` runs what the file says of itself, `search` looks for facts with a property without trying them all, `rules`
asks it for dead, outranked and contradicting rules, `mutation` drops each rule and moves each parameter in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from canon.act import Vocabulary
from canon.checking.cases import CaseFailed, failing_cases
from canon.checking.rules import Finding, check_rules
from canon.code import Edition
from canon.reading import read_edition
from canon.reading.faults import Fault, FileRefused

__all__ = ["CaseFailed", "Finding", "check_rules", "failing_cases", "lint", "read_sound"]


def read_sound(path: Path, vocabulary: Vocabulary) -> Edition:
    """Read a code file that nobody has checked yet: rules that can never decide, or contradict, are refused too.

    Raises FileRefused. Cases that fail do not keep a file from being tried: `lint` names them.
    """
    edition = read_edition(path, vocabulary)
    faults = [_fault(edition, finding) for finding in check_rules(edition, vocabulary)]
    if faults:
        raise FileRefused(faults)
    return edition


def lint(edition: Edition, vocabulary: Vocabulary) -> Sequence[Fault]:
    """Everything wrong with an edition that was read: failing cases, dead, outranked and contradicting rules."""
    failed = [
        Fault(edition.path, f.line, "case-fails", f"{f.subject}: {f.what}", "Mend the case, or the rule.")
        for f in failing_cases(edition, vocabulary)
    ]
    found = [_fault(edition, finding) for finding in check_rules(edition, vocabulary)]
    return sorted([*failed, *found])


def _fault(edition: Edition, finding: Finding) -> Fault:
    return Fault(edition.path, finding.line, finding.code, finding.what, finding.remedy)
