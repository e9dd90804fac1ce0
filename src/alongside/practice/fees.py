"""What support costs, as the agency establishes it: sud.2.15a, ak.rel.2. In its own words, and in the languages people speak here.

Where a code bids workers to tell it and nothing is on file, that is a finding on the agency's page: nobody can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import AGENCY_KEEPERS, Authority, require_authority
from alongside.people.languages import is_a_language
from alongside.people.models import Agency, Person
from alongside.practice.models import Fee
from alongside.practice.refusals import NotPossibleNow, TooLong
from canon.code import Clause, Edition

LONGEST: Final = 1_000
TOLD: Final = "costs-told"


class NoFeeOnFile(NotPossibleNow):
    """Somebody was to be told what the agency has not said."""

    code = "no-fee-on-file"

    def __init__(self) -> None:
        super().__init__(
            _("Your agency has not put on file what support costs. Ask an administrator; tell the rest now.")
        )


class FeeChanged(NotPossibleNow):
    """The agency set another fee while the page was open."""

    code = "fee-changed"

    def __init__(self) -> None:
        super().__init__(
            _("What it costs changed while this page was open. Look at the new words, and tell them those.")
        )


def set_fee(*, agency: Agency, words: Mapping[str, str], by: User) -> Fee | None:
    """Say what it costs from today on, in words by the tag of their language; no words take it back.

    The same words again change nothing. None where there was nothing to take back. Raises NotTheirs unless an administrator
    of the agency, TooLong, ValidationError for a tag that is none.
    """
    said = {tag: own.strip() for tag, own in words.items() if own.strip()}
    for tag, own in said.items():
        is_a_language(tag)
        if len(own) > LONGEST:
            raise TooLong(LONGEST)
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)
        require_authority(by, Authority(AGENCY_KEEPERS, agency=held))
        now = fee_of(held)
        if (now.words if now else {}) == said:
            return now
        today = clock.today_in(held.time_zone)
        row = Fee.objects.create(agency=held, words=said, stands=bool(said), from_day=today, by=by, at=clock.now())
        write_journal("fee.set" if said else "fee.withdrawn", row, by=by, data={"languages": " ".join(sorted(said))})
    return row


def fee_of(agency: Agency) -> Fee | None:
    """What stands now; None where nothing is on file."""
    row = Fee.objects.filter(agency=agency).order_by("-pk").first()
    return row if row is not None and row.stands else None


def has_fee() -> Subquery:
    """Whether anything stands at the agency of the person that a query is about."""
    return Subquery(Fee.objects.filter(agency=OuterRef("agency")).order_by("-pk").values("stands")[:1])


def clauses_bidding(editions: Iterable[Edition]) -> list[Clause]:
    """The clauses of these codes that bid a worker to tell what it costs."""
    return [own for edition in editions for own in edition.clauses if any(TOLD in duty.do for duty in own.duties)]


def languages_spoken(agency: Agency, standing: Fee | None) -> list[str]:
    """The tags to write it in: those of our pages, of the people served here, and of what stands."""
    spoken = Person.objects.filter(agency=agency).order_by("language").values_list("language", flat=True).distinct()
    pages = [code for code, _name in settings.LANGUAGES]
    return list(dict.fromkeys([*pages, *spoken, *(standing.words if standing else ())]))
