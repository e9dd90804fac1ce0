"""Printing a certificate: each print is on record with the number of its copy."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.credentials.models import Certificate, PrintedCopy
from alongside.credentials.papers import Paper, on_paper, paper_pdf
from alongside.credentials.standing import standing_of
from alongside.credentials.status import Period, Standing, Status
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import RoleKind

ONE_CLICK: Final = timedelta(minutes=1)
"""So long two prints by one person count as one."""


class NotPrinted(ValueError):
    """A certificate that is not in force is not printed: on a wall it would say what is not so. Nothing was recorded."""

    code = "not-in-force"

    def __init__(self, standing: Standing | None) -> None:
        self.status = standing.status if standing else Status.APPLIED
        super().__init__(_("This certificate is not in force today, so it is not printed."))


def print_copy(*, certificate: Certificate, paper: Paper, language: str, by: User | None) -> tuple[PrintedCopy, bytes]:
    """Print a certificate in force, as PDF in `language`, and enter the copy; the second in a period is a duplicate.

    For its holder and the board's staff; raises NotTheirs for others, NotPrinted, and LettersMissing where its name
    cannot be printed, which uses no number. nm.preface.4, sud.1.2: what is printed is what stands.
    """
    now = clock.now()
    _require_theirs(certificate, by)
    draft = on_paper(certificate, _period(certificate, now), copy=1, at=now)
    paper_pdf(paper, draft, language=language)  # every letter is there before a number is used
    with transaction.atomic(durable=True):
        held = Certificate.objects.select_for_update(of=("self",)).select_related("board").get(pk=certificate.pk)
        wanted = PrintedCopy(
            certificate=held,
            board=held.board,
            paper=paper,
            language=language,
            by=by,
            at=now,
            **_days(_period(held, now)),
        )
        copy = _just_printed(wanted) or _counted(wanted)
    says = on_paper(held, Period(copy.valid_from, copy.valid_through), copy=copy.copy, at=copy.at)
    return copy, paper_pdf(paper, says, language=language)  # after the commit: setting a page takes its time


def _just_printed(wanted: PrintedCopy) -> PrintedCopy | None:
    """The same print by the same hand a moment ago: a second click gets the same paper again, not a duplicate."""
    rows = PrintedCopy.objects.filter(
        certificate=wanted.certificate,
        paper=wanted.paper,
        language=wanted.language,
        by=wanted.by,
        valid_from=wanted.valid_from,
        valid_through=wanted.valid_through,
        at__gt=wanted.at - ONE_CLICK,
    )
    return rows.order_by("-copy").first()


def _counted(wanted: PrintedCopy) -> PrintedCopy:
    """Enter a print with the next number of its period."""
    rows = PrintedCopy.objects.filter(
        certificate=wanted.certificate, paper=wanted.paper, valid_through=wanted.valid_through
    )
    wanted.copy = (rows.aggregate(last=Max("copy"))["last"] or 0) + 1
    wanted.save()
    data = {"paper": wanted.paper, "copy": wanted.copy, "through": wanted.valid_through.isoformat()}
    write_journal("certificate.printed", wanted.certificate, by=wanted.by, data=data)
    return wanted


def _days(period: Period) -> dict[str, date]:
    return {"valid_from": period.valid_from, "valid_through": period.valid_through}


def _require_theirs(certificate: Certificate, by: User | None) -> None:
    if by is None or certificate.holder.user_id != by.pk:
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=certificate.board))


def _period(certificate: Certificate, at: datetime) -> Period:
    """The unbroken days it is in force. Raises NotPrinted."""
    standing = standing_of(certificate, at)
    if standing is None or not standing.is_in_force or standing.begins is None or standing.through is None:
        raise NotPrinted(standing)
    return Period(standing.begins, standing.through)
