"""Breaking the glass."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.accounts.second_factor import SecondFactorForm, has_second_factor
from alongside.caseload.forms import GlassForm, WhichForm
from alongside.caseload.glass import MAY_BREAK, break_glass, find_by_name, tell_apart
from alongside.caseload.refusals import NotPossibleNow
from alongside.people import clock
from alongside.people.gates import at_an_agency
from alongside.people.models import Person
from alongside.people.viewer import AgencyRequest

PROVED: Final = "glass_proved"
LASTS: Final = timedelta(minutes=5)
"""How long a code that was given holds while somebody chooses among people of one name."""


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*MAY_BREAK)
def emergency(request: AgencyRequest) -> HttpResponseBase:
    """Open the record of somebody one is not assigned to: a name, a reason, a second factor; of several of one name, which."""
    if not has_second_factor(request.user):
        return render(request, "caseload/glass.html", {"form": None})
    form = GlassForm(request.POST or None)
    name = form.cleaned_data["name"] if form.is_bound and form.is_valid() else ""
    factor = _proved_before(request, name)
    code = None if factor else SecondFactorForm(request.POST or None, user=request.user)
    which, problem = None, ""
    if name and code is not None and code.is_valid():  # a code is used up, so it is asked last
        factor = code.factor
    if name and factor:
        try:
            found = find_by_name(request.viewer, name)
            person, which = _which(request, name, found, factor)
            if person is not None:
                break_glass(person=person, reason=form.cleaned_data["reason"], second_factor=factor, by=request.user)
                request.session.pop(PROVED, None)
                return redirect("caseload:person", person_id=person.pk)
            code = None
        except Http404:
            problem = _("Nobody was found by that whole name. Ask their supervisor.")
        except NotPossibleNow as refused:
            problem = str(refused)
    context = {"form": form, "code": code, "which": which, "problem": problem}
    return render(request, "caseload/glass.html", context, status=422 if form.is_bound else 200)


def _which(
    request: AgencyRequest, name: str, found: list[Person], factor: str
) -> tuple[Person | None, WhichForm | None]:
    """The one who is meant; or, of several, the form that asks. Nobody is opened who was not chosen."""
    if len(found) == 1:
        return found[0], None
    until = clock.now() + LASTS
    request.session[PROVED] = {"name": name, "factor": factor, "until": until.isoformat()}
    form = WhichForm(request.POST if "which" in request.POST else None, tell_apart(found, viewer=request.viewer))
    if form.is_bound and form.is_valid():
        return next(own for own in found if str(own.pk) == form.cleaned_data["which"]), None
    return None, form


def _proved_before(request: AgencyRequest, name: str) -> str:
    """What proved the account a moment ago, for that same name; empty where nothing did."""
    proved = request.session.get(PROVED)
    if not proved or not name or proved["name"] != name or datetime.fromisoformat(proved["until"]) < clock.now():
        return ""
    return str(proved["factor"])
