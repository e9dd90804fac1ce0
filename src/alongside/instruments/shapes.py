"""A questionnaire as it is asked: its items in order, their words in each language, and what may be answered. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum


class Kind(Enum):
    """FHIR R4's item types, as far as people can answer them here."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    STRING = "string"
    TEXT = "text"
    DATE = "date"

    @property
    def is_asked(self) -> bool:
        """Whether it takes an answer."""
        return self not in (Kind.GROUP, Kind.DISPLAY)

    @property
    def has_options(self) -> bool:
        return self in (Kind.CHOICE, Kind.OPEN_CHOICE)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the language of the file, and in others: "es" -> text."""

    text: str
    others: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """In a language, or in the file's own where it was not translated. "es-US" is answered by "es"."""
        return self.others.get(language) or self.others.get(language.split("-", maxsplit=1)[0]) or self.text

    def is_in(self, language: str) -> bool:
        return language.split("-", maxsplit=1)[0] in {code.split("-", maxsplit=1)[0] for code in self.others}

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `key` names it in forms, drafts and scoring files: the coding's code, or the value itself.

    value: as the file has it, {"valueCoding": {...}} or {"valueString": "..."}; score: its ordinal value, if it has one
    """

    key: str
    words: Words
    value: Mapping[str, object]
    score: Decimal | None = None
    is_exclusive: bool = False


class Operator(Enum):
    EXISTS = "exists"
    IS = "="
    IS_NOT = "!="
    OVER = ">"
    UNDER = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Condition:
    """When an item is asked. `value` is an option's key for choices, else of the question's own type; a truth for exists."""

    question: str
    operator: Operator
    value: bool | int | Decimal | str | date


@dataclass(frozen=True, slots=True)
class Item:
    """A question, a heading with what is below it, or words to read.

    when, all_of: it is asked if one (or all) of these hold, and always where there are none
    least, most: bounds of a number, where the file gives them; longest: characters of a text
    """

    link_id: str
    kind: Kind
    words: Words
    prefix: str = ""
    required: bool = False
    repeats: bool = False
    options: tuple[Option, ...] = ()
    when: tuple[Condition, ...] = ()
    all_of: bool = True
    items: tuple[Item, ...] = ()
    longest: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    is_hidden: bool = False

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a file that is read past: where, and what."""

    where: str
    says: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One version of an instrument. `status` is draft, active, retired or unknown, as the file says."""

    url: str
    version: str
    title: Words
    status: str
    language: str
    items: tuple[Item, ...]
    name: str = ""
    publisher: str = ""
    copyright: str = ""
    description: Words = Words("")
    notes: tuple[Note, ...] = ()

    def every(self) -> Iterator[Item]:
        """Each item, in the order they are asked, whatever it stands under."""
        waiting = list(reversed(self.items))
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(reversed(item.items))

    def item(self, link_id: str) -> Item | None:
        return next((item for item in self.every() if item.link_id == link_id), None)

    @property
    def questions(self) -> tuple[Item, ...]:
        """What people are asked, in order."""
        return tuple(item for item in self.every() if item.kind.is_asked and not item.is_hidden)

    def languages(self) -> tuple[str, ...]:
        """The file's own language, then each that all its words are in."""
        said = [item.words for item in self.every() if item.words]
        said += [option.words for item in self.every() for option in item.options]
        codes = sorted({code.split("-", maxsplit=1)[0] for words in said for code in words.others})
        return (self.language, *(code for code in codes if all(words.is_in(code) for words in said)))
