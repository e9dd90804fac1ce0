"""What a worker may say before the first service: our sentences in the person's language beside the worker's, by edition.

sayings.toml holds them as data; `Told.wording` names the edition that stood on the page, so that it can be said later what
somebody was told. What support costs are the agency's own words (`fees`), and the team is named as it stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from alongside.caseload.access import Record
from alongside.caseload.team import OnTeam, team_listed
from alongside.people.languages import own_language, page_language
from alongside.people.models import Worker
from alongside.practice.models import Fee, Told
from alongside.rulebook.addresses import clause_address
from alongside.rulings.prompting import clauses_of

_FILE: Final = Path(__file__).with_name("sayings.toml")


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences in one language."""

    lines: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What may be said about one thing. to_worker: in the language of the page; to_person: in theirs, where it is another
    that we have words in; team: who may know, by name; clauses: those binding the worker that ask for it, and their pages."""

    about: Told.About
    to_worker: Said
    to_person: Said | None
    team: tuple[OnTeam, ...]
    clauses: tuple[tuple[str, str], ...]


@cache
def editions() -> Mapping[int, Mapping[str, Any]]:
    """Every edition of our sentences, by its number."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["edition"]
    return {row["number"]: row for row in rows}


def newest() -> int:
    """The edition that stands on the page today."""
    return max(editions())


def sayings(record: Record, worker: Worker, fee: Fee | None, on: date) -> list[Saying]:
    """Everything to be said, with what costs are only where a fee is on file."""
    binding = {clause.id for clause in clauses_of(worker, on)}
    page = page_language("")
    theirs = own_language(record.person.language)
    team = tuple(team_listed(record.person, on))
    found = []
    for about in Told.About:
        if about is Told.About.COSTS and fee is None:
            continue
        of_fee = fee if about is Told.About.COSTS else None
        found.append(
            Saying(
                about=about,
                to_worker=_said(about, page, binding, of_fee),
                to_person=_to_person(about, record.person.language, theirs, page, binding, of_fee),
                team=team if about is Told.About.TEAM else (),
                clauses=_clauses(about, binding),
            )
        )
    return found


def bidden(
    abouts: Sequence[Told.About], worker: Worker, on: date
) -> list[tuple[Told.About, tuple[tuple[str, str], ...]]]:
    """Each with the clauses binding the worker that ask for it, and their pages."""
    binding = {clause.id for clause in clauses_of(worker, on)}
    return [(own, _clauses(own, binding)) for own in abouts]


def wording_of(told: Told) -> tuple[str, ...]:
    """The sentences that stood on the page when somebody was told, in their language where we had words in it, with what it
    cost then; none are known of what was told before they were kept."""
    if told.wording is None:
        return ()
    edition = editions()[told.wording]
    language = own_language(told.language) or "en"
    fee = told.fee.says(told.language)[0] or told.fee.says(language)[0] if told.fee else ""
    also = [own for own in edition.get("also", ()) if own["about"] == told.about]
    binding = {clause.id for clause in clauses_of(told.worker, told.on)} if also else set()
    lines = (str(edition[told.about][language]), fee, *(str(own[language]) for own in also if own["clause"] in binding))
    return tuple(own for own in lines if own)


def _said(about: Told.About, language: str, binding: set[str], fee: Fee | None) -> Said:
    lines = [str(_row(about)[language])]
    if fee is not None:
        lines.append(fee.says(language)[0] or next(iter(fee.words.values())))
    return Said((*lines, *_also(about, language, binding)), language)


def _to_person(
    about: Told.About, speaks: str, theirs: str | None, page: str, binding: set[str], fee: Fee | None
) -> Said | None:
    if theirs == page:
        return None
    if theirs is not None:
        return _said(about, theirs, binding, fee)
    words, tag = fee.says(speaks) if fee is not None else ("", "")
    return Said((words,), tag) if words else None


def _also(about: Told.About, language: str, binding: set[str]) -> Sequence[str]:
    rows = editions()[newest()].get("also", ())
    return [str(own[language]) for own in rows if own["about"] == about.value and own["clause"] in binding]


def _clauses(about: Told.About, binding: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple((own, clause_address(own)) for own in _row(about)["clauses"] if own in binding)


def _row(about: Told.About) -> Mapping[str, Any]:
    row: Mapping[str, Any] = editions()[newest()][about.value]
    return row
