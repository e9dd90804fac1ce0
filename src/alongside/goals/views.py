"""The plan, one part of it, and the paper to take along."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.caseload.access import Record, open_record
from alongside.caseload.models import Ground
from alongside.goals.commenting import comments_on, may_say, say_to_plan
from alongside.goals.forms import BesideForm, CommentForm, PartForm, StepForm, WordsForm
from alongside.goals.models import Beside, Part
from alongside.goals.planning import add, add_step, lean_on, may_write, say_anew, settle, stand_beside, step_done
from alongside.goals.printing import plan_pdf
from alongside.goals.queries import beside_of, part_of, plan_of, sayings_of, shown_part, step_of
from alongside.paper import LettersMissing
from alongside.people.gates import signed_in
from alongside.people.models import Person
from alongside.people.viewer import SignedInRequest
from alongside.rulings.prompting import ShownPrompt, clauses_of, prompts_among
from canon.prompt import At


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponseBase:
    """A person's own plan. Raises Http404 for somebody who is no person served here."""
    row = Person.objects.filter(user=request.user, agency=request.agency).first() if request.agency else None
    if row is None:
        raise Http404("nobody's own plan")
    return redirect("goals:plan", person_id=row.pk)


@require_safe
@signed_in
def plan(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The whole plan."""
    record = open_record(person_id, viewer=request.viewer)
    return render(request, "goals/plan.html", _shown_plan(record, CommentForm()))


@require_POST
@signed_in
def say(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """Say something to the whole plan, whoever stands with the person. Raises Http404 for who does not."""
    record = open_record(person_id, viewer=request.viewer)
    if not may_say(record):
        raise Http404("not on the team")
    form = CommentForm(request.POST)
    if form.is_valid():
        say_to_plan(record=record, words=form.cleaned_data["words"], token=form.cleaned_data["token"], by=request.user)
        messages.success(request, _("It stands beside the plan, where the person reads it."))
        return redirect("goals:plan", person_id=person_id)
    return render(request, "goals/plan.html", _shown_plan(record, form), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest, person_id: int, kind: str) -> HttpResponseBase:
    """Put something on the plan."""
    record = open_record(person_id, viewer=request.viewer)
    if kind not in Part.Kind.values or not may_write(record):
        raise Http404("no such part, or not theirs to write")
    form = PartForm(Part.Kind(kind), request.POST or None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        part = add(
            record=record,
            kind=Part.Kind(kind),
            area=data.get("area", ""),
            words=data["words"],
            token=data["token"],
            by=request.user,
            on=request.today,
        )
        if part.kind == Part.Kind.GOAL:
            return redirect("goals:part", person_id=person_id, part_id=part.pk)
        return redirect("goals:plan", person_id=person_id)
    context = {
        "person": record.person,
        "form": form,
        "kind": Part.Kind(kind),
        "is_own": record.ground is Ground.OWN,
        "besides": _beside_goal(request, record) if kind == Part.Kind.GOAL else [],
    }
    return render(request, "goals/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def part(request: SignedInRequest, person_id: int, part_id: int) -> HttpResponseBase:
    """One part: its words, its steps, what stands beside it. One form a deed; `deed` says which was sent."""
    record = open_record(person_id, viewer=request.viewer)
    row = part_of(record, part_id)
    is_worker = record.ground is Ground.ASSIGNED
    deed = request.POST.get("deed", "")
    step = StepForm(request.POST if deed == "step" else None)
    beside = BesideForm(request.POST if deed == "beside" else None, is_worker=is_worker)
    words = WordsForm(request.POST if deed == "words" else None)
    if request.method == "POST" and may_write(record):
        if deed == "step" and step.is_valid():
            data = step.cleaned_data
            add_step(
                record=record,
                goal=row,
                words=data["words"],
                by_day=data["by_day"],
                token=data["token"],
                by=request.user,
            )
        elif deed == "beside" and beside.is_valid():
            data = beside.cleaned_data
            kind = Beside.Kind(data["kind"])
            stand_beside(record=record, goal=row, kind=kind, words=data["words"], by=request.user, on=request.today)
        elif deed == "words" and words.is_valid():
            say_anew(record=record, part=row, words=words.cleaned_data["words"], by=request.user)
        elif deed == "settle" and request.POST.get("status") in Part.Status.values:
            status = Part.Status(request.POST["status"])
            settle(record=record, part=row, status=status, by=request.user, on=request.today)
            messages.success(request, _("It is marked as they say."))
        elif deed == "lean" and request.POST.get("on", "").isdecimal():
            lean_on(record=record, goal=row, part=part_of(record, int(request.POST["on"])), by=request.user)
        if not (step.errors or beside.errors or words.errors):
            return redirect("goals:part", person_id=person_id, part_id=row.pk)
    own, whole = shown_part(row), plan_of(record)
    context = {
        "record": record,
        "person": record.person,
        "own": own,
        "leans": whole.named(own.leans_on),
        "may_lean": [s for s in (*whole.strengths, *whole.supports) if s.part.pk not in own.leans_on],
        "beside": list(beside_of(row)[:20]),
        "before": list(sayings_of(row)[1:6]),
        "step": step,
        "beside_form": beside,
        "words": words if words.is_bound else WordsForm(initial={"words": own.words}),
        "may_write": may_write(record),
        "is_own": record.ground is Ground.OWN,
        "of_its_kind": _beside_area(request, record, row),
    }
    return render(request, "goals/part.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@signed_in
def tick(request: SignedInRequest, person_id: int, step_id: int) -> HttpResponseBase:
    """A step the person took, or did not take after all."""
    record = open_record(person_id, viewer=request.viewer)
    row = step_of(record, step_id)
    if may_write(record):
        step_done(record=record, step=row, is_done=request.POST.get("done") == "yes", by=request.user, on=request.today)
    return redirect("goals:part", person_id=person_id, part_id=row.goal_id)


@require_safe
@signed_in
def paper(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """The plan as PDF, in the person's language, to take along."""
    record = open_record(person_id, viewer=request.viewer)
    try:
        body = plan_pdf(record, plan_of(record), request.today)
    except LettersMissing:
        messages.warning(request, _("This installation has no font for some of these letters. Ask whoever runs it."))
        return redirect("goals:plan", person_id=person_id)
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="my-plan.pdf"'
    return answer


def _beside_goal(request: SignedInRequest, record: Record) -> list[ShownPrompt]:
    """What the worker's codes say where a goal is written; nothing to the person, whose plan it is."""
    if record.viewer.worker is None or record.ground is not Ground.ASSIGNED:
        return []
    clauses = clauses_of(record.viewer.worker, request.today)
    return prompts_among(clauses, At.GOAL, turn=request.today.toordinal() + record.person.pk)


def _beside_area(request: SignedInRequest, record: Record, row: Part) -> list[ShownPrompt]:
    """What the worker's codes say of a goal of this kind."""
    if record.viewer.worker is None or record.ground is not Ground.ASSIGNED or not row.area:
        return []
    return prompts_among(clauses_of(record.viewer.worker, request.today), At.GOAL_AREA, row.area)


def _shown_plan(record: Record, form: CommentForm) -> dict[str, object]:
    own = plan_of(record)
    return {
        "record": record,
        "person": record.person,
        "plan": own,
        "is_own": record.ground is Ground.OWN,
        "may_write": may_write(record),
        "open_goals": [g for g in own.goals if g.part.status == Part.Status.OPEN],
        "reached": [g for g in own.goals if g.part.status == Part.Status.REACHED],
        "comments": list(comments_on(record)[:20]),
        "comment": form if may_say(record) else None,
        "kinds": [kind for kind in Part.Kind if kind is not Part.Kind.GOAL],
    }
