"""A board's keys: made at first use, followed by others, the private half of the one that signs kept encrypted."""

from __future__ import annotations

from typing import Final

from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from alongside.accounts.ciphers import cipher_for
from alongside.badges.documents import PublishedKey
from alongside.badges.models import IssuerKey, SecretHalf
from alongside.badges.multikey import to_multikey
from alongside.people import clock
from alongside.people.models import Board

_PURPOSE: Final = "alongside.badges.issuer-key"


class KeyCannotBeOpened(RuntimeError):
    """The private half was encrypted under a secret key that this installation no longer has."""

    code = "key-cannot-be-opened"

    def __init__(self) -> None:
        super().__init__(
            "The board's signing key cannot be opened with this installation's secret key. Put the earlier one into "
            "ALONGSIDE_EARLIER_SECRET_KEYS, or make a new key: alongside certificate new-key"
        )


def current_key(board: Board) -> IssuerKey | None:
    """The key that signs for a board now; None where nothing was ever signed."""
    return IssuerKey.objects.filter(board=board).select_related("secret").order_by("-generation").first()


def make_key(board: Board) -> IssuerKey:
    """A new key that signs from now on; the private half of the one before is destroyed. Within the caller's transaction,
    with the board's row locked.
    """
    before = current_key(board)
    if before is not None:
        SecretHalf.objects.filter(key=before).delete()
    private = Ed25519PrivateKey.generate()
    key = IssuerKey.objects.create(
        board=board,
        generation=before.generation + 1 if before else 1,
        multibase=to_multikey(private.public_key()),
        active_from=clock.now(),
    )
    raw = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    key.secret = SecretHalf.objects.create(key=key, sealed=cipher_for(_PURPOSE).encrypt(raw).decode())
    return key


def open_key(key: IssuerKey) -> Ed25519PrivateKey:
    """The private half, to sign with. Raises KeyCannotBeOpened."""
    try:
        return Ed25519PrivateKey.from_private_bytes(cipher_for(_PURPOSE).decrypt(key.secret.sealed.encode()))
    except (InvalidToken, SecretHalf.DoesNotExist):
        raise KeyCannotBeOpened from None


def published_keys(board: Board) -> list[PublishedKey]:
    """Every key a board ever signed with, the first one first. One that another followed expired at that moment."""
    keys = list(IssuerKey.objects.filter(board=board).select_related("called_back").order_by("generation"))
    ends = [*(key.active_from for key in keys[1:]), None]
    return [
        PublishedKey(key.multibase, expires, key.called_back.at if hasattr(key, "called_back") else None)
        for key, expires in zip(keys, ends, strict=False)
    ]
