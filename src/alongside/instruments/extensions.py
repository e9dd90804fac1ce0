"""FHIR extensions that an instrument uses: found by their address, in whatever stands there. Pure; nothing is raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

BASE: Final = "http://hl7.org/fhir/StructureDefinition/"
TRANSLATION: Final = f"{BASE}translation"
SCORES: Final = (f"{BASE}ordinalValue", f"{BASE}itemWeight", f"{BASE}questionnaire-ordinalValue")
"""What R4 calls the score of an answer, and what later versions do."""

FURTHEST: Final = 9
"""A number with more digits than this before or behind its point is none that an instrument counts with."""


def extensions(raw: Any) -> Iterator[Mapping[str, Any]]:
    """The extensions of an element; none where it is no element."""
    found = raw.get("extension") if isinstance(raw, dict) else None
    if isinstance(found, list):
        yield from (one for one in found if isinstance(one, dict))


def extension(raw: Any, *urls: str) -> Mapping[str, Any] | None:
    """The first extension of an element with one of these addresses."""
    return next((one for one in extensions(raw) if one.get("url") in urls), None)


def translations(raw: Any) -> Iterator[tuple[str, str]]:
    """(language, text) for each translation of an element."""
    for one in extensions(raw):
        if one.get("url") != TRANSLATION:
            continue
        lang, content = extension(one, "lang") or {}, extension(one, "content") or {}
        code = lang.get("valueCode") or lang.get("valueString")
        text = content.get("valueString") or content.get("valueMarkdown")
        if isinstance(code, str) and isinstance(text, str) and code and text.strip():
            yield code, text.strip()


def decimal_of(one: Mapping[str, Any] | None) -> Decimal | None:
    """The number an extension holds, where it is one of a size that scores have."""
    if one is None:
        return None
    return fit_number(next((one[key] for key in ("valueDecimal", "valueInteger") if key in one), None))


def fit_number(found: Any) -> Decimal | None:
    """A number of a size that scores have; None for anything else."""
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        return None
    number = Decimal(found)
    places = number.as_tuple().exponent
    if not isinstance(places, int) or number.adjusted() > FURTHEST or places < -FURTHEST:
        return None
    return number
