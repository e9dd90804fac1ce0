"""What is told before the first service, and what both agree."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.caseload.access import open_record
from alongside.people.gates import for_workers
from alongside.people.viewer import WorkerRequest
from alongside.practice.agreeing import Terms, agree, agreement_of
from alongside.practice.forms import AgreeForm, TellForm
from alongside.practice.models import Told
from alongside.practice.refusals import NotPossibleNow
from alongside.practice.telling import Heard, still_to_tell, tell_person, told_to


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def tell(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """Words to say before the first service, and a tick once they were said."""
    record = open_record(person_id, viewer=request.viewer)
    open_ones = still_to_tell(record.person, request.worker)
    initial = {"about": [own.value for own in open_ones], "language": record.person.language, "took": "said-yes"}
    form = TellForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        about = [Told.About(own) for own in data["about"]]
        heard = Heard(Told.Took(data["took"]), data["language"])
        tell_person(record=record, about=about, heard=heard, by=request.user, on=request.today)
        messages.success(request, _("It is on record with today’s date."))
        return redirect("caseload:person", person_id=person_id)
    context = {
        "person": record.person,
        "form": form,
        "told": list(told_to(record.person, request.worker).values()),
        "open": open_ones,
    }
    return render(request, "practice/tell.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def agreement(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """How both carry the relationship, in their words."""
    record = open_record(person_id, viewer=request.viewer)
    standing = agreement_of(record.person, request.worker)
    form = AgreeForm(request.POST or None, initial=standing.data() if standing else None)
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            agree(record=record, terms=Terms(**form.cleaned_data), by=request.user, on=request.today)
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Kept. Both of you can come back to it."))
            return redirect("caseload:person", person_id=person_id)
    context = {"person": record.person, "form": form, "standing": standing, "problem": problem}
    return render(request, "practice/agree.html", context, status=422 if form.is_bound else 200)
