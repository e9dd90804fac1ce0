"""The plan on paper: PDF/UA, in the person's language: all that stands in it, without a word that is not theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _, override

from alongside.caseload.access import Record
from alongside.goals.models import Beside, Part
from alongside.goals.queries import Plan, Shown, ShownStep, views_of, whose_words
from alongside.goals.words import shelf_words
from alongside.paper import About, render
from alongside.people import clock
from alongside.people.languages import page_language
from alongside.ui.amounts import day_words

TEMPLATE: Final = Path("goals/typst/plan.typ")


@dataclass(frozen=True, slots=True)
class Section:
    """What else goes on the paper: a heading, and lines with what stands small beside each."""

    title: str
    lines: Sequence[tuple[str, str]]


_also: list[Callable[[Record], Iterable[Section]]] = []


def register_beside_plan(sections: Callable[[Record], Iterable[Section]]) -> None:
    """Let an app put what the person takes along on the paper, after their plan. Call it at start, once."""
    if sections not in _also:
        _also.append(sections)


def plan_pdf(record: Record, plan: Plan, on: date) -> bytes:
    """The plan as it stands: goals with their steps, what they lean on and how they go; then every other part, and what was agreed.

    Raises LettersMissing. What was set aside and what the worker said beside it are left out.
    """
    person = record.person
    language = page_language(person.language)
    with override(language):
        goes = views_of([own.part for own in plan.goals])
        sections = [
            {"title": _("What I am good at"), "lines": [_line(own) for own in plan.strengths]},
            {
                "title": _("Who and what stands by me"),
                "lines": [_line(own, _("By the strength:")) for own in plan.supports],
            },
            {"title": _("Voices beside mine"), "lines": [_line(own) for own in plan.voices]},
            {"title": shelf_words("practice", is_own=True), "lines": [_line(own) for own in plan.practices]},
            {
                "title": shelf_words("challenge", is_own=True),
                "lines": [_line(own, _("What helps:")) for own in plan.challenges],
            },
            {"title": shelf_words("rest", is_own=True), "lines": [_line(own) for own in plan.rest]},
        ]
        for of_record in _also:
            for own in of_record(record):
                lines = [{"words": words, "small": small} for words, small in own.lines]
                sections.append({"title": own.title, "lines": lines})
        data = {
            "name": person.chosen_name,
            "dated": day_words(on),
            "goals_title": _("What I want"),
            "goals": [_goal(own, goes.get(own.part.pk, []), plan) for own in plan.goals],
            "sections": [own for own in sections if own["lines"]],
        }
        about = About(title=_("My plan"), language=language, made_at=clock.now(), author=person.agency.name)
    return render(TEMPLATE, data, about=about)


def _goal(own: Shown, views: list[Beside], plan: Plan) -> dict[str, Any]:
    is_reached = own.part.status == Part.Status.REACHED
    small = [own.area, _("Reached") if is_reached else ""]
    return {
        "words": own.words,
        "small": " · ".join(one for one in small if one),
        "steps": [{"words": step.words, "when": _when(step)} for step in own.steps],
        "leans": f"{_('It leans on:')} {'; '.join(own.leans_words)}" if own.leans_words else "",
        "goes": [_goes(one, whose_words(one, plan)) for one in views],
    }


def _when(step: ShownStep) -> str:
    if step.done_on is not None:
        return _("I did it, %(day)s") % {"day": day_words(step.done_on)}
    return _("By %(day)s") % {"day": day_words(step.by_day)} if step.by_day is not None else ""


def _goes(beside: Beside, seen_by: str) -> str:
    """`How it goes: about the same (A parent), December 2. Their words.`"""
    whose = f" ({seen_by})" if seen_by else ""
    fits = f" {beside.get_fits_display()}." if beside.fits else ""
    said = f"{fits} {beside.words}" if beside.words else fits
    return f"{_('How it goes:')} {beside.get_kind_display()}{whose}, {day_words(beside.on)}.{said}"


def _line(own: Shown, leans: str = "") -> dict[str, str]:
    dear = f"{_('Holds dear:')} {own.more.values}" if own.more.values else ""
    small = [own.area, dear, f"{leans} {'; '.join(own.leans_words)}" if own.leans_words else ""]
    return {"words": own.words, "small": " · ".join(one for one in small if one)}
