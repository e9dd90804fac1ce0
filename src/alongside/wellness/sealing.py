"""Sealing a plan so that its owner's words open it, and nothing else does.

Inside: AES-256-GCM under a key made by Argon2id from the words, bound to the account. Outside: the installation's own seal,
so that a copied table is of no use without its key either. The key itself is kept nowhere on the server.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from alongside.rulings.sealing import seal, unseal

_SALT: Final = 16
_NONCE: Final = 12
_ROUNDS: Final = 3
_MEMORY: Final = 64 * 1024
"""KiB that one try takes: what makes guessing dear."""


class WrongWords(ValueError):
    """These words, or this key, do not open the plan."""

    code = "wrong-words"


def new_salt() -> bytes:
    return secrets.token_bytes(_SALT)


def key_from(words: str, salt: bytes) -> bytes:
    """The key that words make. Spaces around them are no part of them."""
    return hash_secret_raw(
        words.strip().encode(), salt, time_cost=_ROUNDS, memory_cost=_MEMORY, parallelism=1, hash_len=32, type=Type.ID
    )


def seal_plan(content: Mapping[str, str], *, key: bytes, salt: bytes, user_id: int) -> bytes:
    """A plan, sealed twice."""
    nonce = secrets.token_bytes(_NONCE)
    written = json.dumps(dict(content), ensure_ascii=False).encode()
    inside = AESGCM(key).encrypt(nonce, written, _bound_to(user_id))
    return seal({"salt": b64encode(salt).decode(), "sealed": b64encode(nonce + inside).decode()})


def salt_of(sealed: bytes | memoryview) -> bytes:
    """What makes a plan's key its own. Raises CannotOpen where the installation's key was lost."""
    return b64decode(unseal(sealed)["salt"])


def open_plan(sealed: bytes | memoryview, *, key: bytes, user_id: int) -> dict[str, str]:
    """Back to what was sealed. Raises WrongWords, CannotOpen."""
    inside = b64decode(unseal(sealed)["sealed"])
    try:
        written = AESGCM(key).decrypt(inside[:_NONCE], inside[_NONCE:], _bound_to(user_id))
    except InvalidTag:
        raise WrongWords from None
    return {str(name): str(words) for name, words in json.loads(written).items()}


def _bound_to(user_id: int) -> bytes:
    return f"alongside wellness plan of {user_id}".encode()
