"""Entering certificates as bare rows: asked for, granted, given up."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from alongside.accounts.models import User
from alongside.credentials.models import Certificate
from alongside.journal.writing import write_journal
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Board, RoleKind, Worker


@dataclass(frozen=True)
class Period:
    """The days printed on a certificate, both included."""

    valid_from: date
    valid_through: date


def enter_certificate(
    *,
    holder: Worker,
    board: Board,
    code: str,
    number: str,
    name_on_certificate: str,
    applied_on: date,
    period: Period | None,
    by: User | None,
) -> Certificate:
    """Put on record a credential applied for or, with a period, granted. Raises NotTheirs unless the board's staff."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority(board=board, kinds=(RoleKind.BOARD_STAFF, RoleKind.OPERATOR)))
        certificate = Certificate.objects.create(
            board=board,
            agency=holder.agency,
            holder=holder,
            code=code,
            number=number,
            name_on_certificate=name_on_certificate,
            applied_on=applied_on,
            valid_from=period.valid_from if period else None,
            valid_through=period.valid_through if period else None,
        )
        write_journal("certificate.entered", certificate, by=by, data={"code": code, "holder": holder.pk})
    return certificate


def give_up_certificate(*, certificate: Certificate, on: date, by: User | None) -> Certificate:
    """The holder gives the credential up: from this day its code no longer binds. Raises NotTheirs for anyone else."""
    with transaction.atomic(durable=True):
        held = Certificate.objects.select_for_update().select_related("holder", "board").get(pk=certificate.pk)
        if by is None or held.holder.user_id != by.pk:
            require_authority(by, Authority(board=held.board, kinds=(RoleKind.BOARD_STAFF,)))
        held.given_up_on = on
        held.save(update_fields=["given_up_on"])
        write_journal("certificate.given-up", held, by=by, data={"code": held.code, "on": on.isoformat()})
    return held
