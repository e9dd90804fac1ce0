"""Proving oneself once more, by code, where an act is loud enough to ask for it."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled

from alongside.accounts.forms import ReauthenticateCodeForm
from alongside.accounts.models import User


def has_second_factor(user: User) -> bool:
    """Whether an account has one at all."""
    return bool(is_mfa_enabled(user))


class SecondFactorForm(ReauthenticateCodeForm):
    """One field, `code`: of the authenticator app, or one of the recovery codes."""

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, user=user)

    @property
    def factor(self) -> str:
        """What proved it, such as "totp"; only once the form is valid."""
        return str(self.authenticator.type)
