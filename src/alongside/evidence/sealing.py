"""Encryption of files at rest: AES-256-GCM, under a key of the file's own.

A sealed file is `ALE1`, 16 bytes of salt, 12 of nonce, then the ciphertext with its tag. Its key comes from one of the
installation's secrets and the salt by HKDF; the row keeps which secret (`key_id`), so that files sealed before a change of
secret open under SECRET_KEY_FALLBACKS. What a file belongs to is bound in: moved to another row, it does not open.
"""

import secrets
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

MAGIC: Final = b"ALE1"
_SALT: Final = 16
_NONCE: Final = 12
_PURPOSE: Final = b"alongside.evidence"


class CannotOpen(RuntimeError):
    """A kept file cannot be given out. `code` says whether its key, its content or the file itself is missing."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            _(
                "This file cannot be opened right now. It is nothing you did. "
                "Tell whoever runs this site, and give them this word: {code}."
            ).format(code=code)
        )


def current_key_id() -> str:
    """Which secret seals now."""
    return _key_id(settings.SECRET_KEY)


def seal(data: bytes, *, belongs_to: str) -> bytes:
    """`data` encrypted under the secret that `current_key_id` names."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    return MAGIC + salt + nonce + _cipher(settings.SECRET_KEY, salt).encrypt(nonce, data, belongs_to.encode())


def unseal(sealed: bytes, *, key_id: str, belongs_to: str) -> bytes:
    """What was sealed. Raises CannotOpen: `key-missing` where no secret has that id, `content-changed` for any other bit."""
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    secret = next((secret for secret in known if _key_id(secret) == key_id), None)
    if secret is None:
        raise CannotOpen("key-missing")
    head, rest = sealed[: len(MAGIC)], sealed[len(MAGIC) :]
    salt, nonce, ciphertext = rest[:_SALT], rest[_SALT : _SALT + _NONCE], rest[_SALT + _NONCE :]
    if head != MAGIC or len(ciphertext) < 16:
        raise CannotOpen("content-changed")
    try:
        return _cipher(secret, salt).decrypt(nonce, ciphertext, belongs_to.encode())
    except InvalidTag:
        raise CannotOpen("content-changed") from None


def _key_id(secret: str) -> str:
    return sha256(_PURPOSE + b" key id\0" + secret.encode()).hexdigest()[:16]


def _cipher(secret: str, salt: bytes) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=_PURPOSE + b" file key").derive(secret.encode())
    return AESGCM(derived)
