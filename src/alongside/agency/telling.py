"""Telling an agency when the certificate of somebody who works there stands differently: told once, and never why.

A lapse is told by `renewals`, to the same people: here it is only remembered, so that what follows it is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse

from alongside.accounts.models import User
from alongside.agency.models import ToldStanding
from alongside.credentials.models import Certificate
from alongside.credentials.standing import standings
from alongside.credentials.status import IN_FORCE, Standing, Status
from alongside.notices.actions import notify
from alongside.people.models import Agency, RoleKind, Worker
from alongside.people.queries import holding, supervisor_of, working_at

STOPS: Final[Mapping[Status, str]] = {
    Status.SUSPENDED: "standing.suspended",
    Status.REVOKED: "standing.revoked",
    Status.INACTIVE: "standing.inactive",
    Status.SURRENDERED: "standing.ended",
    Status.DECEASED: "standing.ended",
}
_TAKEN_BACK: Final = frozenset({Status.INACTIVE, Status.SUSPENDED, Status.REVOKED})


def news(before: Standing, now: Standing) -> str | None:
    """The kind of notice that a change asks for; None where nothing changed that an employer has to know.

    A permission that stops is told before anything else about it; one that runs is told as given back, renewed, granted.
    """
    if now.status in STOPS:
        is_new = now.status is not before.status or now.since > before.since
        return STOPS[now.status] if is_new else None
    if not now.is_in_force:
        return None
    if before.status in _TAKEN_BACK:
        return "standing.reinstated"
    if before.status not in IN_FORCE and before.through is None:
        return "standing.granted"
    return "standing.renewed" if before.through and now.through and now.through > before.through else None


def tell_of_standings(now: datetime) -> int:
    """Look at everyone who works at each agency; returns how many notices were written. Safe to repeat."""
    return sum(_tell_agency(agency, now) for agency in Agency.objects.order_by("pk"))


def _tell_agency(agency: Agency, now: datetime) -> int:
    workers = working_at(agency, now.astimezone(agency.time_zone).date())
    employed = {worker.practitioner_id: worker for worker in workers}
    rows = Certificate.objects.filter(holder__in=workers.values("practitioner")).select_related("board")
    listed = list(rows.order_by("pk"))
    standing, known = standings(listed, now), _last_told(agency)
    told = 0
    for row in listed:
        if row.pk in standing and _differs(known.get(row.pk), standing[row.pk]):
            worker = employed[row.holder_id]
            told += _remember(agency, worker, row, known.get(row.pk), standing[row.pk], now)
    return told


def _last_told(agency: Agency) -> dict[int, ToldStanding]:
    rows = ToldStanding.objects.filter(agency=agency)
    newest = rows.values("certificate").annotate(newest=Max("pk")).values("newest")
    return {row.certificate_id: row for row in ToldStanding.objects.filter(pk__in=newest)}


def _differs(last: ToldStanding | None, now: Standing) -> bool:
    return last is None or (last.status, last.since, last.through) != (now.status.value, now.since, now.through)


def _remember(
    agency: Agency, worker: Worker, row: Certificate, last: ToldStanding | None, now: Standing, at: datetime
) -> int:
    """Write down how it stands and tell of it, both or neither. What is seen for the first time is no news."""
    kind = news(Standing(Status(last.status), last.since, through=last.through), now) if last else None
    try:
        with transaction.atomic():
            told = ToldStanding.objects.create(
                agency=agency,
                certificate=row,
                step=last.step + 1 if last else 1,
                status=now.status.value,
                since=now.since,
                through=now.through,
                at=at,
            )
            day = at.astimezone(agency.time_zone).date()
            return sum(_notify(kind, user, worker, told) for user in _readers(agency, worker, day)) if kind else 0
    except IntegrityError:  # another program was as quick, and tells of it
        return 0


def _notify(kind: str, user: User, worker: Worker, told: ToldStanding) -> bool:
    return notify(
        kind=kind,
        to=user,
        key=f"{kind}:{told.pk}:{user.pk}",
        data={"name": worker.name, "day": _day_of(kind, told).isoformat()},
        url=reverse("agency:certificates"),
    )


def _day_of(kind: str, told: ToldStanding) -> date:
    """The day a sentence names: until when a renewed or granted certificate runs, else since when it stands so."""
    return told.through if told.through and kind in {"standing.renewed", "standing.granted"} else told.since


def _readers(agency: Agency, worker: Worker, on: date) -> list[User]:
    """The administrators and the supervisor of record, each once: those who have to find cover."""
    people = {user.pk: user for user in holding(RoleKind.AGENCY_ADMINISTRATOR, on, agency=agency.pk)}
    supervisor = supervisor_of(worker, on)
    if supervisor is not None:
        people.setdefault(supervisor.pk, supervisor)
    return list(people.values())
