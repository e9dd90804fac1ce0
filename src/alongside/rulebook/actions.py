"""Putting rules in force: entrusting a code, loading its document, settling readings, adopting editions, setting policies.

Each is one transaction with its journal entry. Sent twice, each does its work once and answers the same both times.
`by=None` is the installation itself: the command line that sets a place up.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Agency, Board, RoleKind
from alongside.rulebook.documents import read_document, report_of
from alongside.rulebook.files import CodeFile, shelf
from alongside.rulebook.models import (
    Adoption,
    AgencyPolicy,
    EditionFile,
    OfficialDocument,
    ReadingConfirmation,
    Stewardship,
)
from alongside.rulebook.policies import policy_facts, value_as_written
from alongside.rulebook.queries import all_editions, files_of, reading_of, standing_of, verdicts
from alongside.rulebook.readings import wording_of
from alongside.rulebook.refusals import NotPossible, not_kept, stale
from canon.act import UnknownCode
from canon.checking import lint
from canon.code import Edition
from canon.policy import Policy, PolicySetting, policy_faults
from canon.reading import read_fact
from canon.values import ValueFault, read_setting

LONGEST_NOTE = 2000


@dataclass(frozen=True)
class PolicyMatter:
    """What a policy row speaks of: a policy fact, or a clause's parameter."""

    fact: str = ""
    clause: str = ""
    param: str = ""


def entrust_code(*, board: Board, code: str, by: User | None) -> Stewardship:
    """Say which board keeps a code. Raises NotTheirs unless from the command line, NotPossible where another keeps it."""
    with transaction.atomic(durable=True):
        if by is not None:
            raise NotTheirs
        found = Stewardship.objects.filter(code=code).first()
        if found is not None and found.board_id != board.pk:
            raise NotPossible("code-is-kept", _("Another board keeps this code."))
        if found is None:
            found = Stewardship.objects.create(board=board, code=code, by=by, at=clock.now())
            write_journal("code.entrusted", found, by=by, data={"code": code})
    return found


def load_document(*, board: Board, code: str, file_name: str, data: bytes, by: User | None) -> OfficialDocument:
    """Keep a board's own text. The same file again is the same document.

    Raises NotTheirs unless staff of the board, NotPossible for a code it does not keep or a file that cannot be read.
    """
    _require_staff(by, board)
    found = read_document(data)  # before the transaction: a PDF may take seconds
    with transaction.atomic(durable=True):
        _lock_kept(board, code)
        document = OfficialDocument.objects.filter(board=board, code=code, sha256=found.sha256).first()
        if document is None:
            document = OfficialDocument.objects.create(
                board=board,
                code=code,
                kind=found.kind,
                file_name=_tame(file_name),
                sha256=found.sha256,
                content=data,
                text=found.text,
                by=by,
                at=clock.now(),
            )
            write_journal("document.loaded", document, by=by, data={"code": code, "sha256": found.sha256})
    return document


def settle_reading(
    *,
    board: Board,
    code: str,
    clause: str,
    reading: str,
    wording: str,
    verdict: ReadingConfirmation.Verdict,
    note: str,
    by: User | None,
    on: date,
) -> ReadingConfirmation:
    """Confirm a reading, or say how it is to be read. `wording` is the hash of the words that were on the page.

    Raises NotTheirs, or NotPossible: for a code not kept, a reading that is none or has changed, a dispute without a word.
    """
    note = note.replace("\x00", "").strip()[:LONGEST_NOTE]
    with transaction.atomic(durable=True):
        _require_staff(by, board)
        _lock_kept(board, code)
        edition = _edition_that_reads(code, clause, reading, wording, on)
        if verdict == ReadingConfirmation.Verdict.DISPUTED and not note:
            raise NotPossible(
                "dispute-without-a-word", _("Say how the clause is to be read."), _("One sentence is enough.")
            )
        last = verdicts([edition]).get((clause, reading))
        if last is not None and (last.verdict, last.note) == (verdict.value, note):
            return last
        row = ReadingConfirmation.objects.create(
            board=board,
            code=code,
            clause=clause,
            reading=reading,
            wording=wording,
            edition_digest=edition.digest,
            verdict=verdict,
            note=note,
            by=by,
            at=clock.now(),
        )
        write_journal(f"reading.{verdict.value}", row, by=by, data={"clause": clause, "reading": reading})
    return row


