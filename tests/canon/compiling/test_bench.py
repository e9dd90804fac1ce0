"""The benchmark's code files stay sound, and both of its sides keep answering the same: only the clock is left out."""

import subprocess
import sys
from pathlib import Path

from canon.checking import lint
from canon.reading import read_library

BENCH = Path(__file__).parents[3] / "bench"


def test_the_code_files_are_clean() -> None:
    library = read_library(BENCH / "kit")

    assert sum(len(edition.clauses) for edition in library.editions) == 63
    assert [fault for edition in library.editions for fault in lint(edition, library.vocabulary)] == []


def test_both_sides_answer_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import decisions; decisions.check()"], cwd=BENCH, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert "12 decisions" in done.stdout
