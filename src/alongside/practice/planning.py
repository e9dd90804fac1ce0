"""Planning a contact, moving it, calling it off, noting that it did not take place. Planning asks the codes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record, who_ended
from alongside.caseload.ended import require_not_ended
from alongside.caseload.essentials import essentials_of
from alongside.caseload.queries import supports
from alongside.caseload.wishes import Way, Wish, broken_by
from alongside.database.prepared import Prepared
from alongside.journal.writing import Plain, write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.practice.helping import HELPS, Help, acts_in, keep_help, refusing_help, rule_on_help
from alongside.practice.models import A_LITTLE, Contact, How
from alongside.practice.others import Somebody, check_somebody, is_reached, plan_with, rule_on_plan, with_whom
from alongside.practice.reaching import NOTHING_SAID, REACH, Reach, keep_reach, rule_on_reach
from alongside.practice.refusals import (
    AgainstTheirWish,
    NoLongerTheirs,
    NotOverYet,
    OddTimes,
    SettledElsewhere,
    StillToCome,
)
from alongside.practice.serving import Slot, lets_plan, rule_on_service
from alongside.rulings.seeking import ActRefused, asks

LONGEST: Final = timedelta(hours=24)
FARTHEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Plan:
    """When, how and where two will meet. token: of the form or device, so that what is sent twice is planned once.

    other: somebody else who takes part or is spoken with, which needs a release (nm.role.1, nm.role.2)
    helps: a ride, help with medication, an opinion that is to be given (nm.safety.1, nm.role.6, nm.role.6b)
    reach: by telephone or online, whether the supervisor was asked (sud.1.11, ak.conduct.7)
    is_their_say: the person said yes to this time and way, whatever they wished before
    """

    slot: Slot
    place: str
    token: UUID
    other: Somebody | None = None
    helps: tuple[Help, ...] = ()
    reach: Reach = NOTHING_SAID
    is_their_say: bool = False


@asks("provide-service", "disclose-information", "make-appointment", "arrange-transport", REACH, *HELPS)
def plan_contact(*, record: Record, plan: Plan, by: User, on: date) -> Contact:
    """Plan to meet somebody one is assigned to, or somebody else about them. Sent twice, it is planned once.

    Raises ActRefused with the ruling, OddTimes, NoLongerTheirs, EndedByThem, AgainstTheirWish, NotWhole.
    """
    check_times(plan.slot)
    check_somebody(plan.other)
    if plan.slot.ends <= clock.now():
        raise OddTimes(_("That time is past. If it took place, write it down instead; that is always right."))
    if plan.slot.begins > clock.now() + FARTHEST:
        raise OddTimes(_("That is more than a year ahead. Choose a nearer day."))
    with transaction.atomic(durable=True):
        worker = acting_worker(record, by)
        before = Contact.objects.filter(worker=worker, token=plan.token).first()
        if before is not None:
            return before
        if not supports(worker, record.person, on):
            raise NoLongerTheirs(who_ended(record.viewer, record.person))
        require_not_ended(record.person)
        is_asked = is_reached(plan.other) and not plan.is_their_say
        against = wishes_against(plan.slot, record, worker) if is_asked else []
        if against:
            raise AgainstTheirWish([own.words() for own in against])
        ruling = rule_on_service(
            plan.slot,
            worker=worker,
            person_id=record.person.pk,
            fitness=None,
            by=by,
            place=plan.place,
            done=acts_in(plan.helps),
        )
        told = rule_on_plan(plan.other, plan.slot, worker=worker, person=record.person, by=by)
        helps = rule_on_help(plan.helps, worker=worker, person=record.person, by=by, on=plan.slot.day(worker.agency))
        reach = None
        if is_reached(plan.other):
            reach = rule_on_reach(
                plan.reach, plan.slot, ruling, worker=worker, person=record.person, by=by, is_plan=True
            )
        refusing = (told.refusing_plan if told else None) or refusing_help(helps)
        if reach is not None and not reach.allows:
            refusing = refusing or reach
        if lets_plan(ruling) and refusing is None:
            contact = Contact.objects.create(
                agency=worker.agency,
                person=record.person,
                worker=worker,
                token=plan.token,
                with_whom=with_whom(plan.other),
                how=plan.slot.how,
                place=plan.place.strip(),
                status=Contact.Status.PLANNED,
                planned_from=plan.slot.begins,
                planned_to=plan.slot.ends,
                ruling=ruling,
                by=by,
                at=clock.now(),
            )
            data: dict[str, Plain] = {"person": record.person.pk, "their_say": plan.is_their_say}
            write_journal("contact.planned", contact, by=by, data=data)
            if plan.other is not None and told is not None:
                plan_with(plan.other, told, contact=contact, by=by)
            keep_help(helps, contact=contact, is_plan=True, by=by)
            keep_reach(plan.reach, reach, contact=contact, is_plan=True, by=by)
            return contact
    raise ActRefused(ruling if refusing is None else refusing)


def call_off(*, contact: Contact, by: User) -> Contact:
    """Call a planned contact off. Raises NotTheirs, SettledElsewhere."""
    return _settle(contact, Contact.Status.CALLED_OFF, by=by)


def did_not_happen(*, contact: Contact, is_attempt: bool, by: User) -> Contact:
    """Note that it did not take place; with `is_attempt`, that the person was to be reached and did not answer.

    Raises NotTheirs, SettledElsewhere, OddTimes for one that is still to come.
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


def check_is_over(slot: Slot) -> None:
    """Raises StillToCome for what has not begun, NotOverYet for what goes on."""
    now = clock.now()
    if slot.begins > now:
        raise StillToCome
    if slot.ends > now + A_LITTLE:
        raise NotOverYet


WAYS_OF: Final[Mapping[How, tuple[Way, ...]]] = {
    How.TELEPHONE: (Way.CALL,),
    How.ELECTRONIC: (Way.TEXT, Way.EMAIL, Way.VIDEO),
    How.PERSONS_HOME: (Way.HOME,),
}
"""By which of the ways that a person may speak of a contact may be."""


def wishes_against(slot: Slot, record: Record, worker: Worker) -> list[Wish]:
    """What the person wished that such a contact goes against."""
    zone = worker.agency.time_zone
    begins, ends = slot.begins.astimezone(zone), slot.ends.astimezone(zone)
    return broken_by(essentials_of(record).reach, WAYS_OF.get(slot.how, ()), begins, ends)


def acting_worker(record: Record, by: User) -> Worker:
    """Who acts, with their row locked, so that two devices plan and write one after the other."""
    if record.viewer.worker is None or record.viewer.user.pk != by.pk:
        raise NotTheirs
    held = _ACTING.first(record.viewer.worker.pk)
    if held is None:
        raise NotTheirs
    return held


_ACTING: Final = Prepared(
    lambda worker: Worker.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=worker), int
)


def _settle(contact: Contact, status: Contact.Status, *, by: User, is_attempt: bool = False) -> Contact:
    with transaction.atomic(durable=True):
        held = Contact.objects.select_for_update(of=("self",)).select_related("worker").get(pk=contact.pk)
        if held.worker.user_id != by.pk:
            raise NotTheirs
        if held.status == status:
            return held
        if held.status != Contact.Status.PLANNED:
            raise SettledElsewhere(str(held.get_status_display()))
        held.status, held.is_attempt = status, is_attempt
        held.save(update_fields=["status", "is_attempt"])
        write_journal(f"contact.{status.value}", held, by=by, data={"person": held.person_id, "attempt": is_attempt})
    return held
