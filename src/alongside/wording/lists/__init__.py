"""The dated lists of words, one file a language. Read once; a list that cannot be used is named when the product starts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from alongside.wording.shapes import Kind, Source, Word

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = ("en", "es")


class ListFault(ValueError):
    """A list that cannot be used, with the row and what is wrong in it."""

    code = "list-fault"


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of one language. let_be: phrases that hold one of the words and mean something else."""

    language: str
    words: tuple[Word, ...]
    let_be: tuple[str, ...]


def list_for(language: str) -> WordList:
    """The list of a language; of one that has none, the English."""
    return _read(language if language in LANGUAGES else LANGUAGES[0])


def plain_words(language: str) -> tuple[Word, ...]:
    """Plainer words for what a child or a family may have to ask about: offered only where plain words are asked for."""
    return _read(f"plain/{language if language in LANGUAGES else LANGUAGES[0]}").words


@lru_cache(maxsize=1)
def sources() -> Mapping[str, Source]:
    """Every source by its key."""
    rows = _toml("sources.toml")
    return {key: Source(row["name"], row["from"]) for key, row in rows.items()}


@lru_cache(maxsize=2 * len(LANGUAGES))
def _read(name: str) -> WordList:
    found = _toml(f"{name}.toml")
    words = tuple(_word(row, found["why"], name) for row in found["word"])
    return WordList(name.removeprefix("plain/"), words, tuple(found["let_be"]))


def _word(row: Mapping[str, Any], why: Mapping[str, str], name: str) -> Word:
    where = f"{name}.toml, {row.get('say', ['?'])[0]!r}"
    wrong = sorted(row.keys() - {"say", "stop", "name", "instead", "why", "from", "since", "until"})
    if wrong:
        raise ListFault(f"{where}: no list has a key {wrong[0]!r}")
    try:
        source = sources()[row["from"]]
        start: date = row.get("since", source.start)
        return Word(
            phrases=tuple(row["say"]),
            kind=Kind.STOP if row.get("stop") else Kind.SUGGEST,
            instead=row["instead"],
            why=why[row["why"]],
            source=source.name,
            start=start,
            end=row.get("until"),
            may_be_name=row.get("name", False),
        )
    except KeyError as missing:
        raise ListFault(f"{where}: {missing} is not there") from None


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
