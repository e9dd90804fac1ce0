"""What an agency lets its peers do, as its own list says: ca.authenticity.4. The newest list that has begun stands whole.

An agency without a list has a finding on its morning; its contacts are ruled on without it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from alongside.accounts.models import User
from alongside.database.prepared import Prepared
from alongside.database.seldom import ByDay, remembered
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import AGENCY_KEEPERS, Authority, require_authority
from alongside.people.models import Agency
from alongside.practice.helping import TITLES
from alongside.practice.models import AgencyScope
from alongside.practice.refusals import OddTimes
from alongside.practice.words import DID
from alongside.rulebook.actions import PolicyMatter, set_policy_within
from alongside.rulings.register import Saying
from alongside.rulings.stating import Record, Speaker, StatedBy, know_record

POLICY: Final = "policy.scope"
SERVICES: Final[dict[str, str | Promise]] = {**DID, **TITLES}
"""What the list speaks of: the tiles of a note, and help that codes draw a line through."""

SCOPE: Final = Record(
    "agency-scope",
    to_worker=gettext_lazy("From your agency’s list of what peers do"),
    to_others=gettext_lazy("From the agency’s list of what peers do"),
)
_BY_SCOPE: Final = StatedBy(Speaker.RECORD, SCOPE.key)


def scope_on(agency: Agency, on: date) -> frozenset[str] | None:
    """What peers do there on a day; None where the agency has put no list on file."""
    return _scopes(agency.pk).on(on)


@remembered
def _scopes(agency: int) -> ByDay[frozenset[str] | None]:
    every = _ROWS.all(agency)

    def scope(begun: date | None) -> frozenset[str] | None:
        newest = next((row for row in reversed(every) if row.from_day == begun), None)
        return frozenset(newest.does.split()) if newest else None

    return ByDay((row.from_day for row in every), scope)


_ROWS: Final = Prepared(lambda agency: AgencyScope.objects.filter(agency=agency).order_by("pk"), int)


def said_of_scope(agency: Agency, done: Collection[str], on: date) -> dict[str, Saying]:
    """Whether all of it is on the agency's list; nothing is said where there is none."""
    scope = scope_on(agency, on)
    if scope is None:
        return {}
    return {"service.is_agency_scope": (scope.issuperset(key for key in done if key in SERVICES), _BY_SCOPE)}


def left_to_others(agency: Agency, on: date) -> list[str]:
    """What peers there do not do, in words; nothing where the agency has no list."""
    scope = scope_on(agency, on)
    return [] if scope is None else [str(words) for key, words in SERVICES.items() if key not in scope]


def set_scope(*, agency: Agency, does: Collection[str], from_day: date, by: User, on: date) -> AgencyScope:
    """Put the agency's list on file, from today or a later day. Raises NotTheirs, OddTimes."""
    kept = [key for key in SERVICES if key in does]
    if from_day < on:
        raise OddTimes(_("Choose today or a day to come: what was judged before stays as it was."))
    if not kept:
        raise OddTimes(_("Tick what peers do here. An empty list would let them do nothing."))
    with transaction.atomic(durable=True):
        require_authority(by, Authority(AGENCY_KEEPERS, agency=agency))
        row = AgencyScope.objects.create(agency=agency, does=" ".join(kept), from_day=from_day, by=by, at=clock.now())
        write_journal("agency-scope.set", row, by=by, data={"from": from_day.isoformat(), "does": len(kept)})
        set_policy_within(
            agency=agency, matter=PolicyMatter(fact=POLICY), value="on-file", from_day=from_day, by=by, on=on
        )
    return row


def register_scope() -> None:
    """Let pages name where this comes from."""
    know_record(SCOPE)
