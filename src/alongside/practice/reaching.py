"""Reaching somebody by telephone or online: only as the agency's policy lets, where a code says so (sud.1.11, ak.conduct.7).

A plan is asked about and refused; what took place is written as it was and held. Codes that say nothing of it are not asked, nor is
anybody who came to a group by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from alongside.accounts.models import User
from alongside.journal.writing import Plain, write_journal
from alongside.people import clock
from alongside.people.models import Agency, Person, Worker
from alongside.practice.models import Contact, How, Reached
from alongside.practice.serving import BY_PLAN, Slot
from alongside.rulebook.queries import editions_in_force
from alongside.rulings.employer import employer_on
from alongside.rulings.models import KeptRuling
from alongside.rulings.prompting import editions_of
from alongside.rulings.seeking import seek_ruling
from canon.code import Edition
from canon.values import Stated

REACH: Final = "use-contact-information"
POLICY: Final = "policy.contact_use"
FROM_AFAR: Final = frozenset({How.TELEPHONE, How.ELECTRONIC})
"""Ways that use a number or an address."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How it went. None where nobody was asked.

    is_secure: by a way that the agency lets be used for private words
    has_asked: where the agency has no policy on file, whether the supervisor was asked first
    """

    is_secure: bool | None = None
    has_asked: bool | None = None

    def stated(self) -> dict[str, Stated]:
        """As facts of acts.toml."""
        found = {"channel.is_secure": self.is_secure, "supervisor.has_staffed": self.has_asked}
        return {name: value for name, value in found.items() if value is not None}


NOTHING_SAID: Final = Reach()


@dataclass(frozen=True, slots=True)
class AsksOfReach:
    """What a page asks of it. of_supervisor: the agency has no policy on file."""

    of_supervisor: bool


def asks_of_reach(worker: Worker, on: date) -> AsksOfReach | None:
    """What is to be asked of a worker whose codes rule on it; None where none does."""
    return AsksOfReach(_has_no_policy(worker.agency, on)) if _rule_on_it(editions_of(worker, on)) else None


def rule_on_reach(
    reach: Reach, slot: Slot, service: KeptRuling, *, worker: Worker, person: Person, by: User, is_plan: bool = False
) -> KeptRuling | None:
    """What the codes say of it, inside the caller's transaction; None where it is not asked.

    service: the ruling on the same contact, which knows the codes that bind. In a plan the way is taken to be one that the agency lets
    be used, and is asked about at signing; whoever did not say that they asked their supervisor is to ask.
    """
    if slot.how not in FROM_AFAR:
        return None
    on = slot.day(worker.agency)
    if not _rule_on_it(editions_in_force(sorted(own.id for own in service.told().codes), on)):
        return None
    stated, recorded = reach.stated(), {}
    if is_plan:
        stated["supervisor.has_staffed"] = reach.has_asked is True
        recorded["channel.is_secure"] = (True, BY_PLAN)
    return seek_ruling(REACH, stated, worker=worker, by=by, on=on, person_id=person.pk, recorded=recorded)


def keep_reach(reach: Reach, ruling: KeptRuling | None, *, contact: Contact, is_plan: bool, by: User) -> None:
    """Keep how somebody is reached, where it was ruled on."""
    if ruling is None:
        return
    row = Reached.objects.create(
        agency_id=contact.agency_id,
        contact=contact,
        is_plan=is_plan,
        is_secure=reach.is_secure,
        has_asked=reach.has_asked,
        ruling=ruling,
        by=by,
        at=clock.now(),
    )
    data: dict[str, Plain] = {"contact": contact.pk, "secure": row.is_secure, "asked": row.has_asked}
    write_journal("contact.reach-planned" if is_plan else "contact.reached", row, by=by, data=data)


def reached_in(contact: Contact) -> Reached | None:
    """How they were reached, or are to be while nothing took place, where it was ruled on."""
    if contact.how not in FROM_AFAR:
        return None
    is_plan = contact.status != Contact.Status.HELD
    return contact.reached.filter(is_plan=is_plan).select_related("ruling").first()


def reach_typed(contact: Contact) -> dict[str, Any]:
    """How a note begins: that the supervisor was asked stands from the plan."""
    planned = reached_in(contact)
    return {"reach_asked": "yes"} if planned is not None and planned.has_asked else {}


def _rule_on_it(editions: Iterable[Edition]) -> bool:
    return any(REACH in edition.acts for edition in editions)


def _has_no_policy(agency: Agency, on: date) -> bool:
    return POLICY not in employer_on(agency, on).since
