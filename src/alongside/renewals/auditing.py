"""Audits of learning: a sample of renewals, drawn by a kept seed, asked for evidence, closed with an outcome each."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from random import Random

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from alongside.accounts.models import User
from alongside.credentials.standing import records_of
from alongside.evidence.models import EvidenceFile
from alongside.evidence.queries import files_of
from alongside.journal.writing import write_journal
from alongside.learning.models import LearningEntry
from alongside.learning.queries import entries_of
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Board, Practitioner, RoleKind
from alongside.renewals.models import Audit, AuditCase, AuditOutcome, Renewal
from alongside.renewals.refusals import AlreadyDecided, NobodyToDraw

EVIDENCE = "renewals-audit"


def drawn(population: Sequence[int], percent: int, seed: int) -> list[int]:
    """The sample: so many of a hundred, rounded up, the same for the same seed and renewals. Ids in order.

    >>> drawn([1, 2, 3, 4], 50, 7) == drawn([1, 2, 3, 4], 50, 7)
    True
    """
    count = ceil(len(population) * percent / 100)
    return sorted(Random(seed).sample(sorted(population), count))  # noqa: S311 - to be recounted, not to be secret


def renewed_between(board: Board, code: str, first: date, last: date) -> QuerySet[Renewal]:
    """The renewals granted in these days: what an audit draws from, for whoever recounts."""
    return Renewal.objects.filter(
        board=board, certificate__code=code, decision__event__on__gte=first, decision__event__on__lte=last
    ).order_by("pk")


def draw_audit(
    *, board: Board, code: str, first: date, last: date, percent: int, due_on: date, by: User | None
) -> Audit:
    """Draw a sample and ask everybody drawn; the same one again while it is open is the one drawn. Raises NotTheirs unless the board's staff, NobodyToDraw."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=board))
        Board.objects.select_for_update().get(pk=board.pk)  # so that two clicks are one audit
        asked = {"board": board, "code": code, "first": first, "last": last, "percent": percent, "due_on": due_on}
        known = Audit.objects.filter(**asked, cases__outcome__isnull=True).first()
        if known is not None:
            return known
        rows = {
            row.pk: row for row in renewed_between(board, code, first, last).select_related("certificate__holder__user")
        }
        if not rows:
            raise NobodyToDraw
        seed, now = secrets.randbelow(2**31), clock.now()
        audit = Audit.objects.create(**asked, seed=seed, population=len(rows), by=by, at=now)
        for pk in drawn(list(rows), percent, seed):
            case = AuditCase.objects.create(board=board, audit=audit, renewal=rows[pk], by=by, at=now)
            notify(
                kind="audit.asked",
                to=rows[pk].certificate.holder,
                key=f"audit:{case.pk}",
                data={"day": due_on.isoformat()},
                url=reverse("renewals:case", args=[case.pk]),
            )
        write_journal(
            "audit.drawn", audit, by=by, data={"code": code, "percent": percent, "seed": seed, "of": len(rows)}
        )
    return audit


def close_case(
    *, case: AuditCase, outcome: AuditOutcome.Outcome, hours_short: Decimal | None, says: str, by: User | None
) -> AuditOutcome:
    """Close a case; the holder is told. Raises NotTheirs unless the board's staff, AlreadyDecided."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=case.board))
        held = AuditCase.objects.select_for_update().get(pk=case.pk)
        if AuditOutcome.objects.filter(case=held).exists():
            raise AlreadyDecided
        row = AuditOutcome.objects.create(
            board=case.board,
            case=held,
            outcome=outcome,
            hours_short=hours_short if outcome is AuditOutcome.Outcome.SHORT else None,
            says=says.strip(),
            by=by,
            at=clock.now(),
        )
        write_journal("audit.case-closed", held, by=by, data={"outcome": outcome.value})
        notify(
            kind="audit.closed",
            to=case.renewal.certificate.holder,
            key=f"audit.closed:{case.pk}",
            url=reverse("renewals:case", args=[case.pk]),
        )
    return row


@dataclass(frozen=True)
class Looked:
    """A case with what the period shows: the entries that counted, and what was handed in for it."""

    case: AuditCase
    entries: Sequence[LearningEntry]
    files: Sequence[EvidenceFile]

    @property
    def outcome(self) -> AuditOutcome | None:
        return getattr(self.case, "outcome", None)


def audits_of(board: Board) -> QuerySet[Audit]:
    return Audit.objects.filter(board=board).prefetch_related("cases__outcome").order_by("-pk")


def cases_of(audit: Audit) -> QuerySet[AuditCase]:
    return _cases().filter(audit=audit).order_by("pk")


def case_at(board: Board, case_id: int) -> Looked:
    """A case of a board. Raises Http404."""
    return _looked(_cases().filter(board=board, pk=case_id).first())


def case_of(practitioner: Practitioner, case_id: int) -> Looked:
    """A case of somebody's own. Raises Http404."""
    return _looked(_cases().filter(renewal__certificate__holder=practitioner, pk=case_id).first())


def open_cases_of(practitioner: Practitioner) -> QuerySet[AuditCase]:
    return _cases().filter(renewal__certificate__holder=practitioner, outcome__isnull=True)


def _cases() -> QuerySet[AuditCase]:
    return AuditCase.objects.select_related("audit", "board", "renewal__certificate__holder__user", "outcome")


def _looked(case: AuditCase | None) -> Looked:
    if case is None:
        raise Http404
    holder, through = case.renewal.certificate.holder, case.renewal.for_through
    begun = _begun(case.renewal)
    last = max(through, case.renewal.asked_on) if case.renewal.is_late else through
    rows = entries_of(holder).filter(board=case.board, completed_on__lte=last)
    entries = list(rows.filter(completed_on__gte=begun) if begun else rows)
    return Looked(case, entries, list(files_of(holder, kinds=[EVIDENCE], board=case.board)))


def _begun(renewal: Renewal) -> date | None:
    """The first day of the period that was renewed: learning of the one before it does not count twice."""
    periods = [past.period for past in records_of([renewal.certificate])[renewal.certificate_id] if past.period]
    ended = [period.valid_from for period in periods if period.valid_through == renewal.for_through]
    return max(ended, default=None)
