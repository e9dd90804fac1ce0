"""Raising a concern, following one's own, and answering those one has."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.concerns.answering import answer_concern
from alongside.concerns.forms import AnswerForm, ConcernForm, FurtherForm
from alongside.concerns.models import Concern
from alongside.concerns.prompting import prompts_of_raiser
from alongside.concerns.raising import raise_concern, take_back, take_further
from alongside.concerns.reading import (
    HAVE,
    answer_of,
    concern_with,
    concerns_with,
    has_it,
    my_concern,
    my_concerns,
    waiting_with,
    words_of,
)
from alongside.concerns.refusals import NotPossible
from alongside.concerns.routing import Raiser, may_be_about, raiser_of
from alongside.people.gates import at_an_agency, signed_in
from alongside.people.viewer import AgencyRequest, SignedInRequest
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped

LATELY = 20


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """Raise one, and see what came of those before."""
    raiser = _raiser(request)
    form = ConcernForm(raiser, may_be_about(raiser, request.today), request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            row = raise_concern(
                raiser=raiser,
                about=form.kind,
                about_user=told["about_user"],
                words=told["words"],
                form_token=told["token"],
                by=request.user,
                on=request.today,
            )
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _said(row, request))
            return redirect("concerns:mine")
    context = {
        "form": form,
        "prompts": prompts_of_raiser(raiser, request.today),
        "concerns": [_shown(row, request) for row in my_concerns(request.viewer)[:LATELY]],
        "is_worker": raiser.worker is not None,
    }
    return render(request, "concerns/mine.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def further(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """Not settled: bring it to the agency's administrators."""
    row = my_concern(request.viewer, concern_id)
    form = FurtherForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            new = take_further(
                concern=row,
                raiser=_raiser(request),
                words=told["words"],
                form_token=told["token"],
                by=request.user,
                on=request.today,
            )
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _said(new, request))
            return redirect("concerns:mine")
    context = {"form": form, "shown": _shown(row, request)}
    return render(request, "concerns/further.html", context, status=422 if form.is_bound else 200)


@require_POST
@signed_in
def back(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """Take it back while it waits."""
    try:
        take_back(concern=my_concern(request.viewer, concern_id), by=request.user)
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Taken back. Only you can read it now."))
    return redirect("concerns:mine")


@require_safe
@at_an_agency(*HAVE)
def waiting(request: AgencyRequest) -> HttpResponse:
    """What waits for me, and what was answered lately."""
    context = {
        "waiting": list(waiting_with(request.viewer)),
        "answered": list(
            concerns_with(request.viewer).filter(status=Concern.Status.ANSWERED).order_by("-answered_at")[:LATELY]
        ),
    }
    return render(request, "concerns/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*HAVE)
def one(request: AgencyRequest, concern_id: int) -> HttpResponse:
    """One concern, and what was done about it."""
    row = concern_with(request.viewer, concern_id)
    form = AnswerForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            answer_concern(concern=row, words=form.cleaned_data["words"], by=request.user)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossible as problem:
            form.refuse(problem)
            row, status = concern_with(request.viewer, concern_id), 409
        else:
            messages.success(request, _("Sent. They read what was done."))
            return redirect("concerns:waiting")
    before = row.follows
    context = {
        "shown": _shown(row, request),
        "before": _shown(before, request) if before is not None else None,
        "form": form,
    }
    return render(request, "concerns/one.html", context, status=status)


def _raiser(request: SignedInRequest) -> Raiser:
    """Raises PermissionDenied for who is neither a worker nor a person served where they are now."""
    found = raiser_of(request.viewer)
    if found is None:
        raise PermissionDenied
    return found


def _shown(row: Concern, request: SignedInRequest) -> dict[str, object]:
    return {
        "row": row,
        "words": words_of(row),
        "answer": answer_of(row),
        "is_late": row.is_open and row.due_on < request.today,
        "has_it": [user.name for user in has_it(row, request.today)] if row.is_open else [],
        "was_further": Concern.objects.filter(follows=row).exists(),
    }


def _said(row: Concern, request: SignedInRequest) -> str:
    names = [user.name for user in has_it(row, request.today)]
    if not names:
        return _("It is kept. Nobody here can read it yet: your board can be told as well.")
    return _("Raised. %(names)s has it now.") % {"names": ", ".join(names)}
