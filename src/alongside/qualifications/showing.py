"""What is on file, and what the law asks of a driver, in words for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from alongside.people.models import Worker
from alongside.qualifications.driving import Law, lacking, laws_for
from alongside.qualifications.models import Qualification


@dataclass(frozen=True, slots=True)
class ShownLaw:
    """What one state asks for the driver's own car, and what nobody files; lacking: of all of it, what is not on file."""

    law: Law
    asks: tuple[str, ...]
    lacking: tuple[str, ...]
    also: str

    @property
    def state(self) -> str:
        """Empty where no state's own row holds."""
        return self.law.state


def driving_for(worker: Worker, on: date) -> list[ShownLaw]:
    """What the law asks of a worker who drives somebody that day."""
    missing = lacking(worker, "own", on)
    language = "es" if (get_language() or "").startswith("es") else "en"
    return [
        ShownLaw(
            law=law,
            asks=_words(law.needs["own"]),
            lacking=_words(kind for kind in law.needs["own"] if kind in missing),
            also=law.also[language],
        )
        for law in laws_for(worker, on)
    ]


@dataclass(frozen=True, slots=True)
class DrivingLine:
    """The same of all states together, for the line beside the question."""

    states: tuple[str, ...]
    asks: tuple[str, ...]
    lacking: tuple[str, ...]
    also: tuple[str, ...]


def driving_line(worker: Worker, on: date) -> DrivingLine:
    """What is asked of a worker who drives somebody that day, whichever state asks it."""
    laws = driving_for(worker, on)
    return DrivingLine(
        states=tuple(own.state for own in laws if own.state),
        asks=tuple(dict.fromkeys(word for own in laws for word in own.asks)),
        lacking=tuple(dict.fromkeys(word for own in laws for word in own.lacking)),
        also=tuple(dict.fromkeys(own.also for own in laws)),
    )


def _words(kinds: Iterable[Qualification.Kind]) -> tuple[str, ...]:
    return tuple(str(kind.label) for kind in kinds)
