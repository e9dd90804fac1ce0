"""The prompts of the installation: what stands beside clauses where they are put to use. No Django here; read once a change.

A file that cannot be read leaves no prompt rather than no page: prompts never decide, and a test reads the files too.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from alongside.rulebook.codes_folder import codes_folder
from canon.prompt import At, Prompt
from canon.reading import Fault, FileRefused
from canon.reading.prompts import read_prompts

log = logging.getLogger("alongside.rulebook")


def prompts_of(clause: str) -> Sequence[Prompt]:
    """Every prompt of a clause, in order of file."""
    return _shelf().get(clause, ())


def prompts_at(clauses: Iterable[str], at: At, of: str = "") -> list[Prompt]:
    """The prompts of these clauses that stand at a place, in the clauses' order."""
    shelf = _shelf()  # once: it asks the disk whether a file has changed, and a page asks about every clause
    return [prompt for clause in clauses for prompt in shelf.get(clause, ()) if prompt.fits(at, of)]


def _shelf() -> Mapping[str, Sequence[Prompt]]:
    folder = codes_folder() / "prompts"
    return _read(folder, tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.toml"))))


@lru_cache(maxsize=2)
def _read(folder: Path, stamps: tuple[tuple[Path, int], ...]) -> Mapping[str, Sequence[Prompt]]:
    prompts: Sequence[Prompt] = ()
    faults: Sequence[Fault] = ()
    try:
        prompts = read_prompts(folder)
    except FileRefused as refused:
        faults = refused.faults
    for fault in faults:
        log.error("prompts_refused %s:%s %s", fault.path, fault.line, fault.code)
    found: dict[str, list[Prompt]] = defaultdict(list)
    for prompt in prompts:
        found[prompt.clause].append(prompt)
    return dict(found)
