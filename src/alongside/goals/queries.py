"""A person's plan as it is read: each part with the words that stand, its steps, and what leans on what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from alongside.caseload.access import Record
from alongside.database.prepared import Prepared
from alongside.goals.models import Beside, Decided, Leans, Part, Saying, Step
from alongside.goals.words import SIDES, area_words, side_of, side_words
from alongside.rulings.sealing import unseal


@dataclass
class Shown:
    """A part with its words. is_own: the person wrote them themselves; leans_on, leans_words: strengths and supports.

    steps: those that stand; set_aside: those the person left, without those said in other words
    """

    part: Part
    words: str
    is_own: bool
    steps: list[Step] = field(default_factory=list)
    set_aside: list[Step] = field(default_factory=list)
    leans_on: list[int] = field(default_factory=list)
    leans_words: list[str] = field(default_factory=list)

    @property
    def area(self) -> str:
        return area_words(Part.Kind(self.part.kind), self.part.area)

    @property
    def done(self) -> int:
        return sum(step.done_on is not None for step in self.steps)


@dataclass(frozen=True)
class Plan:
    """A plan by kind of part; what was set aside stands apart."""

    goals: list[Shown]
    strengths: list[Shown]
    supports: list[Shown]
    voices: list[Shown]
    matters: list[Shown]
    set_aside: list[Shown]

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.strengths or self.supports or self.voices or self.matters)

    @property
    def sides(self) -> list[Side]:
        """The open goals by dimension of wellness, those without a goal among them, and last what fits none: ca.holistic.2."""
        open_ = [own for own in self.goals if own.part.status == Part.Status.OPEN]
        by_side: dict[str, list[Shown]] = defaultdict(list)
        for own in open_:
            by_side[side_of(own.part.area)].append(own)
        found = [Side(name, side_words(name), by_side[name]) for name in SIDES]
        return [*found, Side("", side_words(""), by_side[""])] if by_side[""] else found


@dataclass(frozen=True)
class Side:
    """A dimension of wellness in words, and the open goals that belong to it."""

    name: str
    words: str
    goals: list[Shown]


def plan_of(record: Record) -> Plan:
    """The whole plan, in four queries however much there is."""
    parts = list(Part.objects.filter(person=record.person).order_by("status", "pk"))
    shown = {own.part.pk: own for own in _shown(parts)}
    for step in Step.objects.filter(goal__in=shown, set_aside_on=None).order_by("pk"):
        shown[step.goal_id].steps.append(step)
    for part_id, on_part in _standing(shown):
        shown[part_id].leans_on.append(on_part)
    by_kind: dict[str, list[Shown]] = defaultdict(list)
    aside = [own for own in shown.values() if own.part.status == Part.Status.SET_ASIDE]
    standing = {pk: own for pk, own in shown.items() if own.part.status != Part.Status.SET_ASIDE}
    for own in standing.values():
        own.leans_words = [standing[pk].words for pk in own.leans_on if pk in standing]
        by_kind[own.part.kind].append(own)
    kinds = Part.Kind
    return Plan(
        goals=by_kind[kinds.GOAL],
        strengths=by_kind[kinds.STRENGTH],
        supports=by_kind[kinds.SUPPORT],
        voices=by_kind[kinds.VOICE],
        matters=by_kind[kinds.MATTERS],
        set_aside=aside,
    )


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
    steps = Step.objects.filter(goal=OuterRef("pk"), set_aside_on=None).order_by().values("goal")
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
    steps = list(Step.objects.filter(goal=part).order_by("pk"))
    said_anew = {step.instead_of_id for step in steps}
    own.steps = [step for step in steps if step.set_aside_on is None]
    own.set_aside = [step for step in steps if step.set_aside_on is not None and step.pk not in said_anew]
    own.leans_on = [on_part for _part, on_part in _standing([part.pk])]
    return own


def decided_of(part: Part) -> QuerySet[Decided]:
    """What the person decided about a part and its steps, and who marked it; the newest first."""
    return Decided.objects.filter(part=part).select_related("worker", "step").order_by("-pk")


def beside_of_all(goals: Sequence[Part]) -> dict[int, Beside]:
    """Of each goal how it goes, as it was said last."""
    seen = Beside.objects.filter(goal__in=goals).exclude(kind=Beside.Kind.ENCOURAGED).order_by("pk")
    return {row.goal_id: row for row in seen}


def _standing(parts: Iterable[int]) -> list[tuple[int, int]]:
    """Which part leans on which, in the order in which they came to; of two parts the newest row stands."""
    newest: dict[tuple[int, int], bool] = {}
    for row in Leans.objects.filter(part__in=parts).order_by("pk"):
        newest[row.part_id, row.on_part_id] = row.is_on
    return [pair for pair, is_on in newest.items() if is_on]


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
