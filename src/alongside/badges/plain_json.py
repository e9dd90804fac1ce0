"""Reading JSON that anyone may have sent: strictly, and with an end to how much of it is read.

What two programs could read in two ways is refused, since a signature is only worth what both read the same:
a name given twice, half a surrogate pair, a number that a double does not hold exactly, NaN.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Final, NoReturn, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Document: TypeAlias = dict[str, Json]

LARGEST_FILE: Final = 256 * 1024
"""Bytes. A certificate has three thousand; a status list, mostly of zeros, has fewer than thirty thousand."""
DEEPEST: Final = 24
"""Objects and lists within one another."""
GREATEST_EXACT: Final = 2**53 - 1

_STRINGS: Final = re.compile(
    rb'"(?:[^"\\]|\\.|\\\Z)*+"?', re.DOTALL
)  # one without an end runs to the end: never a second try
_HALF_PAIR: Final = re.compile("[\ud800-\udfff]")


class NotReadable(ValueError):
    """A file that is no document we read."""


class TooLarge(NotReadable):
    """More bytes, or more levels, than any document of this kind has."""


def read_json(data: bytes, *, largest: int = LARGEST_FILE) -> Document:
    """One JSON object in UTF-8. Raises TooLarge, NotReadable; never anything else, whatever the bytes."""
    if len(data) > largest or _depth(data) > DEEPEST:
        raise TooLarge
    try:
        found: Json = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_each_name_once,
            parse_int=_exact,
            parse_float=_finite,
            parse_constant=_no_number,
        )
    except ValueError:  # JSONDecodeError, UnicodeDecodeError and ours alike
        raise NotReadable from None
    if not isinstance(found, dict):
        raise NotReadable
    return found


def as_list(value: Json) -> list[Json]:
    """One thing or several, as JSON-LD lets them be written; nothing is none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def as_object(value: Json) -> Document:
    """An object, or an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def as_text(value: Json) -> str:
    """Text, or none where something else stands."""
    return value if isinstance(value, str) else ""


def _depth(data: bytes) -> int:
    """The deepest nesting, told without parsing: a parser may run out of stack before it can say so."""
    depth = deepest = 0
    for sign in _STRINGS.sub(b"", data):
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in b"]}":
            depth -= 1
    return deepest


def _each_name_once(pairs: Iterable[tuple[str, Json]]) -> Document:
    found: Document = {}
    for name, value in pairs:
        if name in found or _has_half_pair(name) or _has_half_pair(value):
            raise NotReadable
        found[name] = value
    return found


def _has_half_pair(value: Json) -> bool:
    """Objects have been looked at when they were closed; a list hangs on its object."""
    if isinstance(value, str):
        return _HALF_PAIR.search(value) is not None
    return isinstance(value, list) and any(_has_half_pair(one) for one in value)


def _exact(digits: str) -> int:
    if len(digits) > len(str(-GREATEST_EXACT)) or abs(int(digits)) > GREATEST_EXACT:
        raise NotReadable
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotReadable
    return number


def _no_number(_name: str) -> NoReturn:
    raise NotReadable
