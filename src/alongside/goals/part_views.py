"""One part of a plan and one step: said, marked, linked. What a worker may not mark for the person says so, with the clause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.caseload.access import Record, open_record
from alongside.caseload.essentials import essentials_of
from alongside.caseload.models import Ground
from alongside.caseload.refusals import NotPossibleNow
from alongside.caseload.views.handed_over import hands_back
from alongside.goals.deciding import let_go, say_step_anew, set_step_aside, settle, step_done
from alongside.goals.forms import BesideForm, StepForm, StepWordsForm, WordsForm
from alongside.goals.models import Beside, Part, Step
from alongside.goals.planning import add_step, lean_on, say_anew, stand_beside
from alongside.goals.queries import (
    Shown,
    beside_of,
    decided_of,
    part_of,
    plan_of,
    sayings_of,
    shown_part,
    step_of,
)
from alongside.goals.theirs import may_mark, may_write
from alongside.goals.words import OF_VOICES, area_words, may_lean
from alongside.people.gates import signed_in
from alongside.people.viewer import SignedInRequest
from alongside.rulings.prompting import ShownPrompt, clauses_of, prompts_among
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped
from canon.prompt import At


@dataclass
class _Asked:
    """What was asked of a part: by whom, of which record, with which forms."""

    request: SignedInRequest
    record: Record
    part: Part
    forms: dict[str, forms.Form]

    @property
    def said_so(self) -> bool:
        return self.request.POST.get("said_so") == "yes"

    @property
    def on_part(self) -> Part:
        """The other part that was named. Raises Http404."""
        named = self.request.POST.get("on", "")
        if not named.isdecimal():
            raise Http404("no part of that number")
        return part_of(self.record, int(named))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@hands_back(lambda post, **_: _typed(post))
def part(request: SignedInRequest, person_id: int, part_id: int) -> HttpResponseBase:
    """One part: its words, its steps, what stands beside it. One form a deed; `deed` says which was sent."""
    record = open_record(person_id, viewer=request.viewer)
    row = part_of(record, part_id)
    asked = _Asked(request, record, row, _forms(request, record, row))
    refused: dict[str, Any] = {}
    if request.method == "POST" and may_write(record):
        try:
            if _does(asked):
                return redirect("goals:part", person_id=person_id, part_id=row.pk)
        except (ActRefused, NotPossibleNow) as refusal:
            refused = _shown_refusal(request, record, refusal)
    context = _shown(asked, part_of(record, part_id)) | refused
    return render(request, "goals/part.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@hands_back(lambda post, **_: StepWordsForm(post) if post.get("deed") == "anew" else None)
def step(request: SignedInRequest, person_id: int, step_id: int) -> HttpResponseBase:
    """A step: done or not after all, left or taken up again, said in other words."""
    record = open_record(person_id, viewer=request.viewer)
    row = step_of(record, step_id)
    if not may_write(record):
        raise Http404("not theirs to write")
    begun = {"token": uuid4(), "words": row.words, "by_day": row.by_day}
    form = StepWordsForm(request.POST if request.POST.get("deed") == "anew" else None, initial=begun)
    refused: dict[str, Any] = {}
    if request.method == "POST":
        try:
            if _does_with_step(request, record, row, form):
                return redirect("goals:part", person_id=person_id, part_id=row.goal_id)
        except (ActRefused, NotPossibleNow) as refusal:
            refused = _shown_refusal(request, record, refusal)
    goal = shown_part(row.goal)
    context = {
        "person": record.person,
        "step": row,
        "goal": goal,
        "form": form,
        "is_own": record.ground is Ground.OWN,
        "may_mark": may_mark(record),
        "is_theirs": row.by_id == record.person.user_id,
        "before": _said_before(row),
        "deciding": _beside_deciding(record),
    } | refused
    return render(request, "goals/step.html", context, status=422 if request.method == "POST" else 200)


def _typed(post: QueryDict) -> forms.Form | None:
    """The form of the deed that was sent, for who no longer sees the part it is of; None for a deed that has no words."""
    deed = post.get("deed", "")
    if deed == "beside":
        return BesideForm(post, is_worker=True, of_family=False)
    if deed == "step":
        return StepForm(post)
    return WordsForm(Part.Kind.GOAL, post) if deed == "words" else None


def _does(asked: _Asked) -> bool:
    """Do what was asked; False where a form is to be looked at again. An unknown deed is none."""
    deed = asked.request.POST.get("deed", "")
    if deed in _BUTTONS:
        _BUTTONS[deed](asked)
        return True
    form = asked.forms.get(deed)
    if form is None:
        return True
    if form.is_valid():
        try:
            _FORMS[deed](asked, form.cleaned_data)
        except WordsStopped as stopped:
            say_otherwise(form, asked.request.viewer, stopped)
    return not form.errors


def _says_anew(asked: _Asked, data: dict[str, Any]) -> None:
    request = asked.request
    say_anew(
        record=asked.record,
        part=asked.part,
        words=data["words"],
        area=data.get("area"),
        by=request.user,
        on=request.today,
        said_so=asked.said_so,
    )


def _adds_step(asked: _Asked, data: dict[str, Any]) -> None:
    add_step(
        record=asked.record,
        goal=asked.part,
        words=data["words"],
        by_day=data["by_day"],
        token=data["token"],
        by=asked.request.user,
    )


def _stands_beside(asked: _Asked, data: dict[str, Any]) -> None:
    stand_beside(
        record=asked.record,
        goal=asked.part,
        kind=Beside.Kind(data["kind"]),
        whose=data.get("whose", ""),
        words=data["words"],
        by=asked.request.user,
        on=asked.request.today,
    )


def _settles(asked: _Asked) -> None:
    request, status = asked.request, asked.request.POST.get("status")
    if status not in Part.Status.values:
        raise Http404("no such end")
    settle(
        record=asked.record,
        part=asked.part,
        status=Part.Status(status),
        by=request.user,
        on=request.today,
        said_so=asked.said_so,
    )
    messages.success(request, _("It is marked as they say."))


def _leans(asked: _Asked) -> None:
    lean_on(record=asked.record, part=asked.part, on_part=asked.on_part, by=asked.request.user)


def _lets_go(asked: _Asked) -> None:
    request = asked.request
    let_go(
        record=asked.record,
        part=asked.part,
        on_part=asked.on_part,
        by=request.user,
        on=request.today,
        said_so=asked.said_so,
    )


_FORMS: Final[dict[str, Callable[[_Asked, dict[str, Any]], None]]] = {
    "words": _says_anew,
    "step": _adds_step,
    "beside": _stands_beside,
}
_BUTTONS: Final[dict[str, Callable[[_Asked], None]]] = {"settle": _settles, "lean": _leans, "let-go": _lets_go}


def _does_with_step(request: SignedInRequest, record: Record, row: Step, form: StepWordsForm) -> bool:
    """As `_does`, of one step."""
    said_so, by, on = request.POST.get("said_so") == "yes", request.user, request.today
    if "done" in request.POST:
        is_done = request.POST["done"] == "yes"
        step_done(record=record, step=row, is_done=is_done, by=by, on=on, said_so=said_so)
    elif "aside" in request.POST:
        is_aside = request.POST["aside"] == "yes"
        set_step_aside(record=record, step=row, is_aside=is_aside, by=by, on=on, said_so=said_so)
    elif form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            say_step_anew(
                record=record,
                step=row,
                words=data["words"],
                by_day=data["by_day"],
                token=data["token"],
                by=by,
                on=on,
                said_so=said_so,
            )
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
    return not form.errors


def _forms(request: SignedInRequest, record: Record, row: Part) -> dict[str, forms.Form]:
    deed, of_family = request.POST.get("deed", ""), holds_a_family(record)
    sent = {name: request.POST if name == deed else None for name in _FORMS}
    return {
        "step": StepForm(sent["step"]),
        "beside": BesideForm(sent["beside"], is_worker=record.ground is Ground.ASSIGNED, of_family=of_family),
        "words": WordsForm(
            Part.Kind(row.kind), sent["words"], of_family=of_family, words=shown_part(row).words, area=row.area
        ),
    }


def holds_a_family(record: Record) -> bool:
    """Whether a family's voices stand in this file, so that whose a strength or a view is has to be said: ca.family.3."""
    voices = Part.objects.filter(person=record.person, kind=Part.Kind.VOICE)
    return essentials_of(record).voice != "own" or voices.exists()


