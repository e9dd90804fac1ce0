"""One person's page and what belongs to it: what is essential, who may know, what they ask for."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.caseload.access import looks_at, may_know, open_record
from alongside.caseload.changes import ask_for_change
from alongside.caseload.essentials import Known, essentials_of, keep_essentials, keep_language
from alongside.caseload.essentials_forms import EssentialsForm, SpeaksForm
from alongside.caseload.forms import ChangeForm, TeamForm
from alongside.caseload.hearing import record_to_hear
from alongside.caseload.models import ChangeAsked, Ground, TeamPlace
from alongside.caseload.panels import open_page, panels_for
from alongside.caseload.refusals import NotPossibleNow
from alongside.caseload.sharing import sharing_waits
from alongside.caseload.team import add_to_team, colleagues, take_off_team, team_of
from alongside.caseload.views.handed_over import hands_back
from alongside.caseload.wish_forms import lines_of, wishes_in
from alongside.people.gates import signed_in
from alongside.people.languages import language_name
from alongside.people.viewer import SignedInRequest
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped

LOOKS_A_PAGE: Final = 25


@require_safe
@signed_in
def person(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What somebody who supports a person needs before they meet, and what is open between them."""
    record = open_page(person_id, viewer=request.viewer)
    context = {
        "record": record,
        "person": record.person,
        "known": essentials_of(record),
        "panels": panels_for(record, "main"),
        "asides": panels_for(record, "aside"),
        "is_assigned": record.ground is Ground.ASSIGNED,
        "is_glass": record.ground is Ground.GLASS,
        "speaks": language_name(record.person.language) if record.person.language != "en" else "",
    }
    return render(request, "caseload/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@hands_back(lambda post, **_: EssentialsForm.on_file(Known(), post))
def essentials(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """What is essential to know, written down with the person."""
    record = open_record(person_id, viewer=request.viewer)
    if not record.may_write:
        return redirect("caseload:person", person_id=person_id)
    known = essentials_of(record)
    form = EssentialsForm.on_file(known, request.POST or None)
    speaks = SpeaksForm(request.POST or None, initial={"language": record.person.language})
    lines = lines_of(known.reach, request.POST if "reach-TOTAL_FORMS" in request.POST else None)
    if form.is_bound and speaks.is_valid() and form.is_valid() and (lines.is_valid() or not lines.is_bound):
        reach = wishes_in(lines) if lines.is_bound else known.reach
        try:
            keep_essentials(record=record, known=form.known(reach), by=request.user)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        else:
            if speaks.cleaned_data["language"]:
                keep_language(record=record, language=speaks.cleaned_data["language"], by=request.user)
            messages.success(request, _("It is on file."))
            return redirect("caseload:person", person_id=person_id)
    context = {"record": record, "person": record.person, "form": form, "speaks": speaks, "lines": lines}
    return render(request, "caseload/essentials.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def who(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """Who may know, who looked, and the care team."""
    record = open_record(person_id, viewer=request.viewer)
    people = colleagues(record.person.agency, request.today)
    form = TeamForm(request.POST or None, colleagues=people) if record.may_write else None
    refused = None
    if form is not None and form.is_bound and form.is_valid():
        data = form.cleaned_data
        as_what = TeamPlace.As(data["as_what"])
        try:
            add_to_team(
                record=record,
                user=data["user"],
                as_what=as_what,
                agreed=data["agreed"],
                by=request.user,
                on=request.today,
            )
        except ActRefused as refusal:
            refused = shown_refusal(request, refusal.ruling)
        else:
            messages.success(request, _("%(name)s is on the care team.") % {"name": data["user"].name})
            return redirect("caseload:who", person_id=person_id)
    waits = sharing_waits(record.person, request.today)
    context = {
        "refused": refused,
        "waits": waits if record.may_write else None,
        "is_assigned": record.ground is Ground.ASSIGNED,
        "record": record,
        "person": record.person,
        "may_know": may_know(record.person, request.today, is_shared=waits is None),
        "team": list(team_of(record.person, request.today)),
        "page_obj": Paginator(looks_at(record.person), LOOKS_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
    }
    return render(request, "caseload/who.html", context, status=422 if form is not None and form.is_bound else 200)


@require_POST
@signed_in
def leave_team(request: SignedInRequest, person_id: int, place_id: int) -> HttpResponseBase:
    """End a colleague's place on the care team."""
    record = open_record(person_id, viewer=request.viewer)
    place = get_object_or_404(TeamPlace.objects.filter(person=record.person), pk=place_id)
    try:
        take_off_team(record=record, place=place, by=request.user, on=request.today)
    except NotPossibleNow as problem:
        messages.warning(request, str(problem))
    return redirect("caseload:who", person_id=person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """The person asks for another worker, or for another way of being supported."""
    record = record_to_hear(person_id, viewer=request.viewer, agency=request.agency)
    form = ChangeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        ask_for_change(
            record=record,
            worker=request.worker if record.ground is Ground.ASSIGNED and not record.is_shut else None,
            wants=ChangeAsked.Wants(form.cleaned_data["wants"]),
            words=form.cleaned_data["words"],
            by=request.user,
            on=request.today,
        )
        if record.ground is Ground.OWN:
            messages.success(request, _("The supervisor has it. Somebody will speak with you."))
            return redirect("caseload:change", person_id=person_id)
        messages.success(request, _("Their supervisor has it. Thank them for saying so."))
        return redirect("caseload:people") if record.is_shut else redirect("caseload:person", person_id=person_id)
    context = {"record": record, "person": record.person, "form": form, "is_own": record.ground is Ground.OWN}
    return render(request, "caseload/change.html", context, status=422 if form.is_bound else 200)
