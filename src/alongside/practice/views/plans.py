"""Planning, calling off, noting that it did not take place; promises."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.caseload.access import Record, open_record, record_to_write_in, who_ended
from alongside.caseload.queries import supports
from alongside.caseload.views.handed_over import CONFLICT, hands_back
from alongside.consent.standing import named_in_releases
from alongside.people.gates import for_workers
from alongside.people.viewer import WorkerRequest
from alongside.practice.ending_forms import TriedForm
from alongside.practice.forms import AnewForm, PlanForm
from alongside.practice.hours import places_named
from alongside.practice.models import NaloxoneTold
from alongside.practice.planning import call_off, did_not_happen, plan_contact
from alongside.practice.promising import agree_anew, keep_promise, open_promises
from alongside.practice.prompting import beside_place
from alongside.practice.queries import as_next_time, contact_seen_by, known_to, promise_of
from alongside.practice.reaching import asks_of_reach
from alongside.practice.referring import tell_of_naloxone
from alongside.practice.refusals import NoLongerTheirs, NotPossibleNow
from alongside.practice.sayings import bidden
from alongside.practice.telling import still_to_tell
from alongside.practice.trying import tried_to_reach
from alongside.qualifications.showing import driving_line
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def plan(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """Plan to meet: as the last time, a week from now, until something else is said."""
    record = _record(request, person_id)
    person = record.person
    form = PlanForm(request.POST or None, initial=as_next_time(request.worker, person))
    form.offer(partial(named_in_releases, person))
    context: dict[str, object] = {"person": person, "form": form}
    context["reach"] = asks_of_reach(request.worker, request.today)
    context["known"] = known_to(request.worker, record, request.today)
    context["places"] = places_named(request.agency, request.today)
    context["to_say"] = bidden(still_to_tell(person, request.worker), request.worker, request.today)
    status = 422 if form.is_bound else 200
    context["besides"] = beside_place(request.worker, how=str(form["how"].value() or ""), on=request.today)
    context["driving"] = driving_line(request.worker, request.today)
    if form.is_bound and form.is_valid():
        try:
            plan_contact(record=record, plan=form.plan(request.agency.time_zone), by=request.user, on=request.today)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except NotPossibleNow as problem:
            context["problem"], context["wishes"] = str(problem), getattr(problem, "wishes", ())
            status = CONFLICT if isinstance(problem, NoLongerTheirs) else status
        else:
            messages.success(request, _("Planned. It stands on your day."))
            return redirect("caseload:person", person_id=person.pk)
    return render(request, "practice/plan.html", context, status=status)


def _record(request: WorkerRequest, person_id: int) -> Record:
    """Theirs to open; or, for a page from before they were given to somebody else, enough to say who did that and when."""
    try:
        return open_record(person_id, viewer=request.viewer)
    except Http404:
        if request.method != "POST":
            raise
        return record_to_write_in(person_id, viewer=request.viewer)


@require_POST
@for_workers
def settle(request: WorkerRequest, contact_id: int) -> HttpResponseBase:
    """Call it off; or it did not take place, with or without an attempt to reach them."""
    row = contact_seen_by(request.viewer, contact_id)
    wanted = request.POST.get("how")
    try:
        if wanted == "called-off":
            call_off(contact=row, by=request.user)
        else:
            did_not_happen(contact=row, is_attempt=wanted == "attempt", by=request.user)
    except NotPossibleNow as problem:
        messages.warning(request, str(problem))
    if not supports(request.worker, row.person, request.today):  # their page is closed to them by now
        messages.warning(request, str(NoLongerTheirs(who_ended(request.viewer, row.person))))
        return redirect("practice:contact", contact_id=row.pk)
    return redirect("caseload:person", person_id=row.person_id)


@require_safe
@for_workers
def promises(request: WorkerRequest) -> HttpResponse:
    """What I said I would do, the soonest first."""
    return render(request, "practice/promises.html", {"promises": list(open_promises(request.worker))})


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def promise(request: WorkerRequest, promise_id: int) -> HttpResponseBase:
    """One promise: kept, or agreed anew with the person."""
    row = promise_of(request.worker, promise_id)
    form = AnewForm(request.POST if "words" in request.POST else None)
    problem = ""
    try:
        if request.method == "POST" and "kept" in request.POST:
            keep_promise(promise=row, by=request.user, on=request.today)
            messages.success(request, _("Kept. Thank you."))
            return redirect("practice:promises")
        if form.is_bound and form.is_valid():
            data = form.cleaned_data
            agree_anew(promise=row, words=data["words"], by_day=data["by_day"], by=request.user, on=request.today)
            messages.success(request, _("Agreed anew. The first stays to be read."))
            return redirect("practice:promises")
    except NotPossibleNow as refused:
        problem = str(refused)
        row.refresh_from_db(fields=["status", "settled_on"])
    context = {"promise": row, "form": form, "problem": problem}
    return render(request, "practice/promise.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def tried(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """They were tried and did not answer, with no plan before: filled in with now and the phone."""
    record = record_to_write_in(person_id, viewer=request.viewer)
    form = TriedForm(request.POST or None, zone=request.agency.time_zone)
    context: dict[str, object] = {"person": record.person, "form": form, "is_shut": record.is_shut}
    if form.is_bound and form.is_valid():
        try:
            tried_to_reach(record=record, tried=form.tried(), by=request.user)
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        else:
            messages.success(request, _("On file. Thank you for trying."))
            return redirect("practice:choose") if record.is_shut else redirect("caseload:person", person_id=person_id)
    return render(request, "practice/tried.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_workers
@hands_back(lambda _post, **_: None)
def naloxone(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """They were told of naloxone: what they chose."""
    record = open_record(person_id, viewer=request.viewer)
    chosen = request.POST.get("choice", "")
    if chosen not in NaloxoneTold.Choice.values or not record.may_write:
        raise Http404("no such choice, or not theirs to write")
    tell_of_naloxone(record=record, choice=NaloxoneTold.Choice(chosen), by=request.user, on=request.today)
    if chosen == NaloxoneTold.Choice.LATER:
        messages.success(request, _("Kept. You are asked again, so that it is not lost."))
    else:
        messages.success(request, _("Kept. Thank you for speaking of it."))
    return redirect("caseload:person", person_id=person_id)
