"""codes/ → vocabulary and editions. The only part of canon that opens a file; whatever is in it, it fails clean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from canon.act import Acts, UnknownCode, Vocabulary
from canon.code import Edition, editions_on
from canon.reading.edition import edition_from, read_edition
from canon.reading.facts import open_table, read_fact, read_facts, read_policy
from canon.reading.faults import Fault, FileRefused
from canon.reading.programme import read_term, read_topic
from canon.reading.spoken import read_words, translated
from canon.reading.toml import open_toml, parse_toml
from canon.reading.vocabulary import read_vocabulary

__all__ = [
    "Fault",
    "FileRefused",
    "Library",
    "code_files",
    "edition_from",
    "open_table",
    "open_toml",
    "parse_toml",
    "read_edition",
    "read_fact",
    "read_facts",
    "read_library",
    "read_policy",
    "read_term",
    "read_topic",
    "read_vocabulary",
    "read_words",
    "translated",
]


@dataclass(frozen=True, eq=False)
class Library:
    """The vocabulary and the editions read, in order of file name."""

    vocabulary: Vocabulary
    editions: tuple[Edition, ...]

    @property
    def acts(self) -> Acts:
        """The acts by name."""
        return self.vocabulary.acts

    def edition(self, code: str, *, on: date = date.max) -> Edition:
        """The latest edition of a code, or the one in force on a day. Raises UnknownCode, naming the nearest."""
        found = [e for e in self.editions if e.id == code]
        if not found:
            raise UnknownCode(code, [e.id for e in self.editions])
        return editions_on(found, on)[0]


def code_files(folder: Path) -> list[Path]:
    """The code files of a folder, in order of name: every TOML file but acts.toml and its translations."""
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("acts."))


def read_library(folder: Path, extra: Iterable[Path] = ()) -> Library:
    """Read acts.toml and every code file of a folder, and any `extra` code files. Raises FileRefused."""
    vocabulary = read_vocabulary(folder / "acts.toml")
    paths = [*code_files(folder), *extra]
    editions: list[Edition] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            editions.append(read_edition(path, vocabulary))
        except FileRefused as refused:
            faults.extend(refused.faults)
    faults.extend(_twice(editions))
    if faults:
        raise FileRefused(faults)
    return Library(vocabulary, tuple(editions))


def _twice(editions: Iterable[Edition]) -> Iterator[Fault]:
    """Two files that would be in force from the same day under one name."""
    seen: dict[tuple[str, date], Edition] = {}
    for edition in editions:
        other = seen.setdefault((edition.id, edition.start), edition)
        if other is not edition:
            what = f"{other.path} holds the code {edition.id!r} from {edition.start} too"
            yield Fault(edition.path, 0, "duplicate-code", what, "Give the later edition its own first day.")
