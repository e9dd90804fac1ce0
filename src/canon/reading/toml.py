"""Open a TOML file safely, and remember on which line each table and key stands."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from canon.reading.faults import Fault, FileRefused

LARGEST: Final = 2_000_000  # bytes; the largest of the five codes has some 150,000
DEEPEST: Final = 12  # nested arrays and tables in one line

Table: TypeAlias = Mapping[str, object]

_HEADER = re.compile(r"""\s*\[\[?\s*([A-Za-z0-9_.\-"]+)\s*\]\]?\s*(?:#.*)?$""")
_PART = re.compile(r'"([^"]*)"|([A-Za-z0-9_\-]+)')  # of a header: [act."accept-gift"] has two
_KEY = re.compile(r"\s*([A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)*)\s*=")
_LINE_OF_ERROR = re.compile(r"at line (\d+)")
_OPENERS = re.compile(r"[\[{]")


@dataclass(frozen=True, slots=True)
class Source:
    """A TOML file, parsed. `lines` gives the line of a table or of a key in it."""

    path: str
    data: Table
    digest: str
    lines: Lines


@dataclass(slots=True)
class Lines:
    """Line numbers by table path, e.g. `("clause", 3, "rule", 0)`, and by key within it."""

    tables: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    keys: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def of(self, *path: str | int) -> int:
        """The line of a key, else of the table that should hold it, else 0."""
        for length in range(len(path), 0, -1):
            line = self.keys.get(path[:length]) or self.tables.get(path[:length])
            if line:
                return line
        return 0


def open_toml(path: Path) -> Source:
    """Read and parse a file. Raises FileRefused, with the line where one is known; nothing else."""
    name = path.name
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise FileRefused(
            [Fault(name, 0, "file-unreadable", f"it cannot be opened ({problem.strerror})", "Check the path.")]
        ) from None
    return parse_toml(raw, name)


def parse_toml(raw: bytes, name: str) -> Source:
    """Parse a file's bytes. Raises FileRefused; nothing else, whatever the bytes hold."""
    if len(raw) > LARGEST:
        raise FileRefused(
            [Fault(name, 0, "file-too-large", f"it has {len(raw):,} bytes", f"A code file has at most {LARGEST:,}.")]
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise FileRefused([Fault(name, line, "file-not-utf8", "it is not UTF-8 text", "Save it as UTF-8.")]) from None
    deep = next(
        (
            n
            for n, line in enumerate(text.split("\n"), 1)
            if len(_OPENERS.findall(line)) > 400 or _depth(line) > DEEPEST
        ),
        0,
    )
    if deep:
        raise FileRefused(
            [
                Fault(
                    name,
                    deep,
                    "file-too-deep",
                    "tables or lists are nested too deep",
                    f"Keep within {DEEPEST} levels on a line.",
                )
            ]
        )
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = _LINE_OF_ERROR.search(str(problem))
        line = int(found[1]) if found else text.count("\n") + 1
        raise FileRefused(
            [Fault(name, line, "file-not-toml", f"it is not TOML: {problem}", "Mend the line; text needs quotes.")]
        ) from None
    except (RecursionError, ValueError) as problem:
        raise FileRefused(
            [Fault(name, 0, "file-not-toml", f"it cannot be read ({type(problem).__name__})", "Take the odd part out.")]
        ) from None
    return Source(name, data, hashlib.sha256(raw).hexdigest(), _lines(text))


def _depth(line: str) -> int:
    depth = deepest = 0
    for char in line:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _lines(text: str) -> Lines:
    lines = Lines()
    here: tuple[str | int, ...] = ()
    counts: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            parts = [quoted or bare for quoted, bare in _PART.findall(header[1])] or [header[1]]
            here = _table_path(parts, line.lstrip().startswith("[["), counts)
            lines.tables.setdefault(here, number)
        elif key := _KEY.match(line):
            lines.keys.setdefault((*here, *key[1].split(".")), number)
    return lines


def _table_path(parts: list[str], is_array: bool, counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    path: tuple[str | int, ...] = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path] - 1)
    path = (*path, parts[-1])
    if is_array:
        counts[path] = counts.get(path, 0) + 1
        path = (*path, counts[path] - 1)
    return path
