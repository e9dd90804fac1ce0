"""JSON from outside, opened with care: no larger, deeper or odder than an instrument needs to be. Pure."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn

from django.utils.translation import gettext as _

from alongside.instruments.faults import Fault, Unfit

LARGEST: Final = 1024 * 1024


def open_json(data: bytes) -> dict[str, Any]:
    """The object in a file; numbers with a point are Decimal. Raises Unfit, always with one fault."""
    if len(data) > LARGEST:
        raise _unfit(
            "too-large", _("The file is larger than 1 MB."), _("An instrument is far smaller: look at the file.")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unfit("not-text", _("This is no text in UTF-8."), _("Save it as JSON in UTF-8.")) from None
    try:
        found = json.loads(
            text, parse_float=_number, parse_int=_whole, parse_constant=_no_constant, object_pairs_hook=_once
        )
    except _Twice as twice:
        raise _unfit(
            "key-twice", _("“%(key)s” stands twice in one place.") % {"key": str(twice)[:80]}, _("Keep one of them.")
        ) from None
    except RecursionError:
        raise _unfit(
            "too-deep", _("It is nested too deep to be read."), _("Put questions into fewer groups inside groups.")
        ) from None
    except ValueError as problem:
        where = _("line %(line)d") % {"line": problem.lineno} if isinstance(problem, json.JSONDecodeError) else ""
        raise Unfit(
            [
                Fault(
                    "not-json",
                    where,
                    _("It cannot be read as JSON."),
                    _("Export it again as FHIR R4 in JSON, not XML."),
                )
            ]
        ) from None
    if not isinstance(found, dict):
        raise _unfit("not-an-object", _("It holds no resource."), _("Load a file with one Questionnaire in it."))
    return found


class _Twice(ValueError):
    """A name that stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice(Counter(name for name, _value in pairs).most_common(1)[0][0])
    return found


def _whole(text: str) -> int:
    if len(text) > 30:
        raise ValueError("a number of this length counts nothing")
    return int(text)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("a number of this size counts nothing") from None


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")


def _unfit(code: str, says: str, remedy: str) -> Unfit:
    return Unfit([Fault(code, "", says, remedy)])
