"""A person's plan as it is read: each part with the words that stand, its steps, and what leans on what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from alongside.caseload.access import Record
from alongside.caseload.essentials import essentials_of
from alongside.caseload.models import Ground
from alongside.database.prepared import Prepared
from alongside.goals.models import Beside, Decided, Leans, Part, Saying, Step
from alongside.goals.planning import NO_MORE, More
from alongside.goals.words import (
    OF_ONE,
    OF_VOICES,
    OWN_VOICE,
    SIDES,
    area_words,
    may_lean,
    shelf_of,
    side_of,
    side_words,
    together,
)
from alongside.rulings.sealing import unseal


class _Linked:
    """Words of what something leans on and of what it is for, in one line each."""

    leans_words: list[str]
    helps_with: list[str]

    @property
    def leans_line(self) -> str:
        return together(self.leans_words)

    @property
    def helps_line(self) -> str:
        return together(self.helps_with)


@dataclass
class ShownStep(_Linked):
    """A step with what it leans on: `leans_words`; `helps_with`: what the person lives with, for which it is taken."""

    row: Step
    leans_on: list[int] = field(default_factory=list)
    leans_words: list[str] = field(default_factory=list)
    helps_with: list[str] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def words(self) -> str:
        return self.row.words

    @property
    def by_day(self) -> date | None:
        return self.row.by_day

    @property
    def done_on(self) -> date | None:
        return self.row.done_on

    @property
    def set_aside_on(self) -> date | None:
        return self.row.set_aside_on


@dataclass
class Shown(_Linked):
    """A part with its words. is_own: the person wrote them themselves; said: the number of the saying that stands;
    to_person: it is the person who reads it.

    leans_on, leans_words: strengths, supports and practices, and what a goal is for (`helps_with`, in words apart)
    carries: what leans on this part, the steps among them: of a strength what is built on it, of a challenge what is done about it
    steps: those that stand; set_aside: those the person left, without those said in other words
    """

    part: Part
    words: str
    is_own: bool
    more: More = NO_MORE
    said: int = 0
    to_person: bool = False
    steps: list[ShownStep] = field(default_factory=list)
    set_aside: list[ShownStep] = field(default_factory=list)
    leans_on: list[int] = field(default_factory=list)
    leans_words: list[str] = field(default_factory=list)
    helps_with: list[str] = field(default_factory=list)
    carries: list[str] = field(default_factory=list)

    @property
    def area(self) -> str:
        """`about`, as whoever reads the plan is spoken to."""
        return self.about(is_own=self.to_person)

    def about(self, *, is_own: bool) -> str:
        """What it is about, or whose it is; a voice by name, where they wish to be named."""
        about = area_words(Part.Kind(self.part.kind), self.part.area, is_own=is_own)
        return f"{about}, {self.more.who}" if about and self.more.who else about or self.more.who

    @property
    def carries_line(self) -> str:
        return together(self.carries)

    @property
    def shelf(self) -> str:
        return shelf_of(self.part)

    @property
    def shelf_words(self) -> str:
        """Where it stands, in words: what it is, where a goal leans on it."""
        return str(OF_ONE[self.shelf][self.to_person])

    @property
    def done(self) -> int:
        return sum(step.done_on is not None for step in self.steps)


@dataclass(frozen=True)
class Plan:
    """A plan by shelf; what was set aside stands apart."""

    goals: list[Shown]
    strengths: list[Shown]
    supports: list[Shown]
    voices: list[Shown]
    practices: list[Shown]
    challenges: list[Shown]
    rest: list[Shown]
    set_aside: list[Shown]

    @property
    def standing(self) -> list[Shown]:
        """All of it but what was set aside."""
        kept = (self.goals, self.strengths, self.supports, self.voices, self.practices, self.challenges, self.rest)
        return [own for some in kept for own in some]

    def part(self, part_id: int) -> Shown:
        """One part, set aside or not. Raises KeyError."""
        return {own.part.pk: own for own in [*self.standing, *self.set_aside]}[part_id]

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
    _with_steps(shown)
    _with_links(shown)
    by_shelf: dict[str, list[Shown]] = defaultdict(list)
    for own in shown.values():
        own.to_person = record.ground is Ground.OWN
        by_shelf["set-aside" if own.part.status == Part.Status.SET_ASIDE else own.shelf].append(own)
    return Plan(
        goals=by_shelf["goal"],
        strengths=by_shelf["strength"],
        supports=by_shelf["support"],
        voices=by_shelf["voice"],
        practices=by_shelf["practice"],
        challenges=by_shelf["challenge"],
        rest=by_shelf["rest"],
        set_aside=by_shelf["set-aside"],
    )


def links_of(plan: Plan, part: Part, leans_on: Sequence[int]) -> tuple[list[Shown], list[Shown]]:
    """Of a part, or a step of it: what it leans on, and what it may lean on and does not yet."""
    fits = [own for own in plan.standing if own.part.status == Part.Status.OPEN and may_lean(part, own.part)]
    now = [own for own in plan.standing if own.part.pk in leans_on]
    return now, [own for own in fits if own.part.pk not in leans_on]


def _with_steps(shown: Mapping[int, Shown]) -> None:
    """Put each goal's steps to it: those that stand, and those the person left."""
    rows = list(Step.objects.filter(goal__in=shown).order_by("pk"))
    said_anew = {row.instead_of_id for row in rows}
    for row in rows:
        own = shown[row.goal_id]
        if row.set_aside_on is None:
            own.steps.append(ShownStep(row))
        elif row.pk not in said_anew:
            own.set_aside.append(ShownStep(row))


