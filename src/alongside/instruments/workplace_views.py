"""How work treats those who work here: the page that asks, and what many said."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.instruments.asking import Answer, Mistake, read_answers
from alongside.instruments.own import ON_SERVICES, TERMS, own_files
from alongside.instruments.queries import SEES_SHELF
from alongside.instruments.scores import range_of
from alongside.instruments.shelf import load_instrument
from alongside.instruments.showing import Typed, figures, names, say, shown_items
from alongside.instruments.workplace import (
    NotOpen,
    is_asked,
    open_year,
    say_how_it_is,
    workplace_rows,
    workplace_survey,
)
from alongside.people.gates import at_an_agency, for_workers_untold
from alongside.people.models import RoleKind
from alongside.people.small_numbers import SMALL
from alongside.people.viewer import AgencyRequest, WorkerRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers_untold
def workplace(request: WorkerRequest) -> HttpResponseBase:
    """The sentences, all on one page; sent once, unseen."""
    if not is_asked(request.worker, request.today):
        return render(request, "instruments/workplace_done.html", {})
    questionnaire = workplace_survey().questionnaire
    fields = names(questionnaire)
    answers: dict[str, tuple[Answer, ...]] = {}
    typed: dict[str, Typed] = {}
    if request.method == "POST":
        for item in questionnaire.questions:
            chosen = request.POST.getlist(fields[item.link_id])
            given, mistake = read_answers(item, chosen)
            answers[item.link_id] = given
            if isinstance(mistake, Mistake):
                typed[item.link_id] = Typed(chosen, error=mistake.says)
        if not typed and any(answers.values()):
            return _send(request, answers)
        if not typed:
            messages.info(request, _("Answer one sentence or more, or leave the page: nothing is owed."))
    context = {
        "name": say(questionnaire.title, questionnaire),
        "about": say(questionnaire.description, questionnaire),
        "shown": shown_items(questionnaire, questionnaire.questions, answers, typed),
    }
    return render(request, "instruments/workplace.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@at_an_agency(RoleKind.AGENCY_ADMINISTRATOR)
def ask_everybody(request: AgencyRequest) -> HttpResponseBase:
    """Ask everybody who works here, for this year."""
    open_year(agency=request.agency, by=request.user)
    messages.success(request, _("It is asked this year. What many said shows once the year is over."))
    return redirect("instruments:home")


@require_POST
@at_an_agency(RoleKind.AGENCY_ADMINISTRATOR)
def switch_on(request: AgencyRequest) -> HttpResponseBase:
    """Put our own survey of services on the shelf."""
    files = own_files(ON_SERVICES)
    loaded = load_instrument(agency=request.agency, files=files, terms=TERMS, by=request.user)
    messages.success(request, _("It stands on your shelf. Workers may give it from now on."))
    return redirect("instruments:instrument", loaded.pk)


@require_safe
@at_an_agency(*SEES_SHELF)
def workplace_figures(request: AgencyRequest) -> HttpResponse:
    """Each sentence by years that are over, small numbers hidden."""
    rows = workplace_rows(request.agency, request.today)
    questionnaire = workplace_survey().questionnaire
    told = figures(rows, {row.subscale.id: range_of(row.subscale, questionnaire) for row in rows})
    title = next((one.title for one, row in zip(told, rows, strict=True) if row.newest is not None), "")
    context = {
        "title": title,
        "figures": told,
        "small": SMALL,
        "is_scored": True,
        "name": say(questionnaire.title, questionnaire),
        "is_workplace": True,
    }
    return render(request, "instruments/figures.html", context)


def _send(request: WorkerRequest, answers: dict[str, tuple[Answer, ...]]) -> HttpResponseBase:
    try:
        say_how_it_is(worker=request.worker, answers=answers, by=request.user, on=request.today)
    except NotOpen:
        return redirect("instruments:workplace")
    messages.success(request, _("Thank you. Nobody can see who said what."))
    return redirect("instruments:workplace")
