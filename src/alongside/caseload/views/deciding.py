"""What waits for a supervisor or administrator: who has nobody, ties to decide, changes asked, glass broken."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.caseload.changes import answer_change, changes_waiting
from alongside.caseload.forms import AnswerChangeForm, DecideTieForm, GlassReviewForm
from alongside.caseload.glass import review, to_review
from alongside.caseload.models import BrokenGlass, ChangeAsked
from alongside.caseload.refusals import NotPossibleNow
from alongside.caseload.stepping import without_cover
from alongside.caseload.ties import decide_tie, ties_to_decide
from alongside.caseload.views.lists import OFFERS
from alongside.people.gates import at_an_agency
from alongside.people.viewer import AgencyRequest


@require_safe
@at_an_agency(*OFFERS)
def waiting(request: AgencyRequest) -> HttpResponse:
    """Everything that waits, what leaves somebody alone first."""
    rows: dict[str, Sequence[object]] = {
        "uncovered": without_cover(request.agency, request.today),
        "ties": list(ties_to_decide(request.user, request.today)),
        "changes": list(changes_waiting(request.viewer, request.agency)),
        "glass": list(to_review(request.viewer, request.agency)),
    }
    count = sum(len(own) for own in rows.values())
    return render(request, "caseload/waiting.html", {**rows, "count": count})


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*OFFERS)
def decide(request: AgencyRequest, tie_id: int) -> HttpResponseBase:
    """A tie that a worker shared: decide it with them."""
    tie = get_object_or_404(ties_to_decide(request.user, request.today), pk=tie_id)
    form = DecideTieForm(request.POST or None, today=request.today)
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            decide_tie(tie=tie, decided=form.decided(), by=request.user, on=request.today)
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Decided. %(name)s sees it now.") % {"name": tie.worker.name})
            return redirect("caseload:waiting")
    context = {"tie": tie, "form": form, "problem": problem}
    return render(request, "caseload/decide_tie.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*OFFERS)
def answer(request: AgencyRequest, change_id: int) -> HttpResponseBase:
    """A change that a person asked for: say what came of it."""
    change = get_object_or_404(changes_waiting(request.viewer, request.agency), pk=change_id)
    form = AnswerChangeForm(request.POST or None)
    problem = ""
    if form.is_bound and form.is_valid():
        outcome = ChangeAsked.Outcome(form.cleaned_data["outcome"])
        try:
            answer_change(change=change, outcome=outcome, words=form.cleaned_data["words"], by=request.user)
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Answered."))
            return redirect("caseload:waiting")
    context = {"change": change, "form": form, "problem": problem}
    return render(request, "caseload/answer_change.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*OFFERS)
def review_glass(request: AgencyRequest, glass_id: int) -> HttpResponseBase:
    """A record that was opened in an emergency: say whether it was right."""
    row = get_object_or_404(to_review(request.viewer, request.agency), pk=glass_id)
    form = GlassReviewForm(request.POST or None)
    problem = ""
    if form.is_bound and form.is_valid():
        finding = BrokenGlass.Finding(form.cleaned_data["finding"])
        try:
            review(glass=row, finding=finding, words=form.cleaned_data["words"], by=request.user)
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Your finding is on record."))
            return redirect("caseload:waiting")
    context = {"glass": row, "form": form, "problem": problem}
    return render(request, "caseload/review_glass.html", context, status=422 if form.is_bound else 200)
