"""Every language that people speak, by its tag (BCP 47). Those that pages are written in are few; those of people are not.

usual.toml names the languages that pages offer, in English and in Spanish; others.toml all that have a tag besides.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext as _

_HERE: Final = Path(__file__).parent
_NAMED_IN: Final = ("en", "es")
A_FEW: Final = 5
STEM: Final = 5
"""Letters that make two names alike: "Mixteco" and "Mixtec"."""


def is_a_language(tag: str) -> None:
    """Raise ValidationError unless it is the tag of a language, such as nv."""
    if tag not in _usual() and tag not in _others():
        raise ValidationError(_("%(tag)s is not the tag of a language. Write one like es or nv."), params={"tag": tag})


def language_name(tag: str) -> str:
    """What a language is called in that of the page."""
    names = _usual().get(tag)
    if names is None:
        return _others().get(tag, tag)
    return names[_place()]


def languages_offered() -> list[str]:
    """Names for a list to choose from, in the language of the page and in its order."""
    return list(_offered(_place()))


def tag_of(words: str) -> str | None:
    """The tag of a language by its name in English or Spanish, however it is typed, or by the tag itself."""
    wanted = _plain(words)
    if not wanted:
        return None
    return _usual_tags().get(wanted) or _other_tags().get(wanted)


def languages_like(words: str) -> list[str]:
    """A few that somebody may have meant, by name in the language of the page."""
    stem = _plain(words)[:STEM]
    if not stem:
        return []
    usual = [language_name(tag) for name, tag in _usual_tags().items() if stem in name]
    found = dict.fromkeys([*usual, *(language_name(tag) for name, tag in _other_tags().items() if stem in name)])
    return list(found)[:A_FEW]


def page_language(tag: str) -> str:
    """The language that our own words are in for who speaks this one: theirs where there is one, else that of the page."""
    return own_language(tag) or (get_language() or settings.LANGUAGE_CODE)


def own_language(tag: str) -> str | None:
    """The language of pages that is theirs: es for es-MX; None where there are no words of ours in it."""
    begins = tag.split("-", maxsplit=1)[0]
    return begins if begins in dict(settings.LANGUAGES) else None


def _place() -> int:
    begins = (get_language() or settings.LANGUAGE_CODE).split("-", maxsplit=1)[0]
    return _NAMED_IN.index(begins) if begins in _NAMED_IN else 0


@cache
def _usual() -> dict[str, list[str]]:
    return _read("usual.toml")


@cache
def _others() -> dict[str, str]:
    return _read("others.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


@cache
def _offered(place: int) -> tuple[str, ...]:
    return tuple(sorted((names[place] for names in _usual().values()), key=_plain))


@cache
def _usual_tags() -> dict[str, str]:
    tags = {_plain(tag): tag for tag in _usual()}
    return tags | {_plain(own): tag for tag, names in _usual().items() for own in names}


@cache
def _other_tags() -> dict[str, str]:
    return {_plain(tag): tag for tag in _others()} | {_plain(name): tag for tag, name in _others().items()}


def _plain(words: str) -> str:
    """Without accents, quotes and case, as people type."""
    apart = unicodedata.normalize("NFKD", words.strip().casefold())
    return " ".join("".join(one for one in apart if not unicodedata.combining(one) and one not in "'’ʼ").split())
