"""A person's plan as it is read: each part with the words that stand, its steps, and what leans on what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from alongside.caseload.access import Record
from alongside.database.prepared import Prepared
from alongside.goals.models import Beside, Leans, Part, Saying, Step
from alongside.goals.words import area_words
from alongside.rulings.sealing import unseal


@dataclass
class Shown:
    """A part with its words. is_own: the person wrote them themselves; leans_on: ids of strengths and supports."""

    part: Part
    words: str
    is_own: bool
    steps: list[Step] = field(default_factory=list)
    leans_on: list[int] = field(default_factory=list)

    @property
    def area(self) -> str:
        return area_words(Part.Kind(self.part.kind), self.part.area)

    @property
    def done(self) -> int:
        return sum(step.done_on is not None for step in self.steps)


@dataclass(frozen=True)
class Plan:
    """A plan by kind of part; what was set aside is left out but for reached goals."""

    goals: list[Shown]
    strengths: list[Shown]
    supports: list[Shown]
    voices: list[Shown]
    matters: list[Shown]

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.strengths or self.supports or self.voices or self.matters)

    def named(self, ids: Sequence[int]) -> list[str]:
        """The words of strengths and supports by id."""
        known = {own.part.pk: own.words for own in (*self.strengths, *self.supports)}
        return [known[pk] for pk in ids if pk in known]


def plan_of(record: Record) -> Plan:
    """The whole plan, in four queries however much there is."""
    parts = list(Part.objects.filter(person=record.person).exclude(status="set-aside").order_by("status", "pk"))
    shown = {own.part.pk: own for own in _shown(parts)}
    for step in Step.objects.filter(goal__in=shown).order_by("pk"):
        shown[step.goal_id].steps.append(step)
    for row in Leans.objects.filter(goal__in=shown).order_by("pk"):
        shown[row.goal_id].leans_on.append(row.on_part_id)
    by_kind: dict[str, list[Shown]] = defaultdict(list)
    for part in parts:
        by_kind[part.kind].append(shown[part.pk])
    return Plan(*(by_kind[kind.value] for kind in Part.Kind))


@dataclass(frozen=True, slots=True)
class Goal:
    """An open goal in one line: its words, its side of life, and how many of its steps are done."""

    pk: int
    words: str
    area: str
    steps: int
    done: int


def goals_ahead(record: Record) -> list[Goal]:
    """The first open goals of a plan, in one query: what stands on the person's page."""
    return [
        Goal(
            row.pk,
            str(unseal(vars(row)["said"]).get("words", "")),
            area_words(Part.Kind(row.kind), row.area),
            vars(row)["all_steps"],
            vars(row)["done_steps"],
        )
        for row in _AHEAD.all(record.person.pk)
    ]


def _ahead(person: int) -> QuerySet[Part]:
    said = Saying.objects.filter(part=OuterRef("pk")).order_by("-pk").values("sealed")[:1]
    steps = Step.objects.filter(goal=OuterRef("pk")).order_by().values("goal")
    return (
        Part.objects.filter(person=person, kind=Part.Kind.GOAL.value, status=Part.Status.OPEN.value)
        .annotate(
            said=Subquery(said),
            all_steps=Coalesce(Subquery(steps.annotate(n=Count("pk")).values("n")), 0),
            done_steps=Coalesce(Subquery(steps.annotate(n=Count("done_on")).values("n")), 0),
        )
        .order_by("pk")[:AHEAD]
    )


AHEAD: Final = 5
_AHEAD: Final = Prepared(_ahead, int)


def part_of(record: Record, part_id: int) -> Part:
    """One part of a person's plan. Raises Http404 for one that is foreign or missing."""
    return get_object_or_404(Part.objects.filter(person=record.person), pk=part_id)


def step_of(record: Record, step_id: int) -> Step:
    """One step of a person's plan. Raises Http404 for one that is foreign or missing."""
    return get_object_or_404(Step.objects.filter(goal__person=record.person).select_related("goal"), pk=step_id)


def shown_part(part: Part) -> Shown:
    """One part with its words and steps."""
    own = _shown([part])[0]
    own.steps = list(Step.objects.filter(goal=part).order_by("pk"))
    own.leans_on = list(Leans.objects.filter(goal=part).order_by("pk").values_list("on_part", flat=True))
    return own


def beside_of(goal: Part) -> QuerySet[Beside]:
    """What stands beside a goal, the newest first."""
    return Beside.objects.filter(goal=goal).select_related("worker").order_by("-pk")


def sayings_of(part: Part) -> QuerySet[Saying]:
    """Everything a part was said to be, the newest first."""
    return Saying.objects.filter(part=part).order_by("-pk")


def _shown(parts: Sequence[Part]) -> list[Shown]:
    newest = Saying.objects.filter(part=OuterRef("part")).order_by("-pk").values("pk")[:1]
    said = {row.part_id: row for row in Saying.objects.filter(part__in=[p.pk for p in parts], pk=Subquery(newest))}
    return [Shown(part, str(said[part.pk].data().get("words", "")), said[part.pk].is_own) for part in parts]
