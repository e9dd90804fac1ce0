"""Loading: the codes read and checked in a fresh process, against parsing the same files with tomllib alone.

python bench loading            or: make bench ARGS=loading
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from timing import verdict

CODES = Path(__file__).parents[1] / "codes"
AT_MOST = 20.0
PROCESSES = 5
CANON_AT_MOST = 60.0  # seconds


def main() -> bool:
    """Print the ratios; whether the targets are met."""
    runs = [json.loads(_fresh(__file__)) for _ in range(PROCESSES)]
    parsed, read, checked = (statistics.median(run[part] for run in runs) for part in ("parse", "read", "check"))
    ratio = statistics.median((run["read"] + run["check"]) / run["parse"] for run in runs)
    print(f"  tomllib alone {parsed * 1e3:.0f} ms; read {read * 1e3:.0f} ms, checked {checked * 1e3:.0f} ms")
    print(f"  read and checked / tomllib    {ratio:.1f}  {verdict(ratio, AT_MOST)}")
    began = time.perf_counter()
    _fresh("-m", "canon.checking")
    taken = time.perf_counter() - began
    print(f"  every small change tried      {taken:.1f} s  {verdict(taken, CANON_AT_MOST)}")
    return ratio <= AT_MOST and taken <= CANON_AT_MOST


def _fresh(*words: str) -> str:
    """What a fresh process prints. Raises CalledProcessError."""
    done = subprocess.run([sys.executable, *words], cwd=CODES.parent, capture_output=True, text=True, check=True)
    return done.stdout


def _measure() -> dict[str, float]:
    """Seconds to parse, to read and to check, once each."""
    from canon.checking import lint
    from canon.reading import read_library

    paths = sorted(CODES.glob("*.toml"))
    began = time.process_time()
    for path in paths:
        tomllib.loads(path.read_text("utf-8"))
    parsed = time.process_time()
    library = read_library(CODES)
    read = time.process_time()
    for edition in library.editions:
        faults = lint(edition, library.vocabulary)
        assert not faults, faults
    return {"parse": parsed - began, "read": read - parsed, "check": time.process_time() - read}


if __name__ == "__main__":
    print(json.dumps(_measure()))
