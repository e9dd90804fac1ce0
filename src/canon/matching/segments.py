"""Cuts a printed code into the smallest pieces a clause can be shown beside: a sentence, or one sentence of a point.

Every printed character of the document belongs to exactly one piece, so that what nothing accounts for can be listed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from itertools import accumulate, groupby

from canon.code import Section
from canon.matching.document import Document
from canon.matching.headings import Heading, locate
from canon.matching.lines import Line, LineKind, lines_of
from canon.matching.sentences import is_closed, is_table_row, is_torn_off, is_unfinished, marker_at, sentence_bounds
from canon.matching.wording import Span, Wording, shown, wording_of

_NEARLY = 0.75

FRONT = ""
"""The name of what stands before the first section."""


class SegmentKind(Enum):
    """What a piece is by its shape; only `text` can carry clauses or wait to be accounted for."""

    TEXT = "text"
    HEADING = "heading"
    FORM_FIELD = "form-field"
    PAGE_MARK = "page-mark"


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece. `spans` count into the document's text; there are several where a page break cuts a sentence."""

    number: int
    kind: SegmentKind
    section: str
    marker: str
    """The bullet or number of the point this piece belongs to, as printed; empty in running text."""

    marker_span: Span | None
    """Where the marker stands; only in the first piece of its point."""

    spans: tuple[Span, ...]
    words: str
    """What is shown: the spans on one line, without escapes, hidden characters or the marker."""

    first_line: int
    last_line: int
    """Counted from 1."""


@dataclass(frozen=True, slots=True)
class Segments:
    """A whole document in pieces, in printed order."""

    document: Document
    all: tuple[Segment, ...]
    headings: tuple[Heading, ...]
    unlocated: tuple[Section, ...]
    """Declared sections whose heading is not found, or found more than once with nothing to tell them apart."""

    wording: Wording
    """The document in comparable form, page numbers and running heads left out."""

    def section_at(self, offset: int) -> str:
        """The name of the section that an offset lies in; FRONT before the first."""
        at = bisect_right([heading.start for heading in self.headings], offset)
        return self.headings[at - 1].section.name if at else FRONT


def segment(document: Document, sections: Sequence[Section] = ()) -> Segments:
    """Cut a document into its pieces, with the declared sections as the only headings."""
    return _Cutter(document, sections).cut()


class _Block:
    """Lines that read on: a paragraph, or one point of a list."""

    def __init__(self, first: Span, marker: Span | None = None) -> None:
        self.marker = marker
        self.pieces = [first]


class _Gap(IntEnum):
    """What lies between a line of words and the one before it."""

    NONE = 0
    BLANK = 1
    PAGE = 2


