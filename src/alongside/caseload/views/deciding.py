"""What waits for a supervisor or administrator: who has nobody, ties to decide, changes asked, glass broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.models import User
from alongside.caseload.changes import answer_change, changes_seen, changes_waiting
from alongside.caseload.covering import with_plans, without_cover
from alongside.caseload.forms import AnswerChangeForm, DecideTieForm, GlassReviewForm
from alongside.caseload.glass import glass_seen, review, to_review
from alongside.caseload.models import BrokenGlass, ChangeAsked, Tie, TieDecision
from alongside.caseload.refusals import DecidedBefore, NotPossibleNow, NotStandingNow
from alongside.caseload.ties import (
    decide_tie,
    newest_decision,
    rulings_at_offers,
    ties_seen,
    ties_to_decide,
    ties_to_look_at_again,
)
from alongside.caseload.views.lists import OFFERS
from alongside.people.gates import at_an_agency
from alongside.people.viewer import AgencyRequest
from alongside.rulings.asking import ask_ruling
from alongside.rulings.clocks import SOON
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped
from canon.ruling import Answer
from canon.values import Stated


@require_safe
@at_an_agency(*OFFERS)
def waiting(request: AgencyRequest) -> HttpResponse:
    """Everything that waits, what leaves somebody alone first."""
    rows: dict[str, Sequence[object]] = {
        "uncovered": with_plans(without_cover(request.agency, request.today)),
        "ties": list(ties_to_decide(request.viewer, request.agency)),
        "changes": list(changes_waiting(request.viewer, request.agency)),
        "glass": list(to_review(request.viewer, request.agency)),
    }
    count = sum(len(own) for own in rows.values())
    return render(request, "caseload/waiting.html", {**rows, "count": count})


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*OFFERS)
def decide(request: AgencyRequest, tie_id: int) -> HttpResponseBase:
    """A tie that a worker shared: decide it with them, or look again at what was decided."""
    again = ties_to_look_at_again(request.viewer, request.agency, request.today + SOON).filter(pk=tie_id).first()
    mine = ties_seen if request.method == "POST" else ties_to_decide  # a page from before keeps what was typed
    tie = again or get_object_or_404(mine(request.viewer, request.agency), pk=tie_id)
    form = DecideTieForm(request.POST or None, today=request.today)
    seen = request.POST.get("seen", "")
    context = {
        "tie": tie,
        "before": newest_decision(tie),
        "ruling": rulings_at_offers([tie]).get((tie.worker_id, tie.person_id)),
    }

    def act() -> str:
        decide_tie(
            tie=tie,
            decided=form.decided(),
            seen=int(seen) if seen.isdecimal() else None,
            by=request.user,
            on=request.today,
        )
        return _("Decided. %(name)s sees it now.") % {"name": tie.worker.name}

    cites = [
        {"id": own, "url": reverse("rulebook:clause", kwargs={"clause": own})}
        for own in _whatever_is_decided(tie, request)
    ]
    return _settled(request, form, act, "caseload/decide_tie.html", {**context, "cites": cites})


def _whatever_is_decided(tie: Tie, request: AgencyRequest) -> list[str]:
    """The clauses that keep a worker from serving whom they sponsor, whatever their supervisor decides."""
    if not tie.sponsors:
        return []
    go_on: dict[str, Stated] = {"tie.is_sponsor": True, "supervisor.decision": TieDecision.Decision.GO_ON.value}
    asked = ask_ruling("accept-assignment", go_on, worker=tie.worker, by=request.user, on=request.today)
    is_prohibited = asked.ruling.answer is Answer.PROHIBITED
    return [own.clause for own in asked.ruling.decided_by] if is_prohibited else []


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*OFFERS)
def answer(request: AgencyRequest, change_id: int) -> HttpResponseBase:
    """A change that a person asked for: say what came of it."""
    change = get_object_or_404(changes_seen(request.viewer, request.agency), pk=change_id)
    form = AnswerChangeForm(request.POST or None)

    def act() -> str:
        outcome = ChangeAsked.Outcome(form.cleaned_data["outcome"])
        answer_change(change=change, outcome=outcome, words=form.cleaned_data["words"], by=request.user)
        return _("Answered.")

    problem = _decided(change.answered_by, change.answered_at, change.get_outcome_display(), request)
    return _settled(request, form, act, "caseload/answer_change.html", {"change": change, "settled": problem})


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*OFFERS)
def review_glass(request: AgencyRequest, glass_id: int) -> HttpResponseBase:
    """A record that was opened in an emergency: say whether it was right."""
    row = get_object_or_404(glass_seen(request.viewer, request.agency), pk=glass_id)
    form = GlassReviewForm(request.POST or None)

    def act() -> str:
        finding = BrokenGlass.Finding(form.cleaned_data["finding"])
        review(glass=row, finding=finding, words=form.cleaned_data["words"], by=request.user)
        return _("Your finding is on record.")

    problem = _decided(row.found_by, row.found_at, row.get_finding_display(), request)
    return _settled(request, form, act, "caseload/review_glass.html", {"glass": row, "settled": problem})


def _decided(who: User | None, at: datetime | None, outcome: str, request: AgencyRequest) -> str:
    """Who decided it before, when and how; empty while it waits."""
    if who is None or at is None:
        return ""
    return str(DecidedBefore(who.name, at.astimezone(request.agency.time_zone), outcome))


def _settled(
    request: AgencyRequest, form: Form, act: Callable[[], str], template: str, context: Mapping[str, object]
) -> HttpResponseBase:
    """Do what the form decides and say so on the list; else its page, with what stood in the way."""
    problem, settled = str(context.get("settled", "")), str(context.get("settled", ""))
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, act())
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except DecidedBefore as refused:
            problem = str(refused)
        except NotStandingNow as refused:
            problem = settled = str(refused)
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            return redirect("caseload:waiting")
    shown = {**context, "form": form, "problem": problem, "settled": settled}
    return render(request, template, shown, status=422 if form.is_bound else 200)
