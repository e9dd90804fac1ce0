"""Surveys in words of our own, ready to be switched on: a questionnaire and its scoring each, as any other is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alongside.instruments.models import AnswersSeenBy, Instrument, Span
from alongside.instruments.shelf import Files, Terms
from alongside.people.models import Agency

FOLDER: Final = Path(__file__).parent
ON_SERVICES: Final = "how-we-meet-you"
"""How people are met here: ca.respect.1, ca.respect.2, ca.respect.7."""

TERMS: Final = Terms(is_clinical=False, answers_seen_by=AnswersSeenBy.NOBODY, every_months=12, figures_by=Span.QUARTER)
"""Asked once a year, seen by nobody one by one, counted by quarters."""


def own_files(name: str) -> Files:
    """The files of one of them."""
    return Files((FOLDER / f"{name}.json").read_bytes(), (FOLDER / f"{name}.toml").read_bytes())


def stands_on_shelf(name: str, agency: Agency) -> bool:
    """Whether an agency has it, in whatever version, given or retired."""
    return Instrument.objects.filter(agency=agency, url=f"https://alongside.example/forms/{name}").exists()
