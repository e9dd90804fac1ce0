"""Who answers for a supervisor, asked of the app above that knows: the third of the roads that lead up.

    register_deputies(deputy_of, deputised_by)        # in `AppConfig.ready`

A deputy sees what waits once its clock has run out, and not before; nothing is ever granted because nobody answered. Whatever
waits for a supervisor goes by this: questions, ties told at an offer, closings, contacts held, changes that people ask for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.models import User
from alongside.people.authority import oversees
from alongside.people.models import Agency, RoleKind, SupervisorOfRecord, Worker
from alongside.people.queries import supervision_on, supervisor_of
from alongside.people.viewer import Viewer
from alongside.rulings.clocks import due_day, first_in_time
from alongside.rulings.models import Referral

DeputyOf = Callable[[User, Agency, date], "User | None"]
DeputisedBy = Callable[[int, int, date], QuerySet[Any, Any]]
"""Account, agency, day -> the accounts of the supervisors whose deputy they are, as a subquery."""

_deputy_of: DeputyOf | None = None
_deputised_by: DeputisedBy | None = None


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers, where, and on which day: in plain values, so that a query can be worded once.

    keeps: an administrator, who may answer whatever an agency's may. in_time_from, in_time_since: the first day whose matters
    are not late yet, and its first moment there.
    """

    user: int
    agency: int
    on: date
    in_time_from: date
    in_time_since: datetime
    keeps: bool


def register_deputies(deputy_of: DeputyOf, deputised_by: DeputisedBy) -> None:
    """Say who knows the deputies. The last caller wins."""
    global _deputy_of, _deputised_by
    _deputy_of, _deputised_by = deputy_of, deputised_by


def answering(viewer: Viewer, agency: Agency) -> Answering:
    """Somebody at an agency, today."""
    first = first_in_time(viewer.today)
    return Answering(
        user=viewer.user.pk,
        agency=agency.pk,
        on=viewer.today,
        in_time_from=first,
        in_time_since=datetime.combine(first, time(), agency.time_zone),
        keeps=agency.pk in viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR),
    )


def led_by(who: Answering) -> QuerySet[SupervisorOfRecord, Any]:
    """Ids of the workers there whom they are supervisor of record for."""
    return supervision_on(who.on).filter(agency=who.agency, supervisor=who.user).values("worker")


def overseen_by(who: Answering) -> Q:
    """Of rows with a worker: the agency's for who keeps it, else those of the workers they supervise there."""
    return Q(agency=who.agency) if who.keeps else Q(worker__in=led_by(who))


def led_for_others(who: Answering) -> QuerySet[SupervisorOfRecord, Any]:
    """Ids of the workers of those whose deputy they are."""
    if _deputised_by is None:
        return SupervisorOfRecord.objects.none().values("worker")
    others = _deputised_by(who.user, who.agency, who.on)
    return supervision_on(who.on).filter(agency=who.agency, supervisor__in=others).values("worker")


def theirs_to_answer(who: Answering, late: Q) -> Q:
    """Of rows with a worker: of those they supervise all, of those whose supervisor's deputy they are what is `late`."""
    return ~Q(worker__user=who.user) & (Q(worker__in=led_by(who)) | Q(worker__in=led_for_others(who)) & late)


def may_answer(user: User, worker: Worker, came_on: date, on: date) -> bool:
    """Whether somebody answers a matter of this worker now: who oversees them, and their supervisor's deputy once it is late."""
    return oversees(user, worker, on) or stands_in(user, worker, came_on, on)


def stands_in(user: User, worker: Worker, came_on: date, on: date) -> bool:
    """Whether they are the deputy of the worker's supervisor, and its day has passed; never of a matter of their own."""
    if _deputy_of is None or worker.user_id == user.pk or due_day(came_on) >= on:
        return False
    supervisor = supervisor_of(worker, on)
    return supervisor is not None and _deputy_of(supervisor, worker.agency, on) == user


def deputy_for(supervisor: User, agency: Agency, on: date, *, but: User) -> User | None:
    """Who answers for a supervisor on a day, other than whoever asks; None where nobody is named."""
    found = _deputy_of(supervisor, agency, on) if _deputy_of is not None else None
    return None if found is None or found.pk == but.pk else found


def hand_to_deputy(supervisor: User, agency: Agency, deputy: User | None) -> int:
    """Let the questions that wait for a supervisor name their deputy from now on. Call it where the deputy is named.

    Returns how many questions. A worker who is the deputy themself keeps their own question from it.
    """
    waiting = Referral.objects.filter(agency=agency, to=supervisor, status=Referral.Status.WAITING)
    if deputy is None:
        return waiting.update(deputy=None)
    return waiting.exclude(from_worker__user=deputy).update(deputy=deputy)
