"""Drafts: kept as they are typed, one row for each hand that types, so that no hand writes over another.

A hand is one page, or one device without signal. It goes on in its own row; it takes over the row it was opened from while
that is still the newest; else it gets a row of its own beside it, and the worker looks at both and chooses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.database.prepared import Prepared
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.practice.models import Contact, Draft
from alongside.practice.planning import acting_worker
from alongside.practice.refusals import TooLong, TwoHands
from alongside.rulings.sealing import seal

LONGEST: Final = 8_000
"""Characters of a note's words together."""

JOINED: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Hand:
    """Which page or device types. since: the mark of the draft it was opened from, if it was."""

    id: UUID
    since: UUID | None = None


def keep_draft(
    *, record: Record, token: UUID, typed: dict[str, list[str]], by: User, hand: Hand | None = None, why: str = ""
) -> Draft | None:
    """Keep what is being typed. None where it is signed already, unless it is to be looked at beside the note (`Why.SIGNED`).

    Raises TooLong, NotTheirs.
    """
    check_length(typed)
    with transaction.atomic(durable=True):
        worker = acting_worker(record, by)
        is_signed = Contact.objects.filter(worker=worker, token=token, status=Contact.Status.HELD).exists()
        if is_signed and why != Draft.Why.SIGNED:
            return None
        return keep_within(worker, record.person, token, typed, hand=hand or Hand(token), why=why)


def keep_within(
    worker: Worker, person: Person, token: UUID, typed: dict[str, list[str]], *, hand: Hand, why: str = ""
) -> Draft:
    """As `keep_draft`, for a locked worker inside the caller's transaction. The same words in another hand are one draft."""
    rows = drafts_for(worker, token)
    row = next((own for own in rows if own.hand == hand.id), None)
    row = row or next((own for own in rows if own.mark == hand.since), None)
    row = row or next((own for own in rows if own.typed == typed), None)
    if row is None:
        row = Draft(agency=worker.agency, worker=worker, person=person, token=token)
    row.hand, row.mark, row.why, row.sealed, row.at = hand.id, uuid4(), why, seal(typed), clock.now()
    row.save()
    return row


def drafts_for(worker: Worker, token: UUID) -> list[Draft]:
    """Every hand's draft of one contact, the first begun first."""
    return _DRAFTS.all(worker.pk, token)


_DRAFTS: Final = Prepared(
    lambda worker, token: Draft.objects.filter(worker=worker, token=token).select_related("person").order_by("pk"),
    int,
    UUID,
)


def require_one_hand(drafts: Sequence[Draft], token: UUID, hand: Hand | None) -> None:
    """Raises TwoHands where another hand has typed words that this one was not opened from."""
    hand = hand or Hand(token)
    if any(own.hand != hand.id and own.mark != hand.since for own in drafts):
        raise TwoHands


def choose_draft(*, record: Record, token: UUID, draft_id: int, by: User) -> Draft | None:
    """Go on with one hand's words; the worker has seen the others, which go. None where it was chosen before. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        rows = drafts_for(acting_worker(record, by), token)
        chosen = next((own for own in rows if own.pk == draft_id), None)
        return _go_on(chosen, rows, by=by) if chosen is not None else None


def join_drafts(*, record: Record, token: UUID, by: User) -> Draft | None:
    """Put the words of every hand into one draft, in the order they were begun. None where nothing waits. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        rows = drafts_for(acting_worker(record, by), token)
        if not rows:
            return None
        first = rows[0]
        first.sealed = seal(joined([own.typed for own in rows]))
        return _go_on(first, rows, by=by)


def drop_drafts(*, record: Record, token: UUID, by: User) -> None:
    """Let go of what was typed beside a note that is signed: its writer has looked at both. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        worker = acting_worker(record, by)
        contact = Contact.objects.filter(worker=worker, token=token, status=Contact.Status.HELD).first()
        dropped = Draft.objects.filter(worker=worker, token=token)
        if contact is not None and dropped.exists():
            write_journal("draft.dropped", contact, by=by, data={"drafts": dropped.count()})
            dropped.delete()


def joined(several: Sequence[dict[str, list[str]]]) -> dict[str, list[str]]:
    """Words one below the other, ticks and promises together; of what can be only one thing, the first that was said."""
    found: dict[str, list[str]] = {}
    for typed in several:
        for name, values in typed.items():
            before = found.get(name)
            if before is None or before == [""]:
                found[name] = list(values)
            elif name in TICKS:
                found[name] = list(dict.fromkeys([*before, *values]))
            elif name in WORDS and values != before and values != [""]:
                found[name] = [JOINED.join([*before, *values])]
    return found | _promised(several, found)


TICKS: Final = frozenset({"did", "about", "kept", "other_whats", "rides", "medication", "opinions"})
WORDS: Final = frozenset(
    {
        "line",
        "options",
        "informed",
        "choice",
        "step_by_person",
        "encouraged",
        "story",
        "resource",
        "also_there",
        "next_step",
    }
)
PROMISES: Final = ("promise", "promise_2", "promise_3")
"""The lines for what was promised; each with its day, of that name and `_by`."""


def promises_in(typed: Mapping[str, list[str]]) -> dict[str, str]:
    """What a form promises, each with its day as it was typed, or none."""
    pairs = (("".join(typed.get(name, [])), "".join(typed.get(f"{name}_by", []))) for name in PROMISES)
    return {words.strip(): day for words, day in pairs if words.strip()}


def promise_words(words: str, day: str) -> str:
    """A promise as a line of a note."""
    said = f"{_('I promised to')} {words}"
    return f"{said} ({day})" if day else said


def _promised(several: Sequence[Mapping[str, list[str]]], found: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The promises of every hand, none twice, on the lines there are; what has no line left stands below the note's own."""
    promised: dict[str, str] = {}
    for typed in several:
        for words, day in promises_in(typed).items():
            promised[words] = promised.get(words) or day
    lines = [name for own in PROMISES for name in (own, f"{own}_by")]
    placed = {name: [""] for name in lines if name in found}
    for name, (words, day) in zip(PROMISES, promised.items(), strict=False):
        placed |= {name: [words], f"{name}_by": [day]}
    rest = [promise_words(*own) for own in list(promised.items())[len(PROMISES) :]]
    if rest:
        placed["line"] = [JOINED.join([*filter(None, found.get("line", [])), *rest])]
    return placed


def check_length(typed: dict[str, list[str]]) -> None:
    """Raises TooLong for more than any note holds."""
    if sum(len(value) for values in typed.values() for value in values) > 4 * LONGEST:
        raise TooLong(4 * LONGEST)


def _go_on(chosen: Draft, rows: Sequence[Draft], *, by: User) -> Draft:
    """In a new hand, so that a page which still types in one of the old hands is told."""
    others = [own for own in rows if own.pk != chosen.pk]
    Draft.objects.filter(pk__in=[own.pk for own in others]).delete()
    chosen.hand, chosen.mark, chosen.why, chosen.at = uuid4(), uuid4(), "", clock.now()
    chosen.save()
    write_journal("draft.chosen", chosen, by=by, data={"person": chosen.person_id, "others": len(others)})
    return chosen