def _shown(asked: _Asked, row: Part) -> dict[str, Any]:
    record, own, whole = asked.record, shown_part(row), plan_of(asked.record)
    linkable: list[Shown] = [*whole.strengths, *whole.supports]
    return {
        "record": record,
        "person": record.person,
        "own": own,
        "leans": [one for one in linkable if one.part.pk in own.leans_on],
        "may_lean": [one for one in linkable if one.part.pk not in own.leans_on and may_lean(row, one.part)],
        "leans_at_all": any(may_lean(row, one) for one in _KINDS),
        "beside": [(one, OF_VOICES.get(one.whose, "")) for one in beside_of(row)[:20]],
        "decided": list(decided_of(row)[:20]),
        "before": [(one, area_words(Part.Kind(row.kind), one.data().get("area", ""))) for one in sayings_of(row)[1:6]],
        "step": asked.forms["step"],
        "beside_form": asked.forms["beside"],
        "words": asked.forms["words"],
        "may_write": may_write(record),
        "may_mark": may_mark(record),
        "may_say_anew": may_write(record) and (may_mark(record) or not own.is_own),
        "is_own": record.ground is Ground.OWN,
        "of_its_kind": _beside_area(record, row),
        "deciding": _beside_deciding(record),
    }


_KINDS: Final = tuple(Part(kind=kind.value) for kind in Part.Kind)


def _said_before(row: Step) -> list[Step]:
    """The steps that this one was said instead of, the newest first."""
    of_goal = {one.pk: one for one in Step.objects.filter(goal=row.goal_id)}
    found, at = [], row.instead_of_id
    while at is not None:
        found.append(of_goal[at])
        at = of_goal[at].instead_of_id
    return found


def _beside_area(record: Record, row: Part) -> list[ShownPrompt]:
    """What the worker's codes say of a goal of this kind."""
    worker = record.viewer.worker
    if worker is None or record.ground is not Ground.ASSIGNED or not row.area:
        return []
    return prompts_among(clauses_of(worker, record.viewer.today), At.GOAL_AREA, row.area)


def _beside_deciding(record: Record) -> list[ShownPrompt]:
    """What the worker's codes say of choices that are the person's."""
    worker = record.viewer.worker
    if worker is None or record.ground is not Ground.ASSIGNED:
        return []
    return prompts_among(clauses_of(worker, record.viewer.today), At.DECIDING)


def _shown_refusal(request: SignedInRequest, record: Record, refusal: ActRefused | NotPossibleNow) -> dict[str, Any]:
    """What an act met: the ruling that stopped it, or a sentence with the clauses beside it."""
    if isinstance(refusal, ActRefused):
        return {"refused": shown_refusal(request, refusal.ruling)}
    cites = [{"id": one.clause, "url": one.url} for one in _beside_deciding(record)]
    return {"problem": refusal, "cites": cites}
