"""Which parts of a text are a quote: between quotation marks, or on a line that begins with ">". Pure, one pass.

A mark that nothing closes within its paragraph opens nothing: what follows it is the writer's own. Marks nest («...“...”...»),
and a straight mark after a digit is inches. Single marks are apostrophes far more often, and are not read as quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

Span = tuple[int, int]

_CLOSES: Final = {"“": "”", "„": "“”", "«": "»", '"': '"'}
_FAR: Final = 1 << 62
_MARK: Final = re.compile(r'["“”„«»]|\n[^\S\n]*(?=\n)|^[^\S\n]*>[^\n]*', re.MULTILINE)


def quotes_in(text: str) -> list[Span]:
    """The quoted parts, in order, none inside another, marks and ">" with them."""
    found: list[Span] = []
    open_marks: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark.startswith("\n"):
            open_marks.clear()  # the paragraph ends, and with it what was never closed
        elif mark.lstrip().startswith(">"):
            open_marks.clear()
            found.append((at, match.end()))
        elif _closes(mark, at, text, open_marks):
            _close(mark, at, open_marks, found)
        elif mark in _CLOSES and _may_open(mark, at, text):
            open_marks.append((mark, at))
    return _joined(found)


def is_quoted(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether all of a part lies inside one quote."""
    place = bisect_right(spans, (start, _FAR)) - 1
    return place >= 0 and spans[place][0] <= start and end <= spans[place][1]


def _closes(mark: str, at: int, text: str, open_marks: list[tuple[str, int]]) -> bool:
    """Whether the mark ends a quote that is open. A phone may begin one curly and end it straight, or the other way."""
    if mark in "«„":
        return False
    if mark == "“":
        return any(own == "„" for own, _at in open_marks[-2:])
    if mark == '"' and (at == 0 or text[at - 1].isspace()):
        return False
    wanted = {"”": '“„"', "»": "«", '"': '"“'}[mark]
    return any(own in wanted for own, _at in open_marks[-_DEEPEST:])


_DEEPEST: Final = 4
"""Quotes in quotes that are followed; with a bound, marks without end cost no more than others."""


def _close(mark: str, at: int, open_marks: list[tuple[str, int]], found: list[Span]) -> None:
    wanted = {"”": '“„"', "»": "«", '"': '"“', "“": "„"}[mark]
    for _step in range(min(_DEEPEST, len(open_marks))):
        own, began = open_marks.pop()
        if own in wanted:
            found.append((began, at + 1))
            return


def _may_open(mark: str, at: int, text: str) -> bool:
    """A mark with a shape says so itself; a straight one opens before a word, and never right behind one or a digit."""
    follows = text[at + 1 : at + 2]
    return mark != '"' or (bool(follows.strip()) and (at == 0 or not text[at - 1].isalnum()))


def _joined(spans: list[Span]) -> list[Span]:
    """The outermost of each."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
