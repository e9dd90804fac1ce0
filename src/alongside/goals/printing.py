"""The plan on paper: PDF/UA, in the person's language, without a word that is not theirs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _, override

from alongside.caseload.access import Record
from alongside.goals.models import Part
from alongside.goals.queries import Plan
from alongside.paper import About, render
from alongside.people import clock
from alongside.ui.amounts import day_words

TEMPLATE: Final = Path("goals/typst/plan.typ")


def plan_pdf(record: Record, plan: Plan, on: date) -> bytes:
    """The plan as it stands. Raises LettersMissing."""
    person = record.person
    with override(person.language):
        sections = [
            {
                "title": _("What I am good at"),
                "lines": [own.words for own in plan.strengths],
            },
            {"title": _("Who and what stands by me"), "lines": [own.words for own in plan.supports]},
            {"title": _("What else matters to me"), "lines": [own.words for own in plan.matters]},
        ]
        data = {
            "name": person.chosen_name,
            "dated": day_words(on),
            "goals_title": _("What I want"),
            "steps_title": _("My steps"),
            "goals": [
                {
                    "words": own.words,
                    "area": own.area,
                    "is_reached": own.part.status == Part.Status.REACHED,
                    "reached": _("Reached"),
                    "steps": [
                        {"words": step.words, "done": day_words(step.done_on) if step.done_on else ""}
                        for step in own.steps
                    ],
                }
                for own in plan.goals
            ],
            "sections": [own for own in sections if own["lines"]],
        }
        about = About(title=_("My plan"), language=person.language, made_at=clock.now(), author=person.agency.name)
    return render(TEMPLATE, data, about=about)
