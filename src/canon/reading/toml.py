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
DEEPEST: Final = 12  # nested arrays and tables

Table: TypeAlias = Mapping[str, object]

_HEADER = re.compile(r"""\s*\[\[?\s*([A-Za-z0-9_.\-"]+)\s*\]\]?\s*(?:#.*)?$""")
_PART = re.compile(r'"([^"]*)"|([A-Za-z0-9_\-]+)')  # of a header: [act."accept-gift"] has two
_KEY = re.compile(r"\s*([A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)*)\s*=")
_LINE_OF_ERROR = re.compile(r"at line (\d+)")
_OPENS_LIST = re.compile(r"=\s*\[\s*(?:#.*)?$")
_BRACKETS = re.compile(r"[\[\]{}]")
_MOST_OPENERS = 400  # on a line
_MOST_DOTS = 200  # on a line: names of many parts take tomllib the square of their number
_LONGEST_REASON = 200  # characters of what a parser says


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
    return parse_toml(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """A file's bytes, one more than is allowed at most. Raises FileRefused, and nothing else."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise FileRefused(
            [Fault(path.name, 0, "file-unreadable", f"it cannot be read ({reason})", "Check the path.")]
        ) from None


def parse_toml(raw: bytes, name: str) -> Source:
    """Parse a file's bytes. Raises FileRefused; nothing else, whatever the bytes hold."""
    text = decoded(raw, name)
    crowded = next((number for number, line in enumerate(text.split("\n"), 1) if _is_crowded(line)), 0)
    if crowded:
        raise _too_deep(name, crowded)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = _LINE_OF_ERROR.search(str(problem))
        line = int(found[1]) if found else text.count("\n") + 1
        what = f"it is not TOML: {str(problem)[:_LONGEST_REASON]}"
        raise FileRefused([Fault(name, line, "file-not-toml", what, "Mend the line; text needs quotes.")]) from None
    except RecursionError:
        raise _too_deep(name, 0) from None
    except ValueError as problem:
        what = f"it cannot be read ({str(problem)[:_LONGEST_REASON]})"
        raise FileRefused([Fault(name, 0, "file-not-toml", what, "Take the odd date or number out.")]) from None
    if is_too_deep(data):
        raise _too_deep(name, 0)
    return Source(name, data, hashlib.sha256(raw).hexdigest(), _lines(text))


def decoded(raw: bytes, name: str) -> str:
    """A file's text, without the mark that some editors put first. Raises FileRefused if too large or not UTF-8."""
    if len(raw) > LARGEST:
        raise FileRefused(
            [Fault(name, 0, "file-too-large", f"it has more than {LARGEST:,} bytes", "Split it, or take pictures out.")]
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise FileRefused([Fault(name, line, "file-not-utf8", "it is not UTF-8 text", "Save it as UTF-8.")]) from None


def is_too_deep(data: object) -> bool:
    """Whether tables and lists are nested beyond what a code file needs."""
    level = [data]
    for _ in range(DEEPEST + 1):
        nested: list[object] = []
        for value in level:
            if isinstance(value, dict):
                nested.extend(value.values())
            elif isinstance(value, list):
                nested.extend(value)
        level = nested
    return bool(level)


def _is_crowded(line: str) -> bool:
    """Whether a line nests so deep, or has a name of so many parts, that parsing it would take very long."""
    if line.count(".") > _MOST_DOTS or line.count("[") + line.count("{") > _MOST_OPENERS:
        return True
    depth = 0
    for char in _BRACKETS.findall(line):
        depth += 1 if char in "[{" else -1
        if depth > DEEPEST:
            return True
    return False


def _too_deep(name: str, line: int) -> FileRefused:
    what = "tables or lists are nested too deep, or a line holds too many"
    return FileRefused([Fault(name, line, "file-too-deep", what, f"Keep within {DEEPEST} levels.")])


def _lines(text: str) -> Lines:
    """The line of each table, of each key, and of each table in a list that has a line of its own."""
    lines = Lines()
    here: tuple[str | int, ...] = ()
    within: tuple[str | int, ...] = ()  # the list that is open, if it began on a line of its own
    counts: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            parts = [quoted or bare for quoted, bare in _PART.findall(header[1])] or [header[1]]
            here, within = _table_path(parts, line.lstrip().startswith("[["), counts), ()
            lines.tables.setdefault(here, number)
        elif key := _KEY.match(line):
            within = (*here, *key[1].split("."))
            lines.keys.setdefault(within, number)
            within = within if _OPENS_LIST.search(line) else ()
        elif within and line.lstrip().startswith("{"):
            counts[within] = counts.get(within, 0) + 1
            lines.tables.setdefault((*within, counts[within] - 1), number)
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
