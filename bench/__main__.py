"""`python bench [decisions | loading | regions ...]`: every benchmark, or those named. Fails where a target is missed."""

from __future__ import annotations

import sys

import decisions
import loading
import regions

BENCHMARKS = {"decisions": decisions.main, "loading": loading.main, "regions": regions.main}


def main(names: list[str]) -> int:
    """Run benchmarks by name; the exit code counts those that missed a target."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"there is no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}")
        return 2
    missed = 0
    for name in names or BENCHMARKS:
        print(name)
        missed += not BENCHMARKS[name]()
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
