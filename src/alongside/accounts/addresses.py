"""Whole addresses, for what leaves the browser: letters, printed squares, files."""

from django.conf import settings


def absolute(path: str) -> str:
    """A path of ours with scheme and host: `settings.ORIGIN`, which names the first public host, or this machine."""
    return f"{settings.ORIGIN}{path}"
