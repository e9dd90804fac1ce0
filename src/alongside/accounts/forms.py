"""allauth's forms in our words: labels above the fields, no placeholders, and what a field is for said under it."""

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.accounts import lockout

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words = dict[str, "tuple[str | _StrPromise, str | _StrPromise]"]

A_GOOD_PASSWORD = _("At least 12 characters. A few words in a row are strong and easy to keep in mind.")
SIX_DIGITS = _("The six digits your app shows now. A recovery code works too.")


class InOurWords(forms.BaseForm):
    """Gives each field its label and hint from `words`, and takes every placeholder away."""

    words: Words = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class LoginForm(InOurWords, account.LoginForm):  # type: ignore[misc]
    words = {"login": (_("E-mail address"), ""), "password": (_("Password"), "")}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": (_("Your password now"), ""),
        "password1": (_("New password"), A_GOOD_PASSWORD),
        "password2": (_("New password once more"), ""),
    }


class SetPasswordForm(InOurWords, account.SetPasswordForm):  # type: ignore[misc]
    words = {"password1": (_("Password"), A_GOOD_PASSWORD), "password2": (_("Password once more"), "")}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": (_("E-mail address"), _("The one you sign in with."))}


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": (_("New password"), A_GOOD_PASSWORD), "password2": (_("New password once more"), "")}


class AddEmailForm(InOurWords, account.AddEmailForm):  # type: ignore[misc]
    words = {"email": (_("New e-mail address"), "")}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": (_("Password"), "")}


class CountedCode(InOurWords):
    """A form that takes a six-digit code: each try counts, also those that arrive at the same moment."""

    words = {"code": (_("Code"), SIX_DIGITS)}

    def clean_code(self) -> str:
        user = self.user  # type: ignore[attr-defined]
        if not lockout.may_try_code(user.pk):
            raise ValidationError(lockout.TRIED_TOO_OFTEN, code="too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]
        lockout.forgive_codes(user.pk)
        return code


class AuthenticateForm(CountedCode, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ReauthenticateCodeForm(CountedCode, mfa.ReauthenticateForm):  # type: ignore[misc]
    """Showing once more who one is, by code."""


class ActivateCodesForm(InOurWords, ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": (_("Code"), _("The six digits your app shows now."))}


class AddKeyForm(InOurWords, AddWebAuthnForm):  # type: ignore[misc]
    words = {
        "name": (_("What to call this passkey"), _("Such as: my phone.")),
        "passwordless": (_("Let me sign in with this passkey alone, without a password"), ""),
    }


class RenameKeyForm(InOurWords, EditWebAuthnForm):  # type: ignore[misc]
    words = {"name": (_("What to call this passkey"), "")}
