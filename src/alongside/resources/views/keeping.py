"""Entering and changing a resource, what waits for its keepers, and a list brought in."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.people.gates import at_an_agency
from alongside.people.sheets import SheetEnded, SheetMoved
from alongside.people.viewer import AgencyRequest
from alongside.resources.flagging import answer_flag
from alongside.resources.forms import AnswerForm, ListForm, ResourceForm, StaleForm, TakeForm
from alongside.resources.importing import (
    COLUMNS,
    Becomes,
    Reviewed,
    hand_in_resources,
    put_sheet_aside,
    review,
    sheet_of,
    sheets_of,
    take_resources,
)
from alongside.resources.keeping import add_resource, change_resource, end_resource, put_back, set_stale_after
from alongside.resources.models import ResourceFlag
from alongside.resources.queries import KEEPERS, flag_kept_by, flags_open, resource_seen_by, unchecked
from alongside.resources.refusals import NotPossibleNow
from alongside.resources.showing import shown
from alongside.resources.staleness import stale_before, stale_days
from alongside.resources.telling import told_of
from alongside.ui.incoming import Unreadable
from alongside.ui.spreadsheets import csv_answer

A_PAGE: Final = 20
LISTED: Final = 10
page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@page_or_form
@at_an_agency(*KEEPERS)
def new(request: AgencyRequest) -> HttpResponseBase:
    """Enter a resource."""
    form = ResourceForm(request.today, data=request.POST or None)
    problem = ""
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            resource = add_resource(
                agency=request.agency,
                told=form.told(),
                checked_on=data["checked_on"],
                form_token=data["token"],
                by=request.user,
            )
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("It is on the list."))
            return redirect("resources:one", resource_id=resource.pk)
    context = {"form": form, "problem": problem}
    return render(request, "resources/new.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_an_agency(*KEEPERS)
def change(request: AgencyRequest, resource_id: int) -> HttpResponseBase:
    """Change what is told; what was told before stays readable."""
    resource = resource_seen_by(request.viewer, resource_id)
    current = resource.current
    assert current is not None, "queries leave out what is not entered whole"
    form = ResourceForm(request.today, told_of(current), current.number, data=request.POST or None)
    problem = ""
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            change_resource(
                resource=resource,
                told=form.told(),
                checked_on=data["checked_on"],
                seen=data["seen"] or 0,
                by=request.user,
            )
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("It is changed. What it said before can still be read."))
            return redirect("resources:one", resource_id=resource.pk)
    context = {"form": form, "problem": problem, "resource": resource, "told": current}
    return render(request, "resources/change.html", context, status=422 if form.is_bound else 200)


@require_POST
@at_an_agency(*KEEPERS)
def end(request: AgencyRequest, resource_id: int) -> HttpResponseBase:
    """Take it off the list, or put it back."""
    resource = resource_seen_by(request.viewer, resource_id)
    if request.POST.get("back") == "yes":
        put_back(resource=resource, by=request.user)
        messages.success(request, _("It is on the list again."))
    else:
        end_resource(resource=resource, by=request.user)
        messages.success(request, _("It is off the list. Whoever was told of it can still read it."))
    return redirect("resources:one", resource_id=resource.pk)


@page_or_form
@at_an_agency(*KEEPERS)
def waiting(request: AgencyRequest) -> HttpResponseBase:
    """What was said to be wrong, and what nobody checked for long; and after how long that is."""
    form = StaleForm(request.POST or None, initial={"days": stale_days(request.agency, request.today)})
    if form.is_bound and form.is_valid():
        set_stale_after(agency=request.agency, days=form.cleaned_data["days"], by=request.user)
        messages.success(request, _("It holds from now on."))
        return redirect("resources:waiting")
    before = stale_before(request.agency, request.today)
    page = Paginator(unchecked(request.viewer, before), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "flags": list(flags_open(request.viewer)[:LISTED]),
        "page_obj": page,
        "rows": [shown(row, today=request.today, stale_before=before) for row in page],
    }
    return render(request, "resources/waiting.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_an_agency(*KEEPERS)
def answer(request: AgencyRequest, flag_id: int) -> HttpResponseBase:
    """Answer what a colleague said is wrong."""
    flag = flag_kept_by(request.viewer, flag_id)
    resource = resource_seen_by(request.viewer, flag.resource_id)
    form = AnswerForm(request.POST or None)
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            answer_flag(flag=flag, answer=ResourceFlag.Answer(form.cleaned_data["answer"]), by=request.user)
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Answered. They are told."))
            return redirect("resources:waiting")
    one = shown(resource, today=request.today, stale_before=stale_before(request.agency, request.today))
    context = {"form": form, "problem": problem, "flag": flag, "one": one}
    return render(request, "resources/answer.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_an_agency(*KEEPERS)
def hand_in(request: AgencyRequest) -> HttpResponseBase:
    """Hand a list in; on to what would become of each row."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListForm(*posted)
    if form.is_bound and form.is_valid():
        try:
            found = hand_in_resources(agency=request.agency, data=form.cleaned_data["file"].read(), by=request.user)
        except Unreadable as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("resources:list", found.token)
    context = {"form": form, "columns": _columns(), "sheets": sheets_of(request.agency)[:LISTED]}
    return render(request, "resources/hand_in.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_an_agency(*KEEPERS)
def review_list(request: AgencyRequest, token: str) -> HttpResponseBase:
    """Each row as it would be taken; a yes takes the good ones."""
    held = sheet_of(request.agency, token)
    moved = False
    if request.method == "POST":
        form = TakeForm(request.POST)
        try:
            if not form.is_valid():
                raise SheetMoved
            done = take_resources(sheet=held, expected=form.cleaned_data["expected"], by=request.user)
        except SheetEnded:
            messages.warning(request, _("This list was finished before. Nothing was taken twice."))
            return redirect("resources:list", token)
        except SheetMoved:
            moved = True
        else:
            said = ngettext("%(n)s resource is on the list.", "%(n)s resources are on the list.", done.taken)
            messages.success(request, said % {"n": done.taken})
            return redirect("resources:list", token)
    return render(request, "resources/list.html", _listed(request, review(held), moved), status=422 if moved else 200)


@require_POST
@at_an_agency(*KEEPERS)
def put_aside(request: AgencyRequest, token: str) -> HttpResponseBase:
    """Take nothing more from a list, and forget its rows."""
    put_sheet_aside(sheet=sheet_of(request.agency, token), by=request.user)
    messages.success(request, _("The list is put aside. Its rows are no longer kept here."))
    return redirect("resources:hand_in")


@require_safe
@at_an_agency(*KEEPERS)
def left(request: AgencyRequest, token: str) -> HttpResponse:
    """The rows with a problem as a file, to put right and hand in again; the last column says what to do."""
    rows = review(sheet_of(request.agency, token)).of(Becomes.PROBLEM)
    head = [*(rows[0].cells if rows else ()), "problem"]
    return csv_answer("rows-to-put-right.csv", head, ([*row.cells.values(), " ".join(row.problems)] for row in rows))


@require_safe
@at_an_agency(*KEEPERS)
def example(request: AgencyRequest) -> HttpResponse:
    """A list with two invented resources and every column."""
    return csv_answer("resources-example.csv", COLUMNS, [[row.get(name, "") for name in COLUMNS] for row in _EXAMPLE])


_EXAMPLE: Final = (
    {
        "name": "Cedar Street Pantry",
        "offers": "Groceries for a week, no questions asked",
        "offers_es": "Comida para una semana, sin preguntas",
        "kinds": "food, families",
        "languages": "English, Spanish",
        "area": "Taos County",
        "phone": "575-555-0123",
        "hours": "Tuesdays 10 to 2",
        "cost": "free",
        "source": "a call with the desk",
        "checked_on": "2026-01-31",
    },
    {
        "name": "Naloxone at the county health office",
        "offers": "A kit and five minutes of showing how",
        "kinds": "naloxone",
        "area": "Taos County",
        "web": "https://example.org/naloxone",
        "cost": "free",
        "source": "their web page",
    },
)


def _listed(request: AgencyRequest, found: Reviewed, moved: bool) -> dict[str, object]:
    counts = {own: len(found.of(own)) for own in Becomes}
    asked = request.GET.get("show", "")
    first = next((own for own in (Becomes.PROBLEM, Becomes.NEW, Becomes.THERE) if counts[own]), Becomes.NEW)
    here = next((own for own in Becomes if own.value == asked), first)
    labels = {Becomes.NEW: _("New"), Becomes.THERE: _("Already there"), Becomes.PROBLEM: _("To put right")}
    return {
        "sheet": found.sheet,
        "unread": ", ".join(found.unread),
        "new": counts[Becomes.NEW],
        "there": counts[Becomes.THERE],
        "wrong": counts[Becomes.PROBLEM],
        "page_obj": Paginator(found.of(here), A_PAGE).get_page(request.GET.get("page")),
        "filters": [
            {"url": f"?show={own.value}", "label": labels[own], "count": counts[own], "here": own is here}
            for own in Becomes
        ],
        "moved": moved,
    }


def _columns() -> list[tuple[str, str]]:
    """What each column holds."""
    told = {
        "name": _("Always needed."),
        "offers": _("What it offers, in plain words. Always needed."),
        "offers_es": _("The same in Spanish, for the sheet of somebody who reads Spanish."),
        "kinds": _(
            "One or more, with commas: housing, food, benefits, employment, peers, crisis, naloxone, families, transport, legal, health, other."
        ),
        "languages": _("Languages spoken there."),
        "area": _("Area or county. Name and area together tell one resource from another."),
        "source": _("Where this comes from. Always needed."),
        "checked_on": _("The day somebody looked. Left empty, it is today."),
        "accessibility": _("Steps, bus stop, interpreter."),
    }
    return [(name, told.get(name, "")) for name in COLUMNS]
