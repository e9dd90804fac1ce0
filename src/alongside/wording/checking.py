"""Finding words that can be said otherwise: whole words and phrases, whatever their case and accents. Pure.

The text is cut into words once, and the phrases stand in a tree of words, so that the work grows with the length of the
text and with nothing else. Nothing here raises on what stands in a text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise, product
from typing import Final

from alongside.wording.lists import LANGUAGES, list_for
from alongside.wording.quotes import is_quoted, quotes_in
from alongside.wording.shapes import Finding, Kind, Word

LONGEST_WORD: Final = 40
_INVISIBLE: Final = "\u00ad\u200b-\u200d\u2060\ufeff"
_TOKEN: Final = re.compile(rf"(?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])+|&")
_HIDDEN: Final = re.compile(f"[{_INVISIBLE}]")
_BETWEEN: Final = re.compile(r"[ \t\u00a0\u202f'’\-‐‑]{0,4}(?:\r?\n[ \t]{0,4})?")
"""What may stand between two words of one phrase: a space, a hyphen, an apostrophe, the end of a line."""
_ENDS_A_SENTENCE: Final = ".!?:;\n•-–—*>"
_SKIPPED_BACK: Final = " \t\"“”„«»([¿¡'’"


def check_words(text: str, *, language: str, on: date, extra: Sequence[Word] = ()) -> list[Finding]:
    """Every place where something can be said otherwise, in the order of the text, none overlapping.

    language: "en" or "es". Words that insult are found in every language, suggestions in this one.
    extra: an agency's own words; they can make a word stricter than our list does, never milder.
    What stands in a quote is never stopped: insults there are QUOTED, and nobody's own words are improved.
    """
    tree = _tree(language, _since(on, tuple(extra)), tuple(extra))
    tokens = list(_tokens(text))
    joined = [_joins(text, left, right) for left, right in pairwise(tokens)]
    covered = _let_be(tree.let_be, tokens, joined)
    spans: list[tuple[int, int]] | None = None
    found: list[Finding] = []
    at = 0
    while at < len(tokens):
        hit = _longest(tree.words, tokens, joined, at)
        if hit is None or any(covered[at : hit.upto]):
            at += 1
            continue
        start, end = tokens[at].start, tokens[hit.upto - 1].end
        spans = quotes_in(text) if spans is None else spans
        kind = _kind(hit.leaf.word, text, start, end, quoted=is_quoted(spans, start, end))
        if kind is not None:
            word = hit.leaf.word
            found.append(
                Finding(start, end, text[start:end], kind, word.instead, word.why, word.source, hit.leaf.language)
            )
        at = hit.upto
    return found


def key_of(phrase: str) -> str:
    """The same for every way of typing a phrase; empty where it holds no word."""
    return " ".join(token.key for token in _tokens(phrase))


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class _Leaf:
    word: Word
    language: str


@dataclass(slots=True)
class _Node:
    """A place in the tree of words; `leaf` where a phrase ends."""

    next: dict[str, _Node] = field(default_factory=dict)
    leaf: _Leaf | None = None


@dataclass(frozen=True, slots=True)
class _Hit:
    leaf: _Leaf
    upto: int


@dataclass(frozen=True, slots=True)
class _Tree:
    words: _Node
    let_be: _Node


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        key = _fold(match.group()) if match.end() - match.start() <= LONGEST_WORD else ""
        yield _Token(match.start(), match.end(), key)


def _fold(word: str) -> str:
    """Without case, accents and signs that nobody sees."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", _HIDDEN.sub("", word))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def _joins(text: str, left: _Token, right: _Token) -> bool:
    """Whether two words can belong to one phrase."""
    return right.start - left.end <= 10 and _BETWEEN.fullmatch(text, left.end, right.start) is not None


def _longest(tree: _Node, tokens: Sequence[_Token], joined: Sequence[bool], at: int) -> _Hit | None:
    node, place, best = tree, at, None
    while place < len(tokens) and (place == at or joined[place - 1]):
        following = node.next.get(tokens[place].key)
        if following is None:
            break
        node, place = following, place + 1
        if node.leaf is not None:
            best = _Hit(node.leaf, place)
    return best


def _let_be(tree: _Node, tokens: Sequence[_Token], joined: Sequence[bool]) -> bytearray:
    """Which words belong to a phrase that means something else."""
    covered = bytearray(len(tokens))
    for at in range(len(tokens)):
        hit = _longest(tree, tokens, joined, at)
        if hit is not None:
            covered[at : hit.upto] = b"\1" * (hit.upto - at)
    return covered


def _kind(word: Word, text: str, start: int, end: int, *, quoted: bool) -> Kind | None:
    """What becomes of a word where it stands; None where it is let be."""
    if word.may_be_name and _looks_like_a_name(text[start:end]):
        if not _begins_a_sentence(text, start):
            return None
        word = replace(word, kind=Kind.SUGGEST)
    if quoted:
        return Kind.QUOTED if word.kind is Kind.STOP else None
    return word.kind


def _looks_like_a_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _begins_a_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(_SKIPPED_BACK)
    return before[-1:] in _ENDS_A_SENTENCE if before else start <= 8


def _since(on: date, extra: tuple[Word, ...]) -> date:
    """The last day up to this one on which a word began or ended: since then, what holds has been the same."""
    changes = _changes(extra)
    return changes[bisect_right(changes, on) - 1]


@lru_cache(maxsize=64)
def _changes(extra: tuple[Word, ...]) -> tuple[date, ...]:
    """Every day on which some word begins to hold or ends, in order; the first is the beginning of time."""
    words = [*extra, *(word for name in LANGUAGES for word in list_for(name).words)]
    return tuple(sorted({date.min, *(w.start for w in words), *(w.end for w in words if w.end is not None)}))


@lru_cache(maxsize=64)
def _tree(language: str, on: date, extra: tuple[Word, ...]) -> _Tree:
    """The phrases that hold on a day. A phrase of two rows is the stricter one's, and an agency's own before ours."""
    words, let_be = _Node(), _Node()
    for own in (list_for(name) for name in LANGUAGES):
        for word in own.words:
            if word.holds_on(on) and (own.language == language or word.kind is Kind.STOP):
                _put(words, word, own.language)
        for phrase in own.let_be:
            _plant(let_be, phrase, _Leaf(_NOBODY, own.language))
    for word in extra:
        if word.holds_on(on):
            _put(words, word, language)
    return _Tree(words, let_be)


_NOBODY: Final = Word((), Kind.SUGGEST, "", "", "", date.min)


def _put(tree: _Node, word: Word, language: str) -> None:
    for phrase in word.phrases:
        _plant(tree, phrase, _Leaf(word, language))


def _plant(tree: _Node, phrase: str, leaf: _Leaf) -> None:
    for words in product(*(part.split("|") for part in phrase.split())):
        keys = [key for key in key_of(" ".join(words)).split() if key]
        if not keys:
            continue
        node = tree
        for key in keys:
            node = node.next.setdefault(key, _Node())
        if node.leaf is None or node.leaf.word.kind is not Kind.STOP or leaf.word.kind is Kind.STOP:
            node.leaf = leaf
