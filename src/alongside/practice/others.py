"""Somebody else who takes part in a contact or is spoken with about the person: a release is needed, and asked for.

A plan without one is refused (nm.role.1, nm.role.2, nm.confidentiality.3). What took place is written down as it was, stands in
the ledger of what was told, and is held where a clause objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.consent.disclosing import enter_within
from alongside.consent.sharing import Ruled, Sharing, rule_on_sharing
from alongside.consent.words import SPLIT, Channel, Purpose, RecipientKind, What, joined
from alongside.journal.writing import Plain, write_journal
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.practice.models import Contact, How, OtherParty, WithWhom
from alongside.practice.refusals import NotWhole
from alongside.practice.serving import Slot
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import seal

CHANNELS: Final = {
    How.PERSONS_HOME: Channel.IN_PERSON,
    How.AGREED_PLACE: Channel.IN_PERSON,
    How.WORKERS_HOME: Channel.IN_PERSON,
    How.TELEPHONE: Channel.TELEPHONE,
    How.ELECTRONIC: Channel.SECURE_MESSAGE,
}
"""How something is told follows from how they meet."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who it is and what is told of the person there.

    person_is_there: whether the person takes part themselves; is_least: no more was told than was needed; is_secure: whether
    nobody else could listen in or read along, None where nobody was asked; with_notice:
    whether they were told that it may not be passed on (42 CFR 2.32); own_covers: the worker's word that the release's own
    words name it
    """

    recipient_kind: RecipientKind
    name: str
    whats: tuple[What, ...]
    purpose: Purpose
    person_is_there: bool
    is_least: bool = True
    is_secure: bool | None = None
    with_notice: bool | None = True
    own_covers: bool | None = None

    def sharing(self, how: How) -> Sharing:
        """As consent asks about it."""
        return Sharing(
            recipient_kind=self.recipient_kind,
            recipient=self.name,
            whats=self.whats,
            purpose=self.purpose,
            channel=CHANNELS[how],
            is_least=self.is_least,
            is_secure=self.is_secure,
            with_notice=self.with_notice,
            own_covers=self.own_covers,
        )


def with_whom(other: Somebody | None) -> WithWhom:
    """With whom a contact is."""
    if other is None:
        return WithWhom.PERSON
    known = other.recipient_kind.value
    return WithWhom(known) if known in WithWhom.values else WithWhom.OTHER


def is_reached(other: Somebody | None) -> bool:
    """Whether the person themselves is reached in a contact."""
    return other is None or other.person_is_there


def check_somebody(other: Somebody | None) -> None:
    """Raises NotWhole for somebody without a name, or of whom it is not said what they are told."""
    if other is None:
        return
    if not other.name.strip():
        raise NotWhole(_("Name who takes part or is spoken with."))
    if not other.whats:
        raise NotWhole(_("Tick what they are told. That somebody gets support here is told by any call."))


def rule_on_plan(other: Somebody | None, slot: Slot, *, worker: Worker, person: Person, by: User) -> Ruled | None:
    """What the codes say of telling them then, inside the caller's transaction; None where nobody else takes part."""
    if other is None:
        return None
    sharing, day = other.sharing(slot.how), slot.day(worker.agency)
    return rule_on_sharing(sharing, worker=worker, person=person, by=by, on=day, at=slot.begins, is_plan=True)


def plan_with(other: Somebody, ruled: Ruled, *, contact: Contact, by: User) -> OtherParty:
    """Keep that a planned contact is with somebody else, too."""
    return _keep(other, ruled, contact=contact, is_plan=True, by=by)


def meet_with(other: Somebody | None, *, contact: Contact, person: Person, by: User) -> tuple[KeptRuling, ...]:
    """Keep that a contact was with somebody else and what was told there, inside the caller's transaction.

    Never refused. Returns what the codes say of it. What was asked for in a plan is told under that; the rest was told
    before anybody asked.
    """
    if other is None:
        return ()
    worker, began = contact.worker, contact.began_at
    assert began is not None, "a constraint sees to it that a contact has its time"
    sharing, day = other.sharing(How(contact.how)), began.astimezone(worker.agency.time_zone).date()
    ruled = rule_on_sharing(sharing, worker=worker, person=person, by=by, on=day, at=began)
    _keep(other, ruled, contact=contact, is_plan=False, by=by)
    enter_within(
        sharing,
        ruled,
        worker=worker,
        person=person,
        words="",
        token=contact.token,
        at=began,
        by=by,
        is_declared=not OtherParty.objects.filter(contact=contact, is_plan=True).exists(),
    )
    return ruled.rulings


def other_in(contact: Contact) -> OtherParty | None:
    """Who else took part, or is to, as far as it is known now."""
    return contact.others.select_related("ruling", "release__revoked").order_by("is_plan").first()


def typed_of(other: OtherParty | None) -> dict[str, object]:
    """How a form about the same somebody begins."""
    if other is None:
        return {}
    release = other.release_id
    return {
        "other": f"r-{release}" if release else "new",
        "other_kind": other.recipient_kind,
        "other_name": other.name,
        "other_whats": other.whats.split(SPLIT),
        "other_purpose": other.purpose,
        "other_there": "yes" if other.person_is_there else "no",
    }


def _keep(other: Somebody, ruled: Ruled, *, contact: Contact, is_plan: bool, by: User) -> OtherParty:
    row = OtherParty.objects.create(
        agency_id=contact.agency_id,
        contact=contact,
        is_plan=is_plan,
        recipient_kind=other.recipient_kind,
        whats=joined([own.value for own in other.whats]),
        purpose=other.purpose,
        person_is_there=other.person_is_there,
        release=ruled.release,
        ruling=ruled.refusing or ruled.rulings[0],
        sealed=seal({"name": other.name.strip()}),
        by=by,
        at=clock.now(),
    )
    data: dict[str, Plain] = {"contact": contact.pk, "to": row.recipient_kind, "there": row.person_is_there}
    write_journal("contact.with-other-planned" if is_plan else "contact.with-other", row, by=by, data=data)
    return row
