"""How an agency works with people: read by all who work there, written by its administrators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from alongside.goals.approach import LONGEST, approach_of, clauses_asking, define_approach
from alongside.people.gates import at_an_agency
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.queries import all_editions

READS = (RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR, RoleKind.AUDITOR)


class ApproachForm(forms.Form):
    """The agency's own words."""

    words = forms.CharField(
        label=gettext_lazy("How do we build on strengths, and go by what people want?"),
        help_text=gettext_lazy("In your own words; workers read it beside their notes. Empty takes it back."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*READS)
def approach(request: AgencyRequest) -> HttpResponse:
    """What stands, since when; an administrator says it anew."""
    keeps = RoleKind.AGENCY_ADMINISTRATOR in request.roles
    standing = approach_of(request.agency, request.today)
    initial: dict[str, Any] = {"words": standing.words if standing else ""}
    form = ApproachForm(request.POST or None, initial=initial) if keeps else None
    if form is not None and form.is_bound and form.is_valid():
        define_approach(agency=request.agency, words=form.cleaned_data["words"], by=request.user)
        messages.success(request, _("It stands from today. Workers read it beside their notes."))
        return redirect("goals:approach")
    asking = [(own.id, clause_address(own.id)) for own in clauses_asking(all_editions(request.today))]
    context = {"standing": standing, "form": form, "asking": asking}
    return render(request, "goals/approach.html", context, status=422 if form is not None and form.is_bound else 200)
