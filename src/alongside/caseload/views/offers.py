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
from alongside.caseload.forms import AtOfferForm, NoForm, StoryForm, TieForm
from alongside.caseload.matching import Story, Wished, stories, tell_story, wished_by
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
from alongside.people.models import Person, Worker
from alongside.people.viewer import AgencyRequest, WorkerRequest
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped


@dataclass(frozen=True)
class Choice:
    """A worker somebody may be offered to, what they wish known of their story, and what stands against it.

    shares: what of it is as the person asked; asks: whether the offer has to be asked something first
    """

    worker: Worker
    load: Load
    against: str
    story: Story
    shares: list[str]
    asks: bool


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*OFFERS)
def offer_person(request: AgencyRequest, person_id: int) -> HttpResponseBase:
    """Choose a worker for somebody: who shares what they asked for first, then who has room; and why not where one may not."""
    person = person_listed_for(request.viewer, request.agency, person_id)
    workers = workers_to_offer(request.viewer, request.agency)
    is_cover = any(
        own.person.pk == person.pk and not own.is_out for own in without_cover(request.agency, request.today)
    )
    wished = wished_by(person)
    gauges = loads(workers, request.agency, request.today)
    asked = request.POST.get("worker") if request.method == "POST" else request.GET.get("to")
    chosen = next((w for w in workers if str(w.pk) == asked), None)
    problem = ""
    if chosen is not None:
        kind = Assignment.Kind.COVER if is_cover else Assignment.Kind.PRIMARY
        answer, problem = _offer(request, person, kind, gauges[chosen.pk], wished)
        if answer is not None:
            return answer
    elif request.method == "POST":
        problem = _("Choose somebody from the list.")
    standing = assigned_to([person], request.today)[person.pk]
    taken = {row.worker_id for row in standing}
    told = stories(workers)
    choices = [
        Choice(
            w,
            gauges[w.pk],
            str(why_not(w, person, by=request.user, on=request.today) or ""),
            (story := told.get(w.pk, Story())),
            story.shares(wished),
            wished.asks or gauges[w.pk].goes_beyond,
        )
        for w in workers
        if w.pk not in taken
    ]
    choices.sort(key=lambda own: (bool(own.against), -len(own.shares), own.load.has))
    context = {"person": person, "choices": choices, "standing": standing, "is_cover": is_cover, "problem": problem}
    return render(request, "caseload/offer.html", context | {"wished": wished}, status=422 if problem else 200)


def _offer(
    request: AgencyRequest, person: Person, kind: Assignment.Kind, load: Load, wished: Wished
) -> tuple[HttpResponseBase | None, str]:
    """Offer somebody, once what an offer has to be asked is answered: the answer, or why it was not possible."""
    worker, is_asked = load.worker, wished.asks or load.goes_beyond
    data = request.POST if request.method == "POST" and (not is_asked or "asked" in request.POST) else None
    form = AtOfferForm(data, matches=wished.asks, beyond=load.goes_beyond)
    if form.is_valid():
        try:
            offer(
                person=person,
                worker=worker,
                kind=kind,
                matched=form.matched,
                beyond=form.cleaned_data.get("beyond", ""),
                seen=_seen(request),
                by=request.user,
                on=request.today,
            )
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossibleNow as refused:
            if not is_asked:
                return None, str(refused)
            form.add_error(None, str(refused))  # what was typed stays
        else:
            messages.success(request, _("Offered to %(name)s. You hear when they answer.") % {"name": worker.name})
            return redirect("caseload:all"), ""
    story = stories([worker]).get(worker.pk, Story())
    context = {"person": person, "worker": worker, "load": load, "wished": wished, "form": form, "story": story}
    context["shares"] = story.shares(wished)
    context["standing"] = " ".join(str(row.pk) for row in assigned_to([person], request.today)[person.pk])
    return render(request, "caseload/offer_asks.html", context, status=422 if form.is_bound else 200), ""


def _seen(request: AgencyRequest) -> list[int] | None:
    """The offers and assignments that stood on the page; None where it said nothing of them."""
    if "standing" not in request.POST:
        return None
    return [int(own) for own in request.POST["standing"].split() if own.isdecimal()]


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def my_story(request: WorkerRequest) -> HttpResponseBase:
    """What a worker wishes known of their own story, for those who offer people."""
    story = stories([request.worker]).get(request.worker.pk, Story())
    form = StoryForm.on_file(story, request.POST if request.method == "POST" else None)  # an empty one takes it back
    if form.is_bound and form.is_valid():
        try:
            tell_story(worker=request.worker, story=form.story(), by=request.user)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        else:
            messages.success(request, _("It is as you say now."))
            return redirect("caseload:people")
    return render(request, "caseload/story.html", {"form": form}, status=422 if form.is_bound else 200)


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
