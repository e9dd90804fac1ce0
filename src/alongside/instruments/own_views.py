"""A person's own pages, with an account: what waits for them, their copies, how things went, what to take along."""

from __future__ import annotations

from collections import defaultdict

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.instruments.answering_views import as_file, link_to
from alongside.instruments.answers import answers_of, stop_showing
from alongside.instruments.giving import token_of
from alongside.instruments.models import AnswersSeenBy, Response
from alongside.instruments.queries import response_of, responses_of, waiting_for
from alongside.instruments.scores import range_of
from alongside.instruments.shelf import opened
from alongside.instruments.showing import Finding, copy_of, say, trends
from alongside.people import clock
from alongside.people.gates import for_roles
from alongside.people.models import RoleKind
from alongside.people.viewer import SignedInRequest


@require_safe
@for_roles(RoleKind.PERSON_SERVED)
def mine(request: SignedInRequest) -> HttpResponse:
    """What waits, how things went, and every copy."""
    copies = list(responses_of(request.viewer))
    by_url: dict[tuple[int, str], list[Response]] = defaultdict(list)
    for response in reversed(copies):
        by_url[response.agency_id, response.instrument.url].append(response)
    waiting = [
        {"giving": giving, "url": link_to(token), "name": _name(giving.instrument)}
        for giving in waiting_for(request.viewer)
        if giving.is_standing(clock.now()) and (token := token_of(giving))
    ]
    context = {
        "waiting": waiting,
        "trends": [found for said in by_url.values() for found in _trends(said)],
        "copies": [{"response": one, "name": _name(one.instrument)} for one in copies],
    }
    return render(request, "instruments/mine.html", context)


@require_safe
@for_roles(RoleKind.PERSON_SERVED)
def my_copy(request: SignedInRequest, response_id: int) -> HttpResponse:
    """One's own answers. Raises Http404."""
    own = response_of(request.viewer, response_id)
    found = opened(own.instrument)
    showing = getattr(own, "showing", None)
    context = {
        "response": own,
        "name": say(found.questionnaire.title, found.questionnaire),
        "answers": copy_of(found.questionnaire, answers_of(own)),
        "shown_to": own.giving.worker.name if showing is not None and showing.ended_at is None else "",
        "counted": own.instrument.answers_seen_by == AnswersSeenBy.NOBODY,
    }
    return render(request, "instruments/my_copy.html", context)


@require_safe
@for_roles(RoleKind.PERSON_SERVED)
def my_file(request: SignedInRequest, response_id: int) -> HttpResponse:
    """One's own answers as FHIR R4. Raises Http404."""
    return as_file(response_of(request.viewer, response_id))


@require_POST
@for_roles(RoleKind.PERSON_SERVED)
def show_no_more(request: SignedInRequest, response_id: int) -> HttpResponseBase:
    """The worker sees these answers no longer. Raises Http404."""
    own = response_of(request.viewer, response_id)
    stop_showing(response=own, by=request.user)
    messages.success(request, _("From now on only you see these answers."))
    return redirect("instruments:my_copy", own.pk)


def _trends(said: list[Response]) -> list[Finding]:
    """Of one instrument, scored as its newest version is; an older version without its items does not count."""
    found = opened(said[-1].instrument)
    if found.scoring is None:
        return []
    told = [(one.on, answers_of(one)) for one in said]
    ends = {one.id: range_of(one, found.questionnaire) for one in found.scoring.subscales}
    return trends(found.scoring, found.questionnaire, told, ends)


def _name(instrument: object) -> object:
    from alongside.instruments.models import Instrument

    assert isinstance(instrument, Instrument)
    questionnaire = opened(instrument).questionnaire
    return say(questionnaire.title, questionnaire)
