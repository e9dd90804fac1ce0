"""Ending: the person's wish, a closing asked for, and its staffing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.caseload.access import open_record
from alongside.people.gates import at_an_agency, for_workers
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest, WorkerRequest
from alongside.practice.closing import (
    Ending,
    ask_to_close,
    closings_seen_by,
    closings_waiting,
    come_back,
    person_ends,
    staff_closing,
)
from alongside.practice.endings import closing_of
from alongside.practice.forms import CloseForm, EndForm, StaffForm
from alongside.practice.models import Closing
from alongside.practice.prompting import beside_team_words
from alongside.practice.refusals import NotPossibleNow
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused

DECIDES = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def close(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """Ask for the case to be closed; the person's own wish stands beside it and needs no reason."""
    record = open_record(person_id, viewer=request.viewer)
    form = CloseForm(request.POST or None)
    context: dict[str, object] = {
        "person": record.person,
        "form": form,
        "end": EndForm(),
        "standing": closing_of(record.person),
        "besides": beside_team_words(request.worker, "reason", request.today),
    }
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        ending = Ending(data["reason"], data["next_steps"], data["way_back"])
        ground = Closing.Ground(data["ground"])
        try:
            ask_to_close(record=record, ground=ground, ending=ending, by=request.user, on=request.today)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        else:
            messages.success(request, _("Your supervisor has it. Talk it through together; then it closes."))
            return redirect("caseload:person", person_id=person_id)
    return render(request, "practice/close.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_workers
def end_at_their_word(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """The person ends service: it holds now."""
    record = open_record(person_id, viewer=request.viewer)
    form = EndForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    person_ends(record=record, words=words, by=request.user, on=request.today)
    messages.success(request, _("It ends now, as they wish. Nothing new is planned. The door stays open."))
    return redirect("caseload:person", person_id=person_id)


@require_safe
@at_an_agency(*DECIDES)
def closings(request: AgencyRequest) -> HttpResponse:
    """What waits to be staffed, and what closed lately."""
    context = {
        "waiting": list(closings_waiting(request.viewer, request.agency)),
        "lately": list(
            closings_seen_by(request.viewer, request.agency).filter(closed_on__isnull=False).order_by("-closed_at")[:10]
        ),
    }
    return render(request, "practice/closings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*DECIDES)
def staff(request: AgencyRequest, closing_id: int) -> HttpResponseBase:
    """Talk it through, and decide it."""
    row = get_object_or_404(closings_seen_by(request.viewer, request.agency), pk=closing_id)
    form = StaffForm(request.POST or None, initial={"is_agreed": "yes"} if row.person_ended else None)
    context: dict[str, object] = {"closing": row, "ending": row.data(), "form": form}
    context["besides"] = beside_team_words(row.worker, "words", request.today)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        agreed = data["is_agreed"] == "yes"
        try:
            staff_closing(closing=row, is_agreed=agreed, words=data["words"], by=request.user, on=request.today)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        else:
            messages.success(request, _("Closed. The door stays open.") if agreed else _("Service goes on."))
            return redirect("practice:closings")
        row.refresh_from_db()
    return render(request, "practice/staff.html", context, status=422 if form.is_bound else 200)


@require_POST
@at_an_agency(*DECIDES)
def back_again(request: AgencyRequest, closing_id: int) -> HttpResponseBase:
    """They come back."""
    row = get_object_or_404(closings_seen_by(request.viewer, request.agency), pk=closing_id)
    come_back(closing=row, by=request.user, on=request.today)
    return redirect("caseload:offer", person_id=row.person_id)
