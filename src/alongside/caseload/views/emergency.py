"""Breaking the glass."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.accounts.second_factor import SecondFactorForm, has_second_factor
from alongside.caseload.forms import GlassForm
from alongside.caseload.glass import MAY_BREAK, break_glass, find_by_name
from alongside.caseload.refusals import NotPossibleNow
from alongside.people.gates import at_an_agency
from alongside.people.viewer import AgencyRequest


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*MAY_BREAK)
def emergency(request: AgencyRequest) -> HttpResponseBase:
    """Open the record of somebody one is not assigned to: a name, a reason, a second factor."""
    if not has_second_factor(request.user):
        return render(request, "caseload/glass.html", {"form": None})
    form = GlassForm(request.POST or None)
    code = SecondFactorForm(request.POST or None, user=request.user)
    problem = ""
    if form.is_bound and form.is_valid() and code.is_valid():  # a code is used up, so it is asked last
        try:
            person = find_by_name(request.viewer, form.cleaned_data["name"])
            break_glass(person=person, reason=form.cleaned_data["reason"], second_factor=code.factor, by=request.user)
        except Http404:
            problem = _("Nobody was found by that whole name, or there are several. Ask their supervisor.")
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            return redirect("caseload:person", person_id=person.pk)
    context = {"form": form, "code": code, "problem": problem}
    return render(request, "caseload/glass.html", context, status=422 if form.is_bound else 200)
