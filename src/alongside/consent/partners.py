"""The care team of a person: who stands with them here and outside, each because the person agreed to it.

nm.role.0, nc.values.5: whoever is assigned stands on the team from the first day. ca.family.7, sud.preamble.5, ak.intro.5b: partners
outside are added with the person, and are told only what a release in force lets them be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.caseload.models import Ground
from alongside.consent.models import CarePartner
from alongside.consent.refusals import NotWhole, TooLong
from alongside.consent.standing import Shown, same_name, shown_releases
from alongside.consent.words import RecipientKind
from alongside.journal.writing import write_journal
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, holds_on
from alongside.rulings.sealing import seal

LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody outside who stands with a person. role: what they are to them, in words."""

    kind: RecipientKind
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class ShownPartner:
    """A partner with the releases in force that name them: without one they are told nothing."""

    row: CarePartner
    name: str
    role: str
    releases: list[Shown]


def add_partner(*, record: Record, partner: Partner, agreed: bool, by: User, on: date) -> CarePartner:
    """Put somebody on the list, once the person agreed. On it already, they stay as they are.

    Raises NotWhole without a name or the person's yes, TooLong, NotTheirs.
    """
    if not partner.name.strip():
        raise NotWhole(_("Name who stands with them."))
    if max(len(partner.name), len(partner.role)) > LONGEST:
        raise TooLong(LONGEST)
    if not agreed:
        raise NotWhole(_("Ask them first: their team is theirs to choose."))
    with transaction.atomic(durable=True):
        person = _locked(record, by)
        for own in partners_on(person, on).filter(kind=partner.kind):
            if same_name(own.name, partner.name):
                return own
        row = CarePartner.objects.create(
            agency_id=person.agency_id,
            person=person,
            kind=partner.kind,
            sealed=seal({"name": partner.name.strip(), "role": partner.role.strip()}),
            agreed_on=on,
            from_day=on,
            by=by,
        )
        write_journal("partner.added", row, by=by, data={"person": person.pk, "kind": row.kind})
    return row


def end_partner(*, record: Record, partner: CarePartner, by: User, on: date) -> CarePartner:
    """Take somebody off the list. Twice is once; what a release lets them be told ends with the release. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        person = _locked(record, by)
        held = CarePartner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
        if held.person_id != person.pk:
            raise NotTheirs
        if held.to_day is None:
            held.to_day, held.ended_by = max(on, held.from_day), by
            held.save(update_fields=["to_day", "ended_by"])
            write_journal("partner.ended", held, by=by, data={"person": person.pk})
    return held


def partners_on(person: Person, on: date) -> QuerySet[CarePartner]:
    """Who outside stands with a person on a day."""
    return CarePartner.objects.filter(holds_on(on), person=person).order_by("pk")


def shown_partners(record: Record, on: date) -> list[ShownPartner]:
    """The same for an open record, each with what they may be told."""
    standing = [own for own in shown_releases(record) if own.is_in_force]
    found = []
    for row in partners_on(record.person, on):
        theirs = [
            own for own in standing if own.release.recipient_kind == row.kind and same_name(own.recipient, row.name)
        ]
        found.append(ShownPartner(row, row.name, row.role, theirs))
    return found


def may_gather(record: Record) -> bool:
    """Whether somebody may change the list: the person, and who writes in their record."""
    return record.ground is Ground.OWN or record.may_write


def _locked(record: Record, by: User) -> Person:
    if not may_gather(record) or record.viewer.user.pk != by.pk:
        raise NotTheirs
    return Person.objects.select_for_update().get(pk=record.person.pk)
