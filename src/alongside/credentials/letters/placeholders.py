"""The named places in a letter, `{name}`, and what goes into them. Pure: no clock, no table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

PLACES: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "name": gettext_lazy("the holder's name on the certificate"),
        "credential": gettext_lazy("what they are certified as"),
        "number": gettext_lazy("the certificate's number"),
        "begins": gettext_lazy("the first day it is in force"),
        "ends": gettext_lazy("the last day it is in force"),
        "standing": gettext_lazy("how it stands today, in a sentence"),
        "board": gettext_lazy("the name of your board"),
        "today": gettext_lazy("the day of the letter"),
        "check": gettext_lazy("the address where anyone can check it"),
    }
)
"""Every place there is, and what goes into it."""

_PLACE: Final = re.compile(r"\{([^{}\n]*)\}")


class UnknownPlace(ValueError):
    """A letter has a place that nothing goes into, such as one mistyped, or a bracket without its other half."""

    code = "unknown-place"

    def __init__(self, found: str) -> None:
        self.found = found
        known = ", ".join(f"{{{name}}}" for name in PLACES)
        super().__init__(
            _("Nothing goes into “%(found)s”. The places you can use are %(known)s.") % {"found": found, "known": known}
        )


class EmptyPlace(ValueError):
    """The certificate does not have what a place asks for, such as a last day before it is granted."""

    code = "empty-place"

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(
            _("This certificate has nothing to put into {%(place)s}. Choose another letter, or grant it first.")
            % {"place": place}
        )


def places_in(text: str) -> tuple[str, ...]:
    """The names of the places in a text, each once, in order. Raises UnknownPlace."""
    found = tuple(dict.fromkeys(_PLACE.findall(text)))
    for name in found:
        if name not in PLACES:
            raise UnknownPlace(f"{{{name}}}")
    rest = _PLACE.sub("", text)
    for at, sign in enumerate(rest):
        if sign in "{}":
            raise UnknownPlace(rest[at : at + 12].split("\n")[0])
    return found


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled, in one pass: what a value holds is never filled again.

    Raises UnknownPlace, and EmptyPlace where a value is not there.
    """
    for name in places_in(text):
        if not values.get(name):
            raise EmptyPlace(name)
    return _PLACE.sub(lambda place: values[place[1]], text)
