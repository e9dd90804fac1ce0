"""What an application does to the credential it asks for, within the application's own transaction.

The code applied for binds from the day the application is sent, which is why the credential is entered that day.
"""

from __future__ import annotations

from datetime import date

from alongside.accounts.models import User
from alongside.credentials.models import Certificate
from alongside.credentials.standing import standings_on
from alongside.credentials.status import Status
from alongside.journal.writing import write_journal
from alongside.people.models import Board, Practitioner


def enter_applied_within(
    *, holder: Practitioner, board: Board, code: str, name_on_certificate: str, applied_on: date, by: User | None
) -> Certificate:
    """The credential somebody applies for, from this day on. One applied for before and still open is that one.

    Whether `by` may is for the caller to say. Call it in the transaction of the application.
    """
    known = applied_for(holder, board, code, applied_on)
    if known is not None:
        known.name_on_certificate = name_on_certificate
        known.save(update_fields=["name_on_certificate", "name_key"])
        return known
    certificate = Certificate.objects.create(
        board=board,
        holder=holder,
        code=code,
        number="",
        name_on_certificate=name_on_certificate,
        applied_on=applied_on,
    )
    write_journal("certificate.entered", certificate, by=by, data={"code": code, "holder": holder.pk})
    return certificate


def applied_for(holder: Practitioner, board: Board, code: str, on: date) -> Certificate | None:
    """The credential somebody has applied for and not been granted, locked; None where there is none."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("board")
    listed = list(rows.filter(holder=holder, board=board, code=code, valid_from__isnull=True, applied_on__lte=on))
    standing = standings_on(listed, on)
    return next((row for row in listed if row.pk in standing and standing[row.pk].status is Status.APPLIED), None)
