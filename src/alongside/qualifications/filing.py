"""Putting a paper on file, and ending it. Whoever it is about does neither."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs, oversees
from alongside.people.models import Worker
from alongside.qualifications.models import Qualification

LONGEST_WHAT: Final = 120
LONGEST_SEEN: Final = 160


class NotPossible(ValueError):
    """It cannot be put on file as it stands. Nothing was kept. field: of the form."""

    def __init__(self, code: str, message: str, *, field: str) -> None:
        self.code = code
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Paper:
    """What was shown. token: of the form, so that what is sent twice is on file once; through: None without an end."""

    kind: Qualification.Kind
    what: str
    seen_as: str
    from_day: date
    through: date | None
    token: UUID


def put_on_file(*, worker: Worker, paper: Paper, by: User, on: date) -> Qualification:
    """Put a paper on file that one has seen. Sent twice, it is there once.

    Raises NotTheirs unless the worker's supervisor of record or an administrator, never the worker; NotPossible.
    """
    _check(paper, on)
    with transaction.atomic(durable=True):
        held = Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=worker.pk)
        if not oversees(by, held, on):
            raise NotTheirs
        before = Qualification.objects.filter(worker=held, token=paper.token).first()
        if before is not None:
            return before
        row = Qualification.objects.create(
            agency=held.agency,
            worker=held,
            kind=paper.kind,
            what=paper.what.strip(),
            seen_as=paper.seen_as.strip(),
            from_day=paper.from_day,
            through=paper.through,
            token=paper.token,
            by=by,
            at=clock.now(),
        )
        days = {"from": paper.from_day.isoformat(), "through": paper.through.isoformat() if paper.through else None}
        write_journal("qualification.filed", row, by=by, data={"worker": held.pk, "kind": paper.kind.value, **days})
    return row


def end_on_file(*, qualification: Qualification, by: User, on: date) -> Qualification:
    """From today on it counts no more; what was ruled on before stays. Twice, it is once. Raises NotTheirs as above."""
    with transaction.atomic(durable=True):
        rows = Qualification.objects.select_for_update(of=("self",)).select_related("worker__agency")
        held = rows.get(pk=qualification.pk)
        if not oversees(by, held.worker, on):
            raise NotTheirs
        if held.ended_on is not None:
            return held
        held.ended_on, held.ended_by = on, by
        held.save(update_fields=["ended_on", "ended_by"])
        write_journal("qualification.ended", held, by=by, data={"worker": held.worker_id, "kind": held.kind})
    return held


def _check(paper: Paper, on: date) -> None:
    if not paper.what.strip():
        raise NotPossible("no-name", _("Name it as it is printed."), field="what")
    if not paper.seen_as.strip():
        raise NotPossible(
            "not-seen", _("Say how you checked it, such as the original, or its issuer’s own page."), field="seen_as"
        )
    if len(paper.what) > LONGEST_WHAT or len(paper.seen_as) > LONGEST_SEEN:
        raise NotPossible("too-long", _("That is too long to keep: say it in fewer words."), field="what")
    if paper.through is not None and paper.through < paper.from_day:
        raise NotPossible("ends-first", _("The last day comes after the first."), field="through")
    if paper.from_day > on:
        raise NotPossible("to-come", _("That day is still to come. Put it on file once it holds."), field="from_day")