def adopt_edition(
    *,
    board: Board,
    code: str,
    digest: str,
    document: OfficialDocument,
    from_day: date,
    after: int,
    by: User | None,
    on: date,
) -> Adoption:
    """Put an edition in force from a day. `after` is the number of the adoption the page was looking at, 0 for none.

    Raises NotTheirs; NotPossible where the edition's file is not clean, the document is not the code's or does not
    match in full, the day lies before the edition's own or, for a second adoption, before today, or the page was stale.
    """
    _require_staff(by, board)
    file = next((file for file in files_of(code) if file.edition.digest == digest), None)
    if file is None:
        raise stale()
    _require_clean(file)
    _require_match(document, file, board)
    with transaction.atomic(durable=True):
        _lock_kept(board, code)
        last = Adoption.objects.filter(board=board, code=code).select_related("edition").order_by("-number").first()
        if last is not None and last.number != after:
            if (last.edition.digest, last.document_id, last.from_day) == (digest, document.pk, from_day):
                return last  # the same form, sent twice
            raise stale()
        _require_day(file, from_day, on=on, is_first=last is None)
        row = Adoption.objects.create(
            board=board,
            code=code,
            number=after + 1,
            edition=_keep(file, board, by),
            edition_name=file.edition.name,
            document=document,
            from_day=from_day,
            by=by,
            at=clock.now(),
        )
        write_journal(
            "edition.adopted",
            row,
            by=by,
            data={"code": code, "edition": digest, "document": document.sha256, "from": from_day.isoformat()},
        )
    return row


def set_policy(
    *, agency: Agency, matter: PolicyMatter, value: str, from_day: date, by: User | None, on: date
) -> AgencyPolicy:
    """Set what an agency's policy says from a day on; an empty value takes it back.

    Raises NotTheirs unless its administrator; NotPossible for a value that does not fit, one that loosens what a code
    does not let an employer loosen, or a day before today: what is past was judged by the policy of its own day.
    """
    with transaction.atomic(durable=True):
        return set_policy_within(agency=agency, matter=matter, value=value, from_day=from_day, by=by, on=on)


def set_policy_within(
    *, agency: Agency, matter: PolicyMatter, value: str, from_day: date, by: User | None, on: date
) -> AgencyPolicy:
    """As `set_policy`, inside the caller's transaction."""
    value = value.strip()
    require_authority(by, Authority((RoleKind.AGENCY_ADMINISTRATOR,), agency=agency))
    Agency.objects.select_for_update().get(pk=agency.pk)
    if by is not None and from_day < on:
        raise NotPossible(
            "policy-backdated",
            _("A policy holds from today or a later day."),
            _("What was done before is judged by the policy of its own day."),
        )
    _require_sound_value(matter, value, from_day)
    last = _last_policy(agency, matter, from_day)
    if last is not None and (last.value == value) and (last.from_day == from_day):
        return last
    row = AgencyPolicy.objects.create(
        agency=agency,
        fact=matter.fact,
        clause=matter.clause,
        param=matter.param,
        value=value,
        from_day=from_day,
        by=by,
        at=clock.now(),
    )
    data = {"about": matter.fact or f"{matter.clause} {matter.param}", "value": value, "from": from_day.isoformat()}
    write_journal("policy.set", row, by=by, data=data)
    return row


def _require_staff(by: User | None, board: Board) -> None:
    require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=board))


def _lock_kept(board: Board, code: str) -> None:
    """Hold the board's row, so that what concerns a code happens one after the other. Raises NotPossible."""
    Board.objects.select_for_update().get(pk=board.pk)
    if not Stewardship.objects.filter(board=board, code=code).exists():
        raise not_kept()


