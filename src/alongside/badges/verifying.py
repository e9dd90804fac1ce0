"""Is this file a certificate, as its board signed it, and good at this moment? Every check that fails is told.

Nothing is fetched here: whoever asks says where issuers and status lists come from. A file leads to no address that its
own issuer does not stand behind, and to none at all before its signature holds.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, Protocol
from urllib.parse import urlsplit

from alongside.badges.bitstrings import BadList, NoSuchPlace, decode, is_set
from alongside.badges.documents import (
    BADGE,
    CREDENTIALS,
    ENTRY,
    KNOWN_CONTEXTS,
    LIST,
    LIST_CREDENTIAL,
    REVOCATION,
    SUSPENSION,
    VERIFIABLE,
)
from alongside.badges.issuers import TrustedIssuer
from alongside.badges.plain_json import Document, NotReadable, TooLarge, as_list, as_object, as_text, read_json
from alongside.badges.proofs import BadProof, Flaw, check_proof, read_moment

LARGEST_LIST: Final = 2 * 1024 * 1024
"""Bytes of a status list's file."""


class Fault(enum.Enum):
    """Why a file is not good. `badges.words` says each to people."""

    NOT_READABLE = "not-readable"
    TOO_LARGE = "too-large"
    NOT_A_CERTIFICATE = "not-a-certificate"
    FOREIGN_WORDS = "foreign-words"
    UNKNOWN_ISSUER = "unknown-issuer"
    NO_PROOF = "no-proof"
    OTHER_SUITE = "other-suite"
    BAD_PROOF = "bad-proof"
    PROOF_OVER = "proof-over"
    UNKNOWN_KEY = "unknown-key"
    KEY_CALLED_BACK = "key-called-back"
    TAMPERED = "tampered"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    BAD_LIST = "bad-list"


class Caution(enum.Enum):
    """What could not be looked at, so that a file may be good and may not."""

    LIST_NOT_ASKED = "list-not-asked"
    LIST_TOO_OLD = "list-too-old"


@dataclass(frozen=True)
class Told:
    """What a file says, once its signature holds. The moments are as the file has them, in its board's zone."""

    name: str
    number: str
    credential: str
    issuer: str
    issuer_id: str
    valid_from: datetime
    valid_until: datetime | None


@dataclass(frozen=True)
class Verdict:
    """How a file stands at a moment: every fault, what could not be asked, and what it says if its signature holds."""

    faults: tuple[Fault, ...]
    cautions: tuple[Caution, ...] = ()
    told: Told | None = None

    @property
    def is_good(self) -> bool:
        """Every check was made, and every one passed."""
        return not self.faults and not self.cautions


class Sources(Protocol):
    """Where a checker gets what a file leads to."""

    def issuer(self, url: str) -> TrustedIssuer | None:
        """The issuer at an address, if the checker has reason to believe it; None if not."""

    def status_list(self, url: str) -> bytes | None:
        """The status list at an address; None where it could not be asked."""


def verify(data: bytes, sources: Sources, *, at: datetime) -> Verdict:
    """Check a file at an aware moment. Never raises, whatever the bytes."""
    try:
        document = read_json(data)
    except TooLarge:
        return Verdict((Fault.TOO_LARGE,))
    except NotReadable:
        return Verdict((Fault.NOT_READABLE,))
    faults = [*_faults_of_form(document), *_faults_of_time(document, at)]
    issuer = sources.issuer(_issuer_id(document))
    if issuer is None:
        return Verdict((*faults, Fault.UNKNOWN_ISSUER, *_no_proof(document)))
    try:
        check_proof(document, issuer.key_of, at=at)
    except BadProof as bad:
        return Verdict((*faults, FAULT_OF[bad.flaw]))
    listed = _by_lists(document, issuer, sources, at) if Fault.NOT_A_CERTIFICATE not in faults else []
    faults += [one for one in listed if isinstance(one, Fault)]
    cautions = [one for one in listed if isinstance(one, Caution)]
    return Verdict(tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(cautions)), _told(document, issuer))


FAULT_OF: Final[Mapping[Flaw, Fault]] = MappingProxyType(
    {
        Flaw.MISSING: Fault.NO_PROOF,
        Flaw.WRONG_SUITE: Fault.OTHER_SUITE,
        Flaw.WRONG_PURPOSE: Fault.BAD_PROOF,
        Flaw.MALFORMED: Fault.BAD_PROOF,
        Flaw.WRONG_CONTEXT: Fault.TAMPERED,
        Flaw.OVER: Fault.PROOF_OVER,
        Flaw.UNKNOWN_KEY: Fault.UNKNOWN_KEY,
        Flaw.KEY_CALLED_BACK: Fault.KEY_CALLED_BACK,
        Flaw.BROKEN: Fault.TAMPERED,
    }
)

_SET: Final[Mapping[str, Fault]] = MappingProxyType({REVOCATION: Fault.REVOKED, SUSPENSION: Fault.SUSPENDED})
_PLACE: Final = re.compile(r"\d{1,10}", re.ASCII)


