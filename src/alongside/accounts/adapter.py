"""Where allauth asks us: no sign-up but by invitation, our lockout, our languages."""

import base64
import time
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy as _

from alongside.accounts import lockout
from alongside.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": lockout.TRIED_TOO_OFTEN,
        "email_password_mismatch": _(
            "This e-mail address and password do not belong together. Check both and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        if not lockout.may_try(credentials.get("email", ""), self.get_client_ip(request), now=time.time()):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            lockout.forgive(credentials.get("email", ""), self.get_client_ip(request))
        return user


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of authenticator apps and the recovery codes encrypted in the database."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, kind: str) -> str:
        return gettext("My passkey")

    def build_totp_svg(self, url: str) -> str:
        """The square as markup to stand in the page: our policy shows no image that is not a file of ours."""
        drawn: str = super().build_totp_svg(url)
        return drawn.partition("?>")[2].strip() if drawn.startswith("<?xml") else drawn


def _cipher() -> MultiFernet:
    """From the secret key; after a change of key, what the older ones in SECRET_KEY_FALLBACKS encrypted still opens."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [sha256(b"alongside.accounts.second-factor\0" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
