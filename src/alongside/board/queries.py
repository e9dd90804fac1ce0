"""What a board's desk shows: how each code it keeps stands, what waits, and what was done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from alongside.journal.models import Entry
from alongside.journal.verifying import Finding, Report, Trouble
from alongside.people.models import Board, RoleKind
from alongside.people.viewer import Viewer
from alongside.rulebook.changes import AnswerChange, answer_changes
from alongside.rulebook.documents import report_of
from alongside.rulebook.files import CodeFile
from alongside.rulebook.models import Adoption, OfficialDocument, ProgrammeAmendment, ReadingConfirmation
from alongside.rulebook.queries import (
    Standing,
    adoptions_of,
    codes_kept_by,
    documents_of,
    files_of,
    standing_of,
    verdicts,
    vocabulary,
)
from alongside.rulebook.readings import wording_of
from alongside.rulebook.terms import amendment_words
from alongside.ui.amounts import day_words
from canon.act import UnknownCode
from canon.checking.search import TooWide
from canon.code import Clause, Edition, Reading
from canon.comparing import ClauseChange, diff_editions
from canon.matching import MatchReport

MOST_CHANGES = 60
"""Differences in answers shown before an adoption; a page of more is read by nobody."""


@dataclass(frozen=True)
class ReadingAtDesk:
    """A reading of a clause, and the board's last word on it."""

    clause: Clause
    reading: Reading
    verdict: ReadingConfirmation | None

    @property
    def wording(self) -> str:
        return wording_of(self.reading)

    @property
    def is_confirmed(self) -> bool:
        return self.verdict is not None and self.verdict.verdict == ReadingConfirmation.Verdict.CONFIRMED


@dataclass(frozen=True)
class CodeAtDesk:
    """One code a board keeps, as it stands today.

    edition: the one to work on: the newest file never adopted, else the edition in force
    candidate: that file; None where the newest edition is adopted
    document: the newest that matches it in full, else the newest
    report: that document beside the edition
    last: the latest adoption, in force or still to come
    """

    standing: Standing
    edition: Edition
    candidate: CodeFile | None
    document: OfficialDocument | None
    report: MatchReport | None
    last: Adoption | None
    readings: Sequence[ReadingAtDesk]

    @property
    def waiting(self) -> Sequence[ReadingAtDesk]:
        """Readings nobody has said a word on."""
        return [own for own in self.readings if own.verdict is None]

    @property
    def is_matched(self) -> bool:
        return self.report is not None and self.report.is_complete

    @property
    def verdict(self) -> str:
        """How things are, in one sentence: the first thing that is missing, or that nothing is."""
        place = {"place": self.edition.code.place}
        if self.document is None:
            return _("%(place)s: begin with the official document") % place
        if not self.is_matched:
            return _("%(place)s: the document does not match yet") % place
        if self.candidate is not None:
            return _("%(place)s: the document matches, and an edition waits to be adopted") % place
        if self.waiting:
            return _("%(place)s: in force, with readings that wait for your word") % place
        return _("%(place)s: all is in force, and nothing waits") % place

    @property
    def urgency(self) -> int:
        """0 for what waits most."""
        waits = (self.document is None, not self.is_matched, self.candidate is not None, bool(self.waiting), True)
        return waits.index(True)


def desks_of(board: Board, on: date) -> list[CodeAtDesk]:
    """Every code a board keeps, what waits most first."""
    known = [code for code in codes_kept_by(board) if _is_written(code, on)]
    return sorted((_desk(board, code, on) for code in known), key=lambda desk: desk.urgency)


def desk_of(board: Board, code: str, on: date) -> CodeAtDesk:
    """One code a board keeps. Raises Http404 for one that another keeps or that there is not: they look the same."""
    if code not in codes_kept_by(board) or not _is_written(code, on):
        raise Http404
    return _desk(board, code, on)


def document_of_board(board: Board, code: str, document_id: int) -> OfficialDocument:
    """A document this board loaded. Raises Http404."""
    found = documents_of(board, code).filter(pk=document_id).first()
    if found is None:
        raise Http404
    return found


