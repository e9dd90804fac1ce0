"""What an agency keeps: its list of what peers do, and the log of records that went."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.people.gates import at_an_agency
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest
from alongside.practice.disposing import disposals_seen_by, dispose_of_records, may_dispose_for
from alongside.practice.keeping_forms import DisposalForm, ScopeForm
from alongside.practice.refusals import NotPossibleNow
from alongside.practice.scoping import SERVICES, scope_on, set_scope
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused

A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(RoleKind.AGENCY_ADMINISTRATOR)
def scope(request: AgencyRequest) -> HttpResponseBase:
    """What peers do here, from a day on: ca.authenticity.4."""
    standing = scope_on(request.agency, request.today)
    form = ScopeForm(request.POST or None, initial={"from_day": request.today, "does": sorted(standing or ())})
    problem = ""
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            set_scope(
                agency=request.agency, does=data["does"], from_day=data["from_day"], by=request.user, on=request.today
            )
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Your list is on file."))
            return redirect("practice:scope")
    does = None if standing is None else [words for key, words in SERVICES.items() if key in standing]
    context = {"form": form, "problem": problem, "does": does}
    return render(request, "practice/scope.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)
def disposals(request: AgencyRequest) -> HttpResponse | HttpResponseBase:
    """Records that went, and the form for the next: sud.1.9a."""
    workers = may_dispose_for(request.viewer, request.agency)
    form = DisposalForm(request.POST or None, workers=workers, today=request.today)
    context: dict[str, object] = {"form": form, "workers": workers}
    if form.is_bound and form.is_valid():
        try:
            row = dispose_of_records(worker=form.chosen, disposing=form.disposing(), by=request.user, on=request.today)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        else:
            if row.ruling.allows:
                messages.success(request, _("It is on record."))
            else:
                messages.warning(request, _("It is on record, and your supervisor looks at it with you."))
            return redirect("practice:disposals")
    rows = disposals_seen_by(request.viewer, request.agency)
    context["page_obj"] = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "practice/disposals.html", context, status=422 if form.is_bound else 200)
