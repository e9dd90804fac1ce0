"""What several certificates of one holder share, asked for once while they are looked through."""

from __future__ import annotations

from functools import cache

from alongside.credentials.windows import windows_of_certificates
from alongside.rulebook.programmes import programme_of


class AskedOnce:
    """Programmes by code and windows by holder and day, for one look: make a new one for each, so that it stays true."""

    def __init__(self) -> None:
        self.programme = cache(programme_of)
        self.windows = cache(windows_of_certificates)