def reading_at(desk: CodeAtDesk, clause: str, name: str) -> ReadingAtDesk:
    """One reading of a code. Raises Http404."""
    for own in desk.readings:
        if (own.clause.id, own.reading.name) == (clause, name):
            return own
    raise Http404


def _is_written(code: str, on: date) -> bool:
    try:
        standing_of(code, on)
    except UnknownCode:
        return False
    return True


def _desk(board: Board, code: str, on: date) -> CodeAtDesk:
    standing = standing_of(code, on)
    adoptions = list(adoptions_of(code))
    last = adoptions[0] if adoptions else None
    candidate = _candidate(code, adoptions, standing)
    edition = candidate.edition if candidate else standing.edition
    document = _best_document(documents_of(board, code)[:5], edition)
    spoken = verdicts([edition])
    return CodeAtDesk(
        standing=standing,
        edition=edition,
        candidate=candidate,
        document=document,
        report=report_of(document, edition) if document else None,
        last=last,
        readings=[ReadingAtDesk(c, r, spoken.get((c.id, r.name))) for c in edition.clauses for r in c.readings],
    )


def _candidate(code: str, adoptions: Sequence[Adoption], standing: Standing) -> CodeFile | None:
    """The newest file never adopted; none that begins before the edition in force is offered once there is one."""
    adopted = {adoption.edition.digest for adoption in adoptions}
    fresh = (file for file in files_of(code) if file.edition.digest not in adopted)
    return next((f for f in fresh if not standing.is_adopted or f.edition.start >= standing.edition.start), None)


def _best_document(newest_first: Iterable[OfficialDocument], edition: Edition) -> OfficialDocument | None:
    """The newest that matches in full, else the newest."""
    documents = list(newest_first)
    whole = (document for document in documents if report_of(document, edition).is_complete)
    return next(whole, documents[0] if documents else None)


# ---- what an adoption would change --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changes:
    """What changes from the edition in force to another: clauses in words, answers by example."""

    clauses: Sequence[tuple[ClauseChange, str]]
    answers: Sequence[AnswerChange]
    more: int
    is_too_wide: bool = False

    @property
    def title(self) -> str:
        """ "What changes: 1 clause and 3 answers"."""
        clauses, answers = len(self.clauses), len(self.answers) + self.more
        if not clauses + answers:
            return _("No clause and no answer changes")
        counted = {
            "clauses": ngettext("%(n)s clause", "%(n)s clauses", clauses) % {"n": clauses},
            "answers": ngettext("%(n)s answer", "%(n)s answers", answers) % {"n": answers},
        }
        return _("What changes: %(clauses)s and %(answers)s") % counted


def changes_to(candidate: Edition, standing: Standing, on: date) -> Changes | None:
    """What adopting an edition would change; None where nothing was adopted before."""
    if not standing.is_adopted:
        return None
    old = standing.edition
    try:
        found = diff_editions(old, candidate, vocabulary(), old_day=on, new_day=max(on, candidate.start))
    except TooWide:
        return Changes([], [], 0, is_too_wide=True)
    clauses = [
        (change, (candidate if candidate.has(change.clause) else old).clause(change.clause).says)
        for change in found.clauses
    ]
    shown = answer_changes(found.behaviour[:MOST_CHANGES])
    return Changes(clauses, shown, len(found.behaviour) - len(shown))


# ---- history and journal ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Happening:
    """Something a board did, for its history. `by` is empty where the installation did it."""

    at: datetime
    what: str
    more: str
    by: str
    url: str
    state: str


def happenings(board: Board) -> list[Happening]:
    """Everything a board did with its codes, the newest first."""
    found = [
        *_adopted(board),
        *_amended(board),
        *_settled(board),
        *_loaded(board),
    ]  # of one moment, what follows stands above
    return sorted(found, key=lambda happening: happening.at, reverse=True)


