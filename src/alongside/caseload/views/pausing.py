"""Stepping back and coming back, as the worker does it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.caseload.forms import StepBackForm
from alongside.caseload.models import StepBack
from alongside.caseload.queries import persons_of, step_backs_of
from alongside.caseload.refusals import NotPossibleNow
from alongside.caseload.stepping import come_back, step_back
from alongside.people.gates import for_workers
from alongside.people.viewer import WorkerRequest
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def step_back_page(request: WorkerRequest) -> HttpResponseBase:
    """Pause, from one person or from all; and what is paused now."""
    persons = list(persons_of(request.worker, request.today))
    named = [(str(person.pk), person.chosen_name) for person in persons]
    asked = request.GET.get("person", "")
    first = asked if any(asked == key for key, _name in named) else "all"
    form = StepBackForm(request.POST or None, persons=named, initial={"which": first})
    context: dict[str, object] = {"form": form, "steps": step_backs_of(request.worker, request.today)}
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            step_back(
                worker=request.worker,
                person=next((own for own in persons if str(own.pk) == data["which"]), None),
                is_able=data["is_able"] == "yes",
                is_protected_ground=form.ground,
                words=data["words"],
                by=request.user,
                on=request.today,
            )
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        else:
            messages.success(request, _("You have stepped back. Cover is being found; you need do nothing more."))
            return redirect("caseload:step_back")
    return render(request, "caseload/step_back.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_workers
def come_back_page(request: WorkerRequest, step_id: int) -> HttpResponseBase:
    """Take service up again."""
    step = get_object_or_404(StepBack.objects.filter(worker=request.worker), pk=step_id)
    try:
        come_back(step=step, by=request.user, on=request.today)
    except NotPossibleNow as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("Good to have you back."))
    return redirect("caseload:step_back")
