"""Somebody who does not answer: each try is put on file, and their case closes for it after so many days: nm.role.8.

What counts is what was tried since the person was last met or came back: who answered in between was reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.models import Person
from alongside.practice.models import Closing, Contact, How, OtherParty
from alongside.practice.planning import acting_worker
from alongside.practice.refusals import StillToCome
from alongside.supervision.figures import ATTEMPTS, Figure, figure

A_TRY: Final = timedelta(minutes=1)
"""As long as a try without an answer counts in the day."""


@dataclass(frozen=True, slots=True)
class Try:
    """When and how somebody was tried, where nothing was planned. token: of the form, so that what is sent twice is one."""

    token: UUID
    at: datetime
    how: How


@dataclass(frozen=True, slots=True)
class Tried:
    """The tries on file since the person was last met or came back, the newest first; on how many days; how many are asked for."""

    contacts: list[Contact]
    days: int
    needed: Figure

    @property
    def is_enough(self) -> bool:
        return self.days >= self.needed.value


def tried_to_reach(*, record: Record, tried: Try, by: User) -> Contact:
    """Put on file that a worker tried to reach somebody and got no answer, without a plan before. Sent twice, it is once.

    Raises StillToCome, NotTheirs.
    """
    if tried.at > clock.now():
        raise StillToCome
    with transaction.atomic(durable=True):
        worker = acting_worker(record, by)
        before = Contact.objects.filter(worker=worker, token=tried.token).first()
        if before is not None:
            return before
        contact = Contact.objects.create(
            agency=worker.agency,
            person=record.person,
            worker=worker,
            token=tried.token,
            how=tried.how,
            status=Contact.Status.MISSED,
            is_attempt=True,
            planned_from=tried.at,
            planned_to=tried.at + A_TRY,
            by=by,
            at=clock.now(),
        )
        write_journal("contact.missed", contact, by=by, data={"person": record.person.pk, "attempt": True})
    return contact


def tries_on_file(person: Person) -> Tried:
    """What is on file of trying to reach somebody. Several tries on one day are one."""
    zone = person.agency.time_zone
    tries = Contact.objects.filter(person=person, is_attempt=True)
    since = _last_reached(person)
    if since is not None:
        tries = tries.filter(planned_from__gte=since)
    rows = list(tries.select_related("worker").order_by("-planned_from", "-pk"))
    days = {row.planned_from.astimezone(zone).date() for row in rows if row.planned_from is not None}
    return Tried(rows, len(days), figure(ATTEMPTS, person.agency, clock.today_in(zone)))


def _last_reached(person: Person) -> datetime | None:
    """When they were last met, themselves or beside somebody else, or came back."""
    there = OtherParty.objects.filter(contact=OuterRef("pk"), is_plan=False, person_is_there=True)
    met = Contact.objects.filter(Q(with_whom="person") | Exists(there), person=person, status="held")
    last = met.order_by("-began_at").values_list("began_at", flat=True).first()
    back = Closing.objects.filter(person=person, returned_on__isnull=False).order_by("-returned_on").first()
    if back is None or back.returned_on is None:
        return last
    returned = datetime.combine(back.returned_on, time(0), person.agency.time_zone)
    return returned if last is None else max(last, returned)
