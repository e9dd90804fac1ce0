"""What allauth and Django tell us of signing in, put on record by id. Signals are for strangers: these are not ours."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import Signal

from alongside.accounts.models import User
from alongside.journal.writing import write_journal

KINDS: dict[Signal, str] = {
    user_logged_in: "account.signed-in",
    user_logged_out: "account.signed-out",
    password_changed: "account.password-changed",
    password_reset: "account.password-changed",
    password_set: "account.password-set",
    authenticator_added: "account.second-step-added",
    authenticator_removed: "account.second-step-removed",
    authenticator_reset: "account.second-step-renewed",
}


def listen() -> None:
    """Start writing. A failed sign-in is counted by the lockout and not written: it is no act of the account's."""
    for signal, kind in KINDS.items():
        signal.connect(_writer_of(kind), weak=False, dispatch_uid=f"alongside.accounts.{kind}.{id(signal)}")


def _writer_of(kind: str) -> Any:
    def write(sender: object, *, user: User | None = None, authenticator: Any = None, **_others: Any) -> None:
        if not isinstance(user, User):
            return  # signing out of a session that had lapsed
        data = {"step": str(authenticator.type)} if authenticator is not None else {}
        with transaction.atomic():
            write_journal(kind, user, by=user, data=data)

    return write
