"""The register of a team or an agency, as a page and as a file; and a supervisor's decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.caseload.queries import persons_listed_for
from alongside.declarations.asked import beside
from alongside.declarations.deciding import (
    asks_who_takes_over,
    decide,
    decisions_open,
    may_decide,
    needs_about,
    newest_decision,
)
from alongside.declarations.forms import DecideForm, RegisterForm
from alongside.declarations.kinds import GROUPS, kind_of, title_of
from alongside.declarations.models import Declaration
from alongside.declarations.queries import (
    LEADS,
    TO_UNDO,
    UNDECIDED,
    declaration_read_by,
    due_again,
    readable_by,
    register_of,
)
from alongside.declarations.refusals import NotPossibleNow
from alongside.declarations.showing import rows_of, state_of
from alongside.declarations.views.declaring import context_of
from alongside.people.authority import NotTheirs
from alongside.people.gates import at_an_agency
from alongside.people.models import RoleKind
from alongside.people.queries import workers_seen_by
from alongside.people.viewer import AgencyRequest
from alongside.rulings.sealing import CannotOpen
from alongside.ui.answers import look_of
from alongside.ui.spreadsheets import csv_answer
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped

A_PAGE: Final = 25
_IN: Final[Mapping[str, Callable[[date], Q]]] = {
    "waiting": lambda today: UNDECIDED,
    "again": due_again,
    "undo": lambda today: TO_UNDO,
}
"""The states that the register can be narrowed to."""


@require_safe
@at_an_agency(*LEADS)
def register(request: AgencyRequest) -> HttpResponse:
    """What was declared: by my team, or at the agency; what waits stands first."""
    form, rows = _narrowed(request)
    counts = {state: rows.filter(_IN[state](request.today)).count() for state in _IN}
    state = request.GET.get("state", "")
    listed = rows.filter(_IN[state](request.today)) if state in _IN else rows
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    said = {key: value for key in ("kind", "worker", "since") if (value := request.GET.get(key, ""))}
    readable = set(readable_by(request.viewer).filter(pk__in=[own.pk for own in page]).values_list("pk", flat=True))
    context = {
        "form": form,
        "rows": rows_of(page, request.today),
        "page_obj": page,
        "readable": readable,
        "waiting": counts["waiting"],
        "filters": [
            {
                "url": f"?{urlencode({**said, 'state': key} if key else said)}",
                "label": label,
                "count": counts.get(key, rows.count() if not key else 0),
                "here": key == (state if state in _IN else ""),
            }
            for key, label in (
                ("", _("All")),
                ("waiting", _("To decide")),
                ("again", _("To look at again")),
                ("undo", _("To be put right")),
            )
        ],
        "is_narrowed": bool(said) or state in _IN,
        "keeps": _keeps(request),
        "query": urlencode({**said, "state": state} if state in _IN else said),
    }
    return render(request, "declarations/register.html", context)


@require_safe
@at_an_agency(RoleKind.AGENCY_ADMINISTRATOR)
def as_csv(request: AgencyRequest) -> HttpResponse:
    """The agency's register as a file: no names of persons served, and no words."""
    _form, rows = _narrowed(request)
    state = request.GET.get("state", "")
    listed = rows.filter(_IN[state](request.today)) if state in _IN else rows
    head = (
        *(_("Number"), _("Day"), _("Declared on"), _("Worker"), _("Kind"), _("Before or after"), _("Dollars")),
        *(_("The codes say"), _("Clauses"), _("How it stands"), _("Look again on")),
    )
    return csv_answer("declarations.csv", head, (_csv_row(own, request.today) for own in listed))


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*LEADS)
def decide_one(request: AgencyRequest, declaration_id: int) -> HttpResponseBase:
    """One declaration of my team, and my decision."""
    found = declaration_read_by(request.viewer, declaration_id)
    if not may_decide(found, request.user, request.today):
        return redirect("declarations:one", declaration_id=found.pk)
    form = _decide_form(request, found)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            decide(declaration=found, ruled=form.ruled(), by=request.user)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossibleNow as problem:
            form.refuse(problem)
            status = 409 if problem.code == "decided-meanwhile" else 422
        except NotTheirs:
            raise Http404 from None
        else:
            messages.success(request, _("Decided. %(name)s sees it now.") % {"name": found.worker.name})
            return redirect("declarations:register")
    return render(request, "declarations/decide.html", {**context_of(request, found), "form": form}, status=status)


def _decide_form(request: AgencyRequest, found: Declaration) -> DecideForm:
    newest = newest_decision(found)
    return DecideForm(
        request.POST if request.method == "POST" else None,
        takes_over=asks_who_takes_over(found),
        open_decisions=decisions_open(found),
        seen=newest.pk if newest else 0,
        weigh=bool(beside(kind_of(found.kind), found.worker, request.today).weigh),
        people=persons_listed_for(request.viewer, request.agency) if needs_about(found) else None,
    )


def _narrowed(request: AgencyRequest) -> tuple[RegisterForm, QuerySet[Declaration]]:
    workers = [
        (own.pk, own.name) for own in workers_seen_by(request.viewer).filter(agency=request.agency).order_by("name")
    ]
    form = RegisterForm(request.GET, groups=GROUPS, workers=workers)
    form.is_valid()
    rows = register_of(request.viewer, request.agency)
    said = form.cleaned_data
    if said.get("kind"):
        rows = rows.filter(kind=said["kind"])
    if said.get("worker"):
        rows = rows.filter(worker=said["worker"])
    if said.get("since"):
        rows = rows.filter(on__gte=said["since"])
    return form, rows


def _csv_row(own: Declaration, today: date) -> tuple[str, ...]:
    review: date | None = getattr(own, "review_on", None)
    return (
        str(own.pk),
        own.on.isoformat(),
        own.declared_on.isoformat(),
        own.worker.name,
        title_of(own.kind),
        str(own.get_door_display()),
        f"{own.amount:.2f}" if own.amount is not None else "",
        str(look_of(own.ruling.answer).word),
        _clauses(own),
        state_of(own, today).words,
        review.isoformat() if review else "",
    )


def _clauses(own: Declaration) -> str:
    try:
        return " ".join(own.ruling.told().decided_by)
    except CannotOpen:
        return ""


def _keeps(request: AgencyRequest) -> bool:
    return RoleKind.AGENCY_ADMINISTRATOR in request.roles
