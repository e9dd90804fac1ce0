"""What the product noticed about an application: questions for who reviews it, never a verdict.

nc.5.1a: copied papers and altered references. Each has an innocent reason as often as not, which the page says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any, Final

from django.utils.translation import gettext as _

from alongside.applications.models import Application, Reference, Trace
from alongside.applications.papers import papers_of
from alongside.applications.progress import Progress
from alongside.evidence.comparing import same_bytes_elsewhere, same_words_elsewhere
from alongside.ui.amounts import hours_words

MOST_HOURS_A_DAY: Final = 12
OF_AGE: Final = 16
"""Years of age before which a training or service would be unusual enough to ask about."""

Entries = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Sign:
    """One question. `kind` of section it is about; `about` ids of other applications it points to, as numbers."""

    kind: str
    asks: str
    about: tuple[str, ...] = ()


def signs_of(progress: Progress) -> list[Sign]:
    """Everything noticed, by section."""
    found = [
        *_references(progress),
        *_papers(progress),
        *_numbers(progress),
        *_training(progress),
        *_experience(progress),
    ]
    return list(dict.fromkeys(found))


def _references(progress: Progress) -> Iterator[Sign]:
    own = progress.application
    keys = [one.text_key for one in progress.references if one.text_key]
    same = Reference.objects.filter(text_key__in=keys).exclude(application=own).select_related("application")
    if len(set(keys)) < len(keys):
        yield Sign("references", _("Two references have the same text. Was one of them copied?"))
    elsewhere = [one.application for one in same]
    if elsewhere:
        yield Sign(
            "references",
            _("The text of a reference stands in another application too. Who wrote it first?"),
            _numbers_of(own, elsewhere),
        )
    mine = {own.practitioner.mail_to.lower(), own.practitioner.email.lower()} - {""}
    for one in progress.references:
        if one.email.lower() in mine:
            yield Sign("references", _("A reference was asked for at the applicant’s own address. Who answered?"))


def _papers(progress: Progress) -> Iterator[Sign]:
    for paper in papers_of(progress.application):
        kind = paper.kind.rsplit("-", 1)[-1]
        if same_bytes_elsewhere(paper).exists():
            yield Sign(kind, _("Somebody else handed in the very same file. Whose paper is it?"))
        elif same_words_elsewhere(paper).exists():
            yield Sign(kind, _("Somebody else handed in a paper with the same words. Whose paper is it?"))


def _numbers(progress: Progress) -> Iterator[Sign]:
    """Numbers of papers that stand in another application of any board here."""
    own = progress.application
    keys = list(own.traces.values_list("key", flat=True))
    same = Trace.objects.filter(kind=Trace.Kind.PAPER_NUMBER, key__in=keys).exclude(application=own)
    elsewhere = [trace.application for trace in same.select_related("application").order_by("pk")[:20]]
    others = [one for one in elsewhere if one.practitioner_id != own.practitioner_id]
    if others:
        asks = _("The number of a paper stands in somebody else’s application too. Which of them holds it?")
        yield Sign("training", asks, _numbers_of(own, others))


def _training(progress: Progress) -> Iterator[Sign]:
    entries, born = _said(progress, "training"), _born(progress)
    exam = next(iter(_said(progress, "exam")), None)
    for entry in entries:
        yield from _too_many_hours("training", entry)
        yield from _too_early("training", entry, born)
        if exam and exam["taken_on"] < entry["began_on"]:
            yield Sign("training", _("The exam was passed before a training began. Is a day mistyped?"))
    if _overlap(entries):
        yield Sign("training", _("Two trainings share days. Could both be attended?"))


def _experience(progress: Progress) -> Iterator[Sign]:
    entries, born = _said(progress, "experience"), _born(progress)
    for entry in entries:
        yield from _too_many_hours("experience", entry)
        yield from _too_early("experience", entry, born)
        mine = {progress.application.practitioner.mail_to.lower(), progress.application.practitioner.email.lower()} - {
            ""
        }
        if str(entry["supervisor_email"]).lower() in mine:
            yield Sign("experience", _("The supervisor’s address is the applicant’s own. Who supervised?"))
    for first, second in _overlapping(entries):
        both = Decimal(first["hours"]) + Decimal(second["hours"])
        said = _("Two times of service share days, %(hours)s in all. Are hours counted twice?") % {
            "hours": hours_words(both)
        }
        yield Sign("experience", said)


def _too_many_hours(kind: str, entry: Mapping[str, Any]) -> Iterator[Sign]:
    days = (entry["ended_on"] - entry["began_on"]).days + 1
    if entry["hours"] > days * MOST_HOURS_A_DAY:
        said = _("%(hours)s in %(days)d days is more than %(most)d a day. Is a day or an hour mistyped?")
        yield Sign(kind, said % {"hours": hours_words(entry["hours"]), "days": days, "most": MOST_HOURS_A_DAY})


def _too_early(kind: str, entry: Mapping[str, Any], born: date | None) -> Iterator[Sign]:
    if born is not None and entry["began_on"] < born + timedelta(days=365 * OF_AGE):
        yield Sign(kind, _("It began when the applicant was very young. Is a day mistyped?"))


def _overlap(entries: Entries) -> bool:
    return any(True for _pair in _overlapping(entries))


def _overlapping(entries: Entries) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Pairs that share a day."""
    for one, other in combinations(entries, 2):
        if one["began_on"] <= other["ended_on"] and other["began_on"] <= one["ended_on"]:
            yield one, other


def _said(progress: Progress, name: str) -> list[dict[str, Any]]:
    part = progress.part(name)
    return part.sheet.said() if part is not None and part.sheet is not None else []


def _born(progress: Progress) -> date | None:
    identity = next(iter(_said(progress, "identity")), {})
    born: date | None = identity.get("born_on")
    return born


def _numbers_of(own: Application, others: Sequence[Application]) -> tuple[str, ...]:
    """Of the same board only: what is at another board's desk is not this one's to read."""
    return tuple(dict.fromkeys(one.number for one in others if one.board_id == own.board_id))