def _faults_of_form(document: Document) -> Iterator[Fault]:
    if not {VERIFIABLE, BADGE} <= {as_text(kind) for kind in as_list(document.get("type"))} or not _has_parts(document):
        yield Fault.NOT_A_CERTIFICATE
    if not _has_known_words(document):
        yield Fault.FOREIGN_WORDS


def _has_parts(document: Document) -> bool:
    """The parts that a certificate of ours never lacks."""
    name, number, achievement = _holder(document)
    purposes = {as_text(entry.get("statusPurpose")) for entry in _entries(document)}
    is_until_in_form = "validUntil" not in document or read_moment(document["validUntil"]) is not None
    has_from = read_moment(document.get("validFrom")) is not None
    return bool(name and number and achievement) and has_from and is_until_in_form and REVOCATION in purposes


def _has_known_words(document: Document) -> bool:
    contexts = as_list(document.get("@context"))
    return contexts[:1] == [CREDENTIALS] and all(as_text(context) in KNOWN_CONTEXTS for context in contexts)


def _faults_of_time(document: Document, at: datetime) -> Iterator[Fault]:
    begins, ends = read_moment(document.get("validFrom")), read_moment(document.get("validUntil"))
    if begins is not None and at < begins:
        yield Fault.NOT_YET_VALID
    if ends is not None and at.replace(microsecond=0) > ends:  # the whole of its last second is good
        yield Fault.EXPIRED


def _no_proof(document: Document) -> Iterator[Fault]:
    if not isinstance(document.get("proof"), dict):
        yield Fault.NO_PROOF


def _issuer_id(document: Document) -> str:
    issuer = document.get("issuer")
    return as_text(issuer) or as_text(as_object(issuer).get("id"))


def _entries(document: Document) -> list[Document]:
    return [as_object(entry) for entry in as_list(document.get("credentialStatus"))]


def _holder(document: Document) -> tuple[str, str, str]:
    """Name, number and credential."""
    subject = as_object(document.get("credentialSubject"))
    identities = [as_object(identity) for identity in as_list(subject.get("identifier"))]
    plain = [one for one in identities if one.get("identityType") == "name" and one.get("hashed") is False]
    name = as_text(plain[0].get("identityHash")) if len(plain) == 1 else ""
    achievement = as_object(subject.get("achievement"))
    return name, as_text(subject.get("licenseNumber")), as_text(achievement.get("name"))


def _told(document: Document, issuer: TrustedIssuer) -> Told | None:
    name, number, credential = _holder(document)
    begins = read_moment(document.get("validFrom"))
    if begins is None:
        return None
    ends = read_moment(document.get("validUntil"))
    return Told(name, number, credential, issuer.name, issuer.id, begins, ends)


def _by_lists(document: Document, issuer: TrustedIssuer, sources: Sources, at: datetime) -> list[Fault | Caution]:
    return [one for entry in _entries(document) if (one := _by_list(entry, issuer, sources, at)) is not None]


def _by_list(entry: Document, issuer: TrustedIssuer, sources: Sources, at: datetime) -> Fault | Caution | None:
    """What the list says of one entry: None where its bit is not set."""
    purpose, url = as_text(entry.get("statusPurpose")), as_text(entry.get("statusListCredential"))
    place = as_text(entry.get("statusListIndex"))
    is_one_bit = entry.get("statusSize", 1) == 1
    if entry.get("type") != ENTRY or purpose not in _SET or not _PLACE.fullmatch(place) or not is_one_bit:
        return Fault.BAD_LIST
    if _origin(url) != _origin(issuer.id):
        return Fault.BAD_LIST
    data = sources.status_list(url)
    if data is None:
        return Caution.LIST_NOT_ASKED
    try:
        proven = check_proof(read_json(data, largest=LARGEST_LIST), issuer.key_of, at=at).document
        if not _is_list_of(proven, url, purpose, issuer):
            return Fault.BAD_LIST
        bits = decode(as_text(as_object(proven["credentialSubject"]).get("encodedList")))
        found = _SET[purpose] if is_set(bits, int(place)) else None
    except (NotReadable, BadProof, BadList, NoSuchPlace):
        return Fault.BAD_LIST
    if found is None and not _is_fresh(proven, at):
        return Caution.LIST_TOO_OLD
    return found


def _is_list_of(document: Document, url: str, purpose: str, issuer: TrustedIssuer) -> bool:
    subject = as_object(document.get("credentialSubject"))
    kinds = {as_text(kind) for kind in as_list(document.get("type"))}
    return (
        {VERIFIABLE, LIST_CREDENTIAL} <= kinds
        and _has_known_words(document)
        and _issuer_id(document) == issuer.id
        and document.get("id", url) == url
        and subject.get("type") == LIST
        and purpose in as_list(subject.get("statusPurpose"))
    )


def _is_fresh(document: Document, at: datetime) -> bool:
    return not list(_faults_of_time(document, at))


def _origin(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc
