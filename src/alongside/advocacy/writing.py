"""Writing down where one spoke up, and taking a mistake back."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.advocacy.models import SpokeUp, TakenBack
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.rulings.sealing import seal_words
from alongside.wording.signing import require_words

LONGEST: Final = 1_000


class NotPossible(ValueError):
    """It cannot be written down as it stands. Nothing was kept. field: of the form."""

    def __init__(self, code: str, message: str, *, field: str) -> None:
        self.code = code
        self.field = field
        super().__init__(message)


def write_down(
    *, worker: Worker, kind: SpokeUp.Kind, words: str, day: date, form_token: UUID | None, by: User
) -> SpokeUp:
    """Where one spoke up, on a day that has come. The same form sent twice is one.

    Raises NotTheirs for anybody else, NotPossible without words, with too many, or for a day to come.
    WordsStopped for words that demean.
    """
    require_words(words, agency=worker.agency, by=by)
    with transaction.atomic(durable=True):
        held = Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=worker.pk)
        if held.user_id != by.pk:
            raise NotTheirs
        before = SpokeUp.objects.filter(worker=held, form_token=form_token).first() if form_token else None
        if before is not None:
            return before
        _check(words, day, clock.today_in(held.agency.time_zone))
        row = SpokeUp.objects.create(
            agency=held.agency,
            worker=held,
            kind=kind,
            on=day,
            sealed=seal_words(words),
            form_token=form_token,
            by=by,
            at=clock.now(),
        )
        write_journal("advocacy.written", row, by=by, data={"kind": kind.value, "on": day.isoformat()})
    return row


def take_back(*, entry: SpokeUp, by: User) -> TakenBack:
    """It was written by mistake: it counts no more. Twice, it is once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        worker = Worker.objects.select_for_update(of=("self",)).get(pk=entry.worker_id)
        if worker.user_id != by.pk:
            raise NotTheirs
        before = TakenBack.objects.filter(entry=entry).first()
        if before is not None:
            return before
        row = TakenBack.objects.create(agency_id=entry.agency_id, entry=entry, by=by, at=clock.now())
        write_journal("advocacy.taken-back", entry, by=by)
    return row


def _check(words: str, day: date, today: date) -> None:
    if not words.strip():
        raise NotPossible("no-words", _("Say in a line what you did."), field="words")
    if len(words) > LONGEST:
        raise NotPossible("too-long", _("That is too long to keep: say it in fewer words."), field="words")
    if day > today:
        raise NotPossible("to-come", _("That day is still to come. Write it down once it was."), field="day")
