"""The lines of a document, and what can be told of a line by its shape alone."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

LINE_BREAKS = "\n\r\f\v\x85\u2028\u2029"

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]*(?P<end>\r\n|[\n\r\f\v\x85\u2028\u2029]|\Z)")
_PAGE_NUMBER = re.compile(
    r"\s*(?:page\s{1,3})?[-\u2013\u2014]?\s?\d{1,3}\s?[-\u2013\u2014]?(?:\s?(?:of|/)\s?\d{1,3})?\s*", re.IGNORECASE
)
_BLANK_TO_FILL = re.compile(r"[_.\u2026]{3,}|[:_\t]")
_FORM_LABELS = frozenset(
    "name|printed|printed name|print name|full name|legal name|signature|signed|sign|initials|date|date signed|"
    "date of birth|title|position|agency|employer|organization|address|city|state|zip|zip code|phone|telephone|email|"
    "e-mail|certificate number|certification number|credential number|witness|witnessed by|applicant|supervisor|"
    "nombre|nombre impreso|firma|fecha|dirección|teléfono|correo electrónico|testigo".split("|")
)
_LONGEST_FORM_LINE = 200
_LONGEST_PAGE_NUMBER = 120


class LineKind(Enum):
    """What the shape of a line says of it."""

    BLANK = "blank"
    TEXT = "text"
    FORM_FIELD = "form-field"
    PAGE_MARK = "page-mark"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the document without its break; `page` counts from 0 at each form feed."""

    start: int
    end: int
    page: int
    kind: LineKind


def lines_of(text: str) -> tuple[Line, ...]:
    """Split a text at every kind of line break and tell form fields and page marks by their shape."""
    lines: list[Line] = []
    page = 0
    for match in _LINE.finditer(text):
        if match.start() == len(text) and lines:
            break
        words = text[match.start() : match.start("end")]
        lines.append(Line(match.start(), match.start("end"), page, _kind(words)))
        page += match["end"] == "\f"
    return _with_running_heads(text, lines)


def is_form_field(words: str) -> bool:
    """True of a line that only names blanks to fill in: `Signature: _____ Date: _____`."""
    if len(words) > _LONGEST_FORM_LINE or not _BLANK_TO_FILL.search(words):
        return False
    labels = [part.strip(" ()*").casefold() for part in _BLANK_TO_FILL.split(words)]
    named = [label for label in labels if label]
    if not named:
        return "___" in words
    return all(label in _FORM_LABELS or ("___" in words and _names_a_blank(label)) for label in named)


def _names_a_blank(label: str) -> bool:
    """True of `applicant's signature`: up to three words, the last of them a known label."""
    return len(label.split()) <= 3 and label.rsplit(maxsplit=1)[-1] in _FORM_LABELS


def _kind(words: str) -> LineKind:
    if not words.strip():
        return LineKind.BLANK
    if len(words) <= _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(words):
        return LineKind.PAGE_MARK
    return LineKind.FORM_FIELD if is_form_field(words) else LineKind.TEXT


def _with_running_heads(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Mark what is printed again at the top or foot of later pages; where it stands first, it stays text."""
    edges = _edges(lines)
    words = {at: " ".join(text[lines[at].start : lines[at].end].split()) for at in edges}
    repeated = {line for line, times in Counter(words.values()).items() if times > 1}
    seen: set[str] = set()
    marked = list(lines)
    for at in edges:
        if words[at] in seen:
            marked[at] = Line(lines[at].start, lines[at].end, lines[at].page, LineKind.PAGE_MARK)
        elif words[at] in repeated:
            seen.add(words[at])
    return tuple(marked)


def _edges(lines: Sequence[Line]) -> list[int]:
    """The first and the last line of words on every page of several, in order."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for at, line in enumerate(lines):
        if line.kind is LineKind.TEXT:
            first.setdefault(line.page, at)
            last[line.page] = at
    return sorted({*first.values(), *last.values()}) if len(first) > 1 else []
