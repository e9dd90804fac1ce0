"""The supervisor's and the agency's view: whom somebody sees, who will fall short, what did not take place, who has too many.

A supervisor sees the workers they are supervisor of record for today; an administrator all who work at the agency now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import RoleKind, SupervisorOfRecord, Worker
from alongside.people.queries import supervision_on, supervisors_at, workers_supervised_by, working_at
from alongside.people.viewer import Viewer
from alongside.rulings.standing_now import StandingsNow
from alongside.supervision.counting import Minimum, months_now
from alongside.supervision.figures import TEAM, Figure, figure
from alongside.supervision.models import SessionAttendance, SupervisionSession

LOOKS_BACK: Final = timedelta(days=60)
"""How far back what did not take place is shown."""

LEADS: Final = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)


@dataclass(frozen=True)
class Row:
    """A worker's month under one clause. missed: sessions that did not take place for the supervisor's part.

    last: of the month before, what was never met
    """

    minimum: Minimum
    booked: SupervisionSession | None
    last: Minimum | None
    supervisor: User | None

    @property
    def worker(self) -> Worker:
        return self.minimum.worker


@dataclass(frozen=True)
class Load:
    """How many workers a supervisor has, beside the figure; and how many sessions did not take place for their part."""

    supervisor: User
    workers: int
    figure: Figure
    missed: int
    deputy: User | None

    @property
    def is_over(self) -> bool:
        return self.workers > self.figure.value


@dataclass(frozen=True)
class Uncovered:
    """A worker without a supervisor of record (nm.rights.3, sud.preamble.7). since: the last day there was one, if any."""

    worker: Worker
    since: date | None


def sees_all(viewer: Viewer) -> bool:
    """Whether they administer the agency whose pages they are on."""
    return viewer.agency is not None and RoleKind.AGENCY_ADMINISTRATOR in viewer.kinds_here


def team_of(viewer: Viewer) -> QuerySet[Worker]:
    """Whose supervision they see here: their own workers', or everybody's at the agency; nobody's, whatever else they are."""
    if viewer.agency is None or not viewer.kinds_here & set(LEADS):
        return Worker.objects.none()
    at_work = working_at(viewer.agency, viewer.today)
    if not sees_all(viewer):
        own = workers_supervised_by(viewer.user, viewer.today).filter(agency=viewer.agency)
        at_work = at_work.filter(pk__in=own.values("pk"))
    return at_work.select_related("agency").order_by("name", "pk")


def worker_in_team(viewer: Viewer, worker_id: int) -> Worker:
    """Raises Http404 for one that is foreign or missing."""
    return get_object_or_404(team_of(viewer), pk=worker_id)


def standings_of_team(viewer: Viewer) -> StandingsNow:
    """How those they see stand today under their codes."""
    return StandingsNow(list(team_of(viewer)), viewer.today)


def rows_of(viewer: Viewer) -> list[Row]:
    """The month of every worker of the team, the worst first: one row for each clause that counts sessions."""
    return with_names(months_in(standings_of_team(viewer)), viewer.today)


def months_in(now: StandingsNow) -> list[Row]:
    """The same without who supervises them and what is booked."""
    months = months_now(now)
    rows = [
        Row(minimum, None, next((last for last in own.before if last.clause == minimum.clause), None), None)
        for own in months.values()
        for minimum in own.now
    ]
    return sorted(rows, key=lambda row: row.minimum.order)


def with_names(rows: Sequence[Row], on: date) -> list[Row]:
    """These rows with each one's supervisor of record and next booked session: for those that a page shows."""
    team = [row.worker for row in rows]
    booked, supervisors = _next_booked(team), _supervisors(team, on)
    return [replace(row, booked=booked.get(row.worker.pk), supervisor=supervisors.get(row.worker.pk)) for row in rows]


def missed_by(viewer: Viewer) -> QuerySet[SupervisionSession]:
    """Sessions that did not take place for a supervisor's part, lately: called off by them, or never held.

    A supervisor sees their own; an administrator the agency's.
    """
    since = clock.now() - LOOKS_BACK
    found = _led(viewer).filter(
        state=SupervisionSession.State.CANCELLED,
        off__in=[SupervisionSession.Off.SUPERVISOR, SupervisionSession.Off.NOT_HELD],
        starts_at__gte=since,
    )
    return found.order_by("-starts_at")


def unwritten(viewer: Viewer) -> list[SupervisionSession]:
    """Booked sessions whose time is over and that nobody has written up or called off, the oldest first."""
    now = clock.now()
    rows = _led(viewer).filter(state=SupervisionSession.State.PLANNED, starts_at__lt=now).order_by("starts_at")
    return [row for row in rows if row.planned_end <= now]


def coming(viewer: Viewer, *, most: int | None = None) -> list[SupervisionSession]:
    """Booked sessions whose time is not over, the next first."""
    now = clock.now()
    rows = _led(viewer).filter(state=SupervisionSession.State.PLANNED, starts_at__gt=now - timedelta(days=1))
    planned = rows.order_by("starts_at", "pk").values_list("pk", "starts_at", "planned_minutes")
    open_ones = [pk for pk, starts, minutes in planned if starts + timedelta(minutes=minutes) > now][:most]
    return list(rows.filter(pk__in=open_ones).order_by("starts_at", "pk"))


