"""What a supervisor or agency looks into: contacts held from billing, and the hours that service is authorized in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.caseload.access import record_seen_by
from alongside.people.gates import at_an_agency
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest
from alongside.practice.forms import HoldForm, HoursForm
from alongside.practice.holding import decide_hold, holds_seen_by, holds_waiting
from alongside.practice.hours import Window, hours_on, set_hours
from alongside.practice.models import Hold, How
from alongside.practice.queries import note_of
from alongside.practice.refusals import NotPossibleNow
from alongside.practice.showing import shown_contact

DECIDES = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)


@require_safe
@at_an_agency(*DECIDES)
def held(request: AgencyRequest) -> HttpResponse:
    """Contacts held from billing, the oldest first."""
    return render(request, "practice/held.html", {"holds": list(holds_waiting(request.viewer, request.agency))})


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*DECIDES)
def hold(request: AgencyRequest, hold_id: int) -> HttpResponseBase:
    """One of them: why, and what is decided, or was. The note opens to the supervisor alone."""
    rows = holds_seen_by(request.viewer, request.agency).select_related(
        "contact__held_ruling", "contact__worker__agency", "decided_by"
    )
    row = get_object_or_404(rows, pk=hold_id)
    form = HoldForm(request.POST or None)
    problem = ""
    if form.is_bound and form.is_valid():
        outcome = Hold.Outcome(form.cleaned_data["outcome"])
        try:
            decide_hold(hold=row, outcome=outcome, words=form.cleaned_data["words"], by=request.user)
        except NotPossibleNow as refused:
            problem = str(refused)
            row.refresh_from_db(fields=["outcome", "decided_by", "decided_at", "sealed"])
        else:
            messages.success(request, _("Decided. %(name)s sees it.") % {"name": row.worker.name})
            return redirect("practice:held")
    reads_note = _may_read(request, row)
    shown = shown_contact(request, row.contact, note_of(row.contact) if reads_note else None)
    context = shown | {"hold": row, "form": form, "problem": problem, "reads_note": reads_note}
    return render(request, "practice/hold.html", context, status=422 if form.is_bound else 200)


def _may_read(request: AgencyRequest, row: Hold) -> bool:
    try:
        record_seen_by(row.contact.person_id, viewer=request.viewer)
    except Http404:
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(RoleKind.AGENCY_ADMINISTRATOR)
def hours(request: AgencyRequest) -> HttpResponseBase:
    """When and where service is authorized, from a day on."""
    standing = hours_on(request.agency, request.today)
    form = HoursForm(request.POST or None, initial={"from_day": request.today})
    problem = ""
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        hows = frozenset(How(own) for own in data["hows"])
        places = tuple(data["places"].splitlines())
        windows = [Window("".join(sorted(data["weekdays"])), data["opens"], data["closes"], hows, places)]
        if data["also"]:
            windows = [*standing, *windows]
        try:
            set_hours(
                agency=request.agency, windows=windows, from_day=data["from_day"], by=request.user, on=request.today
            )
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Your hours are on file."))
            return redirect("practice:hours")
    names = dict(HoursForm.base_fields["weekdays"].choices)  # type: ignore[attr-defined]
    lines = [
        ([str(names[day]) for day in own.weekdays], own, [how.label for how in How if how in own.hows])
        for own in standing
    ]
    context = {"lines": lines, "form": form, "problem": problem}
    return render(request, "practice/hours.html", context, status=422 if form.is_bound else 200)
