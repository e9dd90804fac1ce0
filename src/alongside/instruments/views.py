"""The agency's pages: who is due, the shelf, one instrument, what many said, and loading one."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.instruments.counting import rows_of
from alongside.instruments.due import standings
from alongside.instruments.faults import Unfit
from alongside.instruments.forms import FilesForm, TermsForm
from alongside.instruments.giving import within_reach
from alongside.instruments.models import Instrument
from alongside.instruments.own import ON_SERVICES, stands_on_shelf
from alongside.instruments.queries import (
    SEES_SHELF,
    given_at,
    givings_of,
    instrument_seen_by,
    proposal_seen_by,
    shelf_of,
)
from alongside.instruments.scores import range_of
from alongside.instruments.shelf import (
    Files,
    Opened,
    VersionStands,
    load_instrument,
    opened,
    propose,
    read_files,
    retire_instrument,
)
from alongside.instruments.showing import figures, say
from alongside.instruments.workplace import is_asked, is_open
from alongside.people import clock
from alongside.people.gates import at_an_agency
from alongside.people.models import RoleKind
from alongside.people.small_numbers import SMALL
from alongside.people.viewer import AgencyRequest

LATELY: Final = 12


@require_safe
@at_an_agency(*SEES_SHELF)
def home(request: AgencyRequest) -> HttpResponse:
    """Who is due among a worker's own people, the links they gave, and the shelf."""
    due, links = [], []
    if request.worker is not None:
        persons = list(within_reach(request.worker, request.today))
        given = list(given_at(request.agency).select_related("agency"))
        stand = standings(persons, given, today=request.today, now=clock.now())
        due = sorted((one for one in stand if one.is_due), key=lambda one: (one.answered_on is not None, one.due_on))
        links = list(givings_of(request.worker)[:LATELY])
    shelf = list(shelf_of(request.agency))
    context = {
        "due": due,
        "links": links,
        "shelf": shelf,
        "gives": request.worker is not None,
        "keeps": RoleKind.AGENCY_ADMINISTRATOR in request.roles,
        "has_own": stands_on_shelf(ON_SERVICES, request.agency),
        "work_is_asked": is_open(request.agency, request.today),
        "work_asks_me": request.worker is not None and is_asked(request.worker, request.today),
    }
    return render(request, "instruments/home.html", context)


@require_safe
@at_an_agency(*SEES_SHELF)
def instrument(request: AgencyRequest, instrument_id: int) -> HttpResponse:
    """One instrument: what it asks, how it is scored, who sees answers. Raises Http404."""
    own = instrument_seen_by(request.viewer, instrument_id)
    context = {
        "instrument": own,
        "is_retired": hasattr(own, "retirement"),
        "gives": request.worker is not None and request.worker.agency_id == own.agency_id,
        "keeps": RoleKind.AGENCY_ADMINISTRATOR in request.roles,
        **_preview(opened(own)),
    }
    return render(request, "instruments/instrument.html", context)


@require_safe
@at_an_agency(*SEES_SHELF)
def what_many_said(request: AgencyRequest, instrument_id: int) -> HttpResponse:
    """Each subscale by periods that are over, small numbers hidden. Raises Http404."""
    own = instrument_seen_by(request.viewer, instrument_id)
    found = opened(own)
    rows = rows_of(own, request.today)
    ends = {row.subscale.id: range_of(row.subscale, found.questionnaire) for row in rows}
    told = figures(rows, ends)
    title = next((one.title for one, row in zip(told, rows, strict=True) if row.newest is not None), "")
    context = {"instrument": own, "title": title, "figures": told, "small": SMALL, "is_scored": bool(found.scoring)}
    return render(
        request, "instruments/figures.html", context | {"name": say(found.questionnaire.title, found.questionnaire)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(RoleKind.AGENCY_ADMINISTRATOR)
def load(request: AgencyRequest) -> HttpResponseBase:
    """Hand files in to be looked at. Nothing is loaded yet."""
    form = FilesForm(request.POST or None, request.FILES or None)
    faults = None
    if request.method == "POST" and form.is_valid():
        try:
            proposal = propose(agency=request.agency, files=form.handed_in(), by=request.user)
        except Unfit as unfit:
            faults = unfit
        else:
            return redirect("instruments:proposal", proposal.token)
    context = {"form": form, "unfit": faults}
    return render(request, "instruments/load.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(RoleKind.AGENCY_ADMINISTRATOR)
def proposal(request: AgencyRequest, token: str) -> HttpResponseBase:
    """Everything as it would be asked; then it is put on the shelf. Raises Http404."""
    own = proposal_seen_by(request.viewer, token)
    files = Files(bytes(own.questionnaire), bytes(own.scoring))
    form, refused = TermsForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            loaded = load_instrument(agency=own.agency, files=files, terms=form.terms(), by=request.user)
        except VersionStands as stands:
            refused = str(stands)
        else:
            messages.success(request, _("It stands on your shelf. Workers may give it from now on."))
            return redirect("instruments:instrument", loaded.pk)
    context = {"form": form, "refused": refused, **_preview(read_files(files))}
    return render(request, "instruments/proposal.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@at_an_agency(RoleKind.AGENCY_ADMINISTRATOR)
def retire(request: AgencyRequest, instrument_id: int) -> HttpResponseBase:
    """Give it no more. Raises Http404."""
    own: Instrument = instrument_seen_by(request.viewer, instrument_id)
    retire_instrument(instrument=own, by=request.user)
    messages.success(request, _("It is given no more. Links that are out may still be answered."))
    return redirect("instruments:home")


def _preview(found: Opened) -> dict[str, object]:
    """What a page shows of an instrument's files."""
    questionnaire = found.questionnaire
    listed = [
        {
            "item": item,
            "words": say(item.words, questionnaire),
            "options": [say(o.words, questionnaire) for o in item.options],
        }
        for item in questionnaire.every()
        if item.words
    ]
    subscales = found.scoring.subscales if found.scoring else ()
    return {
        "questionnaire": questionnaire,
        "name": say(questionnaire.title, questionnaire),
        "about": say(questionnaire.description, questionnaire),
        "asks": len(questionnaire.questions),
        "listed": listed,
        "scoring": found.scoring,
        "subscales": [{"own": one, "name": say(one.name, questionnaire)} for one in subscales],
        "in_spanish": "es" in questionnaire.languages(),
    }
