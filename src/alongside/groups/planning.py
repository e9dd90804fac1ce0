"""Planning a group, and calling it off. Planning asks the codes first; the second leader is told."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.groups.models import GroupSession, Leader
from alongside.groups.refusals import NotALeader
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.people.queries import working_at
from alongside.practice.planning import FARTHEST, check_times
from alongside.practice.refusals import NeedsWords, NotStandingNow, OddTimes
from alongside.practice.serving import Slot, lets_plan, rule_on_service
from alongside.rulings.seeking import ActRefused, asks


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """When, how, where and about what. token: of the form or device, so that what is sent twice is planned once."""

    slot: Slot
    topic: str
    place: str
    token: UUID
    second: Worker | None = None


@asks("provide-service")
def plan_group(*, worker: Worker, plan: GroupPlan, by: User) -> GroupSession:
    """Plan a group, alone or with a colleague. Sent twice, it is planned once.

    Raises ActRefused with the ruling, OddTimes, NeedsWords without a topic, NotALeader, NotTheirs.
    """
    _check(plan)
    with transaction.atomic(durable=True):
        held = locked_worker(worker, by)
        before = GroupSession.objects.filter(agency=held.agency, token=plan.token).first()
        if before is not None:
            return before
        _check_second(held, plan.second)
        ruling = rule_on_service(plan.slot, worker=held, person_id=None, fitness=None, by=by, place=plan.place)
        if lets_plan(ruling):
            session = GroupSession.objects.create(
                agency=held.agency,
                token=plan.token,
                topic=plan.topic.strip(),
                how=plan.slot.how,
                place=plan.place.strip(),
                status=GroupSession.Status.PLANNED,
                planned_from=plan.slot.begins,
                planned_to=plan.slot.ends,
                ruling=ruling,
                by=by,
                at=clock.now(),
            )
            seat_leaders(session, held, plan.second)
            write_journal("group.planned", session, by=by)
            _tell_second(session, held, plan.second)
            return session
    raise ActRefused(ruling)


def call_off_group(*, session: GroupSession, worker: Worker, by: User) -> GroupSession:
    """Call a planned group off; one that did not take place is called off too. Raises NotTheirs, NotStandingNow."""
    with transaction.atomic(durable=True):
        held = GroupSession.objects.select_for_update().get(pk=session.pk)
        if worker.user_id != by.pk or not Leader.objects.filter(session=held, worker=worker).exists():
            raise NotTheirs
        if held.status == GroupSession.Status.CALLED_OFF:
            return held
        if held.status != GroupSession.Status.PLANNED:
            raise NotStandingNow
        held.status = GroupSession.Status.CALLED_OFF
        held.save(update_fields=["status"])
        write_journal("group.called-off", held, by=by)
    return held


def seat_leaders(session: GroupSession, first: Worker, second: Worker | None) -> None:
    """Put on record who leads, inside the caller's transaction."""
    for seat, worker in enumerate([first, *([second] if second else [])], start=1):
        Leader.objects.create(agency_id=session.agency_id, session=session, worker=worker, seat=seat)


def locked_worker(worker: Worker, by: User) -> Worker:
    """Who acts, with their row locked, so that two devices plan and write one after the other. Raises NotTheirs."""
    if worker.user_id != by.pk:
        raise NotTheirs
    return Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=worker.pk)


def _check(plan: GroupPlan) -> None:
    if not plan.topic.strip():
        raise NeedsWords
    check_times(plan.slot)
    if plan.slot.ends <= clock.now():
        raise OddTimes(_("That time is past. If it took place, write it down instead; that is always right."))
    if plan.slot.begins > clock.now() + FARTHEST:
        raise OddTimes(_("That is more than a year ahead. Choose a nearer day."))


def _check_second(worker: Worker, second: Worker | None) -> None:
    if second is None:
        return
    colleagues = working_at(worker.agency, clock.today_in(worker.agency.time_zone)).exclude(pk=worker.pk)
    if not colleagues.filter(pk=second.pk).exists():
        raise NotALeader


def _tell_second(session: GroupSession, worker: Worker, second: Worker | None) -> None:
    if second is not None and second.user is not None:
        url = reverse("groups:group", args=[session.pk])
        notify(kind="group.asked", to=second.user, key=f"group.asked:{session.pk}", data={"name": worker.name}, url=url)
