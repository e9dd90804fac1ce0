"""Planning a contact, moving it, calling it off, noting that it did not take place. Planning asks the codes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record, standing_on
from alongside.caseload.models import Assignment
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.practice.endings import has_ended
from alongside.practice.models import Contact, WithWhom
from alongside.practice.refusals import EndedByThem, NoLongerTheirs, NotStandingNow, OddTimes
from alongside.practice.serving import Slot, lets_plan, rule_on_service
from alongside.rulings.seeking import ActRefused, asks

LONGEST: Final = timedelta(hours=24)
FARTHEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Plan:
    """When, how and where two will meet. token: of the form or device, so that what is sent twice is planned once."""

    slot: Slot
    place: str
    token: UUID
    with_whom: WithWhom = WithWhom.PERSON


@asks("provide-service")
def plan_contact(*, record: Record, plan: Plan, by: User, on: date) -> Contact:
    """Plan to meet somebody one is assigned to. Sent twice, it is planned once.

    Raises ActRefused with the ruling, OddTimes, NoLongerTheirs.
    """
    check_times(plan.slot)
    if plan.slot.ends <= clock.now():
        raise OddTimes(_("That time is past. If it took place, write it down instead; that is always right."))
    if plan.slot.begins > clock.now() + FARTHEST:
        raise OddTimes(_("That is more than a year ahead. Choose a nearer day."))
    with transaction.atomic(durable=True):
        worker = _worker(record, by)
        before = Contact.objects.filter(worker=worker, token=plan.token).first()
        if before is not None:
            return before
        if not is_theirs(worker, record.person, on):
            raise NoLongerTheirs
        if has_ended(record.person):
            raise EndedByThem
        ruling = rule_on_service(plan.slot, worker=worker, person_id=record.person.pk, stated=None, by=by)
        if lets_plan(ruling):
            contact = Contact.objects.create(
                agency=worker.agency,
                person=record.person,
                worker=worker,
                token=plan.token,
                with_whom=plan.with_whom,
                how=plan.slot.how,
                place=plan.place.strip(),
                status=Contact.Status.PLANNED,
                planned_from=plan.slot.begins,
                planned_to=plan.slot.ends,
                ruling=ruling,
                by=by,
                at=clock.now(),
            )
            write_journal("contact.planned", contact, by=by, data={"person": record.person.pk})
            return contact
    raise ActRefused(ruling)


def call_off(*, contact: Contact, by: User) -> Contact:
    """Call a planned contact off. Raises NotTheirs, NotStandingNow."""
    return _settle(contact, Contact.Status.CALLED_OFF, by=by)


def did_not_happen(*, contact: Contact, is_attempt: bool, by: User) -> Contact:
    """Note that it did not take place; with `is_attempt`, that the person was to be reached and did not answer.

    Raises NotTheirs, NotStandingNow, OddTimes for one that is still to come.
    """
    if contact.planned_from is not None and contact.planned_from > clock.now():
        raise OddTimes(_("It is still to come. Call it off if it will not take place."))
    return _settle(contact, Contact.Status.MISSED, by=by, is_attempt=is_attempt)


def check_times(slot: Slot) -> None:
    """Raises OddTimes unless it ends after it begins, within a day."""
    if slot.ends <= slot.begins:
        raise OddTimes(_("The end comes after the beginning. Past midnight, choose the next day."))
    if slot.ends - slot.begins > LONGEST:
        raise OddTimes(_("One contact takes less than a day. Write each day as its own."))


def is_theirs(worker: Worker, person: Person, on: date) -> bool:
    """Whether the worker is assigned to the person on a day."""
    return Assignment.objects.filter(standing_on(on), worker=worker, person=person).exists()


def _worker(record: Record, by: User) -> Worker:
    """Who acts, with their row locked, so that two devices plan and write one after the other."""
    if record.viewer.worker is None or record.viewer.user.pk != by.pk:
        raise NotTheirs
    return Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=record.viewer.worker.pk)


def _settle(contact: Contact, status: Contact.Status, *, by: User, is_attempt: bool = False) -> Contact:
    with transaction.atomic(durable=True):
        held = Contact.objects.select_for_update(of=("self",)).select_related("worker").get(pk=contact.pk)
        if held.worker.user_id != by.pk:
            raise NotTheirs
        if held.status == status:
            return held
        if held.status != Contact.Status.PLANNED:
            raise NotStandingNow
        held.status, held.is_attempt = status, is_attempt
        held.save(update_fields=["status", "is_attempt"])
        write_journal(f"contact.{status.value}", held, by=by, data={"person": held.person_id, "attempt": is_attempt})
    return held
