"""Reading a section, signing an edition, putting an edition to every holder. Each is one transaction, on record."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import get_language, gettext as _

from alongside.accounts.models import User
from alongside.attestation.models import WARNING, Campaign, SectionRead, Signature
from alongside.attestation.queries import board_of, reading_of
from alongside.attestation.signing import Version, affirmations_of, chapters_of, version_of, words_digest
from alongside.credentials.names import name_key
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Practitioner, RoleKind
from alongside.rulebook.models import Adoption
from alongside.rulebook.queries import standing_of


class NotSigned(ValueError):
    """A signature that cannot be taken. Nothing was signed. Its text says what to do."""

    code = "not-signed"


class AnotherEdition(NotSigned):
    """The edition changed between the page and the click."""

    code = "another-edition"

    def __init__(self) -> None:
        super().__init__(_("The board has put another edition in force since you opened this page. Read it first."))


class NotReadYet(NotSigned):
    """Some section was not read."""

    code = "not-read-yet"

    def __init__(self) -> None:
        super().__init__(_("There are sections you have not read yet. Read them, then sign."))


class NotAffirmed(NotSigned):
    """Some affirmation was not ticked."""

    code = "not-affirmed"

    def __init__(self) -> None:
        super().__init__(_("Each statement needs its own tick. If one is not true for you, talk to the board first."))


class AnotherName(NotSigned):
    """The typed name is not the signer's."""

    code = "another-name"

    def __init__(self, name: str) -> None:
        super().__init__(_("Type your name as it stands with the board: %(name)s") % {"name": name})


class NobodysCode(NotSigned):
    """No board keeps this code here, so there is nobody to sign it for."""

    code = "nobodys-code"

    def __init__(self) -> None:
        super().__init__(_("No board keeps this code here yet, so it cannot be signed here."))


class AlreadyPut(ValueError):
    """The edition was put to the holders before."""

    code = "already-put"


class BadDay(ValueError):
    """Holders cannot be asked to sign by this day. Nobody was asked. Its text says what to do."""


class DayIsPast(BadDay):
    """The day is over."""

    code = "day-is-past"

    def __init__(self) -> None:
        super().__init__(_("That day is past. Choose one that leaves people time to read."))


class DayTooNear(BadDay):
    """A certificate cannot be set aside on so short a warning."""

    code = "day-too-near"

    def __init__(self) -> None:
        message = _("Before a certificate is set aside, people have %(n)d days to sign. Choose a later day.")
        super().__init__(message % {"n": WARNING.days})


def read_section(*, practitioner: Practitioner, code: str, section: str, edition_digest: str, by: User) -> None:
    """Somebody has read a section; reading it twice is reading it once. Raises AnotherEdition, NotTheirs, LookupError."""
    with transaction.atomic(durable=True):
        _require_own(practitioner, by)
        edition = standing_of(code, _today(code)).edition
        if edition.digest != edition_digest:
            raise AnotherEdition
        if section not in {chapter.name for chapter in chapters_of(edition)}:
            raise LookupError(section)
        known = SectionRead.objects.filter(practitioner=practitioner, edition_digest=edition_digest, section=section)
        if not known.exists():
            row = SectionRead(practitioner=practitioner, code=code, edition_digest=edition_digest, section=section)
            row.at = clock.now()
            SectionRead.objects.bulk_create([row], ignore_conflicts=True)


def sign(
    *, practitioner: Practitioner, code: str, version: Version, affirmed: Collection[str], name: str, by: User
) -> Signature:
    """Sign exactly `version`, with every affirmation the code asks, under one's own name. A second click finds the first.

    affirmed: ids of the clauses affirmed; the one of ours, where the code asks nothing, is "".
    Raises AnotherEdition, NotReadYet, NotAffirmed, AnotherName, NobodysCode, NotTheirs.
    nm.sign.1, nc.attest.0, sud.attest.1, ak.attest.1: name, signature and day, bound to the exact edition.
    """
    with transaction.atomic(durable=True):
        _require_own(practitioner, by)
        held = Practitioner.objects.select_for_update().get(pk=practitioner.pk)
        standing = standing_of(code, _today(code))
        asked = affirmations_of(standing.edition)
        if version_of(standing) != version:
            raise AnotherEdition
        known = _known(held, version)
        if known is not None:
            return known
        if not reading_of(held, standing).is_read:
            raise NotReadYet
        if {one.clause for one in asked} - set(affirmed):
            raise NotAffirmed
        if name_key(name) != name_key(held.name):
            raise AnotherName(held.name)
        board = board_of(code)
        if board is None:
            raise NobodysCode
        row = Signature.objects.create(
            board=board,
            practitioner=held,
            code=code,
            edition_digest=version.edition_digest,
            edition_name=standing.edition.name,
            document_sha256=version.document_sha256,
            affirmations=[one.kept() for one in asked],
            name_typed=name.strip(),
            language=(get_language() or "en")[:2],
            by=by,
            at=clock.now(),
        )
        write_journal(
            "attestation.signed",
            row,
            by=by,
            data={
                "code": code,
                "edition": version.edition_digest,
                "document": version.document_sha256,
                "practitioner": held.pk,
                "words": words_digest(row.affirmations, row.name_typed),
            },
        )
    return row


def put_to_holders(*, adoption: Adoption, sign_by: date, otherwise: Campaign.Otherwise, by: User | None) -> Campaign:
    """Ask every holder to sign an adopted edition by a day. nm.preface.1

    Raises NotTheirs unless the board's staff, AlreadyPut, DayIsPast, DayTooNear.
    """
    with transaction.atomic(durable=True):
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=adoption.board))
        if Campaign.objects.filter(adoption=adoption).exists():
            raise AlreadyPut
        _require_time_to_sign(sign_by, otherwise, clock.today_in(adoption.board.time_zone))
        row = Campaign.objects.create(
            board=adoption.board,
            code=adoption.code,
            adoption=adoption,
            sign_by=sign_by,
            otherwise=otherwise,
            by=by,
            at=clock.now(),
        )
        write_journal(
            "edition.put-to-holders",
            row,
            by=by,
            data={"code": row.code, "adoption": adoption.pk, "by": sign_by.isoformat(), "otherwise": row.otherwise},
        )
    return row


def _require_time_to_sign(sign_by: date, otherwise: Campaign.Otherwise, today: date) -> None:
    if sign_by < today:
        raise DayIsPast
    if otherwise == Campaign.Otherwise.INACTIVE and sign_by < today + WARNING:
        raise DayTooNear


def _known(practitioner: Practitioner, version: Version) -> Signature | None:
    return Signature.objects.filter(
        practitioner=practitioner,
        edition_digest=version.edition_digest,
        document_sha256=version.document_sha256,
    ).first()


def _require_own(practitioner: Practitioner, by: User) -> None:
    if practitioner.user_id != by.pk:
        raise NotTheirs


def _today(code: str) -> date:
    """The day it is at the board that keeps the code. Raises NobodysCode."""
    board = board_of(code)
    if board is None:
        raise NobodysCode
    return clock.today_in(board.time_zone)
