"""Matches a document to the clauses of a code, section by section, and accounts for every other line."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from canon.code import Background
from canon.matching.document import Document
from canon.matching.nearest import MOST_CANDIDATES, NearestSegments, candidate
from canon.matching.outline import FindablePhrase, Outline
from canon.matching.report import Match, MatchReport, Missing, Reason, SetAside, Stale, of_kind
from canon.matching.segments import Segment, SegmentKind, Segments, segment
from canon.matching.wording import Span


def match(document: Document, clauses: Sequence[FindablePhrase], outline: Outline | None = None) -> MatchReport:
    """Find each clause's phrase in its section of the document, exactly once, and account for everything else.

    A phrase counts as found whatever line breaks, quotes, dashes or escapes stand in it; capitals count. A clause
    whose `section` is empty is looked for in the whole document. Never raises on any document or phrase.
    """
    outline = outline or Outline()
    return _Matcher(segment(document, outline.sections), outline).report(clauses)


class _Matcher:
    def __init__(self, segments: Segments, outline: Outline) -> None:
        self.segments = segments
        self.outline = outline
        self.printed = [piece for piece in segments.all if piece.kind in (SegmentKind.TEXT, SegmentKind.FORM_FIELD)]
        spans = sorted((span, at) for at, piece in enumerate(self.printed) for span in piece.spans)
        self.span_starts = [span.start for span, _ in spans]
        self.spans = spans
        self.located = {heading.section.name for heading in segments.headings}

    def report(self, clauses: Sequence[FindablePhrase]) -> MatchReport:
        found = {clause.id: self._places(clause.find) for clause in clauses}
        own = {clause.id: self._in_section(found[clause.id], clause.section) for clause in clauses}
        matches = {clause.id: self._pieces_at(own[clause.id][0]) for clause in clauses if len(own[clause.id]) == 1}
        spoken_of = self._spoken_of(matches, own)
        background, stale = self._background(set(spoken_of))
        set_aside = {at.segment.number for at in background}
        nearest = NearestSegments(self.printed)
        text = of_kind(self.segments.all, SegmentKind.TEXT)
        return MatchReport(
            sha256=self.segments.document.sha256,
            hidden=self.segments.document.hidden,
            total=len(clauses),
            matched=tuple(
                Match(clause.id, pieces, own[clause.id][0], _others(clause.id, pieces, spoken_of))
                for clause in clauses
                if (pieces := matches.get(clause.id))
            ),
            missing=tuple(
                self._missing(clause, found[clause.id], own[clause.id], nearest)
                for clause in clauses
                if clause.id not in matches
            ),
            unaccounted=tuple(
                piece for piece in text if piece.number not in spoken_of and piece.number not in set_aside
            ),
            headings=of_kind(self.segments.all, SegmentKind.HEADING),
            form_fields=of_kind(self.segments.all, SegmentKind.FORM_FIELD),
            page_marks=of_kind(self.segments.all, SegmentKind.PAGE_MARK),
            background=background,
            stale=(*self._unlocated(), *stale),
            looks_like=sum(1 for places in found.values() if places) / len(found) if found else 0.0,
        )

    def _places(self, find: str) -> list[Span]:
        """Where a phrase stands outside headings and page marks."""
        return [place for place in self.segments.wording.occurrences(find) if self._pieces_at(place)]

    def _in_section(self, places: Iterable[Span], section: str) -> list[Span]:
        if not section:
            return list(places)
        return [place for place in places if self.segments.section_at(place.start) == section]

    def _pieces_at(self, place: Span) -> tuple[Segment, ...]:
        first = max(0, bisect_right(self.span_starts, place.start) - 1)
        last = bisect_left(self.span_starts, place.end)
        touched = {at for span, at in self.spans[first:last] if span.end > place.start}
        return tuple(self.printed[at] for at in sorted(touched))

    def _spoken_of(self, matches: dict[str, tuple[Segment, ...]], own: dict[str, list[Span]]) -> dict[int, list[str]]:
        """The clauses that come from each piece, in the order their phrases stand."""
        spoken_of: dict[int, list[str]] = defaultdict(list)
        for clause in sorted(matches, key=lambda clause: own[clause][0]):
            for piece in matches[clause]:
                spoken_of[piece.number].append(clause)
        return dict(spoken_of)

    def _background(self, spoken_of: set[int]) -> tuple[tuple[SetAside, ...], list[Stale]]:
        set_aside: dict[int, SetAside] = {}
        stale: list[Stale] = []
        for entry in self.outline.background:
            places = self._in_section(self._places(entry.find), entry.section)
            pieces = self._pieces_at(places[0]) if len(places) == 1 else ()
            free = [piece for piece in pieces if piece.number not in spoken_of and piece.kind is SegmentKind.TEXT]
            set_aside |= {piece.number: SetAside(piece, entry.why) for piece in free}
            if not free:
                stale.append(Stale(entry.find, entry.section, self._why_stale(entry, places)))
        return tuple(set_aside[number] for number in sorted(set_aside)), stale

    def _why_stale(self, entry: Background, places: Sequence[Span]) -> Reason:
        if len(places) == 1:
            return Reason.OF_A_CLAUSE
        if places:
            return Reason.FOUND_TWICE
        return self._why_not_found(entry.section, self._places(entry.find))

    def _unlocated(self) -> Iterable[Stale]:
        for section in self.segments.unlocated:
            places = list(self.segments.wording.occurrences(section.heading, limit=2))
            yield Stale(section.heading, section.name, Reason.FOUND_TWICE if len(places) > 1 else Reason.NOT_FOUND)

    def _missing(
        self, clause: FindablePhrase, everywhere: list[Span], own: list[Span], nearest: NearestSegments
    ) -> Missing:
        places = own or everywhere
        reason = Reason.FOUND_TWICE if own else self._why_not_found(clause.section, everywhere)
        standing = [candidate(self._pieces_at(place)[0]) for place in places[:MOST_CANDIDATES]]
        return Missing(
            clause.id, clause.section, clause.find, reason, tuple(standing) or nearest.to(clause.find, clause.section)
        )

    def _why_not_found(self, section: str, everywhere: Sequence[Span]) -> Reason:
        if section and section not in self.located:
            return Reason.NO_SUCH_SECTION
        return Reason.OTHER_SECTION if everywhere else Reason.NOT_FOUND


def _others(clause: str, pieces: Iterable[Segment], spoken_of: dict[int, list[str]]) -> tuple[str, ...]:
    sharing = (other for piece in pieces for other in spoken_of[piece.number] if other != clause)
    return tuple(dict.fromkeys(sharing))
