"""Booking a session, moving it, calling it off. Each is one transaction, on record by ids alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, has_authority
from alongside.people.models import Agency, RoleKind, Worker
from alongside.people.queries import supervisors_at, workers_supervised_by
from alongside.supervision.models import A_DAY, SessionAttendance, SupervisionSession
from alongside.supervision.refusals import NotPossible

FARTHEST: Final = timedelta(days=366)
SHORTEST: Final = 5
"""Minutes. A code counts sessions as well as hours: what is shorter is a word in passing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is booked. starts_at: aware; minutes: how long; is_clinical: only where the supervisor says so."""

    workers: Sequence[Worker]
    kind: SupervisionSession.Kind
    starts_at: datetime
    minutes: int
    how: SupervisionSession.How = SupervisionSession.How.IN_PERSON
    place: str = ""
    is_clinical: bool = False


def book_session(
    *, agency: Agency, supervisor: User, plan: Plan, form_token: UUID | None, by: User
) -> SupervisionSession:
    """Book a session that is to come. The same form sent twice books one.

    By its supervisor, for workers they are supervisor of record for, or by an administrator of the agency.
    Raises NotTheirs, and NotPossible for a time that has passed, or at which somebody has a session already.
    """
    with transaction.atomic(durable=True):
        lock_workers(plan.workers)
        before = SupervisionSession.objects.filter(booked_by=by, form_token=form_token).first() if form_token else None
        if before is not None:
            return before
        require_supervision(agency, supervisor, plan.workers, by=by)
        _require_to_come(plan)
        session = enter_session(agency, supervisor, plan, form_token=form_token, by=by)
        write_journal("session.booked", session, by=by, data=_booked(session, plan))
    return session


def move_session(*, session: SupervisionSession, plan: Plan, by: User) -> SupervisionSession:
    """Change when, how long, how or where, while it is booked; who takes part stays. Raises NotTheirs, NotPossible."""
    with transaction.atomic(durable=True):
        held = locked(session)
        require_keeper(held, by=by)
        require_planned(held)
        workers = [own.worker for own in held.attendances.select_related("worker")]
        plan = Plan(
            workers, plan.kind, plan.starts_at, plan.minutes, plan.how, plan.place, is_clinical=plan.is_clinical
        )
        _require_to_come(plan)
        require_free(workers, plan.starts_at, plan.starts_at + timedelta(minutes=plan.minutes), but=held)
        held.starts_at, held.planned_minutes = plan.starts_at, plan.minutes
        held.how, held.place, held.is_clinical = plan.how, plan.place, plan.is_clinical
        held.save(update_fields=["starts_at", "planned_minutes", "how", "place", "is_clinical"])
        write_journal("session.moved", held, by=by, data=_booked(held, plan))
    return held


def call_off(*, session: SupervisionSession, off: SupervisionSession.Off, by: User) -> SupervisionSession:
    """A booked session does not take place, and whose part that was. Told twice the same, it is called off once.

    By its supervisor, an administrator, or in a session for one by that worker, who may also say that it did not happen.
    Raises NotTheirs, NotPossible for one that was held, and for saying that nothing happened before its time is over.
    """
    with transaction.atomic(durable=True):
        held = locked(session)
        _require_part(held, by=by)
        if held.state == SupervisionSession.State.CANCELLED and held.off == off.value:
            return held
        require_planned(held)
        if off is SupervisionSession.Off.NOT_HELD and clock.now() < held.planned_end:
            raise NotPossible("not-over", _("Its time is not over yet. To call it off, say who could not come."))
        held.state, held.off = SupervisionSession.State.CANCELLED, off
        held.settled_by, held.settled_at = by, clock.now()
        held.save(update_fields=["state", "off", "settled_by", "settled_at"])
        write_journal("session.called-off", held, by=by, data={"off": off.value})
    return held


def lock_workers(workers: Sequence[Worker]) -> None:
    """Whatever two pages book or write up for a worker at once, they wait for each other here."""
    list(Worker.objects.select_for_update().filter(pk__in=[w.pk for w in workers]).order_by("pk"))


def locked(session: SupervisionSession) -> SupervisionSession:
    """The row as it stands now, its workers and itself locked, in that order."""
    ids = SessionAttendance.objects.filter(session=session).values("worker")
    lock_workers(list(Worker.objects.filter(pk__in=ids)))
    found = SupervisionSession.objects.select_for_update(of=("self",)).select_related("agency", "supervisor")
    return found.get(pk=session.pk)


def enter_session(
    agency: Agency, supervisor: User, plan: Plan, *, form_token: UUID | None, by: User, booked_too: bool = True
) -> SupervisionSession:
    """The rows of a booked session. Call it in the transaction of what needs them. Raises NotPossible."""
    _require_shape(plan)
    ends = plan.starts_at + timedelta(minutes=plan.minutes)
    require_free(plan.workers, plan.starts_at, ends, booked_too=booked_too)
    session = SupervisionSession.objects.create(
        agency=agency,
        supervisor=supervisor,
        kind=plan.kind,
        is_clinical=plan.is_clinical,
        starts_at=plan.starts_at,
        planned_minutes=plan.minutes,
        how=plan.how,
        place=plan.place,
        booked_by=by,
        booked_at=clock.now(),
        form_token=form_token,
    )
    SessionAttendance.objects.bulk_create(
        [SessionAttendance(agency=agency, session=session, worker=worker) for worker in plan.workers]
    )
    return session


def require_supervision(agency: Agency, supervisor: User, workers: Sequence[Worker], *, by: User) -> None:
    """Raises NotTheirs unless `by` may book for these workers: their own supervisor, or an administrator for one."""
    today = clock.today_in(agency.time_zone)
    if any(worker.agency_id != agency.pk for worker in workers):
        raise NotTheirs
    if has_authority(by, Authority((RoleKind.AGENCY_ADMINISTRATOR,), agency=agency)):
        if not supervisors_at(agency, today).filter(pk=supervisor.pk).exists():
            raise NotPossible("no-supervisor", _("They hold no supervisor’s role here today."), field="supervisor")
        return
    if by.pk != supervisor.pk or not has_authority(by, Authority((RoleKind.SUPERVISOR,), agency=agency)):
        raise NotTheirs
    own = set(workers_supervised_by(by, today).filter(agency=agency).values_list("pk", flat=True))
    if not {worker.pk for worker in workers} <= own:
        raise NotTheirs


def require_keeper(session: SupervisionSession, *, by: User) -> None:
    """Raises NotTheirs unless they lead the session, or administer the agency."""
    leads = by.pk == session.supervisor_id and has_authority(
        by, Authority((RoleKind.SUPERVISOR,), agency=session.agency)
    )
    if not leads and not has_authority(by, Authority((RoleKind.AGENCY_ADMINISTRATOR,), agency=session.agency)):
        raise NotTheirs


def require_planned(session: SupervisionSession) -> None:
    """Raises NotPossible, telling who settled it and when, for a session that no longer waits."""
    if session.is_planned:
        return
    who = session.settled_by.name if session.settled_by else ""
    if session.is_held:
        raise NotPossible("held-already", _("%(name)s has written this session up already.") % {"name": who})
    raise NotPossible(
        "called-off-already", _("%(name)s called this session off before. Book a new one.") % {"name": who}
    )


def require_free(
    workers: Sequence[Worker],
    begins: datetime,
    ends: datetime,
    *,
    but: SupervisionSession | None = None,
    booked_too: bool = True,
) -> None:
    """Raises NotPossible where one of them has another session in that time: held, or with `booked_too` booked."""
    clash = Q(began_at__lt=ends, ended_at__gt=begins)
    if booked_too:
        a_day = timedelta(minutes=A_DAY)
        clash |= Q(
            session__state=SupervisionSession.State.PLANNED,
            session__starts_at__lt=ends,
            session__starts_at__gt=begins - a_day,
        )
    others = SessionAttendance.objects.filter(clash, worker__in=workers).select_related("session", "worker")
    for other in others.exclude(session=but) if but is not None else others:
        if other.session.is_planned and other.session.planned_end <= begins:
            continue
        raise NotPossible(
            "overlaps",
            _("%(name)s has another session at that time. Choose another hour, or open that one.")
            % {"name": other.worker.name},
            field="at",
        )


def _require_part(session: SupervisionSession, *, by: User) -> None:
    """Raises NotTheirs unless they lead it, administer the agency, or are the one worker it is for."""
    own = session.attendances.filter(worker__user=by).exists() and not session.is_group
    works_here = own and has_authority(by, Authority((RoleKind.WORKER,), agency=session.agency))
    if not works_here:
        require_keeper(session, by=by)


def _require_to_come(plan: Plan) -> None:
    _require_shape(plan)
    now = clock.now()
    if plan.starts_at < now:
        raise NotPossible(
            "has-passed", _("That time has passed. If the session took place, write it up instead."), field="day"
        )
    if plan.starts_at > now + FARTHEST:
        raise NotPossible("too-far", _("That is more than a year away. Choose a nearer day."), field="day")


def _require_shape(plan: Plan) -> None:
    if not plan.workers:
        raise NotPossible("nobody", _("Choose who the session is with."), field="workers")
    if plan.kind is SupervisionSession.Kind.ONE_TO_ONE and len(plan.workers) > 1:
        raise NotPossible("one-only", _("One to one is with one worker. For more, choose a group."), field="kind")
    require_length(plan.minutes)


def require_length(minutes: int) -> None:
    """Raises NotPossible for what is no session: a few minutes, or more than a day."""
    if minutes < SHORTEST:
        raise NotPossible("too-short", _("A session lasts 5 minutes or more."), field="minutes")
    if minutes > A_DAY:
        raise NotPossible("too-long", _("A session is no longer than a day."), field="minutes")


def _booked(session: SupervisionSession, plan: Plan) -> dict[str, str | int]:
    return {
        "supervisor": session.supervisor_id,
        "workers": ",".join(str(worker.pk) for worker in plan.workers),
        "starts": session.starts_at.isoformat(),
        "minutes": session.planned_minutes,
    }
