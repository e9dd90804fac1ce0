"""Where `alongside certificate verify` asks: the boards here, or one that the caller trusts and its lists on the network.

A list that was fetched before and kept is as good as one asked for now, for as long as it says itself: `verify` sees to that.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Final

from alongside.badges.issuers import TrustedIssuer
from alongside.badges.sources import OwnBoards
from alongside.badges.verifying import LARGEST_LIST

PATIENCE: Final = 10
"""Seconds to wait for a status list."""


class Checker:
    """Sources for `verify`. With `trusted` nothing here is asked; `kept` are lists by address; `offline`, nothing is fetched."""

    def __init__(self, trusted: TrustedIssuer | None, *, kept: Mapping[str, bytes], offline: bool) -> None:
        self._trusted, self._kept, self._offline = trusted, kept, offline
        self._own = OwnBoards()

    def issuer(self, url: str) -> TrustedIssuer | None:
        """The trusted one, if the file names it; else a board here."""
        if self._trusted is None:
            return self._own.issuer(url)
        return self._trusted if self._trusted.id == url else None

    def status_list(self, url: str) -> bytes | None:
        """Worked out here for a board here; fetched for any other. The list is public and says nothing of who asks for whom."""
        if self._trusted is None:
            return self._own.status_list(url)
        if url in self._kept:
            return self._kept[url]
        if self._offline or not url.startswith(("https://", "http://")):
            return None
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - the scheme is one of the two
                data: bytes = answer.read(LARGEST_LIST + 1)
                return data
        except (OSError, ValueError, urllib.error.URLError):
            return None
