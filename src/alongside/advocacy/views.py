"""Writing down where one spoke up, and what one's people did."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.advocacy.forms import SpokeUpForm
from alongside.advocacy.models import SpokeUp
from alongside.advocacy.reading import entries_overseen, my_entries, my_entry, told
from alongside.advocacy.writing import NotPossible, take_back, write_down
from alongside.people.gates import at_an_agency, for_workers
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest, WorkerRequest
from alongside.rulings.prompting import clauses_of, prompts_among
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped
from canon.prompt import At

A_PAGE: Final = 15
EVERY: Final = 20
"""More prompts than there are: a kind's clause stands beside it whichever day it is."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def mine(request: WorkerRequest) -> HttpResponse:
    """Write one down, and read those before."""
    form = SpokeUpForm(request.POST or None, today=request.today)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            write_down(
                worker=request.worker,
                kind=SpokeUp.Kind(data["kind"]),
                words=data["words"],
                day=data["day"],
                form_token=data["token"],
                by=request.user,
            )
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("Written down. It is on the agenda of your next session."))
            return redirect("advocacy:mine")
    page = Paginator(my_entries(request.viewer), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "prompts": prompts_among(clauses_of(request.worker, request.today), At.ADVOCACY, most=EVERY),
        "page_obj": page,
        "entries": told(page),
    }
    return render(request, "advocacy/mine.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_workers
def back(request: WorkerRequest, entry_id: int) -> HttpResponse:
    """It was a mistake."""
    take_back(entry=my_entry(request.viewer, entry_id), by=request.user)
    messages.success(request, _("Taken back. It counts no more."))
    return redirect("advocacy:mine")


@require_safe
@at_an_agency(RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)
def team(request: AgencyRequest) -> HttpResponse:
    """Where my people spoke up."""
    page = Paginator(entries_overseen(request.viewer, request.agency), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "advocacy/team.html", {"page_obj": page, "entries": told(page)})
