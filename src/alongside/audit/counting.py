"""The figures of a pack, asked of the database the way pages ask: a program beside the pack counts them again from its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, QuerySet, Sum

from alongside.audit.lag import lag_of, totals
from alongside.audit.tables import Scope, certificates, exports_within
from alongside.billing.models import Line
from alongside.billing.month import Service, State, month_of
from alongside.consent.models import Disclosure
from alongside.groups.models import GroupSession
from alongside.people import clock
from alongside.practice.models import Contact, Disposal, Hold
from alongside.rulebook.models import AgencyPolicy
from alongside.rulings.models import KeptRuling
from alongside.supervision.models import SessionAttendance

Figure = int | None | dict[str, int]


def figures_of(scope: Scope) -> dict[str, Figure]:
    """Every figure by the name it has in summary.json."""
    return {**_contacts(scope), **_beside(scope), **_exports(scope)}


def _contacts(scope: Scope) -> dict[str, Figure]:
    states: Counter[str] = Counter()
    units: Counter[State] = Counter()
    minutes, overlapping = 0, _Overlaps()
    for first in scope.period.months():
        for own in month_of(scope.agency, first).services:
            states[own.state.value] += 1
            units[own.state] += own.units
            minutes += own.minutes
            overlapping.add(own)
    lag = totals(lag_of(scope.agency, scope.begins, scope.ends))
    now = min(clock.now(), scope.ends)
    open_plans = Contact.objects.filter(agency=scope.agency, status="planned", planned_to__lt=now)
    return {
        "contacts": len(lag.days),
        "minutes": minutes,
        "written_late": lag.late,
        "lag_median": lag.median,
        "lag_worst": max(lag.days, default=None),
        "states": dict(sorted(states.items())),
        "units_ready": units[State.READY],
        "units_billed": units[State.BILLED],
        "overlaps": overlapping.count,
        "unwritten": open_plans.filter(planned_from__gte=scope.begins, planned_from__lt=scope.ends).count(),
    }


class _Overlaps:
    """Counts contacts that began before another of the same worker was over, those of one group aside; fed in order."""

    def __init__(self) -> None:
        self.count = 0
        self._latest: dict[int, Service] = {}

    def add(self, own: Service) -> None:
        before = self._latest.get(own.worker)
        if before is not None and own.begins < before.ends:
            self.count += not (own.gathering and own.gathering == before.gathering)
        if before is None or own.ends > before.ends:
            self._latest[own.worker] = own


def _beside(scope: Scope) -> dict[str, Figure]:
    within = {"began_at__gte": scope.begins, "began_at__lt": scope.ends}
    holds = Hold.objects.filter(
        agency=scope.agency, contact__began_at__gte=scope.begins, contact__began_at__lt=scope.ends
    )
    rulings = KeptRuling.objects.filter(
        agency=scope.agency, purpose="act", on__gte=scope.begins.date(), on__lt=scope.ends.date()
    )
    attended = SessionAttendance.objects.filter(agency=scope.agency, attended=True, **within)
    told = Disclosure.objects.filter(agency=scope.agency, at__gte=scope.begins, at__lt=scope.ends)
    outcomes = holds.values_list("reason", "outcome").annotate(n=Count("pk")).order_by()
    return {
        "holds": _sorted((f"{reason} {outcome or 'waiting'}", n) for reason, outcome, n in outcomes),
        "disposals": Disposal.objects.filter(
            agency=scope.agency, on__gte=scope.begins.date(), on__lt=scope.ends.date()
        ).count(),
        "rulings": _counted(rulings, "answer"),
        "groups": GroupSession.objects.filter(agency=scope.agency, status="held", **within).count(),
        "supervision_attended": attended.count(),
        "supervision_minutes": _minutes(attended.values_list("began_at", "ended_at")),
        "certificates": _sorted(Counter(str(row[4]) for row in certificates(scope)).items()),
        "policies": AgencyPolicy.objects.filter(agency=scope.agency, from_day__lt=scope.ends.date()).count(),
        "disclosures": told.count(),
        "without_release": told.filter(release=None).count(),
    }


def _exports(scope: Scope) -> dict[str, Figure]:
    rows = exports_within(scope)
    lines = Line.objects.filter(export__in=rows)
    return {
        "exports": rows.count(),
        "export_lines": lines.count(),
        "export_units": lines.aggregate(units=Sum(F("units")))["units"] or 0,
    }


def _minutes(rows: Iterable[tuple[datetime | None, datetime | None]]) -> int:
    return sum(int((ended - began).total_seconds() // 60) for began, ended in rows if began and ended)


def _counted(rows: QuerySet[KeptRuling], name: str) -> dict[str, int]:
    return _sorted(rows.values_list(name).annotate(n=Count("pk")).order_by())


def _sorted(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    return dict(sorted(pairs))
