"""Reading a board's own document: which keys may sign for it, and when each may (Controlled Identifiers v1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from alongside.badges.multikey import NotAKey, from_multikey
from alongside.badges.plain_json import Document, Json, as_list, as_object, as_text
from alongside.badges.proofs import ASSERTION, BadProof, Flaw, read_moment


@dataclass(frozen=True)
class SigningKey:
    """A key that may sign for an issuer: until `expires`, and not at all once it was `revoked`."""

    key: Ed25519PublicKey
    expires: datetime | None
    revoked: datetime | None


@dataclass(frozen=True)
class TrustedIssuer:
    """An issuer whose document the checker has reason to believe."""

    id: str
    name: str
    keys: Mapping[str, SigningKey]

    def key_of(self, method: str, created: datetime | None) -> Ed25519PublicKey | None:
        """For `check_proof`. Raises BadProof for a key that was called back."""
        known = self.keys.get(method)
        if known is None:
            return None
        if known.revoked is not None:
            raise BadProof(Flaw.KEY_CALLED_BACK)
        if known.expires is not None and (created is None or created > known.expires):
            return None
        return known.key


def read_issuer(document: Document) -> TrustedIssuer | None:
    """The issuer of a controlled identifier document; None where it names itself by no address.

    A key counts that is a Multikey for Ed25519, controlled by the issuer, and named for assertions. Others are passed over.
    """
    issuer = as_text(document.get("id"))
    if not issuer:
        return None
    listed = [*as_list(document.get("verificationMethod")), *as_list(document.get(ASSERTION))]
    methods = {as_text(method.get("id")): method for method in listed if isinstance(method, dict)}
    allowed = {_id_of(method) for method in as_list(document.get(ASSERTION))}
    keys = {}
    for name, method in methods.items():
        key = _signing_key(method, issuer) if name and name in allowed else None
        if key is not None:
            keys[name] = key
    return TrustedIssuer(issuer, as_text(document.get("name")), keys)


def _id_of(method: Json) -> str:
    return as_text(method) or as_text(as_object(method).get("id"))


def _signing_key(method: Document, issuer: str) -> SigningKey | None:
    if method.get("type") != "Multikey" or method.get("controller") != issuer:
        return None
    moments = {name: read_moment(method[name]) for name in ("expires", "revoked") if name in method}
    if None in moments.values():
        return None
    try:
        key = from_multikey(as_text(method.get("publicKeyMultibase")))
    except NotAKey:
        return None
    return SigningKey(key, moments.get("expires"), moments.get("revoked"))
