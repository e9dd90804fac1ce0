"""Words as they are compared and as they are shown, whatever typesetting did to them.

A phrase is the same phrase with curly quotes or straight ones, broken over two lines or two pages, with a hyphen at
the line's end, with the ligatures of a PDF or the escapes of a web editor. Capitals are kept: "Code" is not "code".
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<word>[A-Za-z0-9]+(?![\u0300-\u036f]))|(?P<space>\s+)|(?P<other>.[\u0300-\u036f]{0,8})", re.DOTALL
)
_HYPHENS = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2212")
_DASHES = frozenset("\u2014\u2015")
_QUOTES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HYPHEN_AT_LINE_END = re.compile(r"(?<=\w)-[^\S\n]*\n\s*(?=\w)")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the document's text, `start` counted in and `end` not."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Stretches of a document in comparable form, each of its characters with the offset it came from."""

    normal: str
    offsets: "array[int]"

    def occurrences(self, phrase: str, limit: int = 50) -> Iterator[Span]:
        """Every place where the phrase stands as whole words, in order; at most `limit` of them."""
        wanted = normalized(phrase)
        at = self.normal.find(wanted) if wanted else -1
        while at >= 0 and limit > 0:
            end = at + len(wanted)
            if self._stands_alone(at, end):
                limit -= 1
                yield Span(self.offsets[at], self.offsets[end - 1] + 1)
            at = self.normal.find(wanted, at + 1)

    def _stands_alone(self, start: int, end: int) -> bool:
        cut_before = start > 0 and self.normal[start - 1].isalnum() and self.normal[start].isalnum()
        cut_after = end < len(self.normal) and self.normal[end].isalnum() and self.normal[end - 1].isalnum()
        return not (cut_before or cut_after)

    def position(self, offset: int) -> int:
        """The place in `normal` of the first character that came from `offset` or after it."""
        return bisect_left(self.offsets, offset)


def wording_of(text: str, spans: Sequence[Span]) -> Wording:
    """Bring stretches of a text, in order, into comparable form; a gap between two of them counts as a space."""
    out: list[str] = []
    offsets = array("I")
    last = " "
    for span in spans:
        for piece, at in _pieces(text, span):
            if piece == " " and last == " ":
                continue
            out.append(piece)
            offsets.extend(range(at, at + len(piece)))
            last = piece[-1]
        if last != " ":
            out.append(" ")
            offsets.append(span.end - 1)
            last = " "
    return Wording("".join(out), offsets)


def normalized(phrase: str) -> str:
    """A phrase in the form in which `Wording` holds the document."""
    return wording_of(phrase, [Span(0, len(phrase))]).normal.strip()


def shown(slice_of_text: str) -> str:
    """Words as they are shown: on one line, without escapes, hidden characters or hyphens torn from their word."""
    joined = _HYPHEN_AT_LINE_END.sub("-", _ESCAPE.sub(r"\1", slice_of_text))
    visible = "".join(mark for mark in joined if mark.isspace() or not is_hidden(mark))
    return " ".join(visible.split())


def is_hidden(mark: str) -> bool:
    """True of characters that print nothing: marks of direction, zero-width spaces, controls."""
    return not (mark.isascii() and mark.isprintable()) and unicodedata.category(mark) in {"Cf", "Cc", "Cs"}


def _pieces(text: str, span: Span) -> Iterator[tuple[str, int]]:
    skip_to = span.start
    for token in _TOKEN.finditer(text, span.start, span.end):
        at = token.start()
        if at < skip_to:
            continue
        if token.lastgroup == "word":
            yield token[0], at
        elif token.lastgroup == "space":
            yield " ", at
        elif token[0] in _HYPHENS:
            skip_to = _after_hyphen(text, at, span)
            if skip_to == at:
                yield " ", at
        elif token[0] in _DASHES:
            yield " ", at
        elif not is_hidden(token[0][0]) and not _is_escape(text, at, span.end):
            # one output character each, so that an offset stays with every character of a ligature
            for mark in unicodedata.normalize("NFKC", token[0].translate(_QUOTES)):
                yield mark if not mark.isspace() else " ", at


def _after_hyphen(text: str, at: int, span: Span) -> int:
    """Where the word goes on after a hyphen inside it, at a line's end included; `at` itself where none does."""
    if at == span.start or not text[at - 1].isalnum():
        return at
    following = _NEXT_WORD.match(text, at + 1, span.end)
    return following.end() if following else at


_NEXT_WORD = re.compile(r"\s*(?=[^\W_])")


def _is_escape(text: str, at: int, end: int) -> bool:
    return text[at] == "\\" and at + 1 < end and _ESCAPE.match(text, at, at + 2) is not None
