"""Groups on a worker's phone: the list, planning one, taking attendance, reading one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.groups.forms import AmendGroupForm, PlanGroupForm, TakeForm
from alongside.groups.models import GroupNote, GroupSession, Turn
from alongside.groups.planning import call_off_group, plan_group
from alongside.groups.queries import (
    as_it_stands,
    as_last_time,
    attendances_seen_by,
    colleagues_of,
    group_led_by,
    groups_of,
    leaders_of,
    notes_of,
    who_came_last,
    who_may_come,
)
from alongside.groups.refusals import NamesSomebody
from alongside.groups.taking import amend_group_note, take_group
from alongside.people.gates import for_workers
from alongside.people.viewer import WorkerRequest
from alongside.practice.forms import NoteForm
from alongside.practice.refusals import NotPossibleNow
from alongside.rulings.refusing import reader_of, shown_refusal
from alongside.rulings.seeking import ActRefused
from alongside.rulings.showing import show
from alongside.wording.signing import WordsStopped


@require_safe
@for_workers
def home(request: WorkerRequest) -> HttpResponse:
    """What waits for a note, what comes next, what was held lately."""
    return render(request, "groups/home.html", {"groups": groups_of(request.worker)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def plan(request: WorkerRequest) -> HttpResponseBase:
    """Plan a group: as the last time, a week from then."""
    colleagues = list(colleagues_of(request.worker))
    initial = as_last_time(request.worker, weeks_on=1)
    form = PlanGroupForm(request.POST or None, initial=initial, colleagues=colleagues)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            plan_group(worker=request.worker, plan=form.plan(request.agency.time_zone), by=request.user)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        else:
            messages.success(request, _("Planned. It stands on your day."))
            return redirect("groups:home")
    return render(request, "groups/plan.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def take(request: WorkerRequest) -> HttpResponseBase:
    """Write down a group that nobody planned."""
    return _take(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def take_planned(request: WorkerRequest, session_id: int) -> HttpResponseBase:
    """Take attendance of a planned group; of one that was held, add who is missing, or one's own part."""
    return _take(request, group_led_by(request.viewer, session_id))


def _take(request: WorkerRequest, session: GroupSession | None) -> HttpResponseBase:
    people = who_may_come(request.worker, session)
    note = _own_note(request, session)
    initial = dict(as_it_stands(session) if session else as_last_time(request.worker))
    last = who_came_last(request.worker)
    usual = [str(own.pk) for own in people if own.pk in last]
    if request.GET.get("came") == "last":
        initial["came"] = usual
    form = TakeForm(request.POST or None, initial=initial, people=people, is_signed=note is not None)
    context: dict[str, Any] = {
        "form": form,
        "session": session,
        "note": note,
        "turns": [form[name] for name in TakeForm.TURNS],
        "fitness": [form[name] for name in NoteForm.FITNESS],
        "usual": len(usual),
        "opens_when": any(form[name].errors for name in ("day", "begins", "ends", "topic", "place")) or not session,
    }
    if form.is_bound and form.is_valid():
        try:
            held = take_group(viewer=request.viewer, taken=form.taken(request.agency.time_zone), by=request.user)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except (NotPossibleNow, WordsStopped) as problem:
            context |= {"problem": str(problem), "names_somebody": isinstance(problem, NamesSomebody)}
        else:
            messages.success(request, _("Signed. It stands in the record of each who came."))
            return redirect("groups:group", session_id=held.pk)
    return render(request, "groups/take.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def group(request: WorkerRequest, session_id: int) -> HttpResponseBase:
    """One group: its note, who came as far as this leader took them down, and what the codes said of the plan."""
    session = group_led_by(request.viewer, session_id)
    own = _own_note(request, session)
    form = AmendGroupForm(request.POST or None) if own else None
    context: dict[str, Any] = _shown(request, session) | {"form": form, "own": own}
    if form is not None and own is not None and form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            amend_group_note(note=own, words=data["words"], names_meant=data["names_meant"], by=request.user)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except (NotPossibleNow, WordsStopped) as problem:
            context |= {"problem": str(problem), "names_somebody": isinstance(problem, NamesSomebody)}
        else:
            messages.success(request, _("It stands beside the note now."))
            return redirect("groups:group", session_id=session.pk)
    return render(request, "groups/group.html", context, status=422 if form and form.is_bound else 200)


@require_POST
@for_workers
def call_off(request: WorkerRequest, session_id: int) -> HttpResponseBase:
    """Call it off, or say that it did not take place."""
    session = group_led_by(request.viewer, session_id)
    try:
        call_off_group(session=session, worker=request.worker, by=request.user)
        messages.success(request, _("Called off."))
    except NotPossibleNow as problem:
        messages.warning(request, str(problem))
    return redirect("groups:home")


def _own_note(request: WorkerRequest, session: GroupSession | None) -> GroupNote | None:
    rows = GroupNote.objects.filter(session=session, worker=request.worker, amends__isnull=True)
    return rows.select_related("worker__agency", "session").first() if session else None


def _shown(request: WorkerRequest, session: GroupSession) -> dict[str, Any]:
    seen = attendances_seen_by(request.worker, session)
    count = session.attendances.count()
    notes = notes_of(session)
    answers = dict(Turn.choices)
    asked = TakeForm.base_fields
    return {
        "session": session,
        "leaders": leaders_of(session),
        "seen": seen,
        "count": count,
        "unseen": count - len(seen),
        "others": sum(own.others for own in notes),
        "notes": [(own, _turns(own, asked, answers)) for own in notes],
        "shown": show(session.ruling.told(), reader_of(request, request.worker)) if session.ruling else None,
        "missing": who_may_come(request.worker, session) if session.status == "held" else [],
    }


def _turns(note: GroupNote, asked: Mapping[str, Any], answers: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    said = ((asked[name].label, getattr(note, name)) for name in TakeForm.TURNS)
    return [(label, answers[value]) for label, value in said if value]
