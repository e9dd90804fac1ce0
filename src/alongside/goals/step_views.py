"""One step: done or not after all, left or taken up again, said in other words, built on a strength."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alongside.caseload.access import Record, open_record
from alongside.caseload.models import Ground
from alongside.caseload.refusals import NotPossibleNow
from alongside.caseload.views.handed_over import hands_back
from alongside.goals.deciding import let_go, say_step_anew, set_step_aside, step_done
from alongside.goals.forms import StepWordsForm
from alongside.goals.models import Step
from alongside.goals.planning import lean_on
from alongside.goals.queries import links_of, part_of, plan_of, step_now, step_of
from alongside.goals.showing import beside_deciding, not_marked, status_of
from alongside.goals.theirs import may_mark, may_write
from alongside.people.gates import signed_in
from alongside.people.viewer import SignedInRequest
from alongside.rulings.seeking import ActRefused
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@hands_back(lambda post, **_: StepWordsForm(post) if post.get("deed") == "anew" else None)
def step(request: SignedInRequest, person_id: int, step_id: int) -> HttpResponseBase:
    """A step and all that may be done with it."""
    record = open_record(person_id, viewer=request.viewer)
    row = step_of(record, step_id)
    if not may_write(record):
        raise Http404("not theirs to write")
    if request.method != "POST" and (now := step_now(row)) != row:
        return redirect("goals:step", person_id=person_id, step_id=now.pk)
    begun = {"token": uuid4(), "words": row.words, "by_day": row.by_day}
    form = StepWordsForm(request.POST if request.POST.get("deed") == "anew" else None, initial=begun)
    refused: dict[str, Any] = {}
    if request.method == "POST":
        try:
            if _links(request, record, row):
                return redirect("goals:step", person_id=person_id, step_id=row.pk)
            if _does(request, record, row, form):
                return redirect("goals:part", person_id=person_id, part_id=row.goal_id)
        except (ActRefused, NotPossibleNow) as refusal:
            refused = not_marked(request, record, refusal)
            row = step_now(step_of(record, row.pk))
    context = _shown(record, row, form) | refused
    return render(request, "goals/step.html", context, status=status_of(refused) if request.method == "POST" else 200)


def _links(request: SignedInRequest, record: Record, row: Step) -> bool:
    """Let the step lean on something, or no longer; False where something else was asked."""
    deed, named = request.POST.get("deed"), request.POST.get("on", "")
    if deed not in {"lean", "let-go"}:
        return False
    if not (named.isascii() and named.isdecimal() and len(named) < 19):
        raise Http404("no part of that number")
    on_part, said_so = part_of(record, int(named)), request.POST.get("said_so") == "yes"
    if deed == "lean":
        lean_on(record=record, part=row.goal, step=row, on_part=on_part, by=request.user)
    else:
        let_go(
            record=record,
            part=row.goal,
            step=row,
            on_part=on_part,
            by=request.user,
            on=request.today,
            said_so=said_so,
        )
    return True


def _does(request: SignedInRequest, record: Record, row: Step, form: StepWordsForm) -> bool:
    """Do what was asked; False where the form is to be looked at again."""
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


def _shown(record: Record, row: Step, form: StepWordsForm) -> dict[str, Any]:
    whole = plan_of(record)
    goal = whole.part(row.goal_id)
    leans_on = next((own.leans_on for own in goal.steps if own.pk == row.pk), [])
    linked, may_link = links_of(whole, row.goal, leans_on)
    return {
        "person": record.person,
        "step": row,
        "goal": goal,
        "form": form,
        "leans": linked,
        "may_lean": may_link,
        "is_own": record.ground is Ground.OWN,
        "may_write": True,
        "may_mark": may_mark(record),
        "is_theirs": row.by_id == record.person.user_id,
        "before": _said_before(row),
        "deciding": beside_deciding(record),
    }


def _said_before(row: Step) -> list[Step]:
    """The steps that this one was said instead of, the newest first."""
    of_goal = {one.pk: one for one in Step.objects.filter(goal=row.goal_id)}
    found, at = [], row.instead_of_id
    while at is not None:
        found.append(of_goal[at])
        at = of_goal[at].instead_of_id
    return found
