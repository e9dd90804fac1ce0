"""Ed25519 keys as text: base58btc, and the Multikey form of W3C Controlled Identifiers v1.0.

A public key reads `z6Mk...`: `z` for base58btc, then the two bytes that say Ed25519, then its 32 bytes.
"""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BASE58BTC: Final = "z"
ED25519_PUBLIC: Final = b"\xed\x01"
LONGEST: Final = 200
"""Characters read at most: twice a signature. Decoding takes time with the square of the length."""

_DIGITS: Final = {sign: value for value, sign in enumerate(ALPHABET)}


class NotBase58(ValueError):
    """Text that is no base58btc in Multibase form, or longer than anything we read."""


class NotAKey(ValueError):
    """Text that is no Ed25519 public key in Multikey form."""


def to_base58(data: bytes) -> str:
    """Multibase base58btc, its `z` in front."""
    number, signs = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        signs = ALPHABET[digit] + signs
    zeros = len(data) - len(data.lstrip(b"\0"))
    return BASE58BTC + ALPHABET[0] * zeros + signs


def from_base58(text: str) -> bytes:
    """The bytes of a Multibase base58btc text; each has one text alone. Raises NotBase58."""
    if not text.startswith(BASE58BTC) or len(text) > LONGEST:
        raise NotBase58
    signs = text[1:]
    number = 0
    for sign in signs:
        if sign not in _DIGITS:
            raise NotBase58
        number = number * 58 + _DIGITS[sign]
    zeros = len(signs) - len(signs.lstrip(ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def to_multikey(key: Ed25519PublicKey) -> str:
    """`publicKeyMultibase` of a key."""
    return to_base58(ED25519_PUBLIC + key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def from_multikey(text: str) -> Ed25519PublicKey:
    """The key of a `publicKeyMultibase`. Raises NotAKey."""
    try:
        data = from_base58(text)
    except NotBase58:
        raise NotAKey from None
    if len(data) != 34 or not data.startswith(ED25519_PUBLIC) or data[2:] in SMALL_ORDER:
        raise NotAKey
    return Ed25519PublicKey.from_public_bytes(data[2:])


SMALL_ORDER: Final = frozenset(
    bytes.fromhex(point)
    for point in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    )
)
"""Points under which one signature fits many documents ("Taming the many EdDSAs", named by the cryptosuite's section 4.1)."""
