"""A file is handed in, looked at by somebody else, withdrawn."""

from datetime import timedelta
from typing import Final
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.evidence.checking import CleanFile, check
from alongside.evidence.models import EvidenceFile, Removed
from alongside.evidence.names import clean_name
from alongside.evidence.opening import is_kept, is_own, may_open
from alongside.evidence.sealing import CannotOpen, current_key_id, seal, unseal
from alongside.evidence.storing import discard, fetch, store
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Board, Practitioner, RoleKind
from alongside.people.viewer import viewer_of

MOST_IN_A_DAY: Final = 100
"""Files that are taken in of one owner within a day: more than any application, fewer than fill a disk."""


def take_in(
    *,
    owner: Practitioner,
    kind: str,
    file_name: str,
    data: bytes | CleanFile,
    by: User | None,
    board: Board | None = None,
) -> EvidenceFile:
    """Check a file, keep it sealed and put it on record: nc.5.1, ca.integrity.13, what is claimed is proved by evidence.

    The same bytes handed in again for the same thing give the row that is there. For the owner and the board's staff;
    raises NotTheirs for others, Unfit, TooManyToday, NotKept: then nothing was saved.
    """
    file = data if isinstance(data, CleanFile) else check(data)  # before the transaction: it may take seconds
    with transaction.atomic(durable=True):
        return take_in_within(owner=owner, kind=kind, file_name=file_name, file=file, by=by, board=board)


def take_in_within(
    *, owner: Practitioner, kind: str, file_name: str, file: CleanFile, by: User | None, board: Board | None = None
) -> EvidenceFile:
    """The same, of a file that was checked, within the transaction of what the file is handed in for.

    If that transaction comes to nothing, so does the row; what was written is swept away within the hour.
    """
    held = Practitioner.objects.select_for_update(no_key=True).get(pk=owner.pk)  # of two clicks, one waits here
    _require_may_hand_in(held, board, by)
    known = _handed_in_before(held, kind, file, board)
    if known is not None:
        return known
    now = clock.now()
    if EvidenceFile.objects.filter(owner=held, taken_in_at__gt=now - timedelta(days=1)).count() >= MOST_IN_A_DAY:
        raise TooManyToday
    row = EvidenceFile(
        token=uuid4(),
        owner=held,
        board=board,
        kind=kind,
        file_name=clean_name(file_name, file.media_type),
        media_type=file.media_type.value,
        size=file.size,
        pages=file.pages,
        handed_in_sha256=file.handed_in,
        stored_sha256=file.stored,
        words_sha256=file.words,
        look=file.look,
        key_id=current_key_id(),
        taken_in_at=now,
        by=by,
    )
    store(row.token, seal(file.data, belongs_to=row.belongs_to))  # first: no row without its file
    row.save()
    write_journal("evidence.taken-in", row, by=by, data={"owner": held.pk, "kind": kind, "sha256": file.handed_in})
    return row


def open_file(*, file: EvidenceFile, by: User) -> bytes:
    """What a file holds. A look by anyone but its owner is put on record; one's own files are one's own business.

    Raises NotTheirs, and CannotOpen where there is nothing to give out: then nobody looked.
    """
    viewer = viewer_of(by)
    if not may_open(viewer, file):
        raise NotTheirs
    if Removed.objects.filter(file=file).exists():
        raise CannotOpen("content-removed")
    content = unseal(fetch(file.token), key_id=file.key_id, belongs_to=file.belongs_to)
    if not is_own(viewer, file):
        with transaction.atomic(durable=True):
            write_journal("evidence.opened", file, by=by, data={"owner": file.owner_id})
    return content


def remove_file(*, file: EvidenceFile, by: User | None) -> Removed:
    """Withdraw a file before anything rests on it. Its content is deleted; that it was handed in stays on record.

    Raises NotTheirs for anyone but its owner, StillNeeded. Withdrawn twice is withdrawn once.
    """
    with transaction.atomic(durable=True):
        held = EvidenceFile.objects.select_for_update(of=("self",)).select_related("owner").get(pk=file.pk)
        if by is not None and held.owner.user_id != by.pk:
            raise NotTheirs
        before = Removed.objects.filter(file=held).first()
        if before is not None:
            return before
        if is_kept(held):
            raise StillNeeded
        removed = Removed.objects.create(file=held, board=held.board, at=clock.now(), by=by)
        write_journal("evidence.removed", held, by=by, data={"owner": held.owner_id})
    discard(held.token)  # after the commit: a file is only gone once the record says so
    return removed


class TooManyToday(ValueError):
    """More files than anyone needs came from one owner within a day. Nothing was saved."""

    code = "too-many-files"

    def __init__(self) -> None:
        super().__init__(_("You have added as many files as we take in a day. Go on tomorrow; what is here stays."))


class StillNeeded(ValueError):
    """A file was to be withdrawn that something rests on."""

    code = "still-needed"

    def __init__(self) -> None:
        super().__init__(_("This file is part of something you sent, so it stays. Write to the board if it is wrong."))


def _require_may_hand_in(owner: Practitioner, board: Board | None, by: User | None) -> None:
    if by is None or owner.user_id == by.pk:
        return
    if board is None:
        raise NotTheirs
    require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=board))


def _handed_in_before(owner: Practitioner, kind: str, file: CleanFile, board: Board | None) -> EvidenceFile | None:
    same = EvidenceFile.objects.filter(owner=owner, kind=kind, board=board, handed_in_sha256=file.handed_in)
    return same.filter(removed__isnull=True).order_by("pk").first()
