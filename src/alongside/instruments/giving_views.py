"""A worker's pages: give an instrument to one of their people; the link; answers a person let them see."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.caseload.ended import EndedByThem
from alongside.instruments.answers import answers_of
from alongside.instruments.due import standings
from alongside.instruments.giving import (
    AlreadyOver,
    Form,
    NoLongerGiven,
    StillOut,
    give_instrument,
    take_back_link,
    token_of,
    within_reach,
)
from alongside.instruments.models import Giving
from alongside.instruments.queries import giving_of, instrument_seen_by, shown_to
from alongside.instruments.shelf import opened
from alongside.instruments.showing import copy_of, say, square_of
from alongside.people import clock
from alongside.people.gates import for_workers
from alongside.people.models import Person
from alongside.people.viewer import WorkerRequest
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def give(request: WorkerRequest, instrument_id: int) -> HttpResponseBase:
    """Choose one of one's own people, and make a link for them. Raises Http404."""
    own = instrument_seen_by(request.viewer, instrument_id)
    persons = list(within_reach(request.worker, request.today))
    stand = standings(persons, [own], today=request.today, now=clock.now())
    chosen = _chosen(request, persons)
    context: dict[str, object] = {
        "instrument": own,
        "name": say(opened(own).questionnaire.title, opened(own).questionnaire),
        "standings": stand,
        "chosen": chosen,
        "form_token": request.POST.get("form_token") or uuid4(),
    }
    if request.method != "POST":
        return render(request, "instruments/give.html", context)
    if chosen is None:
        return render(request, "instruments/give.html", context | {"unchosen": True}, status=422)
    try:
        giving = give_instrument(
            instrument=own,
            person=chosen,
            worker=request.worker,
            form=Form(_token(request), replace=request.POST.get("replace") == "yes"),
            by=request.user,
            on=request.today,
        )
    except ActRefused as refusal:
        context["refused"] = shown_refusal(request, refusal.ruling)
    except StillOut as out:
        context["out"] = out
    except (NoLongerGiven, EndedByThem) as over:
        context["over"] = str(over)
    else:
        return redirect("instruments:given", giving.pk)
    return render(request, "instruments/give.html", context, status=422)


@require_http_methods(["GET", "HEAD"])
@for_workers
def given(request: WorkerRequest, giving_id: int) -> HttpResponse:
    """The link to hand over, or what became of it; and what the person lets this worker see. Raises Http404."""
    own = giving_of(request.worker, giving_id)
    is_standing = own.is_standing(clock.now())
    token = token_of(own) if is_standing else ""
    link = request.build_absolute_uri(reverse("instruments:answer", args=[token])) if token else ""
    found = opened(own.instrument)
    response = shown_to(request.worker, own)
    context = {
        "giving": own,
        "name": say(found.questionnaire.title, found.questionnaire),
        "is_standing": is_standing,
        "link": link,
        "square": square_of(link) if link else "",
        "answers": copy_of(found.questionnaire, answers_of(response)) if response else None,
        "lasts_to": own.expires_at.astimezone(own.agency.time_zone).date(),
    }
    return render(request, "instruments/given.html", context)


@require_POST
@for_workers
def take_back(request: WorkerRequest, giving_id: int) -> HttpResponseBase:
    """The link works no more. Raises Http404."""
    own: Giving = giving_of(request.worker, giving_id)
    try:
        take_back_link(giving=own, by=request.user)
    except AlreadyOver as over:
        messages.info(request, str(over))
    else:
        messages.success(request, _("The link works no more."))
    return redirect("instruments:given", own.pk)


def _chosen(request: WorkerRequest, persons: list[Person]) -> Person | None:
    asked = str(request.POST.get("person") or request.GET.get("person") or "")
    return next((person for person in persons if str(person.pk) == asked), None)


def _token(request: WorkerRequest) -> UUID | None:
    try:
        return UUID(str(request.POST.get("form_token", "")))
    except ValueError:
        return None
