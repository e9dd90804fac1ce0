"""Offering somebody, answering an offer, ending an assignment."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.caseload.assigning import accept, decline, end, offer, why_not, withdraw
from alongside.caseload.covering import without_cover
from alongside.caseload.forms import NoForm, TieForm
from alongside.caseload.models import Assignment
from alongside.caseload.queries import (
    Load,
    assigned_to,
    assignment_seen_by,
    loads,
    offer_to,
    person_listed_for,
    workers_to_offer,
)
from alongside.caseload.refusals import NotPossibleNow
from alongside.caseload.views.lists import OFFERS
from alongside.people.gates import at_an_agency, for_workers
from alongside.people.models import Worker
from alongside.people.viewer import AgencyRequest, WorkerRequest
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped


@dataclass(frozen=True)
class Choice:
    """A worker somebody may be offered to, and what stands against it."""

    worker: Worker
    load: Load
    against: str


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*OFFERS)
def offer_person(request: AgencyRequest, person_id: int) -> HttpResponseBase:
    """Choose a worker for somebody: who has room first, and why not where one may not."""
    person = person_listed_for(request.viewer, request.agency, person_id)
    workers = workers_to_offer(request.viewer, request.agency)
    is_cover = any(
        own.person.pk == person.pk and not own.is_out for own in without_cover(request.agency, request.today)
    )
    problem = ""
    if request.method == "POST":
        chosen = next((w for w in workers if str(w.pk) == request.POST.get("worker")), None)
        if chosen is None:
            problem = _("Choose somebody from the list.")
        else:
            kind = Assignment.Kind.COVER if is_cover else Assignment.Kind.PRIMARY
            try:
                offer(person=person, worker=chosen, kind=kind, by=request.user, on=request.today)
            except NotPossibleNow as refused:
                problem = str(refused)
            else:
                messages.success(request, _("Offered to %(name)s. You hear when they answer.") % {"name": chosen.name})
                return redirect("caseload:all")
    standing = assigned_to([person], request.today)[person.pk]
    taken = {row.worker_id for row in standing}
    gauges = loads(workers, request.today)
    choices = [
        Choice(w, gauges[w.pk], str(why_not(w, person, by=request.user, on=request.today) or ""))
        for w in workers
        if w.pk not in taken
    ]
    choices.sort(key=lambda own: (bool(own.against), own.load.has))
    context = {"person": person, "choices": choices, "standing": standing, "is_cover": is_cover, "problem": problem}
    return render(request, "caseload/offer.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def answer_offer(request: WorkerRequest, assignment_id: int) -> HttpResponseBase:
    """Say how one knows the person, if one does, and take them on."""
    row = offer_to(request.worker, assignment_id)
    form = TieForm(request.POST or None)
    context: dict[str, object] = {"offer": row, "person": row.person, "form": form, "no": NoForm()}
    if form.is_bound and form.is_valid():
        try:
            accept(assignment=row, said=form.said(), by=request.user, on=request.today)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        else:
            messages.success(request, _("%(name)s is on your list.") % {"name": row.person.chosen_name})
            return redirect("caseload:person", person_id=row.person_id)
        row.refresh_from_db()
    return render(request, "caseload/answer_offer.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_workers
def say_no(request: WorkerRequest, assignment_id: int) -> HttpResponseBase:
    """Say no to an offer."""
    row = offer_to(request.worker, assignment_id)
    no = NoForm(request.POST)
    context: dict[str, object] = {"offer": row, "person": row.person, "form": TieForm(), "no": no}
    if no.is_valid():
        ground = no.cleaned_data["is_protected_ground"] == "yes"
        try:
            decline(assignment=row, is_protected_ground=ground, by=request.user, on=request.today)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        else:
            messages.success(request, _("Your no is noted, and nothing else. Somebody else will be asked."))
            return redirect("caseload:people")
    return render(request, "caseload/answer_offer.html", context, status=422)


@require_POST
@at_an_agency(*OFFERS)
def take_back(request: AgencyRequest, assignment_id: int) -> HttpResponseBase:
    """Take an offer back while it waits."""
    row = assignment_seen_by(request.viewer, assignment_id)
    try:
        withdraw(assignment=row, by=request.user)
    except NotPossibleNow as problem:
        messages.warning(request, str(problem))
    return redirect("caseload:offer", person_id=row.person_id)


@require_POST
@at_an_agency(*OFFERS)
def end_assignment(request: AgencyRequest, assignment_id: int) -> HttpResponseBase:
    """End an assignment once somebody else has the person."""
    row = assignment_seen_by(request.viewer, assignment_id)
    why = Assignment.Why.COVER_OVER if row.kind == Assignment.Kind.COVER else Assignment.Why.REASSIGNED
    try:
        end(assignment=row, why=why, by=request.user, on=request.today)
    except NotPossibleNow as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("It ended today."))
    return redirect("caseload:offer", person_id=row.person_id)
