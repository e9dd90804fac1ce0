"""The journal of a batch: its entries, their place in the log, one checkpoint. The same bytes as `write_journal` writes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from django.db.models import Max
from django.utils import timezone

from alongside.journal.merkle import hash_leaf
from alongside.journal.models import Entry
from alongside.journal.sealing import take_places
from alongside.site.generating.loading import Table, zone_mark

Told = tuple[str, int | None, str, int, int | None, str]
"""Kind, account, subject's type, subject's id, agency, and the data as canonical JSON."""

_BODY: Final = '{{"actor":{},"agency":{},"at":"{}","board":null,"data":{},"kind":"{}","salt":"{}","subject_id":{},"subject_type":"{}"}}'
_SALT: Final = 16


class Journal:
    """Writes and seals what a batch did, in its transaction. Between batches the log is as the sealer would have it."""

    def __init__(self) -> None:
        self._entries = Table(
            "journal.Entry",
            *(
                "id",
                "kind",
                "actor_id",
                "subject_type",
                "subject_id",
                "agency_id",
                "board_id",
                "at",
                "body",
                "leaf_hash",
            ),
        )
        self._leaves = Table("journal.Leaf", "position", "entry_id", "leaf_hash")
        self.tables = [self._entries]

    def write(self, told: Sequence[Told]) -> None:
        """Put on record and seal."""
        first = (Entry.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        now = timezone.now().astimezone(UTC)
        hashes = self._load(told, first, now)
        take_places([(first + n, leaf) for n, leaf in enumerate(hashes)], put_leaves=self._leaves.load)

    def _load(self, told: Sequence[Told], first: int, now: datetime) -> list[bytes]:
        at, stored = now.isoformat(timespec="microseconds"), now.isoformat(sep=" ", timespec="microseconds")
        salts = os.urandom(_SALT * len(told)).hex()
        stored = stored if zone_mark() else stored[:-6]
        hashes: list[bytes] = []
        rows = []
        for n, (kind, actor, subject_type, subject_id, agency, data) in enumerate(told):
            salt = salts[2 * _SALT * n : 2 * _SALT * (n + 1)]
            body = _BODY.format(_plain(actor), _plain(agency), at, data, kind, salt, subject_id, subject_type)
            leaf = hash_leaf(body.encode())
            hashes.append(leaf)
            rows.append((first + n, kind, actor, subject_type, subject_id, agency, None, stored, body, leaf))
        self._entries.load(rows)
        return hashes


def _plain(number: int | None) -> str:
    return "null" if number is None else str(number)
