"""The elements of a consent under 42 CFR Part 2, checked one by one against a release; what is missing is named."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.consent.models import Release
from alongside.consent.words import Signature, Signer

FILE: Final = Path(__file__).with_name("part2.toml")

NOTICE: Final = _("42 CFR part 2 prohibits unauthorized use or disclosure of these records.")
"""What goes with each disclosure: 42 CFR 2.32(a)(2), in the rule's own words."""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that a consent must hold: what is checked, and where the rule asks for it."""

    checks: str
    cite: str
    from_day: date

    @property
    def words(self) -> str | Promise:
        """What it is, in plain words."""
        return WORDS[self.checks]


WORDS: Final[dict[str, str | Promise]] = {
    "patient": _("Their name"),
    "discloser": _("Who may tell it"),
    "information": _("What may be told"),
    "recipient": _("Who may be told"),
    "passing-on": _("That they were told it may be passed on"),
    "purpose": _("Why it is told"),
    "right-to-revoke": _("That they were told they can take it back, and how"),
    "end": _("When it ends"),
    "signature": _("Their signature"),
    "day": _("The day it was signed"),
    "consequences": _("That they were told what happens if they do not sign"),
}


def elements_on(day: date) -> list[Element]:
    """What the rule asks on a day, in its order."""
    return [own for own in _elements() if own.from_day <= day]


def missing_elements(release: Release, day: date) -> list[Element]:
    """What a release lacks of it. Raises CannotOpen."""
    held = release.data()
    return [own for own in elements_on(day) if not CHECKS[own.checks](release, held)]


def _signed(release: Release, held: dict[str, str]) -> bool:
    """A name, with a witness for a mark and a place for paper, and who signs in the person's place by name."""
    needed = {Signature.MARK.value: "witness", Signature.PAPER.value: "paper"}.get(release.signature)
    is_witnessed = needed is None or bool(held.get(needed))
    is_their_own = release.signer == Signer.SELF or bool(held.get("signer_name"))
    return bool(held.get("signed_name")) and is_witnessed and is_their_own


def _ends(release: Release, held: dict[str, str]) -> bool:
    return release.until_day is not None or bool(held.get("event"))


CHECKS: Final[dict[str, Callable[[Release, dict[str, str]], bool]]] = {
    "patient": lambda release, held: bool(held.get("patient")),
    "discloser": lambda release, held: bool(held.get("discloser")),
    "information": lambda release, held: bool(release.whats),
    "recipient": lambda release, held: bool(held.get("recipient")),
    "passing-on": lambda release, held: release.told_passing_on,
    "purpose": lambda release, held: bool(release.purposes),
    "right-to-revoke": lambda release, held: release.told_right,
    "end": _ends,
    "signature": _signed,
    "day": lambda release, held: bool(release.signed_on),
    "consequences": lambda release, held: release.told_consequences,
}


@lru_cache(maxsize=1)
def _elements() -> tuple[Element, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["element"]
    return tuple(Element(row["checks"], row["cite"], row["from"]) for row in rows)
