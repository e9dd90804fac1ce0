"""What is kept of a ruling is unreadable in the table: who copies the database does not read what a worker asked.

The key is made from SECRET_KEY, so a restored database needs that as well; an older one stays readable while it stands
among SECRET_KEY_FALLBACKS. Sealed is AES-256-GCM with a nonce drawn each time; what was sealed as Fernet before is read all the same.
"""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode
from functools import lru_cache
from secrets import token_bytes
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

PURPOSE: Final = b"alongside kept rulings 2"
_PURPOSE_BEFORE: Final = b"alongside kept rulings 1"
_JSON: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_PACKED: Final = b"z"
"""No JSON begins with it."""
_LONG: Final = 1_000
_GCM: Final = b"\x81"
"""The first byte: the nonce follows, then what is sealed with its tag. No text begins with it, as Fernet's tokens once did."""
_NONCE: Final = 12
_FERNET: Final = b"\x80"
"""The first byte of a Fernet token in bytes."""


class CannotOpen(ValueError):
    """Sealed under a key this installation no longer has."""

    code = "cannot-open"


def seal(content: object) -> bytes:
    """JSON, sealed; a long one, such as a ruling with all its words, is packed first to a quarter of its size."""
    written = _JSON.encode(content).encode()
    if len(written) >= _LONG:
        written = _PACKED + zlib.compress(written, level=1)
    nonce = token_bytes(_NONCE)
    newest = _ciphers(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)[0]
    return _GCM + nonce + newest.encrypt(nonce, written, _GCM)


def unseal(sealed: bytes | memoryview) -> Any:
    """Back to what `seal` was given. Raises CannotOpen."""
    token = bytes(sealed)
    written = _opened(token) if token.startswith(_GCM) else _opened_as_before(token)
    return json.loads(zlib.decompress(written[1:]) if written.startswith(_PACKED) else written)


def seal_words(words: str) -> bytes:
    """What somebody wrote, without the space around it. Nothing written is kept as no bytes at all."""
    said = words.strip()
    return seal({"words": said}) if said else b""


def words_in(sealed: bytes | memoryview) -> str:
    """What `seal_words` was given; "" for no bytes. Raises CannotOpen."""
    return str(unseal(sealed).get("words", "")) if sealed else ""


def _opened(token: bytes) -> bytes:
    nonce, inside = token[1 : 1 + _NONCE], token[1 + _NONCE :]
    for cipher in _ciphers(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return cipher.decrypt(nonce, inside, _GCM)
        except (InvalidTag, ValueError):  # not this key; or too short for a nonce
            continue
    raise CannotOpen


def _opened_as_before(token: bytes) -> bytes:
    if token.startswith(_FERNET):
        token = urlsafe_b64encode(token)
    try:
        return _fernets(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(token)
    except InvalidToken:
        raise CannotOpen from None


@lru_cache(maxsize=4)
def _ciphers(*secrets: str) -> tuple[AESGCM, ...]:
    return tuple(AESGCM(_key_from(secret, PURPOSE)) for secret in secrets)


@lru_cache(maxsize=4)
def _fernets(*secrets: str) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_key_from(secret, _PURPOSE_BEFORE))) for secret in secrets])


def _key_from(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=purpose).derive(force_bytes(secret))
