"""What matching a document to a code tells: nothing is left out, and what is set aside says why."""

from dataclasses import dataclass
from enum import Enum

from canon.matching.segments import Segment, SegmentKind
from canon.matching.wording import Span

LIKENESS_OF_ANOTHER_DOCUMENT = 0.5
"""Below this share of phrases found, a document is not this code's, whatever else may match."""


class Reason(Enum):
    """Why a phrase of the code file is not matched."""

    NOT_FOUND = "not-found"
    FOUND_TWICE = "found-twice"
    OTHER_SECTION = "only-in-another-section"
    NO_SUCH_SECTION = "section-not-found"
    OF_A_CLAUSE = "a-clause-speaks-of-it"


@dataclass(frozen=True, slots=True)
class Match:
    """A clause and its official words: the sentence, or the sentence of a point, in which its phrase stands."""

    clause: str
    segments: tuple[Segment, ...]
    """More than one only where the phrase runs over the end of a sentence."""

    phrase: Span
    shares_with: tuple[str, ...]
    """Other clauses that come from the same sentence, in document order of their phrases."""

    @property
    def words(self) -> str:
        """The official words, on one line."""
        return " ".join(segment.words for segment in self.segments)

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line, counted from 1."""
        return self.segments[0].first_line, self.segments[-1].last_line

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where those words stand in the document's text."""
        return tuple(span for segment in self.segments for span in segment.spans)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant: where a phrase stands otherwise, or the sentence that shares most of its words."""

    section: str
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A clause whose phrase does not stand exactly once in its section."""

    clause: str
    section: str
    find: str
    reason: Reason
    nearest: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A piece no clause answers for, and why: in the words of the code file, or by its shape."""

    segment: Segment
    why: str


@dataclass(frozen=True, slots=True)
class Stale:
    """A section or background entry of the code file that this document does not bear out."""

    find: str
    section: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class MatchReport:
    """A document beside a code, in full. Clauses in the order given, pieces in printed order."""

    sha256: str
    hidden: int
    """Characters in the document that do not show; see `Document.hidden`."""

    total: int
    matched: tuple[Match, ...]
    missing: tuple[Missing, ...]
    unaccounted: tuple[Segment, ...]
    headings: tuple[Segment, ...]
    form_fields: tuple[Segment, ...]
    page_marks: tuple[Segment, ...]
    background: tuple[SetAside, ...]
    stale: tuple[Stale, ...]
    looks_like: float
    """Share of the clauses' phrases that stand anywhere in the document, from 0 to 1."""

    @property
    def is_complete(self) -> bool:
        """True when every clause has its words and every printed line is accounted for."""
        return not (self.missing or self.unaccounted or self.stale)

    @property
    def is_another_document(self) -> bool:
        """True when so few phrases stand in it that this is not the code's document at all."""
        return self.looks_like < LIKENESS_OF_ANOTHER_DOCUMENT

    @property
    def unaccounted_lines(self) -> tuple[int, ...]:
        """Numbers of the lines that hold something unaccounted for."""
        lines = {line for piece in self.unaccounted for line in range(piece.first_line, piece.last_line + 1)}
        return tuple(sorted(lines))

    def match_of(self, clause: str) -> Match | None:
        """The match of one clause, if it has one."""
        return next((match for match in self.matched if match.clause == clause), None)


def of_kind(pieces: tuple[Segment, ...], kind: SegmentKind) -> tuple[Segment, ...]:
    """The pieces of one kind, in printed order."""
    return tuple(piece for piece in pieces if piece.kind is kind)
