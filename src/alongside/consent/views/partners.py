"""Who stands with a person: colleagues here and partners outside, with what each may know."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.caseload.access import open_record
from alongside.caseload.models import Ground
from alongside.caseload.team import team_listed
from alongside.consent.forms import PartnerForm
from alongside.consent.models import CarePartner
from alongside.consent.partners import add_partner, end_partner, may_gather, shown_partners
from alongside.consent.refusals import NotPossibleNow
from alongside.people.gates import signed_in
from alongside.people.viewer import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def team(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """The whole team, and somebody more on it with the person's yes."""
    record = open_record(person_id, viewer=request.viewer)
    may_change, problem = may_gather(record), ""
    form = PartnerForm(request.POST or None, is_own=record.ground is Ground.OWN) if may_change else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            row = add_partner(
                record=record, partner=form.partner(), agreed=form.is_agreed, by=request.user, on=request.today
            )
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(
                request, _("%(name)s stands on the team. Nothing is told without a release.") % {"name": row.name}
            )
            return redirect("consent:team", person_id=person_id)
    context = {
        "record": record,
        "person": record.person,
        "is_own": record.ground is Ground.OWN,
        "colleagues": team_listed(record.person, request.today),
        "partners": shown_partners(record, request.today),
        "form": form,
        "problem": problem,
    }
    return render(request, "consent/team.html", context, status=422 if form is not None and form.is_bound else 200)


@require_POST
@signed_in
def end(request: SignedInRequest, person_id: int, partner_id: int) -> HttpResponseBase:
    """Take a partner off the team."""
    record = open_record(person_id, viewer=request.viewer)
    if not may_gather(record):
        raise Http404("not theirs to change")
    partner = get_object_or_404(CarePartner.objects.filter(person=record.person), pk=partner_id)
    end_partner(record=record, partner=partner, by=request.user, on=request.today)
    messages.success(request, _("Taken off the team. A release of theirs is stopped on its own page."))
    return redirect("consent:team", person_id=person_id)
