"""The list of codes, and one code by section or by topic."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from alongside.rulebook.addresses import clause_address
from alongside.rulebook.models import Adoption, OfficialDocument, Stewardship
from alongside.rulebook.plain import CONTROL_ICONS, CONTROLS
from alongside.rulebook.queries import Standing, adoptions_of, code_ids, standings
from alongside.rulebook.reader.official import Printed, printed_of
from alongside.rulebook.terms import TermShown, terms_shown
from alongside.rulebook.topics import topic_label
from canon.code import Clause, Control, Edition
from canon.matching import Segment, SegmentKind


@dataclass(frozen=True)
class CodeLine:
    """A code in the list. `has_document`: its board loaded one, adopted or not."""

    standing: Standing
    has_document: bool

    @property
    def edition(self) -> Edition:
        return self.standing.edition


@dataclass(frozen=True)
class ClauseLine:
    """A clause in a list."""

    clause: Clause
    url: str
    icon: str
    control: str | Promise


@dataclass(frozen=True)
class Group:
    """Clauses under one heading. `anchor` is the heading's id on the page."""

    anchor: str
    title: str
    lines: Sequence[ClauseLine]


@dataclass(frozen=True)
class CodePage:
    """Everything the page of a code shows."""

    standing: Standing
    printed: Printed | None
    groups: Sequence[Group]
    deciding: int
    duties: int
    readings: int
    adoptions: Sequence[Adoption]
    asks: Sequence[TermShown]


def code_lines(on: date) -> list[CodeLine]:
    """Every code that can be read here, as it stands on a day."""
    kept = Stewardship.objects.values("board")
    loaded = set(OfficialDocument.objects.filter(board__in=kept).values_list("code", flat=True))
    return [CodeLine(standing, code in loaded) for code, standing in standings(code_ids(), on).items()]


def code_page(standing: Standing, on: date, *, by_topic: bool) -> CodePage:
    """A code by its own sections, or by topic."""
    edition = standing.edition
    return CodePage(
        standing=standing,
        printed=printed_of(standing),
        groups=list(_by_topic(edition) if by_topic else _by_section(edition)),
        deciding=sum(bool(clause.rules) for clause in edition.clauses),
        duties=sum(bool(clause.duties) for clause in edition.clauses),
        readings=sum(len(clause.readings) for clause in edition.clauses),
        adoptions=list(adoptions_of(edition.id)),
        asks=terms_shown(edition.id, on),
    )


def line_of(clause: Clause) -> ClauseLine:
    """A clause as a list shows it."""
    return ClauseLine(clause, clause_address(clause.id), CONTROL_ICONS[clause.control], CONTROLS[clause.control])


def guides(edition: Edition) -> int:
    """How many clauses are there to be read alone."""
    return sum(clause.control is Control.GUIDE for clause in edition.clauses)


def _by_section(edition: Edition) -> Iterator[Group]:
    for number, section in enumerate(edition.sections, 1):
        lines = [line_of(clause) for clause in edition.clauses if clause.section == section.name]
        if lines:
            yield Group(f"section-{number}", section.name, lines)


def _by_topic(edition: Edition) -> Iterator[Group]:
    topics = sorted({clause.topic for clause in edition.clauses}, key=topic_label)
    for topic in topics:
        lines = [line_of(clause) for clause in edition.clauses if clause.topic == topic]
        yield Group(f"topic-{topic}", topic_label(topic), lines)


@dataclass(frozen=True)
class PrintedLine:
    """A piece of the document, and the clauses that speak of it. `why` says why no clause does."""

    segment: Segment
    clauses: Sequence[tuple[str, str]]
    why: str

    @property
    def is_heading(self) -> bool:
        return self.segment.kind is SegmentKind.HEADING


def printed_lines(printed: Printed) -> list[PrintedLine]:
    """The whole document in printed order, each piece with the clauses that come from it."""
    report = printed.report
    clauses: dict[int, list[tuple[str, str]]] = {}
    for match in report.matched:
        for segment in match.segments:
            clauses.setdefault(segment.number, []).append((match.clause, clause_address(match.clause)))
    why = {aside.segment.number: aside.why for aside in report.background}
    pieces = {
        segment.number: segment
        for segment in (
            *(segment for match in report.matched for segment in match.segments),
            *(aside.segment for aside in report.background),
            *report.headings,
            *report.form_fields,
            *report.unaccounted,
        )
    }
    return [PrintedLine(pieces[n], clauses.get(n, []), why.get(n, "")) for n in sorted(pieces)]
