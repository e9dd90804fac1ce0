"""Finds where each declared section begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from canon.code import Section
from canon.matching.lines import LINE_BREAKS
from canon.matching.sentences import marker_at
from canon.matching.wording import Span, Wording, is_hidden

_HEADING_DRESS = " \t\u00a0#*_"
_REACH = 200
_MOST_PLACES = 500


class Stand(IntEnum):
    """How a heading phrase stands in the text, the surest first."""

    FILLS_LINE = 0
    RUNS_IN = 1
    STARTS_LINE = 2
    RUNS_IN_MIDLINE = 3
    STARTS_SENTENCE = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a section begins. `span` is the printed heading; it is empty where the section opens with its own text."""

    section: Section
    start: int
    span: Span | None


def locate(text: str, wording: Wording, sections: Sequence[Section]) -> tuple[list[Heading], list[Section]]:
    """Find every section's beginning, in document order, and the sections whose heading is not found for certain.

    The surest way of standing wins; a heading printed twice is told by the order in which sections are declared.
    """
    candidates = [_surest(text, wording, section) for section in sections]
    chosen = [found[0] if len(found) == 1 else None for found in candidates]
    for at, found in enumerate(candidates):
        if len(found) > 1:
            chosen[at] = _between_neighbours(found, chosen, at)
    headings = sorted((heading for heading in chosen if heading), key=lambda heading: heading.start)
    return headings, [section for section, heading in zip(sections, chosen, strict=True) if heading is None]


def _surest(text: str, wording: Wording, section: Section) -> list[Heading]:
    best: list[Heading] = []
    rank = len(Stand)
    for place in wording.occurrences(section.heading.rstrip(": "), _MOST_PLACES):
        stand, span = _stand(text, place)
        if stand is None or stand > rank:
            continue
        if stand < rank:
            best, rank = [], stand
        is_text = stand in (Stand.STARTS_LINE, Stand.STARTS_SENTENCE)
        best.append(Heading(section, span.start, None if is_text else span))
    return best


def _stand(text: str, place: Span) -> tuple[Stand | None, Span]:
    line_start = _line_start(text, place.start)
    before, after = text[line_start : place.start], _rest_of_line(text, place.end)
    opens_line = not _visible(before).strip(_HEADING_DRESS) or _is_marker(before)
    colon = after.lstrip(_HEADING_DRESS).startswith(":")
    span = Span(line_start + len(before) - len(before.lstrip()) if opens_line else place.start, place.end)
    with_colon = Span(span.start, place.end + (after.index(":") + 1 if colon else 0))
    if opens_line and not _visible(after).strip(_HEADING_DRESS + ":") and (colon or not _goes_on(text, place.end)):
        return Stand.FILLS_LINE, Span(span.start, place.end + len(after.rstrip()))
    if opens_line:
        return (Stand.RUNS_IN, with_colon) if colon else (Stand.STARTS_LINE, span)
    if before.rstrip().endswith((".", "!", "?", ".)")):
        return (Stand.RUNS_IN_MIDLINE, with_colon) if colon else (Stand.STARTS_SENTENCE, span)
    return None, span


def _is_marker(before: str) -> bool:
    found = marker_at(before + "x")
    return found is not None and found[2] == len(before) and before[found[1] - 1] in ".):"


def _line_start(text: str, at: int) -> int:
    """Where the line begins, looking back no further than a heading could be dressed; `at` past that."""
    floor = max(0, at - _REACH)
    found = max(text.rfind(mark, floor, at) for mark in LINE_BREAKS) + 1
    return found if found or not floor else at - _REACH


def _rest_of_line(text: str, at: int) -> str:
    within = text[at : at + _REACH]
    return within[: min((end for mark in LINE_BREAKS if (end := within.find(mark)) >= 0), default=len(within))]


def _goes_on(text: str, at: int) -> bool:
    """True where the very next line takes the words up: the line broke inside a sentence, not after a heading."""
    line_end = at + len(_rest_of_line(text, at))
    following = _rest_of_line(text, line_end + (2 if text.startswith("\r\n", line_end) else 1)).strip()
    return following[:1].islower() and marker_at(following) is None


def _visible(words: str) -> str:
    return "".join(mark for mark in words if mark.isspace() or not is_hidden(mark))


def _between_neighbours(found: list[Heading], chosen: Sequence[Heading | None], at: int) -> Heading | None:
    before = next((heading.start for heading in reversed(chosen[:at]) if heading), -1)
    after = next((heading.start for heading in chosen[at + 1 :] if heading), None)
    fitting = [heading for heading in found if before < heading.start and (after is None or heading.start < after)]
    return fitting[0] if len(fitting) == 1 else None
