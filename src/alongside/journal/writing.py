"""Writing to the journal. Call it inside the transaction of the act it tells of: both happen or neither.

with transaction.atomic(durable=True):
    entry = GiftEntry.objects.create(...)
    write_journal("gift.accepted", entry, by=by)
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Protocol, TypeAlias

from django.db import connection, models
from django.utils import timezone

from alongside.database.inserting import MOST, insert_few
from alongside.journal.merkle import hash_leaf
from alongside.journal.models import Entry

GREATEST_EXACT = 2**53 - 1

Plain: TypeAlias = str | int | bool | None
"""What an entry may say besides who and what: ids, days as ISO text, codes. Never a name, never prose."""


class Actor(Protocol):
    """An account, as far as the journal is concerned."""

    @property
    def pk(self) -> int: ...


class NotInATransaction(RuntimeError):
    """An entry was to be written apart from the act it tells of."""


@dataclass(frozen=True)
class Event:
    """Something that happened, for `write_journal_of_many`. Agency and board are read off the subject where it has them."""

    kind: str
    subject: models.Model
    data: Mapping[str, Plain] = field(default_factory=dict)
    agency_id: int | None = None
    board_id: int | None = None


def write_journal(
    kind: str,
    subject: models.Model,
    *,
    by: Actor | None,
    data: Mapping[str, Plain] | None = None,
    agency_id: int | None = None,
    board_id: int | None = None,
) -> Entry:
    """Put on record that `by` did `kind` ("gift.accepted") to `subject`; `by=None` is the installation itself.

    `data` holds ids and plain values that tell the event. Agency and board are read off the subject where it has them.
    Raises NotInATransaction outside of one.
    """
    return write_journal_of_many([Event(kind, subject, data or {}, agency_id, board_id)], by=by)[0]


def write_journal_of_many(events: Iterable[Event], *, by: Actor | None) -> list[Entry]:
    """Put many events on record at once, in this order. Raises NotInATransaction outside of one."""
    if not connection.in_atomic_block:
        raise NotInATransaction("write the journal in the same transaction as what it tells of")
    at = timezone.now()
    entries = [_entry_of(event, by=by, at=at) for event in events]
    if 0 < len(entries) <= MOST:
        insert_few(entries)
        return entries
    return Entry.objects.bulk_create(entries, batch_size=500)


def canonical_json(document: Mapping[str, Plain | dict[str, Plain]]) -> bytes:
    """RFC 8785, for plain values: there the standard library's sorted, tight form is the same, and ten times as quick.

    Raises TypeError for anything but text, whole numbers, truth values, nothing, and one level of those by ASCII names;
    ValueError for whole numbers beyond what JSON keeps exactly.
    """
    for value in document.values():
        for plain in value.values() if isinstance(value, dict) else (value,):
            if plain is None or type(plain) is str:  # most are
                continue
            if not isinstance(plain, str | int):
                raise TypeError(f"the journal takes ids and plain values, not {type(plain).__name__}")
            if isinstance(plain, int) and abs(plain) > GREATEST_EXACT:
                raise ValueError(f"{plain} is too great a number for JSON to keep exactly")
    return _JSON.encode(document).encode()


_JSON: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _entry_of(event: Event, *, by: Actor | None, at: datetime) -> Entry:
    subject = event.subject
    entry = Entry(
        kind=event.kind,
        actor_id=by.pk if by is not None else None,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        agency_id=event.agency_id or _place_of(subject, "agency"),
        board_id=event.board_id or _place_of(subject, "board"),
        at=at,
    )
    # the salt keeps anyone from guessing an entry from its hash in an exported proof
    document = {**statement(entry), "data": dict(event.data), "salt": secrets.token_hex(16)}
    canonical = canonical_json(document)
    entry.body, entry.leaf_hash = canonical.decode(), hash_leaf(canonical)
    return entry


class Says(Protocol):
    """The columns of an entry that its body repeats."""

    @property
    def kind(self) -> str: ...
    @property
    def actor_id(self) -> int | None: ...
    @property
    def subject_type(self) -> str: ...
    @property
    def subject_id(self) -> int | None: ...
    @property
    def agency_id(self) -> int | None: ...
    @property
    def board_id(self) -> int | None: ...
    @property
    def at(self) -> datetime: ...


def statement(entry: Says) -> dict[str, Plain]:
    """What the columns of an entry say, in the form in which its body says it too."""
    return {
        "actor": entry.actor_id,
        "agency": entry.agency_id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "board": entry.board_id,
        "kind": entry.kind,
        "subject_id": entry.subject_id,
        "subject_type": entry.subject_type,
    }


def _place_of(subject: models.Model, place: str) -> int | None:
    if subject._meta.label_lower == f"people.{place}":
        return int(subject.pk)
    found = getattr(subject, f"{place}_id", None)
    return int(found) if found is not None else None
