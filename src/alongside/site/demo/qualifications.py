"""What workers of the demo have on file beside their certificates; what the rest have not, the codes take as not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid5

from alongside.people import clock
from alongside.people.models import RoleKind, Worker
from alongside.people.queries import holding
from alongside.qualifications.filing import Paper, put_on_file
from alongside.qualifications.models import Qualification

SPACE: Final = UUID("0d3a4f5e-3c52-4d0e-9b8b-6f0a11c5a4a9")
Kind = Qualification.Kind


@dataclass(frozen=True)
class Shown:
    """A paper that somebody showed, so many days ago; for: days it still holds, None without an end."""

    worker: str
    kind: Qualification.Kind
    what: str
    seen_as: str
    days_ago: int
    holds_for: int | None


SHOWN: Final = (
    Shown("Dana Ruiz", Kind.DRIVER, "New Mexico driver’s license", "the original", 90, 700),
    Shown("Dana Ruiz", Kind.TRAINING, "Mental Health First Aid", "the organizer’s own list", 60, 900),
    Shown("Jo Alvarez", Kind.DRIVER, "California driver’s license", "the original", 200, 30),
    Shown("Jo Alvarez", Kind.INSURANCE, "Liability insurance, own car", "the insurer’s card", 200, 120),
)


def file_all(workers: Mapping[str, Worker], today: date) -> None:
    """Each paper as an administrator saw it."""
    for number, own in enumerate(SHOWN):
        worker = workers[own.worker]
        keeper = holding(RoleKind.AGENCY_ADMINISTRATOR, today, agency=worker.agency_id)[0]
        day = today - timedelta(days=own.days_ago)
        through = None if own.holds_for is None else today + timedelta(days=own.holds_for)
        paper = Paper(own.kind, own.what, own.seen_as, day, through, uuid5(SPACE, str(number)))
        with clock.standing_at(datetime.combine(day, time(9), worker.agency.time_zone)):
            put_on_file(worker=worker, paper=paper, by=keeper, on=day)
