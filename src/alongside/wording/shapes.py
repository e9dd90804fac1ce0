"""What a word list holds and what a check finds. Pure."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date


class Kind(enum.Enum):
    """What becomes of a word: better words are offered, it is stopped before signing, or it is a quote and only noted."""

    SUGGEST = "suggest"
    STOP = "stop"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, and the first day on which our list counts it."""

    name: str
    start: date


@dataclass(frozen=True, slots=True)
class Word:
    """One row of a list.

    phrases: what is looked for, in whole words; "is|was bipolar" is two phrases
    end: the first day on which it no longer holds, if there is one
    may_be_name: with a capital letter it may be somebody's name
    """

    phrases: tuple[str, ...]
    kind: Kind
    instead: str
    why: str
    source: str
    start: date
    end: date | None = None
    may_be_name: bool = False

    def holds_on(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text, `text[start:end]` being `word`, with what to say instead and why."""

    start: int
    end: int
    word: str
    kind: Kind
    instead: str
    why: str
    source: str
    language: str