def _edition_that_reads(code: str, clause: str, name: str, wording: str, on: date) -> Edition:
    """The edition in force, or one on file that may follow it, whose reading has just these words. Raises NotPossible."""
    for edition in (standing_of(code, on).edition, *(file.edition for file in files_of(code))):
        found = reading_of(edition, clause, name)
        if found is not None and wording_of(found) == wording:
            return edition
    raise stale()


def _require_clean(file: CodeFile) -> None:
    faults = lint(file.edition, shelf().library.vocabulary)
    if faults:
        raise NotPossible(
            "edition-not-clean",
            _("The code file has faults, so this edition cannot be adopted: %(fault)s") % {"fault": faults[0]},
            _("Have the file mended first."),
        )


def _require_match(document: OfficialDocument, file: CodeFile, board: Board) -> None:
    if document.board_id != board.pk or document.code != file.edition.id:
        raise not_kept()
    report = report_of(document, file.edition)
    if report.is_another_document:
        raise NotPossible(
            "document-is-another",
            _("This is not the code’s document, so nothing was adopted."),
            _("Load the board’s own text of this code."),
        )
    if not report.is_complete:
        raise NotPossible(
            "document-does-not-match",
            _("The document does not match this edition in full, so nothing was adopted."),
            _("See what is missing or unaccounted for on its page."),
        )


def _require_day(file: CodeFile, from_day: date, *, on: date, is_first: bool) -> None:
    if from_day < file.edition.start:
        raise NotPossible(
            "before-the-edition",
            _("This edition begins on %(day)s.") % {"day": file.edition.start.isoformat()},
            _("Choose that day or a later one."),
        )
    if not is_first and from_day < on:
        raise NotPossible(
            "adoption-backdated",
            _("An edition is adopted from today or a later day."),
            _("What was done before is judged by the edition of its own day."),
        )


def _keep(file: CodeFile, board: Board, by: User | None) -> EditionFile:
    digest = hashlib.sha256(file.content).hexdigest()
    found = EditionFile.objects.filter(digest=digest).first()
    return found or EditionFile.objects.create(
        board=board,
        code=file.edition.id,
        digest=digest,
        content=file.content,
        vocabulary=shelf().vocabulary_bytes,
        by=by,
        at=clock.now(),
    )


def _require_sound_value(matter: PolicyMatter, value: str, from_day: date) -> None:
    vocabulary = shelf().library.vocabulary
    if matter.fact:
        fact = vocabulary.facts.get(matter.fact)
        if fact is None or fact not in policy_facts(vocabulary):
            raise NotPossible("no-policy-fact", _("No code asks for a policy on this."))
        try:
            read_fact(fact, value_as_written(value or fact.absent))
        except ValueFault as problem:
            raise NotPossible("wrong-value", str(problem)) from None
        return
    if not value:
        return
    try:
        setting = PolicySetting(matter.clause, matter.param, read_setting(value_as_written(value)), from_day)
    except ValueFault as problem:
        raise NotPossible("wrong-value", str(problem)) from None
    try:
        faults = policy_faults(Policy(settings=(setting,)), all_editions(from_day))
    except UnknownCode as problem:
        raise NotPossible("unknown-code", str(problem)) from None
    if faults:
        raise NotPossible("policy-loosens", faults[0], _("Set a value that the code lets an employer set."))


def _last_policy(agency: Agency, matter: PolicyMatter, from_day: date) -> AgencyPolicy | None:
    rows = AgencyPolicy.objects.filter(
        agency=agency, fact=matter.fact, clause=matter.clause, param=matter.param, from_day__lte=from_day
    )
    return rows.order_by("-from_day", "-pk").first()


def _tame(file_name: str) -> str:
    """A file name fit to be shown: without its folders, and without what does not print."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in name if char.isprintable())[:120] or _("document")
