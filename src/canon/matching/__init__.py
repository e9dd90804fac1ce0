"""Matches a board's printed document to the clauses of its code: text in, report out.

    report = match(open_document(data), edition.clauses, outline_of(edition))

A code file holds a short phrase for each clause, the headings, and a phrase for each sentence set aside as background.
Each clause's phrase must stand exactly once in its section. Every other printed line is a heading, a form field, a
page mark, declared background, or unaccounted for; a sentence is accounted for only by a phrase that stands in it.
"""

from canon.code import Background, Section
from canon.matching.document import MAX_BYTES, MAX_LINES, Document, DocumentRefused, document_of, open_document
from canon.matching.match import match
from canon.matching.outline import Findable, FindablePhrase, Outline, outline_of
from canon.matching.report import Candidate, Match, MatchReport, Missing, Reason, SetAside, Stale
from canon.matching.segments import Segment, SegmentKind, Segments, segment
from canon.matching.wording import Span

__all__ = [
    "MAX_BYTES",
    "MAX_LINES",
    "Background",
    "Candidate",
    "Document",
    "DocumentRefused",
    "Findable",
    "FindablePhrase",
    "Match",
    "MatchReport",
    "Missing",
    "Outline",
    "Reason",
    "Section",
    "Segment",
    "SegmentKind",
    "Segments",
    "SetAside",
    "Span",
    "Stale",
    "document_of",
    "match",
    "open_document",
    "outline_of",
    "segment",
]
