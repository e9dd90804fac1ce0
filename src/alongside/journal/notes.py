"""Signed checkpoints in the text form other transparency logs use (C2SP tlog-checkpoint and signed-note).

alongside-5c1f09aa
1024
<root, base64>
signed 2026-11-22T10:00:00+00:00

— alongside-5c1f09aa <key id and Ed25519 signature, base64>
"""

import base64
import binascii
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

ED25519 = b"\x01"  # the note format's number for this kind of key


class BadNote(ValueError):
    """A checkpoint that is not in form, or whose signature is not by the key it should be."""


@dataclass(frozen=True)
class Statement:
    """What a checkpoint says: the log had this many entries and this root at this moment."""

    size: int
    root: bytes
    signed_at: datetime


def private_key_file() -> Path:
    return Path(settings.JOURNAL_FOLDER) / "signing-key.pem"


def public_key_file() -> Path:
    return Path(settings.JOURNAL_FOLDER) / "public-key.pem"


def signing_key() -> Ed25519PrivateKey:
    """The installation's key; made at first use, readable by its owner alone, its public half written beside it."""
    return _load_or_make(private_key_file())


def public_key() -> Ed25519PublicKey:
    """The key to check with. Raises FileNotFoundError where nothing was ever signed."""
    return _load_public(public_key_file(), public_key_file().stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load_public(file: Path, _changed: int) -> Ed25519PublicKey:
    key = load_pem_public_key(file.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise TypeError(f"{file} holds another kind of key than Ed25519")
    return key


@lru_cache(maxsize=4)
def _load_or_make(file: Path) -> Ed25519PrivateKey:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = load_pem_private_key(file.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError(f"{file} holds another kind of key than Ed25519") from None
        return key
    key = Ed25519PrivateKey.generate()
    with os.fdopen(handle, "wb") as out:
        out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (file.parent / "public-key.pem").write_bytes(public)
    return key


def log_name(key: Ed25519PublicKey) -> str:
    """What this log is called, told by its key."""
    return f"alongside-{sha256(_raw(key)).hexdigest()[:8]}"


def sign(statement: Statement, key: Ed25519PrivateKey) -> str:
    public = key.public_key()
    name = log_name(public)
    text = "\n".join(
        [
            name,
            str(statement.size),
            base64.b64encode(statement.root).decode(),
            f"signed {statement.signed_at.astimezone(UTC).isoformat()}",
            "",
        ]
    )
    signature = base64.b64encode(_key_id(name, public) + key.sign(text.encode())).decode()
    return f"{text}\n— {name} {signature}\n"


def read(note: str, key: Ed25519PublicKey) -> Statement:
    """What a note says, once its signature holds. Raises BadNote."""
    text, _gap, signed = note.partition("\n\n")
    text += "\n"
    name = log_name(key)
    try:
        origin, size, root, moment = text.splitlines()
        dash, signer, packed = signed.split()
        signature = base64.b64decode(packed, validate=True)
        statement = Statement(
            int(size), base64.b64decode(root, validate=True), datetime.fromisoformat(moment.removeprefix("signed "))
        )
    except (ValueError, binascii.Error) as error:
        raise BadNote("not in the form of a checkpoint") from error
    if (origin, dash, signer) != (name, "—", name) or signature[:4] != _key_id(name, key):
        raise BadNote("signed under another name or by another key")
    try:
        key.verify(signature[4:], text.encode())
    except InvalidSignature as error:
        raise BadNote("the signature does not hold") from error
    return statement


def _key_id(name: str, key: Ed25519PublicKey) -> bytes:
    return sha256(name.encode() + b"\n" + ED25519 + _raw(key)).digest()[:4]


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