class _Cutter:
    def __init__(self, document: Document, sections: Sequence[Section]) -> None:
        self.document = document
        self.text = document.text
        self.lines = lines_of(self.text)
        self.full_width = _full_width(self.lines)
        self.line_starts = [line.start for line in self.lines]
        self.wording = wording_of(self.text, _between_page_marks(self.lines))
        self.headings, self.unlocated = locate(self.text, self.wording, sections)
        self.heading_starts = [heading.start for heading in self.headings]

    def cut(self) -> Segments:
        pieces = sorted([*self._headings(), *self._lines_apart(), *self._sentences()], key=lambda piece: piece.spans[0])
        numbered = tuple(replace(piece, number=number) for number, piece in enumerate(pieces, 1))
        return Segments(self.document, numbered, tuple(self.headings), tuple(self.unlocated), self.wording)

    def _headings(self) -> Iterator[Segment]:
        for heading in self.headings:
            if heading.span is not None:
                yield self._piece(SegmentKind.HEADING, [heading.span])

    def _lines_apart(self) -> Iterator[Segment]:
        for line in self.lines:
            if line.kind is LineKind.PAGE_MARK:
                yield self._piece(SegmentKind.PAGE_MARK, [Span(line.start, line.end)])
            elif line.kind is LineKind.FORM_FIELD:
                yield from (self._piece(SegmentKind.FORM_FIELD, [part]) for part in self._parts(line))

    def _sentences(self) -> Iterator[Segment]:
        for block in self._blocks():
            joined = "\n".join(self.text[piece.start : piece.end] for piece in block.pieces)
            marker, laid = block.marker, _Laid(self.text, block.pieces)
            bounds = sentence_bounds(joined)
            if marker and not bounds:
                yield self._piece(SegmentKind.TEXT, [marker])
            for number, (start, end) in enumerate(bounds):
                sentence = self._piece(SegmentKind.TEXT, laid.spans(start, end))
                if marker:
                    shown_marker = self.text[marker.start : marker.end]
                    sentence = replace(sentence, marker=shown_marker, marker_span=None if number else marker)
                yield sentence

    def _blocks(self) -> list[_Block]:
        blocks: list[_Block] = []
        page, gap = 0, _Gap.BLANK
        for line in self.lines:
            if line.kind is LineKind.PAGE_MARK:
                continue
            if line.page != page:
                gap = _Gap.PAGE
            elif line.kind is not LineKind.TEXT:
                gap = max(gap, _Gap.BLANK)
            page = line.page
            for part in self._parts(line) if line.kind is LineKind.TEXT else ():
                self._lay(blocks, part, opens_line=part.start == line.start, gap=gap)
                gap = _Gap.NONE
        return blocks

    def _lay(self, blocks: list[_Block], part: Span, *, opens_line: bool, gap: _Gap) -> None:
        """Add a line to the block it reads on from, or let it open a new one."""
        words = self.text[part.start : part.end]
        if opens_line and (found := marker_at(words)) and not self._is_torn_off(blocks, words, found, gap):
            start, end, words_start = found
            marker = Span(part.start + start, part.start + end)
            blocks.append(_Block(Span(part.start + words_start, part.end), marker))
        elif blocks and self._reads_on(blocks[-1], part, gap):
            blocks[-1].pieces.append(part)
        else:
            blocks.append(_Block(part))

    def _is_torn_off(self, blocks: list[_Block], words: str, found: tuple[int, int, int], gap: _Gap) -> bool:
        if not blocks or gap is _Gap.BLANK:
            return False
        last, marker = blocks[-1].pieces[-1], blocks[-1].marker
        before = self.text[last.start : last.end]
        marker_before = self.text[marker.start : marker.end] if marker else ""
        return is_torn_off(words[found[0] : found[1]], words[found[2] :], before, marker_before)

    def _reads_on(self, block: _Block, part: Span, gap: _Gap) -> bool:
        last = block.pieces[-1]
        if bisect_right(self.heading_starts, part.start) != bisect_left(self.heading_starts, last.end):
            return False
        before, words = self.text[last.start : last.end], self.text[part.start : part.end]
        if block.marker and not before:
            return True  # the marker stood alone on its line
        rows = is_table_row(before) + is_table_row(words)
        if rows < 2 and is_unfinished(before, words):
            return True
        if gap is _Gap.PAGE:
            # only a line as long as the others was cut by the page's end; a title is short
            return not rows and not is_closed(before) and len(before) >= self.full_width * _NEARLY
        return gap is _Gap.NONE and not rows

    def _parts(self, line: Line) -> list[Span]:
        """What is left of a line outside its headings, cut where a section opens; parts without words are dropped."""
        first = max(0, bisect_left(self.heading_starts, line.start) - 1)
        parts, at = [], line.start
        for heading in self.headings[first : bisect_right(self.heading_starts, line.end)]:
            parts.append(Span(at, min(max(at, heading.start), line.end)))
            at = max(at, heading.span.end if heading.span else heading.start)
        parts.append(Span(at, line.end))
        return [part for part in parts if shown(self.text[part.start : part.end])]

    def _piece(self, kind: SegmentKind, spans: Sequence[Span]) -> Segment:
        start, end = spans[0].start, spans[-1].end
        section = bisect_right(self.heading_starts, start)
        return Segment(
            number=0,
            kind=kind,
            section=self.headings[section - 1].section.name if section else FRONT,
            marker="",
            marker_span=None,
            spans=tuple(spans),
            words=" ".join(shown(self.text[span.start : span.end]) for span in spans),
            first_line=bisect_right(self.line_starts, start),
            last_line=bisect_right(self.line_starts, max(start, end - 1)),
        )


def _full_width(lines: Sequence[Line]) -> int:
    """How long a full line is: nine lines in ten are no longer."""
    lengths = sorted(line.end - line.start for line in lines if line.kind is LineKind.TEXT)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _between_page_marks(lines: Sequence[Line]) -> list[Span]:
    stretches: list[Span] = []
    for is_mark, group in groupby(lines, key=lambda line: line.kind is LineKind.PAGE_MARK):
        if not is_mark:
            stretch = list(group)
            stretches.append(Span(stretch[0].start, stretch[-1].end))
    return stretches


class _Laid:
    """The lines of a block laid end to end with one character between, and the way back to the document."""

    def __init__(self, text: str, pieces: Sequence[Span]) -> None:
        self.text = text
        self.pieces = pieces
        lengths = (piece.end - piece.start + 1 for piece in pieces)
        self.starts = list(accumulate(lengths, initial=0))[:-1]

    def spans(self, start: int, end: int) -> list[Span]:
        """The stretches of the document under a stretch of the block; lines with only space between are one."""
        found: list[Span] = []
        for at in range(bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)):
            piece, offset = self.pieces[at], self.starts[at]
            span = Span(piece.start + max(0, start - offset), min(piece.end, piece.start + end - offset))
            if span.start >= span.end:
                continue
            if found and not self.text[found[-1].end : span.start].strip():
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
        return found
