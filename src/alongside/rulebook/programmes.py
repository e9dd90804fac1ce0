"""What a board asks of those it certifies: the terms of its code file, and the board's own dated word on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from alongside.database.prepared import Prepared
from alongside.database.seldom import remembered
from alongside.rulebook.models import ProgrammeAmendment
from alongside.rulebook.policies import value_as_written
from alongside.rulebook.queries import library
from canon.code import Edition
from canon.programme import NOTHING_TOLD, Programme, Term
from canon.reading import read_term, read_topic
from canon.values import ValueFault

_WORDS = Prepared(lambda code: ProgrammeAmendment.objects.filter(code=code).order_by("pk"), str)

Word = tuple[str, str, str, date, str]  # term, topic, value, from day, source: an amendment's own words


@dataclass(frozen=True)
class TermName:
    """Which term is meant: one by name, or the hours on a topic."""

    term: str = ""
    topic: str = ""


def edition_of(code: str) -> Edition | None:
    """The newest edition of a code here."""
    return next((edition for edition in reversed(library().editions) if edition.id == code), None)


def programme_of(code: str) -> Programme:
    """What the board of a code asks: its newest edition's terms, and what the board said since, newest day first.

    One small query: the board's rows themselves are what the answer is kept by, so a new one is heard at once in every
    process. NOTHING_TOLD for a code that is not here.
    """
    edition, told = edition_of(code), _told(code)
    if not told:
        return edition.programme if edition else NOTHING_TOLD
    return _amended(edition, told)


@remembered
def _told(code: str) -> tuple[Word, ...]:
    return tuple((word.term, word.topic, word.value, word.from_day, word.source) for word in _WORDS.all(code))


def amendments_of(code: str) -> QuerySet[ProgrammeAmendment]:
    """Everything the board said of its programme, the last word first."""
    return ProgrammeAmendment.objects.filter(code=code).select_related("by").order_by("-pk")


@lru_cache(maxsize=256)
def _amended(edition: Edition | None, words: tuple[Word, ...]) -> Programme:
    return with_words(edition.programme if edition else NOTHING_TOLD, words)


def with_words(programme: Programme, words: Iterable[Word]) -> Programme:
    """A programme with a board's words on it, the last written last. What canon can no longer read says nothing."""
    read = list(_readable(words))
    return programme.amended((t for is_topic, t in read if not is_topic), (t for is_topic, t in read if is_topic))


def _readable(words: Iterable[Word]) -> Iterator[tuple[bool, Term]]:
    """Whether each is of a topic, and the term."""
    for word in words:
        try:
            yield bool(word[1]), read_word(word)
        except ValueFault:
            continue


def read_word(word: Word) -> Term:
    """A board's word as a term, certain since the board itself says it. Raises ValueFault."""
    term, topic, value, start, source = word
    if topic:
        return read_topic(topic, value_as_written(value), start=start, source=source, is_certain=True)
    return read_term(term, value_as_written(value), start=start, source=source, is_certain=True)