def _loaded(board: Board) -> Iterator[Happening]:
    rows = OfficialDocument.objects.filter(board=board).select_related("by").defer("content", "text")
    for row in rows:
        url = reverse("board:match", kwargs={"code": row.code, "document_id": row.pk})
        said = _("Document loaded for %(code)s: %(file)s") % {"code": row.code, "file": row.file_name}
        yield Happening(_there(row.at, board), said, f"SHA-256 {row.sha256[:16]}…", _name(row), url, "done")


def _settled(board: Board) -> Iterator[Happening]:
    for row in ReadingConfirmation.objects.filter(board=board).select_related("by"):
        url = reverse("board:reading", kwargs={"code": row.code, "clause": row.clause, "name": row.reading})
        if row.verdict == ReadingConfirmation.Verdict.CONFIRMED:
            said, state = _("Reading confirmed: %(clause)s") % {"clause": row.clause}, "done"
        else:
            said, state = _("To be read otherwise: %(clause)s") % {"clause": row.clause}, "refused"
        yield Happening(_there(row.at, board), said, row.note, _name(row), url, state)


def _adopted(board: Board) -> Iterator[Happening]:
    for row in Adoption.objects.filter(board=board).select_related("by"):
        said = _("Edition adopted for %(code)s: %(name)s") % {"code": row.code, "name": row.edition_name}
        more = _("In force from %(day)s") % {"day": day_words(row.from_day)}
        url = reverse("board:adopt", kwargs={"code": row.code})
        yield Happening(_there(row.at, board), said, more, _name(row), url, "shared")


def _amended(board: Board) -> Iterator[Happening]:
    """The board's words on its programme: what it asks from a day on, and where it decided so (nc.cert.2)."""
    for row in ProgrammeAmendment.objects.filter(board=board).select_related("by"):
        label, value = amendment_words(row)
        said = _("Programme of %(code)s: %(term)s, %(value)s") % {"code": row.code, "term": label, "value": value}
        more = _("From %(day)s. Source: %(source)s") % {"day": day_words(row.from_day), "source": row.source}
        url = reverse("board:programme", kwargs={"code": row.code})
        yield Happening(_there(row.at, board), said, more, _name(row), url, "done")


def _there(at: datetime, board: Board) -> datetime:
    return at.astimezone(board.time_zone)


def _name(row: OfficialDocument | ReadingConfirmation | Adoption | ProgrammeAmendment) -> str:
    return row.by.name if row.by else ""


JOURNAL_READERS = (RoleKind.AUDITOR, RoleKind.OPERATOR, RoleKind.BOARD_STAFF)


@dataclass(frozen=True)
class EntryWords:
    """What an entry says was done, and to what kind of thing, in English words."""

    what: str
    about: str


def entry_words(entry: Entry) -> EntryWords:
    """`reading.confirmed` of `rulebook.readingconfirmation` as "Reading confirmed", "reading confirmation"."""
    try:
        about = str(apps.get_model(entry.subject_type)._meta.verbose_name)
    except (LookupError, ValueError):  # a table of an earlier release
        about = entry.subject_type
    return EntryWords(capfirst(entry.kind.replace(".", " ").replace("-", " ")), about)


def entries_seen_by(viewer: Viewer) -> QuerySet[Entry]:
    """The journal of the places where somebody is auditor, operator or board staff, the newest first. Ids, never names."""
    mine = Q(agency_id__in=viewer.agencies_as(*JOURNAL_READERS)) | Q(board_id__in=viewer.boards_as(*JOURNAL_READERS))
    return Entry.objects.filter(mine).order_by("-pk")


@dataclass(frozen=True)
class TroubleKind:
    """Everything of one kind that does not hold: how often, and the first of it in words."""

    name: str
    says: str
    count: int


def troubles_of(report: Report) -> list[TroubleKind]:
    """What a recount found, kind by kind, in the order it was met."""
    kinds: dict[Trouble, list[Finding]] = {}
    for finding in report.findings:
        kinds.setdefault(finding.trouble, []).append(finding)
    return [TroubleKind(kind.value, found[0].says, len(found)) for kind, found in kinds.items()]
