"""A certificate is handed out as a signed file; a board takes a new signing key."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.badges.addresses import issuer_of, list_url
from alongside.badges.documents import PURPOSES, Held, Listed, badge_document
from alongside.badges.keys import current_key, make_key, open_key
from alongside.badges.models import Badge, CalledBackKey, IssuerKey, StatusList
from alongside.badges.proofs import add_proof, canonical
from alongside.badges.publishing import achieved, is_superseded
from alongside.credentials.models import Certificate
from alongside.credentials.standing import standing_of
from alongside.credentials.status import Standing
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Board, RoleKind


class NotInForce(ValueError):
    """A certificate that is not in force is not handed out as one that is. Nothing was made."""

    code = "not-in-force"

    def __init__(self) -> None:
        super().__init__(_("This certificate is not in force today, so there is no file of it to hand out."))


def issue_badge(*, certificate: Certificate, origin: str, by: User | None) -> Badge:
    """The certificate as a signed file: the one already made, while it still says what is so, else a new one.

    `origin`: scheme and host of the addresses in it. For its holder and the board's staff; raises NotTheirs for others,
    NotInForce, KeyCannotBeOpened. sud.1.2, ca.integrity.13c: what is shown is what stands, of the person who holds it.
    """
    with transaction.atomic(durable=True):
        board = _locked(certificate.board_id)
        held = Certificate.objects.select_related("holder", "board").get(pk=certificate.pk)
        if by is None or held.holder.user_id != by.pk:
            require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=board))
        now = clock.now()
        standing = standing_of(held, now)
        if standing is None or not standing.is_in_force:
            raise NotInForce
        last = Badge.objects.filter(certificate=held).select_related("key__called_back").order_by("-pk").first()
        if last is not None and last.origin == origin and not is_superseded(last, held, standing, at=now):
            return last
        badge = _new_badge(board, held, standing, origin, by=by, at=now)
        write_journal("badge.issued", badge, by=by, data={"certificate": held.pk, "key": badge.key_id})
    return badge


def renew_key(*, board: Board, by: User | None, call_back: bool = False) -> IssuerKey:
    """A new signing key. What the one before signed still holds, unless it is called back: then nothing of it does.

    Raises NotTheirs unless the board's staff or the operator of the installation.
    """
    with transaction.atomic(durable=True):
        board = _locked(board.pk)
        require_authority(by, Authority((RoleKind.BOARD_STAFF, RoleKind.OPERATOR), board=board))
        before = current_key(board)
        key = make_key(board)
        write_journal("issuer-key.made", key, by=by, data={"generation": key.generation})
        if call_back and before is not None:
            CalledBackKey.objects.create(key=before, board=board, at=clock.now(), by=by)
            write_journal("issuer-key.called-back", before, by=by, data={"generation": before.generation})
    return key


def _new_badge(
    board: Board, held: Certificate, standing: Standing, origin: str, *, by: User | None, at: datetime
) -> Badge:
    assert standing.begins is not None and standing.through is not None, "in force is within a period"  # noqa: PT018
    key = _key_of(board, by=by)
    listed_in, place = _free_place(board)
    lists = {purpose: list_url(board, listed_in.number, purpose, origin) for purpose in PURPOSES}
    file_id, issuer = uuid.uuid4(), issuer_of(board, origin)
    document = badge_document(
        file_id.urn,
        issuer=issuer,
        achieved=achieved(board, held.code, origin),
        held=Held(held.name_on_certificate, held.number, standing.begins, standing.through, board.time_zone),
        listed=Listed(lists, place),
    )
    signed = add_proof(document, open_key(key), method=f"{issuer.id}#{key.multibase}", created=at)
    return Badge.objects.create(
        certificate=held,
        board=board,
        key=key,
        listed_in=listed_in,
        place=place,
        file_id=file_id,
        origin=origin,
        name_on_certificate=held.name_on_certificate,
        number=held.number,
        valid_from=standing.begins,
        valid_through=standing.through,
        issued_at=at,
        file=canonical(signed).decode(),
    )


def _locked(board_id: int) -> Board:
    """One issuer at a time for each board: the key and the place in the list are drawn on what nobody else changes."""
    return Board.objects.select_for_update(no_key=True).get(pk=board_id)


def _key_of(board: Board, *, by: User | None) -> IssuerKey:
    """The key that signs now, made if this is the first signature."""
    key = current_key(board)
    if key is None:
        key = make_key(board)
        write_journal("issuer-key.made", key, by=by, data={"generation": key.generation})
    return key


def _free_place(board: Board) -> tuple[StatusList, int]:
    """A place drawn at random that nobody ever had; a list half full is followed by another, so that a few tries do."""
    listed_in = StatusList.objects.filter(board=board).order_by("-number").first()
    if listed_in is None or Badge.objects.filter(listed_in=listed_in).count() * 2 >= listed_in.length:
        number = listed_in.number + 1 if listed_in else 1
        listed_in = StatusList.objects.create(board=board, number=number)
    while True:
        place = secrets.randbelow(listed_in.length)
        if not Badge.objects.filter(listed_in=listed_in, place=place).exists():
            return listed_in, place
