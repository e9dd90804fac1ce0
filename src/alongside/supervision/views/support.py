"""An ask for support: who asks for what, and what was arranged."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.people.gates import at_an_agency
from alongside.people.viewer import AgencyRequest
from alongside.supervision import support, team
from alongside.supervision.forms import AnswerForm
from alongside.supervision.models import SupportAsk
from alongside.supervision.refusals import NotPossible
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*team.LEADS)
def answer(request: AgencyRequest, ask_id: int) -> HttpResponse:
    """One ask, and what was arranged for it."""
    found = support.ask_for(request.viewer, ask_id)
    form = AnswerForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            support.answer_ask(ask=found, words=form.cleaned_data["words"], by=request.user)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossible as problem:
            form.refuse(problem)
            found, status = support.ask_for(request.viewer, ask_id), 409
        else:
            messages.success(request, _("Sent. %(name)s sees it now.") % {"name": found.worker.name})
            return redirect("supervision:team")
    context = {
        "ask": found,
        "words": support.words_of(found),
        "answer": support.answer_of(found),
        "is_open": found.status == SupportAsk.Status.OPEN,
        "books": team.own_workers(request.viewer).filter(pk=found.worker_id).exists() or team.sees_all(request.viewer),
        "form": form,
    }
    return render(request, "supervision/ask.html", context, status=status)