def _with_links(shown: Mapping[int, Shown]) -> None:
    """Put to each part and step what it leans on, and to each part what leans on it; what was set aside carries nothing."""
    steps = {step.pk: step for own in shown.values() for step in own.steps}
    for part_id, step_id, on_part in _standing(shown):
        own = shown[part_id]
        from_: Shown | ShownStep | None = own if step_id is None else steps.get(step_id)
        if from_ is None:
            continue
        from_.leans_on.append(on_part)
        on = shown.get(on_part)
        if on is not None and Part.Status.SET_ASIDE not in (own.part.status, on.part.status):
            (from_.helps_with if on.shelf == "challenge" else from_.leans_words).append(on.words)
            on.carries.append(from_.words)


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


def step_now(step: Step) -> Step:
    """The step that stands in place of one: the last that was said instead of it, itself where none was."""
    anew = {row.instead_of_id: row for row in Step.objects.filter(goal=step.goal_id).select_related("goal")}
    now = step
    while now.pk in anew:
        now = anew[now.pk]
    return now


def shown_part(part: Part) -> Shown:
    """One part with its words and steps, and what they lean on by number."""
    own = _shown([part])[0]
    _with_steps({part.pk: own})
    _with_links({part.pk: own})
    return own


def holds_a_family(record: Record) -> bool:
    """Whether a family's voices stand in this file, so that whose a strength or a view is has to be said: ca.family.3."""
    voices = Part.objects.filter(person=record.person, kind=Part.Kind.VOICE)
    return essentials_of(record).voice in {"family", "youth"} or voices.exists()


def decided_of(part: Part) -> QuerySet[Decided]:
    """What the person decided about a part and its steps, and who marked it; the newest first."""
    return Decided.objects.filter(part=part).select_related("worker", "step").order_by("-pk")


def views_of(goals: Sequence[Part]) -> dict[int, list[Beside]]:
    """Of each goal how it goes, as each who sees it said it last; in the order in which they first said it."""
    seen = Beside.objects.filter(goal__in=goals).exclude(kind=Beside.Kind.ENCOURAGED).order_by("pk")
    newest: dict[int, dict[tuple[int | None, str], Beside]] = defaultdict(dict)
    for row in seen:
        newest[row.goal_id][row.voice_id, row.whose] = row
    return {goal: list(rows.values()) for goal, rows in newest.items()}


def encouraged_in(goals: Sequence[Part]) -> dict[int, list[Beside]]:
    """How a worker encouraged them in each goal, in the order in which it was said."""
    said: dict[int, list[Beside]] = defaultdict(list)
    rows = Beside.objects.filter(goal__in=goals, kind=Beside.Kind.ENCOURAGED)
    for row in rows.select_related("worker").order_by("pk"):
        said[row.goal_id].append(row)
    return said


def whose_words(row: Beside, plan: Plan) -> str:
    """Whose view it is, where it is not the person's own: by name where the voice stands in the plan with one."""
    return plan.part(row.voice_id).area if row.voice_id is not None else str(OF_VOICES.get(row.whose, ""))


def voices_on(plan: Plan, goal: Part) -> list[tuple[Shown, Beside | None]]:
    """The voices of the plan, each with how it sees a goal, as it said last; None where it was not asked yet: ca.family.3."""
    seen = views_of([goal]).get(goal.pk, [])
    said = {row.voice_id: row for row in seen}
    own = next((row for row in seen if row.voice_id is None and not row.whose), None)
    standing = [voice for voice in plan.voices if voice.part.status == Part.Status.OPEN]
    return [(one, own if one.part.area == OWN_VOICE else said.get(one.part.pk)) for one in standing]


def _standing(parts: Iterable[int]) -> list[tuple[int, int | None, int]]:
    """Which part, or step of it, leans on which, in the order in which they came to; of the same two the newest row stands."""
    newest: dict[tuple[int, int | None, int], bool] = {}
    for row in Leans.objects.filter(part__in=parts).order_by("pk"):
        newest[row.part_id, row.step_id, row.on_part_id] = row.is_on
    return [link for link, is_on in newest.items() if is_on]


def beside_of(goal: Part) -> QuerySet[Beside]:
    """What stands beside a goal, the newest first."""
    return Beside.objects.filter(goal=goal).select_related("worker", "voice").order_by("-pk")


def sayings_of(part: Part) -> QuerySet[Saying]:
    """Everything a part was said to be, the newest first."""
    return Saying.objects.filter(part=part).order_by("-pk")


def _shown(parts: Sequence[Part]) -> list[Shown]:
    newest = Saying.objects.filter(part=OuterRef("part")).order_by("-pk").values("pk")[:1]
    said = {row.part_id: row for row in Saying.objects.filter(part__in=[p.pk for p in parts], pk=Subquery(newest))}
    return [_as_said(part, said[part.pk]) for part in parts]


def _as_said(part: Part, said: Saying) -> Shown:
    data = said.data()
    return Shown(part, str(data.get("words", "")), said.is_own, More.of(data), said.pk)
