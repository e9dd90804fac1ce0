"""Whose certificate may be taken as a file."""

from alongside.credentials.models import Certificate
from alongside.credentials.queries import certificates_of
from alongside.people.models import Practitioner


def certificate_of(holder: Practitioner, token: str) -> Certificate | None:
    """A certificate at its address, of this holder; None for anyone else's, which looks the same as none at all."""
    return certificates_of(holder).filter(token=token).exclude(number="").first()
