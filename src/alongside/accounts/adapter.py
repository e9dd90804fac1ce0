"""Where allauth asks us: no sign-up but by invitation, our lockout, our languages."""

import time
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy as _

from alongside.accounts import lockout
from alongside.accounts.ciphers import cipher_for
from alongside.accounts.models import User

_SECOND_FACTOR: Final = "alongside.accounts.second-factor"


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
        return cipher_for(_SECOND_FACTOR).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher_for(_SECOND_FACTOR).decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, kind: str) -> str:
        return gettext("My passkey")

    def build_totp_svg(self, url: str) -> str:
        """The square as markup to stand in the page: our policy shows no image that is not a file of ours."""
        drawn: str = super().build_totp_svg(url)
        return drawn.partition("?>")[2].strip() if drawn.startswith("<?xml") else drawn
