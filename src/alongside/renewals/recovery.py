"""Telling employer and program that something changed in one's recovery: nc.1.2. Without detail, and never a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from alongside.accounts.models import User
from alongside.credentials.queries import binding_now, certificates_of
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Practitioner, Role, RoleKind, Worker
from alongside.people.queries import holding, supervisor_of
from alongside.renewals.models import RecoveryNotice


@dataclass(frozen=True)
class Told:
    """A place that would be told, and by whom it is read there."""

    place: str
    people: Sequence[User]


def would_be_told(practitioner: Practitioner) -> Sequence[Told]:
    """Every employer (the supervisor of record, else its administrators) and every board whose code binds.

    Each on the day that it is there now. A place where somebody works no more is told nothing.
    """
    return [*_employers(practitioner), *_boards(practitioner)]


def own_day(practitioner: Practitioner) -> date:
    """What day it is for somebody: at the board they applied to last, else where they work."""
    held = certificates_of(practitioner).first()
    if held is not None:
        return clock.today_in(held.board.time_zone)
    worker = Worker.objects.filter(practitioner=practitioner).select_related("agency").order_by("pk").last()
    return clock.today_in(worker.agency.time_zone) if worker else clock.now().date()


def workers_now(practitioner: Practitioner, at: datetime) -> list[Worker]:
    """Where somebody works at a moment: all their employments, but those whose every role there has ended."""
    workers = Worker.objects.filter(practitioner=practitioner).select_related("agency").order_by("pk")
    return [worker for worker in workers if not _has_left(worker, at.astimezone(worker.agency.time_zone).date())]


def _has_left(worker: Worker, on: date) -> bool:
    roles = Role.objects.filter(user=worker.user_id, agency=worker.agency_id, kind=RoleKind.WORKER)
    ended = list(roles.values_list("to_day", flat=True))
    return bool(ended) and all(day is not None and day <= on for day in ended)


def tell_of_recovery(*, practitioner: Practitioner, by: User) -> RecoveryNotice:
    """Tell them all, in the same plain sentence. Twice on a day is once. Raises NotTheirs for anybody else's."""
    with transaction.atomic(durable=True):
        if practitioner.user_id != by.pk:
            raise NotTheirs
        Practitioner.objects.select_for_update().get(pk=practitioner.pk)  # so that two tabs are one notice
        on = own_day(practitioner)
        known = RecoveryNotice.objects.filter(practitioner=practitioner, on=on).first()
        if known is not None:
            return known
        people = {user.pk: user for told in would_be_told(practitioner) for user in told.people}
        row = RecoveryNotice.objects.create(practitioner=practitioner, on=on, told=len(people), at=clock.now())
        for user in people.values():
            notify(
                kind="recovery.changed",
                to=user,
                key=f"recovery:{row.pk}:{user.pk}",
                data={"name": practitioner.name},
            )
        write_journal("recovery.told", row, by=by, data={"told": len(people)})
    return row


def _employers(practitioner: Practitioner) -> list[Told]:
    found = []
    for worker in workers_now(practitioner, clock.now()):
        on = clock.today_in(worker.agency.time_zone)
        supervisor = supervisor_of(worker, on)
        people = [supervisor] if supervisor else holding(RoleKind.AGENCY_ADMINISTRATOR, on, agency=worker.agency_id)
        found.append(Told(worker.agency.name, people))
    return found


def _boards(practitioner: Practitioner) -> list[Told]:
    boards = {row.board for row in binding_now(practitioner)}
    return [
        Told(board.name, holding(RoleKind.BOARD_STAFF, clock.today_in(board.time_zone), board=board.pk))
        for board in sorted(boards, key=lambda board: board.pk)
    ]
