"""Where allauth asks us: no sign-up but by invitation, our lockout, our languages."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.accounts import lockout
from alongside.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "That was tried too often. Wait fifteen minutes, or choose a new password with “I forgot my password”."
        ),
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
