"""Data Integrity proofs of the cryptosuite eddsa-jcs-2022, made and checked.

W3C Recommendations "Verifiable Credential Data Integrity 1.0" (section 4) and "Data Integrity EdDSA Cryptosuites v1.0"
(section 3.3), step by step. What is signed is the SHA-256 of the proof's own options, then that of the document,
each in the one form that RFC 8785 gives it: any other spacing or order of names is the same document.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from alongside.badges.multikey import NotBase58, from_base58, to_base58
from alongside.badges.plain_json import Document, Json, as_list, as_text

SUITE: Final = "eddsa-jcs-2022"
PROOF_TYPE: Final = "DataIntegrityProof"
ASSERTION: Final = "assertionMethod"
SIGNATURE_BYTES: Final = 64

_MOMENT: Final = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


class Flaw(enum.Enum):
    """Why a proof does not hold."""

    MISSING = "no proof, or several"
    WRONG_SUITE = "another kind of proof"
    WRONG_PURPOSE = "made for another purpose"
    MALFORMED = "a part of the proof is missing or not in form"
    WRONG_CONTEXT = "the document's contexts do not begin with the proof's"
    OVER = "the proof says that it has expired"
    UNKNOWN_KEY = "signed by a key that the issuer does not name for this"
    KEY_CALLED_BACK = "signed by a key that the issuer has called back"
    BROKEN = "the signature does not fit"


class BadProof(ValueError):
    """A proof that does not hold. `flaw` says why."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw
        super().__init__(flaw.value)


@dataclass(frozen=True)
class Proven:
    """What a proof that holds says: the document as it was signed, by which method, and when by the signer's clock."""

    document: Document
    method: str
    created: datetime | None


KeyOf = Callable[[str, datetime | None], Ed25519PublicKey | None]
"""The key of a verification method, if it may sign at that moment; None for one that nobody vouches for.

May raise BadProof where more is known of the key.
"""


def add_proof(document: Document, key: Ed25519PrivateKey, *, method: str, created: datetime) -> Document:
    """The document with its proof. `method`: the id of the public key; `created`: aware. Raises ValueError if it has one."""
    if "proof" in document:
        raise ValueError("this document has a proof already")
    proof: Document = {
        "type": PROOF_TYPE,
        "cryptosuite": SUITE,
        "created": moment_text(created),
        "verificationMethod": method,
        "proofPurpose": ASSERTION,
    }
    if "@context" in document:
        proof["@context"] = document["@context"]
    proof["proofValue"] = to_base58(key.sign(hash_data(document, proof)))
    return {**document, "proof": proof}


def check_proof(secured: Document, key_of: KeyOf, *, at: datetime) -> Proven:
    """What the one proof of a document proves. Raises BadProof."""
    proof = secured.get("proof")
    if not isinstance(proof, dict):
        raise BadProof(Flaw.MISSING)
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    created = _check_options(options, at)
    signature = _signature(proof.get("proofValue"))
    document = {name: value for name, value in secured.items() if name != "proof"}
    if "@context" in options:
        signed = as_list(options["@context"])
        if as_list(document.get("@context"))[: len(signed)] != signed:
            raise BadProof(Flaw.WRONG_CONTEXT)
        document["@context"] = options["@context"]
    method = as_text(options.get("verificationMethod"))
    key = key_of(method, created)
    if key is None:
        raise BadProof(Flaw.UNKNOWN_KEY)
    try:
        key.verify(signature, hash_data(document, options))
    except InvalidSignature:
        raise BadProof(Flaw.BROKEN) from None
    return Proven(document, method, created)


def hash_data(document: Document, options: Document) -> bytes:
    """The 64 bytes that are signed: of the proof's options first, then of the document."""
    return sha256(canonical(options)).digest() + sha256(canonical(document)).digest()


def canonical(document: Document) -> bytes:
    """RFC 8785."""
    return rfc8785.dumps(document)


def moment_text(moment: datetime) -> str:
    """An aware moment to the second, in UTC, as `created` has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(value: Json) -> datetime | None:
    """An XML Schema dateTimeStamp; None for anything else, such as a time without a zone."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _check_options(options: Document, at: datetime) -> datetime | None:
    """When it was made, where it says so. Raises BadProof."""
    if options.get("type") != PROOF_TYPE or options.get("cryptosuite") != SUITE:
        raise BadProof(Flaw.WRONG_SUITE)
    if options.get("proofPurpose") != ASSERTION:
        raise BadProof(Flaw.WRONG_PURPOSE)
    moments = {name: read_moment(options[name]) for name in ("created", "expires") if name in options}
    if None in moments.values() or not as_text(options.get("verificationMethod")):
        raise BadProof(Flaw.MALFORMED)
    expires = moments.get("expires")
    if expires is not None and expires <= at:
        raise BadProof(Flaw.OVER)
    return moments.get("created")


def _signature(value: Json) -> bytes:
    try:
        signature = from_base58(as_text(value))
    except NotBase58:
        raise BadProof(Flaw.MALFORMED) from None
    if len(signature) != SIGNATURE_BYTES:
        raise BadProof(Flaw.MALFORMED)
    return signature
