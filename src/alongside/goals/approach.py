"""How an agency says it works with people: by their strengths and by what they want, in its own words (nc.2.5).

Workers read it beside their notes. Where a code asks for it and nothing is on file, that is a finding on the agency's page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.goals.models import Approach
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Agency, RoleKind, Worker
from alongside.rulings.events import EVERY_CODE, Key, register_events
from canon.code import Clause, Edition
from canon.duties.events import Event

LONGEST: Final = 4_000
DEFINED: Final = "approach-defined"
WITHDRAWN: Final = "approach-withdrawn"


class TooMuch(ValueError):
    """More words than are kept."""

    code = "too-long"

    def __init__(self) -> None:
        super().__init__(_("Write at most 4,000 characters."))


def define_approach(*, agency: Agency, words: str, by: User) -> Approach | None:
    """Say it from today on; no words take it back. The same words again change nothing.

    Raises NotTheirs unless an administrator of the agency, TooMuch. None where there was nothing to take back.
    """
    if len(words) > LONGEST:
        raise TooMuch
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)
        require_authority(by, Authority((RoleKind.AGENCY_ADMINISTRATOR,), agency=held))
        today = clock.today_in(held.time_zone)
        now = approach_of(held, today)
        if (now.words if now else "") == words.strip():
            return now
        row = Approach.objects.create(agency=held, words=words.strip(), from_day=today, by=by, at=clock.now())
        write_journal("approach.defined" if row.words else "approach.withdrawn", row, by=by)
    return row


def approach_of(agency: Agency, on: date) -> Approach | None:
    """What stands on a day; None where nothing is on file."""
    row = Approach.objects.filter(agency=agency, from_day__lte=on).order_by("-from_day", "-pk").first()
    return row if row is not None and row.words else None


def clauses_asking(editions: Iterable[Edition]) -> list[Clause]:
    """The clauses of these codes that ask an agency for it."""
    return [own for edition in editions for own in edition.clauses if any(DEFINED in duty.do for duty in own.duties)]


def approaches_filed(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
    """What each worker's agency put on file and took back."""
    filed: dict[int, list[Event]] = defaultdict(list)
    for row in Approach.objects.filter(agency__in={w.agency_id for w in workers}).order_by("from_day", "pk"):
        event = Event(DEFINED if row.words else WITHDRAWN, row.from_day, planned=row.from_day > on)
        filed[row.agency_id].append(event)
    return {(worker.pk, EVERY_CODE): filed[worker.agency_id] for worker in workers}


def register_approach() -> None:
    """Put it in the register of events."""
    register_events(approaches_filed, DEFINED, WITHDRAWN)
