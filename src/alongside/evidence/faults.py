"""What a file may be found to be that cannot be taken in. Codes alone: the words for people stand in `words`."""

from enum import StrEnum, unique
from typing import Final

LARGEST: Final = 10_000_000
"""Bytes of a file that are taken in."""
MOST_PAGES: Final = 40
MOST_PIXELS: Final = 60_000_000
"""In one picture, or in one picture inside a PDF."""


@unique
class Fault(StrEnum):
    """Why a file is not taken in. The value is its stable code."""

    EMPTY = "file-empty"
    TOO_LARGE = "file-too-large"
    TOO_MANY_PAGES = "file-too-many-pages"
    TOO_MANY_PIXELS = "file-too-many-pixels"
    LOCKED = "file-locked"
    LIVE_FORM = "file-live-form"
    """A PDF form whose answers are drawn by the program that opens it: they are not on its pages."""
    BROKEN = "file-broken"
    TANGLED = "file-tangled"
    """It unpacks to too much, nests too deep or takes too long: made to harm, or as good as."""
    MOVING = "file-moving"
    HEIC = "file-heic"
    OTHER_PICTURE = "file-other-picture"
    OFFICE = "file-office"
    WEB_PAGE = "file-web-page"
    ARCHIVE = "file-archive"
    PROGRAM = "file-program"
    SOUND_OR_VIDEO = "file-sound-or-video"
    TEXT = "file-text"
    UNKNOWN = "file-unknown"
    NOT_NOW = "file-not-checked"
    """The fault is ours: the file could not be looked at."""


class Unfit(ValueError):
    """A file that is not taken in. `fault` says why; nothing of it was kept."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)

    @property
    def code(self) -> str:
        return self.fault.value
