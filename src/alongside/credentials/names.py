"""A name as it is looked up: the same for every way of typing it, in any script."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1024)
def name_key(name: str) -> str:
    """Small letters without accents, one space between words: `José  ÁLVAREZ` and `jose alvarez` are one.

    Only marks that sit on a letter fall away; a name of any script keeps its letters. Never longer than twice 120.
    """
    spread = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in spread if unicodedata.category(sign) != "Mn" or not _is_latin_mark(sign))
    kept = "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in letters)
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:240]


def _is_latin_mark(sign: str) -> bool:
    """The marks of U+0300 to U+036F, which Latin, Greek and Cyrillic share; vowel signs of other scripts are letters."""
    return "\u0300" <= sign <= "\u036f"
