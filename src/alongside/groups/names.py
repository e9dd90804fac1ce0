"""Looking for the names of those who came in words that others will read. Pure: text in, names out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

SHORTEST: Final = 3
NOT_NAMES: Final = frozenset({"miss", "mrs", "don", "doña", "the", "señora", "señor", "aunt", "uncle", "big", "little"})


def names_in(words: str, names: Iterable[str]) -> list[str]:
    """Which of these names, whole or in part, stand in the words as words of their own, as a name is written."""
    return [name for name in dict.fromkeys(names) if any(_pattern(part).search(words) for part in _parts(name))]


@lru_cache(maxsize=2048)
def _parts(name: str) -> tuple[str, ...]:
    single = [part for part in name.split() if len(part) >= SHORTEST and part.casefold() not in NOT_NAMES]
    return tuple(dict.fromkeys([name.strip(), *single]))


@lru_cache(maxsize=4096)
def _pattern(part: str) -> re.Pattern[str]:
    """With its capital, so that a person named Hope does not stop the word hope; a name in capitals is found as well."""
    either = "|".join(re.escape(form) for form in dict.fromkeys([part, part.upper()]) if form)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)") if either else re.compile(r"(?!)")
