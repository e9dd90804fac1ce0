"""Stepping back at once, cover, and coming back: nm.rights.0, nc.1.3, sud.3.22. No blame, no mark, no reason asked.

A step back holds from the moment it is said. Whom it leaves without anybody stands first on the supervisor's page until
cover has taken over; nobody is dropped from the list meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from alongside.accounts.models import User
from alongside.caseload.models import StepBack
from alongside.caseload.refusals import NotSaid, NotStandingNow, TooLong
from alongside.database.prepared import Many, Prepared
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker, holds_on
from alongside.people.queries import supervisor_of
from alongside.rulings.sealing import seal_words
from alongside.rulings.seeking import ActRefused, asks, seek_ruling
from canon.ruling import Answer
from canon.values import Stated

LONGEST: Final = 2000


@asks("step-back")
def step_back(
    *,
    worker: Worker,
    person: Person | None,
    is_able: bool,
    is_protected_ground: bool | None = None,
    words: str,
    by: User,
    on: date,
) -> StepBack:
    """Pause service: to one person, or to all. It holds at once. Said twice, it is once.

    is_able: whether they could go on; not being able is reason enough under every code
    is_protected_ground: whether who a person is, is the reason; asked of those who are able and of nobody else
    Raises ActRefused where that is the reason; NotSaid for one who is able and was not asked; NotTheirs, TooLong.
    """
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    if is_able and is_protected_ground is None:
        raise NotSaid
    with transaction.atomic(durable=True):
        held = Worker.objects.select_for_update().select_related("agency").get(pk=worker.pk)
        if held.user_id != by.pk:
            raise NotTheirs
        standing = in_force(held, on).filter(person=person).first()
        if standing is not None:
            return standing
        stated: dict[str, Stated] = {"worker.is_able": is_able}
        if is_able and is_protected_ground is not None:
            stated["reason.is_protected_ground"] = is_protected_ground
        person_id = person.pk if person else None
        ruling = seek_ruling("step-back", stated, worker=held, by=by, on=on, person_id=person_id)
        if ruling.answer != Answer.PROHIBITED.value:  # a right: silence of a code does not hold it up
            row = StepBack.objects.create(
                agency=held.agency,
                worker=held,
                person=person,
                from_day=on,
                sealed=seal_words(words),
                ruling=ruling,
                at=clock.now(),
            )
            write_journal("step-back.begun", row, by=by, data={"person": person_id})
            supervisor = supervisor_of(held, on)
            if supervisor is not None:
                key = f"step-back.begun:{row.pk}"
                notify(kind="step-back.begun", to=supervisor, key=key, data={"name": held.name}, url="/people/waiting/")
            return row
    raise ActRefused(ruling)


def come_back(*, step: StepBack, by: User, on: date) -> StepBack:
    """Take service up again. Raises NotTheirs for anybody else, NotStandingNow if they are back already."""
    with transaction.atomic(durable=True):
        held = StepBack.objects.select_for_update(of=("self",)).select_related("worker").get(pk=step.pk)
        if held.worker.user_id != by.pk:
            raise NotTheirs
        if held.to_day is not None:
            raise NotStandingNow
        held.to_day, held.returned_at = max(on, held.from_day), clock.now()
        held.save(update_fields=["to_day", "returned_at"])
        write_journal("step-back.ended", held, by=by)
        supervisor = supervisor_of(held.worker, on)
        if supervisor is not None:
            key = f"step-back.ended:{held.pk}"
            notify(
                kind="step-back.ended", to=supervisor, key=key, data={"name": held.worker.name}, url="/people/waiting/"
            )
    return held


def in_force(worker: Worker, on: date) -> QuerySet[StepBack]:
    """The worker's own pauses on a day."""
    return _in_force(on).filter(worker=worker).select_related("person")


def paused(workers: Sequence[Worker], on: date) -> dict[tuple[int, int | None], date]:
    """(worker id, person id or None for all) -> since when they have stepped back."""
    rows = _PAUSED.rows(on, {worker.pk for worker in workers})
    return {(worker, person): from_day for worker, person, from_day in rows}


_PAUSED: Final = Prepared(
    lambda on, workers: (
        _in_force(on).filter(worker__in=workers).order_by("pk").values_list("worker", "person", "from_day")
    ),
    date,
    Many,
)


def _in_force(on: date) -> QuerySet[StepBack]:
    return StepBack.objects.filter(holds_on(on))
