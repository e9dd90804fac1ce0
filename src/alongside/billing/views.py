"""An agency's billing: the month, its exports, the codes that apply, and what stands behind one contact."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.billing.codes import entries, roundings, rules_of, set_rule
from alongside.billing.exporting import bytes_of, export_month, exports_of
from alongside.billing.forms import RuleForm
from alongside.billing.models import Export
from alongside.billing.month import State, month_of
from alongside.billing.queries import contact_behind, evidence_of, figures_of, held_of, months_around
from alongside.people.authority import AGENCY_READERS, oversees
from alongside.people.gates import at_an_agency
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest
from alongside.practice.refusals import NotPossibleNow
from alongside.rulings.refusing import reader_of
from alongside.rulings.showing import show

A_PAGE = 20
STILL_LAST_MONTH = timedelta(days=10)


@require_safe
@at_an_agency(*AGENCY_READERS)
def month(request: AgencyRequest) -> HttpResponse:
    """What of a month is ready, held and billed, and why."""
    first = _month(request.GET.get("month", ""), request.today)
    found = month_of(request.agency, first)
    held, before = held_of(found), months_around(first)
    ready = found.of(State.READY)
    context = {
        "first": first,
        "before": before[0],
        "after": before[1] if before[1] <= request.today else None,
        "is_running": first == request.today.replace(day=1),
        "ready": len(ready),
        "units": sum(own.units for own in ready),
        "corrections": sum(own.is_to_be_taken_back for own in found.services),
        "page_obj": Paginator(held, A_PAGE).get_page(request.GET.get("page")),
        "held": len(held),
        "never": len(found.of(State.NOT_BILLED)),
        "billed": len(found.of(State.BILLED)),
        "workers": figures_of(found),
        "exports": exports_of(request.agency, first),
        "may_export": RoleKind.AGENCY_ADMINISTRATOR in request.roles,
        "has_codes": bool(rules_of(request.agency)),
    }
    return render(request, "billing/month.html", context)


@require_POST
@at_an_agency(RoleKind.AGENCY_ADMINISTRATOR)
def export(request: AgencyRequest) -> HttpResponseBase:
    """Export what is ready. Pressed twice, the second time finds nothing to export."""
    first = _month(request.POST.get("month", ""), request.today)
    try:
        made = export_month(agency=request.agency, first=first, by=request.user)
    except NotPossibleNow as problem:
        messages.warning(request, str(problem))
    else:
        words = _("Export %(number)s is made and sealed. Download it below.") % {"number": made.export.number}
        if made.held_back:
            words += " " + ngettext(
                "%(n)s contact was held back by a clause.", "%(n)s contacts were held back by a clause.", made.held_back
            ) % {"n": made.held_back}
        messages.success(request, words)
    return redirect(f"{reverse('billing:month')}?month={first:%Y-%m}")


@require_safe
@at_an_agency(*AGENCY_READERS)
def exports(request: AgencyRequest) -> HttpResponse:
    """Every export ever made, the newest first."""
    page = Paginator(exports_of(request.agency), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "billing/exports.html", {"page_obj": page})


@require_safe
@at_an_agency(*AGENCY_READERS)
def download(request: AgencyRequest, number: int) -> HttpResponseBase:
    """The very bytes that were sealed, each time."""
    row = get_object_or_404(Export, agency=request.agency, number=number)
    try:
        answer = StreamingHttpResponse(bytes_of(row), content_type="text/csv; charset=utf-8")
    except NotPossibleNow as broken:
        messages.error(request, str(broken))
        return redirect("billing:exports")
    answer["Content-Disposition"] = f'attachment; filename="{request.agency.slug}-export-{row.number:04}.csv"'
    answer["Content-Length"] = str(row.size)
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*AGENCY_READERS)
def codes(request: AgencyRequest) -> HttpResponseBase:
    """Which codes apply from when, and a form to say so."""
    may_set = RoleKind.AGENCY_ADMINISTRATOR in request.roles
    form = RuleForm(request.POST or None, today=request.today) if may_set else None
    problem = ""
    if form is not None and form.is_bound and form.is_valid():
        try:
            set_rule(agency=request.agency, choice=form.choice(), by=request.user)
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("It is on file."))
            return redirect("billing:codes")
    named, rounded = entries(), roundings()
    rules = [(row, named.get(row.entry), rounded.get(row.rounding)) for row in reversed(rules_of(request.agency))]
    context = {"form": form, "problem": problem, "rules": rules, "sources": [*named.values(), *rounded.values()]}
    return render(request, "billing/codes.html", context, status=422 if form and form.is_bound else 200)


@require_safe
@at_an_agency(*AGENCY_READERS)
def contact(request: AgencyRequest, contact_id: int) -> HttpResponse:
    """What stands behind a contact: its evidence without its words."""
    row = contact_behind(request.viewer, request.agency, contact_id)
    ruling = row.held_ruling
    shown = {
        "shown": show(ruling.told(), reader_of(request, row.worker)) if ruling else None,
        "may_decide": oversees(request.user, row.worker, request.today),
    }
    return render(request, "billing/contact.html", evidence_of(row) | shown)


def _month(text: str, today: date) -> date:
    """The first day of "2026-11"; else of this month, or of the last one while its bills go out."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return (today - STILL_LAST_MONTH).replace(day=1)
