"""The key of an open plan lies in its owner's browser, encrypted, for one account, one path and a quarter of an hour."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from alongside.accounts.models import User

NAME: Final = "al-plan"
LASTS: Final = 15 * 60
"""Seconds."""


def lay_key(response: HttpResponse, key: bytes, user: User) -> None:
    """Keep the plan open a while longer."""
    value = _box().encrypt(json.dumps({"user": user.pk, "key": b64encode(key).decode()}).encode())
    response.set_cookie(
        NAME,
        value.decode(),
        max_age=LASTS,
        path=reverse("wellness:plan"),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Strict",
    )


def key_in(request: HttpRequest, user: User) -> bytes | None:
    """The key this browser holds for this account, while it lasts; nothing of anybody else's."""
    try:
        told = json.loads(_box().decrypt(request.COOKIES.get(NAME, "").encode(), ttl=LASTS))
    except (InvalidToken, ValueError):
        return None
    return b64decode(told["key"]) if told.get("user") == user.pk else None


def drop_key(response: HttpResponse) -> None:
    """Close the plan in this browser."""
    response.delete_cookie(NAME, path=reverse("wellness:plan"), samesite="Strict")


def _box() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"alongside open plan").derive(force_bytes(settings.SECRET_KEY))
    return Fernet(urlsafe_base64_encode(derived) + "=")
