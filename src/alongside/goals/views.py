"""The plan, what is put on it and said to it, and the paper to take along."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.caseload.access import Record, open_record
from alongside.caseload.models import Ground
from alongside.caseload.views.handed_over import hands_back
from alongside.goals.commenting import comments_on, may_say, say_to_plan
from alongside.goals.forms import CommentForm, PartForm
from alongside.goals.models import Part
from alongside.goals.planning import add
from alongside.goals.printing import plan_pdf
from alongside.goals.queries import Plan, encouraged_in, holds_a_family, plan_of
from alongside.goals.theirs import has_account, may_write
from alongside.goals.words import SHELVES, UNSAID, shelf_words
from alongside.paper import LettersMissing
from alongside.people.gates import signed_in
from alongside.people.models import Person
from alongside.people.viewer import SignedInRequest
from alongside.rulings.prompting import ShownPrompt, clauses_of, prompts_among
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped
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
@hands_back(lambda post, **_: CommentForm(post))
def say(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """Say something to the whole plan, whoever stands with the person. Raises Http404 for who does not."""
    record = open_record(person_id, viewer=request.viewer)
    if not may_say(record):
        raise Http404("not on the team")
    form = CommentForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            say_to_plan(record=record, words=data["words"], token=data["token"], by=request.user)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
    if not form.errors:
        messages.success(request, _("It stands beside the plan, where the person reads it."))
        return redirect("goals:plan", person_id=person_id)
    return render(request, "goals/plan.html", _shown_plan(record, form), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@hands_back(lambda post, kind: PartForm(kind, post) if kind in SHELVES else None)
def new(request: SignedInRequest, person_id: int, kind: str) -> HttpResponseBase:
    """Put something on the plan, on one of its shelves."""
    record = open_record(person_id, viewer=request.viewer)
    of_family = kind in {"strength", "voice"} and holds_a_family(record)
    if kind not in SHELVES or not may_write(record) or (kind == "voice" and not of_family):
        raise Http404("no such part, or not theirs to write")
    strengths = [own for own in plan_of(record).strengths if own.part.status == Part.Status.OPEN]
    form = PartForm(
        kind,
        request.POST or None,
        of_family=of_family,
        is_own=record.ground is Ground.OWN,
        side=request.GET.get("side", ""),
        strengths=[(own.part.pk, own.words) for own in strengths],
        on=request.GET.get("on", ""),
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            part = add(
                record=record,
                kind=SHELVES[kind],
                area=data.get("area") or UNSAID.get(kind, ""),
                words=data["words"],
                token=data["token"],
                by=request.user,
                on=request.today,
                more=form.more(),
                builds_on=[own.part for own in strengths if str(own.part.pk) in data.get("builds_on", ())],
            )
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        else:
            if kind in {"goal", "challenge"}:
                return redirect("goals:part", person_id=person_id, part_id=part.pk)
            return redirect("goals:plan", person_id=person_id)
    context = {
        "person": record.person,
        "form": form,
        "kind": kind,
        "title": shelf_words(kind, is_own=record.ground is Ground.OWN),
        "is_own": record.ground is Ground.OWN,
        "besides": _beside_goal(request, record) if kind == "goal" else [],
    }
    return render(request, "goals/new.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def paper(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """The plan as PDF, in the person's language, to take along; with what encouraged them where they want that."""
    record = open_record(person_id, viewer=request.viewer)
    wants = request.GET.get("with") == "encouragement"
    try:
        body = plan_pdf(record, plan_of(record), request.today, with_encouragement=wants)
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


def _beside_comment(record: Record) -> list[ShownPrompt]:
    """What the worker's codes say of words that colleagues read: ca.respect.13."""
    if record.viewer.worker is None or record.ground is Ground.OWN:
        return []
    return prompts_among(clauses_of(record.viewer.worker, record.viewer.today), At.TEAM)


def _shelves(plan: Plan, *, is_own: bool, of_family: bool) -> list[dict[str, object]]:
    """The shelves beside the goals. The voices of a family stand only where the file is of one: ca.family.3."""
    rows = {
        "strength": plan.strengths,
        "support": plan.supports,
        "voice": plan.voices,
        "practice": plan.practices,
        "challenge": plan.challenges,
        "rest": plan.rest,
    }
    kept = {name: own for name, own in rows.items() if name != "voice" or of_family}
    return [{"name": name, "words": shelf_words(name, is_own=is_own), "rows": own} for name, own in kept.items()]


def _shown_plan(record: Record, form: CommentForm) -> dict[str, object]:
    own = plan_of(record)
    writes, is_own, of_family = may_write(record), record.ground is Ground.OWN, holds_a_family(record)
    return {
        "record": record,
        "person": record.person,
        "plan": own,
        "is_own": is_own,
        "may_write": writes,
        "marks_themselves": is_own or has_account(record.person, record.viewer.today),
        "sides": [side for side in own.sides if side.goals],
        "empty_sides": [side for side in own.sides if not side.goals] if writes else [],
        "reached": [g for g in own.goals if g.part.status == Part.Status.REACHED],
        "comments": list(comments_on(record)[:20]),
        "comment": form if may_say(record) else None,
        "beside_comment": _beside_comment(record) if may_say(record) else [],
        "shelves": _shelves(own, is_own=is_own, of_family=of_family),
        "is_encouraged": bool(encouraged_in([goal.part for goal in own.goals])),
        "asks_for_strengths": of_family and bool(own.strengths),
    }
