"""What is kept of a ruling is unreadable in the table: who copies the database does not read what a worker asked.

The key is made from SECRET_KEY, so a restored database needs that as well; an older one stays readable while it stands
among SECRET_KEY_FALLBACKS.
"""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

PURPOSE = b"alongside kept rulings 1"
_JSON: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_PACKED: Final = b"z"
"""No JSON begins with it."""
_LONG: Final = 1_000
_IN_BYTES: Final = b"\x80"
"""A token's first byte, its version; no text begins with it."""


class CannotOpen(ValueError):
    """Sealed under a key this installation no longer has."""

    code = "cannot-open"


def seal(content: object) -> bytes:
    """JSON, sealed; a long one, such as a ruling with all its words, is packed first to a quarter of its size.

    A Fernet token in bytes: as text, which it was before, it takes a third more room.
    """
    written = _JSON.encode(content).encode()
    if len(written) >= _LONG:
        written = _PACKED + zlib.compress(written, level=1)
    return urlsafe_b64decode(_keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(written))


def unseal(sealed: bytes | memoryview) -> Any:
    """Back to what `seal` was given. Raises CannotOpen."""
    token = bytes(sealed)
    if token.startswith(_IN_BYTES):
        token = urlsafe_b64encode(token)
    try:
        written = _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(token)
    except InvalidToken:
        raise CannotOpen from None
    return json.loads(zlib.decompress(written[1:]) if written.startswith(_PACKED) else written)


def seal_words(words: str) -> bytes:
    """What somebody wrote, without the space around it. Nothing written is kept as no bytes at all."""
    said = words.strip()
    return seal({"words": said}) if said else b""


def words_in(sealed: bytes | memoryview) -> str:
    """What `seal_words` was given; "" for no bytes. Raises CannotOpen."""
    return str(unseal(sealed).get("words", "")) if sealed else ""


@lru_cache(maxsize=4)
def _keys(*secrets: str) -> MultiFernet:
    return MultiFernet([Fernet(_key_from(secret)) for secret in secrets])


def _key_from(secret: str) -> str:
    derived = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(force_bytes(secret))
    return urlsafe_base64_encode(derived) + "="
