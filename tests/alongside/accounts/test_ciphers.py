"""A purpose's own key: what databases hold already opens, also after a change of the secret, and for no other purpose."""

import base64
from hashlib import sha256

import pytest
from cryptography.fernet import Fernet, InvalidToken
from pytest_django import Settings

from alongside.accounts.ciphers import cipher_for

PURPOSES = ["alongside.accounts.second-factor", "alongside.badges.issuer-key"]


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize(("secret", "earlier"), [("of today", []), ("a newer one", ["of today"])])
def test_what_was_encrypted_before_opens(settings: Settings, purpose: str, secret: str, earlier: list[str]) -> None:
    key = sha256(purpose.encode() + b"\0" + b"of today").digest()
    kept = Fernet(base64.urlsafe_b64encode(key)).encrypt(b"kept")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = secret, earlier

    assert cipher_for(purpose).decrypt(kept) == b"kept"


def test_one_purpose_opens_nothing_of_another() -> None:
    kept = cipher_for(PURPOSES[0]).encrypt(b"kept")

    with pytest.raises(InvalidToken):
        cipher_for(PURPOSES[1]).decrypt(kept)
