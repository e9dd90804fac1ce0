"""One colleague: what was checked of them, and what is on file beside their certificate."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.agency.staff import profile_of
from alongside.people.authority import AGENCY_KEEPERS
from alongside.people.gates import at_an_agency
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest
from alongside.qualifications.filing import NotPossible, end_on_file, put_on_file
from alongside.qualifications.forms import PaperForm
from alongside.qualifications.reading import paper_overseen, worker_overseen


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*AGENCY_KEEPERS, RoleKind.SUPERVISOR)
def one(request: AgencyRequest, worker_id: int) -> HttpResponseBase:
    """Their verified competencies and their file; a paper that was shown is put there. Raises Http404 for who is not theirs."""
    worker = worker_overseen(request.viewer, worker_id)
    form = PaperForm(request.POST or None, today=request.today)
    if form.is_bound and form.is_valid():
        try:
            put_on_file(worker=worker, paper=form.paper(), by=request.user, on=request.today)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("It is on file. %(name)s sees it.") % {"name": worker.name})
            return redirect("agency:one", worker_id=worker.pk)
    context = {"worker": worker, "profile": profile_of(worker, request.today), "form": form}
    return render(request, "agency/one.html", context, status=422 if form.is_bound else 200)


@require_POST
@at_an_agency(*AGENCY_KEEPERS, RoleKind.SUPERVISOR)
def end(request: AgencyRequest, paper_id: int) -> HttpResponse:
    """From today on it counts no more. Raises Http404 for a paper of who is not theirs."""
    row = paper_overseen(request.viewer, paper_id)
    end_on_file(qualification=row, by=request.user, on=request.today)
    messages.success(request, _("It counts no more. What was ruled on before stays as it was."))
    return redirect("agency:one", worker_id=row.worker_id)
