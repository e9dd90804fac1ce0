"""The ruling on a contact: what the product knows of it, and what signing says of the worker.

`provide-service` is asked with the hour, day and place of this very contact, which only its own record knows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy

from alongside.accounts.models import User
from alongside.journal.writing import Event
from alongside.people.models import Agency, Worker
from alongside.practice.hours import is_authorized
from alongside.practice.models import How
from alongside.practice.scoping import said_of_scope
from alongside.qualifications.facts import said_of_service
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import seek_ruling
from alongside.rulings.stating import Record, Speaker, StatedBy, know_record
from canon.ruling import Answer
from canon.values import Stated

HOURS: Final = Record(
    "service-hours",
    to_worker=gettext_lazy("From your agency's hours"),
    to_others=gettext_lazy("From the agency's hours on record"),
)
_BY_HOURS: Final = StatedBy(Speaker.RECORD, HOURS.key)
PLANS: Final = Record(
    "plans",
    to_worker=gettext_lazy("Taken for granted in a plan, and asked when you sign"),
    to_others=gettext_lazy("Taken for granted in a plan, and asked at signing"),
)
BY_PLAN: Final = StatedBy(Speaker.RECORD, PLANS.key)
AS_PLANNED: Final[Mapping[str, tuple[Stated, StatedBy]]] = {
    "worker.is_able": (True, BY_PLAN),
    "substance.kind": ("none", BY_PLAN),
    "service.is_in_scope": (True, BY_PLAN),
}
"""What only the day can tell. A record that knows better, such as a step back, overrides it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """When and how. Both moments aware."""

    begins: datetime
    ends: datetime
    how: How

    def day(self, agency: Agency) -> date:
        """The day it counts for: that on which it began, where the agency is."""
        return self.begins.astimezone(agency.time_zone).date()


@dataclass(frozen=True, slots=True)
class Fitness:
    """What a worker says of themself by signing: able to serve, and what they had taken, if anything.

    in_scope: whether all that was done lies within their role and training; covered_by: where not, the id of the paper on
    file that opens it
    """

    is_able: bool = True
    substance: str = "none"
    as_directed: bool | None = None
    impairs: bool | None = None
    in_scope: bool = True
    covered_by: int | None = None

    def stated(self) -> dict[str, Stated]:
        """As facts of acts.toml."""
        facts: dict[str, Stated] = {
            "worker.is_able": self.is_able,
            "substance.kind": self.substance,
            "service.is_in_scope": self.in_scope,
        }
        if self.as_directed is not None:
            facts["substance.is_as_directed"] = self.as_directed
        if self.impairs is not None:
            facts["substance.impairs"] = self.impairs
        return facts


def rule_on_service(
    slot: Slot,
    *,
    worker: Worker,
    person_id: int | None,
    fitness: Fitness | None,
    by: User,
    place: str,
    done: Collection[str] = (),
    entries: list[Event] | None = None,
) -> KeptRuling:
    """Ask the codes about service at that time and place, lock what it rests on, and keep it. `fitness` is None for a plan.

    place: by name, as it was typed; done: keys of `scoping.SERVICES`; entries: as `seek_ruling` takes them
    """
    authorized = is_authorized(worker.agency, slot.begins, slot.ends, slot.how, place)
    on = slot.day(worker.agency)
    recorded: dict[str, tuple[Stated, StatedBy]] = dict(AS_PLANNED) if fitness is None else {}
    recorded |= said_of_scope(worker.agency, done, on)
    if fitness is not None and not fitness.in_scope:
        recorded |= said_of_service(worker, fitness.covered_by, on)
    if authorized is not None:
        recorded["service.is_authorized"] = (authorized, _BY_HOURS)
    facts: dict[str, Stated] = {"place.kind": slot.how.value, **(fitness.stated() if fitness else {})}
    return seek_ruling(
        "provide-service",
        facts,
        worker=worker,
        by=by,
        on=on,
        person_id=person_id,
        recorded=recorded,
        entries=entries,
    )


def lets_plan(ruling: KeptRuling) -> bool:
    """Whether a plan may stand: let through, or open only on what the worker does not know yet and is asked at signing."""
    return ruling.allows or ruling.answer == Answer.UNDECIDED.value


def register_records() -> None:
    """Let pages name where these facts come from."""
    know_record(HOURS)
    know_record(PLANS)
