"""`python -m canon.checking codes/nm-cpsw.toml ...`: lint code files and try every small change to them."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from canon.checking import lint
from canon.checking.mutation import survey
from canon.reading import FileRefused, code_files, read_edition, read_vocabulary


def main(names: Sequence[str]) -> int:
    """Print every fault and every change that no case noticed; the exit code counts files with any."""
    paths = [Path(n) for n in names] or code_files(Path("codes"))
    try:
        vocabulary = read_vocabulary(Path("codes/acts.toml"))
    except FileRefused as refused:
        print(refused)
        return 1
    bad = 0
    for path in paths:
        began = time.perf_counter()
        try:
            edition = read_edition(path, vocabulary)
        except FileRefused as refused:
            print(refused)
            bad += 1
            continue
        faults = [str(fault) for fault in lint(edition, vocabulary)]
        tried = survey(edition, vocabulary)
        faults += [
            f"{path.name}:{c.line}: {c.subject}: {c.what}, and no case noticed. Add one [unnoticed]"
            for c in tried.unnoticed
        ]
        print(*faults, sep="\n", end="\n" if faults else "")
        counts = f"{len(edition.clauses)} clauses, {len(edition.rules)} rules, {len(edition.duties)} duties"
        print(
            f"{path.name}: {counts}; {tried.tried} changes, {len(faults)} faults, {time.perf_counter() - began:.1f} s"
        )
        bad += bool(faults)
    return bad


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 100))
