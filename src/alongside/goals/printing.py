"""The plan on paper: PDF/UA, in the person's language: all that stands in it, without a word that is not theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _, gettext_lazy, override

from alongside.caseload.access import Record
from alongside.goals.models import Beside, Part
from alongside.goals.queries import Plan, Shown, ShownStep, encouraged_in, views_of, whose_words
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


def plan_pdf(record: Record, plan: Plan, on: date, *, with_encouragement: bool = False) -> bytes:
    """The plan as it stands: goals by dimension of wellness, with their steps, what they lean on and how they go as each sees it;
    then every other part with its links, and what was agreed.

    with_encouragement: what the worker said to encourage them too, where the person wants it on the paper.
    Raises LettersMissing. What was set aside is left out.
    """
    person = record.person
    language = page_language(person.language)
    with override(language):
        data = {
            "name": person.chosen_name,
            "dated": day_words(on),
            "goals_title": _("What I want"),
            "sides": _sides(plan, with_encouragement=with_encouragement),
            "sections": [own for own in _sections(record, plan) if own["lines"]],
        }
        about = About(title=_("My plan"), language=language, made_at=clock.now(), author=person.agency.name)
    return render(TEMPLATE, data, about=about)


def _sides(plan: Plan, *, with_encouragement: bool) -> list[dict[str, Any]]:
    """The dimensions of wellness that have a goal, each with its goals, and last what was reached."""
    parts = [own.part for own in plan.goals]
    goes, encouraged = views_of(parts), encouraged_in(parts) if with_encouragement else {}
    reached = [own for own in plan.goals if own.part.status == Part.Status.REACHED]
    sides = [(side.words, side.goals) for side in plan.sides if side.goals]
    if reached:
        sides.append((_("Reached"), reached))
    return [
        {
            "title": words,
            "goals": [_goal(own, goes.get(own.part.pk, []), encouraged.get(own.part.pk, []), plan) for own in goals],
        }
        for words, goals in sides
    ]


def _sections(record: Record, plan: Plan) -> list[dict[str, Any]]:
    """Every other shelf of the plan, and what other apps put on the paper."""
    shelves = {
        "strength": plan.strengths,
        "support": plan.supports,
        "voice": plan.voices,
        "practice": plan.practices,
        "challenge": plan.challenges,
        "rest": plan.rest,
    }
    sections = [
        {"title": shelf_words(name, is_own=True), "lines": [_line(own) for own in rows]}
        for name, rows in shelves.items()
    ]
    for of_record in _also:
        for own in of_record(record):
            lines = [{"words": words, "small": small} for words, small in own.lines]
            sections.append({"title": own.title, "lines": lines})
    return sections


def _goal(own: Shown, views: list[Beside], encouraged: list[Beside], plan: Plan) -> dict[str, Any]:
    return {
        "words": own.words,
        "small": own.about(is_own=True),
        "steps": [{"words": step.words, "when": " · ".join([*_when(step), *_links(step)])} for step in own.steps],
        "beside": [
            *_links(own),
            *(_goes(one, whose_words(one, plan)) for one in views),
            *(_encouraged(one) for one in encouraged),
        ],
    }


def _links(own: Shown | ShownStep) -> list[str]:
    """What a goal or a step leans on, and what it is for."""
    leans = [f"{_('It leans on:')} {own.leans_line}"] if own.leans_words else []
    return [*leans, *([f"{_('For:')} {own.helps_line}"] if own.helps_with else [])]


def _when(step: ShownStep) -> list[str]:
    if step.done_on is not None:
        return [_("I did it, %(day)s") % {"day": day_words(step.done_on)}]
    return [_("By %(day)s") % {"day": day_words(step.by_day)}] if step.by_day is not None else []


def _goes(beside: Beside, seen_by: str) -> str:
    """`How it goes: about the same (A parent), December 2. Their words.`"""
    whose = f" ({seen_by})" if seen_by else ""
    fits = f" {beside.get_fits_display()}." if beside.fits else ""
    said = f"{fits} {beside.words}" if beside.words else fits
    return f"{_('How it goes:')} {beside.get_kind_display()}{whose}, {day_words(beside.on)}.{said}"


def _encouraged(beside: Beside) -> str:
    """`Encouraged by Dana Ruiz, December 2. Their words.`"""
    who = beside.worker.name if beside.worker is not None else ""
    said = _("Encouraged by %(name)s, %(day)s.") % {"name": who, "day": day_words(beside.on)}
    return f"{said} {beside.words}"


LEANS: Final = {"support": gettext_lazy("By the strength:"), "challenge": gettext_lazy("What helps:")}
CARRIES: Final = {"strength": gettext_lazy("Helps with:"), "challenge": gettext_lazy("Worked on in:")}
"""What a shelf's links are called on paper; a link that stands at its other end already is not said twice."""


def _line(own: Shown) -> dict[str, str]:
    small = [own.about(is_own=True), f"{_('Holds dear:')} {own.more.values}" if own.more.values else ""]
    if own.shelf in LEANS and own.leans_words:
        small.append(f"{LEANS[own.shelf]} {own.leans_line}")
    if own.shelf in CARRIES and own.carries:
        small.append(f"{CARRIES[own.shelf]} {own.carries_line}")
    return {"words": own.words, "small": " · ".join(one for one in small if one)}
