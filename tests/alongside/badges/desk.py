"""A board's desk for tests that need no database: its key, a badge, its lists, and a checker that trusts it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from alongside.badges.documents import (
    PURPOSES,
    REVOCATION,
    SUSPENSION,
    Achieved,
    Held,
    Issuer,
    Listed,
    PublishedKey,
    badge_document,
    controller_document,
    list_document,
)
from alongside.badges.issuers import TrustedIssuer, read_issuer
from alongside.badges.multikey import to_multikey
from alongside.badges.plain_json import Document
from alongside.badges.proofs import add_proof, canonical
from alongside.badges.verifying import Verdict, verify

NOW = datetime(2026, 11, 22, 19, tzinfo=UTC)
DENVER = ZoneInfo("America/Denver")
BOARD = Issuer("https://board.example/badges/nm/", "Demo board of New Mexico")
LISTS = {purpose: f"{BOARD.id}status/1/{purpose}/" for purpose in PURPOSES}
PLACE = 4711
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLISHED = PublishedKey(to_multikey(KEY.public_key()))

HELD = Held("Ana María Tóth-Nguyễn", "NM-2026-00042", date(2025, 12, 1), date(2026, 11, 30), DENVER)
ACHIEVED = Achieved(
    f"{BOARD.id}achievements/nm/",
    "Certified Peer Support Worker",
    "Holds the credential that binds to the New Mexico code of ethics.",
    "https://board.example/codes/nm/",
)


def badge(held: Held = HELD) -> Document:
    return badge_document(
        "urn:uuid:5f0c9a52-6f3e-4a0f-9f43-9c8a1c6e9d11",
        issuer=BOARD,
        achieved=ACHIEVED,
        held=held,
        listed=Listed(dict(LISTS), PLACE),
    )


def signed(document: Document, key: Ed25519PrivateKey = KEY, *, created: datetime = NOW) -> Document:
    method = f"{BOARD.id}#{to_multikey(key.public_key())}"
    return add_proof(document, key, method=method, created=created)


def as_file(document: Any) -> bytes:
    return document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()


def status_list(purpose: Any, places: Collection[int] = (), *, at: datetime = NOW) -> Document:
    return list_document(LISTS[purpose], issuer=BOARD, purpose=purpose, places=places, at=at)


@dataclass
class Desk:
    """Where a checker asks. Lists are there, with nobody on them, until a test says otherwise."""

    document: Document = field(default_factory=lambda: controller_document(BOARD, [PUBLISHED]))
    lists: dict[str, bytes | None] = field(
        default_factory=lambda: {LISTS[one]: canonical(signed(status_list(one))) for one in (REVOCATION, SUSPENSION)}
    )
    asked: list[str] = field(default_factory=list)

    def issuer(self, url: str) -> TrustedIssuer | None:
        return read_issuer(self.document) if url == self.document["id"] else None

    def status_list(self, url: str) -> bytes | None:
        self.asked.append(url)
        return self.lists.get(url)

    def check(self, document: Any, *, at: datetime = NOW) -> Verdict:
        return verify(as_file(document), self, at=at)
