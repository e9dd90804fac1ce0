"""Taking in what was written without signal: once, in order, and whatever it is. What cannot be signed yet waits as a draft.

The worker's clock is not believed and not thrown away: the device says by how much it knew its clock to be off when it
reckoned the times. If that still holds when it sends, the times are right; if not, the worker looks at them before signing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.practice.drafting import Hand, check_length, keep_within
from alongside.practice.models import A_LITTLE, Contact, Draft, Note
from alongside.practice.offline.models import Arrival, DeviceKey
from alongside.practice.planning import acting_worker
from alongside.practice.refusals import NotOverYet, NotPossibleNow, OddTimes, StillToCome, TwoHands, WrittenAlready
from alongside.practice.writing import HeldContact, sign_within
from alongside.rulings.seeking import asks

Why = Draft.Why


@dataclass(frozen=True)
class Item:
    """One thing that was written without signal.

    id: made by the device for this wording; typed: the form as it was; held: what it says, where the form is whole
    has_odd_times: the form is whole but for times that a clock does not show, or shows twice
    signs: whether it was signed; a draft else; ahead: by how much the device took its clock to be before ours, in seconds
    """

    id: UUID
    token: UUID
    hand: Hand
    typed: dict[str, list[str]]
    held: HeldContact | None
    signs: bool
    written_at: datetime
    sent_at: datetime
    ahead: int = 0
    has_odd_times: bool = False


@asks("provide-service")
def take_from_outbox(*, record: Record, item: Item, key: DeviceKey, by: User) -> Arrival:
    """Take in one thing written without signal. Sent twice, it arrives once, whatever became of it since.

    A signed one is signed here, by the codes of its own day (`writing.sign_within`); one that cannot be is kept as a draft
    that says what it waits for, and so is what was signed after it of the same person. Raises NotTheirs, TooLong.
    """
    check_length(item.typed)
    with transaction.atomic(durable=True):
        worker = acting_worker(record, by)
        known = Arrival.objects.filter(worker=worker, item=item.id).first()
        if known is not None:
            return known
        is_signed = _has_note(worker, item)
        may_sign = item.signs or is_signed
        note, why = _signed(worker, record.person, item, is_signed=is_signed, by=by) if may_sign else (None, "")
        if note is None:
            draft = keep_within(worker, record.person, item.token, item.typed, hand=item.hand, why=why)
            why = why or _beside_another(draft)
        now = clock.now()
        arrived = Arrival.objects.create(
            agency=worker.agency,
            worker=worker,
            person=record.person,
            key=key,
            item=item.id,
            token=item.token,
            hand=item.hand.id,
            became=Arrival.Became.NOTE if note else Arrival.Became.DRAFT,
            why=why,
            contact_id=note.contact_id if note else None,
            written_at=item.written_at,
            sent_at=item.sent_at,
            ahead=_seconds(item.sent_at - now),
            at=now,
        )
        data: dict[str, str | int | None] = {"person": record.person.pk, "contact": arrived.contact_id, "why": why}
        write_journal("outbox.arrived", arrived, by=by, data=data)
    return arrived


def arrival_of(contact: Contact) -> Arrival | None:
    """How a contact's note arrived, if it was written without signal."""
    return Arrival.objects.filter(contact=contact).order_by("pk").first()


def _signed(worker: Worker, person: Person, item: Item, *, is_signed: bool, by: User) -> tuple[Note | None, str]:
    """Its note; or none, and what it waits for. is_signed: its times stand in a note already, and no clock decides them."""
    planned = Contact.objects.filter(worker=worker, token=item.token, planned_from__isnull=False).exists()
    if item.held is None:
        return None, Why.TIMES if item.has_odd_times else Why.INCOMPLETE
    if not (planned or is_signed or _clock_held(item)):
        return None, Why.CLOCK
    if Draft.objects.filter(worker=worker, person=person).exclude(why="").exclude(token=item.token).exists():
        return None, Why.BEHIND
    try:
        signed = sign_within(worker, person, replace(item.held, hand=item.hand), by=by)
    except NotPossibleNow as refused:
        return None, _WAITS_FOR.get(type(refused), Why.INCOMPLETE)
    return (signed, "") if isinstance(signed, Note) else (None, Why.WORDS)


_WAITS_FOR: Final[dict[type[NotPossibleNow], str]] = {
    OddTimes: Why.TIMES,
    StillToCome: Why.TO_COME,
    NotOverYet: Why.TO_COME,
    TwoHands: Why.TWO_HANDS,
    WrittenAlready: Why.SIGNED,
}


def _clock_held(item: Item) -> bool:
    """Whether the device's clock is still as far off as it was taken to be when it reckoned the times."""
    off = item.sent_at - clock.now() - timedelta(seconds=item.ahead)
    return abs(off) <= A_LITTLE


def _has_note(worker: Worker, item: Item) -> bool:
    """A draft of what is signed by now either says the same or is looked at beside the note."""
    return Contact.objects.filter(worker=worker, token=item.token, status=Contact.Status.HELD).exists()


def _beside_another(draft: Draft) -> str:
    """A draft beside another hand's is marked, and so is told of on the log."""
    if not Draft.objects.filter(worker=draft.worker, token=draft.token).exclude(pk=draft.pk).exists():
        return ""
    draft.why = Why.TWO_HANDS
    draft.save(update_fields=["why"])
    return draft.why


def _seconds(span: timedelta) -> int:
    return max(-(2**31), min(2**31 - 1, round(span.total_seconds())))
