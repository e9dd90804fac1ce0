"""Whose certificate may be taken as a file."""

from alongside.accounts.models import User
from alongside.credentials.models import Certificate


def certificate_of(user: User, token: str) -> Certificate | None:
    """A certificate at its address, of this holder; None for anyone else's, which looks the same as none at all."""
    rows = Certificate.objects.filter(token=token, holder__user=user).exclude(number="")
    return rows.select_related("board", "holder").first()
