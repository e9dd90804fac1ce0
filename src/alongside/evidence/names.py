"""The name of a file as somebody gave it, made safe to show and to save under."""

import re
import unicodedata
from typing import Final

from alongside.evidence.checking import MediaType

LONGEST: Final = 120
_ENDINGS: Final = {MediaType.PDF: ".pdf", MediaType.JPEG: ".jpg", MediaType.PNG: ".png"}
_JOINERS: Final = "\u200c\u200d"  # Persian words and family emoji need them; nothing else that cannot be seen is needed
_PATHS: Final = re.compile(r"[\\/]")
_NOT_IN_A_NAME: Final = re.compile(r'[<>:"|?*]')
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def clean_name(name: str, media_type: MediaType) -> str:
    """The last part of a path in any script, without letters that cannot be seen, and ending in what the file now is."""
    last = _PATHS.split(unicodedata.normalize("NFC", name))[-1]
    seen = "".join(letter for letter in last if letter in _JOINERS or _is_seen(letter))
    plain = " ".join(_NOT_IN_A_NAME.sub(" ", seen).split())
    stem, ending = _ENDING.sub("", plain).strip(" ."), _ENDINGS[media_type]
    if not any(_is_written(letter) for letter in stem):
        stem = "file"
    return stem[: LONGEST - len(ending)].rstrip(" ." + _JOINERS) + ending


def _is_seen(letter: str) -> bool:
    """Not for control, direction overrides, lone surrogates, private or unassigned letters; spaces of all kinds are."""
    return not unicodedata.category(letter).startswith("C") or letter in "\t\n"


def _is_written(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNSP"
