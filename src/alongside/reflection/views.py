"""The question whose turn it is, what one kept, and bringing some of it to supervision."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.people.gates import for_workers_untold
from alongside.people.queries import supervisor_of
from alongside.people.viewer import WorkerRequest
from alongside.reflection.forms import BringForm, ReflectionForm
from alongside.reflection.keeping import delete_reflection, keep_reflection, my_reflection, my_reflections, opened
from alongside.reflection.turns import question_for
from alongside.supervision.agenda import add_line
from alongside.supervision.refusals import NotPossible
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped

A_PAGE: Final = 10


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers_untold
def home(request: WorkerRequest) -> HttpResponse:
    """One question. `?clause=` asks for that of a clause, as the reader and "another question" do."""
    asked = question_for(request.worker, request.today, request.POST.get("clause") or request.GET.get("clause", ""))
    form = ReflectionForm(request.POST or None, initial={"clause": asked.clause.id if asked else ""})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            keep_reflection(
                worker=request.worker,
                clause=told["clause"],
                words=told["words"],
                form_token=told["token"],
                by=request.user,
                on=request.today,
            )
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("Kept. Only you see it."))
            return redirect("reflection:home")
    page = Paginator(my_reflections(request.viewer), A_PAGE).get_page(request.GET.get("page"))
    context = {"asked": asked, "form": form, "page_obj": page, "kept": [opened(row) for row in page]}
    return render(request, "reflection/home.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers_untold
def bring(request: WorkerRequest, reflection_id: int) -> HttpResponse:
    """Put some words on the agenda of the next session, as they will be read there."""
    kept = opened(my_reflection(request.viewer, reflection_id))
    form = BringForm(request.POST or None, initial={"words": kept.words})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            add_line(
                worker=request.worker, words=told["words"], is_private=False, form_token=told["token"], by=request.user
            )
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("It is on your agenda. Your supervisor sees those words, and nothing else."))
            return redirect("supervision:mine")
    context = {"kept": kept, "form": form, "supervisor": supervisor_of(request.worker, request.today)}
    return render(request, "reflection/bring.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_workers_untold
def delete(request: WorkerRequest, reflection_id: int) -> HttpResponse:
    """Delete one of my own."""
    delete_reflection(reflection=my_reflection(request.viewer, reflection_id), by=request.user)
    messages.success(request, _("Deleted. Nothing of it is left."))
    return redirect("reflection:home")