def held_lately(viewer: Viewer) -> QuerySet[SupervisionSession]:
    """Sessions held, the latest first."""
    return _led(viewer).filter(state=SupervisionSession.State.HELD).order_by("-began_at")


def uncovered(viewer: Viewer) -> list[Uncovered]:
    """Who works here without a supervisor of record today; only an administrator can name one, and sees this."""
    if viewer.agency is None or not sees_all(viewer):
        return []
    has_one = supervision_on(viewer.today).filter(worker=OuterRef("pk"))
    bare = working_at(viewer.agency, viewer.today).exclude(Exists(has_one)).select_related("agency").order_by("name")
    ended = {
        row.worker_id: row.to_day
        for row in SupervisorOfRecord.objects.filter(worker__in=bare, to_day__lte=viewer.today).order_by("to_day")
    }
    return [Uncovered(worker, ended.get(worker.pk)) for worker in bare]


def loads(viewer: Viewer) -> list[Load]:
    """Each supervisor's number of workers: one's own, or for an administrator everybody's, the fullest first."""
    if viewer.agency is None:
        return []
    from alongside.supervision.deputies import deputies_of

    leaders = supervisors_at(viewer.agency, viewer.today)
    if not sees_all(viewer):
        leaders = leaders.filter(pk=viewer.user.pk)
    usual, deputies = figure(TEAM, viewer.agency, viewer.today), deputies_of(viewer.agency, viewer.today)
    at_work = set(working_at(viewer.agency, viewer.today).values_list("pk", flat=True))
    of_record = list(supervision_on(viewer.today).filter(agency=viewer.agency, worker__in=at_work))
    missed = list(missed_by(viewer))
    found = [
        Load(
            leader,
            sum(row.supervisor_id == leader.pk for row in of_record),
            usual,
            sum(session.supervisor_id == leader.pk for session in missed),
            deputies.get(leader.pk),
        )
        for leader in leaders.order_by("name")
    ]
    return sorted(found, key=lambda load: (-load.workers, load.supervisor.name))


def session_led(viewer: Viewer, session_id: int) -> SupervisionSession:
    """One that they lead, or that is their agency's to administer. Raises Http404 for a foreign or missing one."""
    return get_object_or_404(_led(viewer), pk=session_id)


def my_attendance(viewer: Viewer, session_id: int) -> SessionAttendance:
    """The worker's own part in a session. Raises Http404 for a foreign or missing one."""
    if viewer.worker is None:
        raise Http404
    found = SessionAttendance.objects.filter(worker=viewer.worker).select_related(
        "session__agency", "session__supervisor", "session__settled_by", "worker"
    )
    return get_object_or_404(found, session=session_id)


def waiting_for_word(worker: OuterRef) -> QuerySet[SessionAttendance]:
    """Sessions that wait for a worker's word: every page of theirs says how many."""
    return SessionAttendance.objects.filter(worker=worker, attended=True, stands="open")


def my_sessions(worker: Worker) -> QuerySet[SessionAttendance]:
    """A worker's own sessions, the latest first."""
    found = SessionAttendance.objects.filter(worker=worker).select_related("session__agency", "session__supervisor")
    return found.order_by("-session__starts_at", "-pk")


def next_session(worker: Worker) -> SupervisionSession | None:
    """Of the sessions booked for a worker whose time is not over, the first."""
    now = clock.now()
    planned = my_sessions(worker).filter(session__state=SupervisionSession.State.PLANNED)
    begun_lately = planned.filter(session__starts_at__gt=now - timedelta(days=1)).order_by("session__starts_at", "pk")
    return next((own.session for own in begun_lately if own.session.planned_end > now), None)


def _led(viewer: Viewer) -> QuerySet[SupervisionSession]:
    """The sessions somebody leads at the agency they are at, or for an administrator all of it."""
    found = SupervisionSession.objects.filter(agency=viewer.agency)
    if not sees_all(viewer):
        found = found.filter(supervisor=viewer.user)
    if viewer.agency is None or not viewer.kinds_here & set(LEADS):
        found = found.none()
    return found.select_related("agency", "supervisor", "settled_by").prefetch_related("attendances__worker")


def _supervisors(team: Sequence[Worker], on: date) -> dict[int, User]:
    rows = supervision_on(on).filter(worker__in=team).select_related("supervisor")
    return {row.worker_id: row.supervisor for row in rows}


def _next_booked(team: Sequence[Worker]) -> dict[int, SupervisionSession]:
    """Each worker's next booked session that is not over."""
    now: datetime = clock.now()
    rows = SessionAttendance.objects.filter(
        worker__in=team, session__state=SupervisionSession.State.PLANNED, session__starts_at__gte=now
    )
    found: dict[int, SupervisionSession] = {}
    for row in rows.select_related("session__agency").order_by(F("session__starts_at")):
        found.setdefault(row.worker_id, row.session)
    return found


def own_workers(viewer: Viewer) -> QuerySet[Worker]:
    """The workers somebody is supervisor of record for at the agency they are at, whatever else they administer."""
    own = workers_supervised_by(viewer.user, viewer.today).filter(agency=viewer.agency)
    return own.select_related("agency").order_by("name", "pk")
