"""The three documents a board publishes: who it is and its keys, a certificate, a status list. Unsigned; `proofs` signs.

Verifiable Credentials Data Model v2.0, Open Badges 3.0, Controlled Identifiers v1.0, Bitstring Status List v1.0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, Literal, TypeAlias

from alongside.badges.bitstrings import FEWEST, encode
from alongside.badges.plain_json import Document, Json
from alongside.badges.proofs import moment_text

CREDENTIALS: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTROLLER: Final = "https://www.w3.org/ns/cid/v1"
KNOWN_CONTEXTS: Final = frozenset({CREDENTIALS, OPEN_BADGES})
"""What the words in a file mean. A file that brings words of its own could mean anything by them."""

Purpose: TypeAlias = Literal["revocation", "suspension"]
REVOCATION: Final[Purpose] = "revocation"
SUSPENSION: Final[Purpose] = "suspension"
PURPOSES: Final[tuple[Purpose, Purpose]] = (REVOCATION, SUSPENSION)

ENTRY: Final = "BitstringStatusListEntry"
LIST: Final = "BitstringStatusList"
LIST_CREDENTIAL: Final = "BitstringStatusListCredential"
BADGE: Final = "OpenBadgeCredential"
VERIFIABLE: Final = "VerifiableCredential"

LIST_TTL: Final = timedelta(minutes=1)
"""How long a list may be kept before it is asked for again."""
LIST_GOOD_FOR: Final = timedelta(days=1)
"""How long a list says anything at all: after that it is too old to tell what was revoked since."""


@dataclass(frozen=True)
class Issuer:
    """A board as its files name it. `id` is the address of its own document, `name` the board's."""

    id: str
    name: str


@dataclass(frozen=True)
class PublishedKey:
    """A public key of a board.

    expires: when it was set aside for a new one; what it signed before still holds
    revoked: when it fell into other hands; nothing it signed, whenever, can be believed
    """

    multibase: str
    expires: datetime | None = None
    revoked: datetime | None = None

    def id_at(self, issuer: str) -> str:
        """Its verification method's id."""
        return f"{issuer}#{self.multibase}"


@dataclass(frozen=True)
class Achieved:
    """What was achieved: the credential of a code of ethics. `criteria` is the page where the code is read."""

    id: str
    name: str
    description: str
    criteria: str


@dataclass(frozen=True)
class Held:
    """Who holds it, by what stands on the certificate and no more; the days are both included, in the board's zone."""

    name: str
    number: str
    valid_from: date
    valid_through: date
    zone: tzinfo


@dataclass(frozen=True)
class Listed:
    """Where its bits stand: the address of the list for each purpose, and the place in them."""

    lists: dict[Purpose, str]
    place: int


def controller_document(issuer: Issuer, keys: Iterable[PublishedKey]) -> Document:
    """Who a board is and how its signatures are checked. Keys set aside stay, so that what they signed can be checked."""
    listed = list(keys)
    methods: list[Json] = [_method(issuer, key) for key in listed]
    return {
        "@context": [CONTROLLER, CREDENTIALS, OPEN_BADGES],
        "id": issuer.id,
        "type": ["Profile"],
        "name": issuer.name,
        "verificationMethod": methods,
        "assertionMethod": [key.id_at(issuer.id) for key in listed],
    }


def achievement_document(achieved: Achieved) -> Document:
    """What a certificate stands for, at its own address."""
    return {"@context": [CREDENTIALS, OPEN_BADGES], **_achievement(achieved)}


def badge_document(file_id: str, *, issuer: Issuer, achieved: Achieved, held: Held, listed: Listed) -> Document:
    """A certificate as an Open Badge. `file_id` is a URI of its own; nothing in it tells more than the certificate."""
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": file_id,
        "type": [VERIFIABLE, BADGE],
        "name": achieved.name,
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name},
        "validFrom": _first_moment(held.valid_from, held.zone),
        "validUntil": _last_moment(held.valid_through, held.zone),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": held.name},
            ],
            "licenseNumber": held.number,
            "achievement": _achievement(achieved),
        },
        "credentialStatus": [
            {
                "id": f"{url}#{listed.place}",
                "type": ENTRY,
                "statusPurpose": purpose,
                "statusListIndex": str(listed.place),
                "statusListCredential": url,
            }
            for purpose, url in listed.lists.items()
        ],
    }


def list_document(
    url: str, *, issuer: Issuer, purpose: Purpose, places: Collection[int], at: datetime, length: int = FEWEST
) -> Document:
    """A status list at a moment, with these places set."""
    return {
        "@context": [CREDENTIALS],
        "id": url,
        "type": [VERIFIABLE, LIST_CREDENTIAL],
        "issuer": issuer.id,
        "validFrom": moment_text(at),
        "validUntil": moment_text(at + LIST_GOOD_FOR),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": LIST,
            "statusPurpose": purpose,
            "ttl": int(LIST_TTL.total_seconds() * 1000),
            "encodedList": encode(places, length=length),
        },
    }


def _achievement(achieved: Achieved) -> Document:
    return {
        "id": achieved.id,
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": achieved.name,
        "description": achieved.description,
        "criteria": {"id": achieved.criteria, "narrative": achieved.description},
    }


def _method(issuer: Issuer, key: PublishedKey) -> Document:
    method: Document = {
        "id": key.id_at(issuer.id),
        "type": "Multikey",
        "controller": issuer.id,
        "publicKeyMultibase": key.multibase,
    }
    if key.expires is not None:
        method["expires"] = moment_text(key.expires)
    if key.revoked is not None:
        method["revoked"] = moment_text(key.revoked)
    return method


def _first_moment(day: date, zone: tzinfo) -> str:
    return datetime.combine(day, time.min, tzinfo=zone).isoformat(timespec="seconds")


def _last_moment(day: date, zone: tzinfo) -> str:
    """The last second of a day: `validUntil` is the latest moment at which it holds."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone).isoformat(timespec="seconds")
