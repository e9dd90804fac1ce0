"""A letter is written, set aside, sent. Each is one transaction, on record."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.credentials.letters.filling import letter_pdf
from alongside.credentials.letters.models import LetterTemplate, SentLetter
from alongside.credentials.letters.placeholders import places_in
from alongside.credentials.letters.queries import newest_of
from alongside.credentials.models import Certificate
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Board, RoleKind

NOTICE = "letter.sent"


class ChangedMeanwhile(ValueError):
    """Somebody made a newer version since the page was opened. Nothing was saved over it."""

    code = "changed-meanwhile"

    def __init__(self, newest: LetterTemplate) -> None:
        self.newest = newest
        super().__init__(_("Somebody changed this letter while you were writing. Look at theirs, then save again."))


@dataclass(frozen=True, slots=True)
class Wording:
    """What a letter is called and says."""

    name: str
    language: str
    subject: str
    body: str


def write_template(*, board: Board, wording: Wording, seen: int, by: User | None) -> LetterTemplate:
    """Keep a new version of a letter. `seen` is the version the writer started from, 0 for a new letter.

    Raises NotTheirs unless the board's staff, UnknownPlace, ChangedMeanwhile. The same words again are no new version.
    """
    places_in(wording.subject)
    places_in(wording.body)
    with transaction.atomic(durable=True):
        board = _locked(board)
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=board))
        newest = newest_of(board, wording.name, wording.language)
        if newest is not None and not newest.is_retired and _says(newest) == wording:
            return newest
        if newest is not None and newest.version != seen and not (newest.is_retired and seen == 0):
            raise ChangedMeanwhile(newest)
        return _next_version(board, wording, newest, by=by, is_retired=False)


def retire_template(*, template: LetterTemplate, by: User | None) -> LetterTemplate:
    """Take a letter out of use; what was sent stays. Raises NotTheirs, ChangedMeanwhile."""
    with transaction.atomic(durable=True):
        board = _locked(template.board)
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=board))
        newest = newest_of(board, template.name, template.language)
        assert newest is not None, "a version that exists has a newest"
        if newest.is_retired:
            return newest
        if newest.version != template.version:
            raise ChangedMeanwhile(newest)
        return _next_version(board, _says(newest), newest, by=by, is_retired=True)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter ready to go: the words as they will stand, who signs, and the key that sends it once."""

    subject: str
    body: str
    signed_name: str
    signed_as: str
    once: uuid.UUID


def send_letter(
    *, certificate: Certificate, template: LetterTemplate, outgoing: Outgoing, by: User | None
) -> SentLetter:
    """Send a letter to the holder of a certificate: kept as it is, on record, and its holder told if they have an account.

    Sent twice with one `once` it is one letter. Raises NotTheirs unless the board's staff, and LettersMissing.
    """
    assert template.board_id == certificate.board_id, "a board writes its own letters to its own holders"
    letter = SentLetter(
        pk=0,
        board=certificate.board,
        certificate=certificate,
        holder=certificate.holder,
        template=template,
        once=outgoing.once,
        name=certificate.name_on_certificate,
        language=template.language,
        subject=outgoing.subject,
        body=outgoing.body,
        signed_name=outgoing.signed_name,
        signed_as=outgoing.signed_as,
        by=by,
        at=clock.now(),
    )
    letter_pdf(letter)  # every letter of it can be printed, before anybody is told of it
    letter.pk = None
    with transaction.atomic(durable=True):
        _locked(certificate.board)
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=certificate.board))
        before = SentLetter.objects.filter(once=outgoing.once, board=certificate.board).first()
        if before is not None:
            return before
        letter.save(force_insert=True)
        write_journal("letter.sent", letter, by=by, data={"certificate": certificate.pk, "template": template.pk})
        if certificate.holder.user_id is not None:  # others could not open it: the page says to post it
            url = reverse("credentials:letter", args=[letter.pk])
            notify(kind=NOTICE, to=certificate.holder, key=f"{NOTICE}:{letter.pk}", url=url)
    return letter


def _locked(board: Board) -> Board:
    return Board.objects.select_for_update(no_key=True).get(pk=board.pk)


def _says(template: LetterTemplate) -> Wording:
    return Wording(template.name, template.language, template.subject, template.body)


def _next_version(
    board: Board, wording: Wording, newest: LetterTemplate | None, *, by: User | None, is_retired: bool
) -> LetterTemplate:
    template = LetterTemplate.objects.create(
        board=board,
        name=wording.name,
        language=wording.language,
        version=newest.version + 1 if newest else 1,
        subject=wording.subject,
        body=wording.body,
        is_retired=is_retired,
        by=by,
        at=clock.now(),
    )
    kind = "letter-template.retired" if is_retired else "letter-template.written"
    write_journal(kind, template, by=by, data={"version": template.version})
    return template
