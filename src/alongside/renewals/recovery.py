"""Telling employer and program that something changed in one's recovery: nc.1.2. Without detail, and never a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from alongside.accounts.models import User
from alongside.credentials.queries import binding
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, Practitioner, Role, RoleKind, Worker
from alongside.people.queries import supervisor_of
from alongside.renewals.models import RecoveryNotice

STAFF = {"agency": RoleKind.AGENCY_ADMINISTRATOR, "board": RoleKind.BOARD_STAFF}


@dataclass(frozen=True)
class Told:
    """A place that would be told, and by whom it is read there."""

    place: str
    people: Sequence[User]


def would_be_told(practitioner: Practitioner, on: date) -> Sequence[Told]:
    """Every employer (the supervisor of record, else its administrators) and every board whose code binds."""
    return [*_employers(practitioner, on), *_boards(practitioner, on)]


def tell_of_recovery(*, practitioner: Practitioner, by: User) -> RecoveryNotice:
    """Tell them all, in the same plain sentence. Twice on a day is once. Raises NotTheirs for anybody else's."""
    with transaction.atomic(durable=True):
        if practitioner.user_id != by.pk:
            raise NotTheirs
        on = clock.now().date()
        known = RecoveryNotice.objects.filter(practitioner=practitioner, on=on).first()
        if known is not None:
            return known
        people = {user.pk: user for told in would_be_told(practitioner, on) for user in told.people}
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


def _employers(practitioner: Practitioner, on: date) -> list[Told]:
    workers = Worker.objects.filter(practitioner=practitioner).select_related("agency")
    found = []
    for worker in workers.order_by("pk"):
        supervisor = supervisor_of(worker, on)
        people = [supervisor] if supervisor else holding(RoleKind.AGENCY_ADMINISTRATOR, on, agency=worker.agency_id)
        found.append(Told(worker.agency.name, people))
    return found


def _boards(practitioner: Practitioner, on: date) -> list[Told]:
    boards = Board.objects.filter(pk__in=binding(on).filter(holder=practitioner).values("board")).order_by("pk")
    return [Told(board.name, holding(RoleKind.BOARD_STAFF, on, board=board.pk)) for board in boards]


def holding(kind: RoleKind, on: date, **place: int) -> list[User]:
    """Who holds a role at a place on a day."""
    rows = Role.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=on), kind=kind, from_day__lte=on, **place)
    return [role.user for role in rows.select_related("user").order_by("pk")]
