"""How soon contacts are written down, against the employer's own limit: nm.role.9a, nm.reporting.3, ca.integrity.14a, sud.1.9.

Days are counted where the agency is, from the day a contact began to the day its note was signed. Where no limit is on file
nothing is late, and that is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median_low
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, QuerySet
from django.db.models.functions import TruncDate

from alongside.groups.models import GroupSession, Leader
from alongside.people import clock
from alongside.people.models import Agency, Worker
from alongside.practice.models import Contact
from alongside.rulebook.models import AgencyPolicy
from alongside.rulebook.policies import rows_in_force, setting_of
from alongside.rulebook.queries import library
from canon.values import Clockless, Span, Unit, ValueFault

DOCUMENTED = "contact-documented"


@dataclass
class Lag:
    """How soon a worker writes down. days: of each contact written; waiting: days that unwritten ones wait already."""

    worker: int
    name: str
    days: list[int] = field(default_factory=list)
    late: int = 0
    waiting: list[int] = field(default_factory=list)

    @property
    def median(self) -> int | None:
        """In whole days; of two in the middle the smaller."""
        return median_low(self.days) if self.days else None

    @property
    def worst(self) -> int | None:
        return max([*self.days, *self.waiting], default=None)

    @property
    def order(self) -> tuple[int, int, str]:
        """Who needs a look first: unwritten, then late, then by name."""
        return -len(self.waiting), -self.late, self.name.casefold()


def limit_days(agency: Agency, on: date) -> int | None:
    """Within how many days a contact is to be written down, as the agency set it for any clause; None without a limit."""
    rows = AgencyPolicy.objects.filter(agency=agency, fact="", from_day__lte=on)
    asking = _clauses_on_writing()
    found = [days for row in rows_in_force(rows) if row.clause in asking and (days := _days(row)) is not None]
    return min(found, default=None)


def lag_of(agency: Agency, begins: datetime, ends: datetime) -> list[Lag]:
    """Each worker with contacts between two moments, who needs a look first. Four queries, whatever the number.

    The database counts the days: an agency holds thousands of contacts in a month, and a few hundred counts tell of them.
    """
    zone, now = agency.time_zone, clock.now()
    limit = limit_days(agency, now.astimezone(zone).date())
    found: dict[int, Lag] = {}
    names = dict(Worker.objects.filter(agency=agency).values_list("pk", "name"))

    def lag(worker: int) -> Lag:
        return found.setdefault(worker, Lag(worker, names.get(worker, "")))

    for worker, taken, count in _taken(agency, begins, ends):
        lag(worker).days += [taken] * count
        lag(worker).late += count * is_late(taken, limit)
    for worker, began in _unwritten(agency, begins, min(ends, now)):
        lag(worker).waiting.append(days_between(began, now, agency))
    return sorted(found.values(), key=lambda own: own.order)


def held_between(agency: Agency, begins: datetime, ends: datetime) -> QuerySet[Any, Any]:
    """Contacts held between two moments, each with `took`: from its day to the day its note was signed, there."""
    began, written = (TruncDate(name, tzinfo=agency.time_zone) for name in ("began_at", "written_at"))
    took = ExpressionWrapper(written - began, output_field=DurationField())
    rows = Contact.objects.filter(agency=agency, status="held", began_at__gte=begins, began_at__lt=ends)
    return rows.annotate(took=took)


def _taken(agency: Agency, begins: datetime, ends: datetime) -> Iterable[tuple[int, int, int]]:
    """Whose, how many days, and how many contacts."""
    rows = held_between(agency, begins, ends).values("worker_id", "took").annotate(number=Count("pk"))
    for worker, took, number in rows.order_by("worker_id", "took").values_list("worker_id", "took", "number"):
        yield worker, max(0, took.days), number


def days_between(began: datetime, written: datetime, agency: Agency) -> int:
    """Days from one to the other on the agency's calendar; never less than none."""
    zone = agency.time_zone
    return max(0, (written.astimezone(zone).date() - began.astimezone(zone).date()).days)


def is_late(days: int, limit: int | None) -> bool:
    """Whether that is longer than the limit; without one nothing is late."""
    return limit is not None and days > limit


def totals(rows: Sequence[Lag]) -> Lag:
    """All of them together."""
    whole = Lag(0, "")
    for own in rows:
        whole.days += own.days
        whole.late += own.late
        whole.waiting += own.waiting
    return whole


def _unwritten(agency: Agency, begins: datetime, ends: datetime) -> Iterable[tuple[int, datetime]]:
    """Plans whose time is over and of which nobody said what became of them; of a group, for each leader."""
    contacts = Contact.objects.filter(agency=agency, status="planned", planned_to__lt=ends, planned_from__gte=begins)
    groups = GroupSession.objects.filter(agency=agency, status="planned", planned_to__lt=ends, planned_from__gte=begins)
    led: dict[int, list[int]] = defaultdict(list)
    for session, worker in Leader.objects.filter(session__in=groups).values_list("session_id", "worker_id"):
        led[session].append(worker)
    for worker, began in contacts.values_list("worker_id", "planned_from"):
        if began is not None:
            yield worker, began
    for session, began in groups.values_list("pk", "planned_from"):
        if began is not None:
            yield from ((worker, began) for worker in led[session])


def _clauses_on_writing() -> frozenset[str]:
    """The clauses of all codes that ask for a contact to be written down."""
    return frozenset(
        clause.id
        for edition in library().editions
        for clause in edition.clauses
        if any(DOCUMENTED in duty.do for duty in clause.duties)
    )


def _days(row: AgencyPolicy) -> int | None:
    try:
        value = setting_of(row)
    except ValueFault:
        return None
    if value is Clockless.AT_ONCE:
        return 0
    if isinstance(value, Span):
        return value.amount * {Unit.DAY: 1, Unit.MONTH: 31, Unit.YEAR: 366}[value.unit]
    return None
