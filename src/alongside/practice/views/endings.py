"""Ending: the person's wish, whoever hears it; a closing asked for, and its staffing."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.caseload.access import Record
from alongside.caseload.hearing import record_to_hear
from alongside.caseload.models import Ground
from alongside.caseload.views.handed_over import handed_over
from alongside.people.gates import at_an_agency, signed_in
from alongside.people.viewer import AgencyRequest, SignedInRequest
from alongside.practice.closing import (
    STAFFS,
    AskedBefore,
    ask_to_close,
    closings_seen_by,
    closings_waiting,
    come_back,
    has_next_steps,
    may_ask,
    staff_closing,
)
from alongside.practice.ending_forms import CloseForm, EndForm, StaffForm
from alongside.practice.endings import closing_of
from alongside.practice.leaving import ended_by_person, person_ends
from alongside.practice.models import Closing
from alongside.practice.prompting import beside_team_words
from alongside.practice.refusals import NotPossibleNow
from alongside.practice.trying import tries_on_file
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused
from alongside.ui.amounts import day_words
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped

DECIDES: Final = STAFFS


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """The person's own wish, which needs no reason; and for who may ask, the case to be closed."""
    record = record_to_hear(person_id, viewer=request.viewer, agency=request.agency)
    if request.method == "POST" and not may_ask(record):
        return handed_over(request, person_id, CloseForm(request.POST))
    form = CloseForm(request.POST or None)
    context = _shown(request, record, form=form)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            ask_to_close(
                record=record,
                ground=Closing.Ground(data["ground"]),
                ending=form.ending(),
                is_protected_ground=data["is_protected_ground"] == "yes",
                by=request.user,
                on=request.today,
            )
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except AskedBefore as before:
            messages.warning(request, str(before))
            return redirect("practice:close", person_id=person_id)
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        else:
            messages.success(request, _("It waits to be talked through with the supervisor; then it closes."))
            return _back(record)
    return render(request, "practice/close.html", context, status=422 if form.is_bound else 200)


@require_POST
@signed_in
def end_at_their_word(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """The person ends service: it holds now, whoever took it down."""
    record = record_to_hear(person_id, viewer=request.viewer, agency=request.agency)
    is_own = record.ground is Ground.OWN
    form = EndForm(request.POST, is_own=is_own)
    if not form.is_valid():
        return render(request, "practice/close.html", _shown(request, record, end=form), status=422)
    row = person_ends(record=record, words=form.cleaned_data["words"], by=request.user, on=request.today)
    first = ended_by_person(row)
    if first is None or first[0] != request.user:
        name, day = first or (row.staffed_by or row.by, row.closed_on or row.asked_on)
        said = _("%(name)s put this on record on %(day)s, and it holds. What was said now stands beside it.")
        messages.success(request, said % {"name": name.name, "day": day_words(day)})
    elif is_own:
        messages.success(request, _("It ends now, as you wish. Nothing new is planned. The door stays open."))
    else:
        messages.success(request, _("It ends now, as they wish. Nothing new is planned. The door stays open."))
    return _back(record)


def _shown(
    request: SignedInRequest, record: Record, *, form: CloseForm | None = None, end: EndForm | None = None
) -> dict[str, object]:
    """The page of an ending. Of a record that stays shut to them it shows the chosen name, and how it stands to who staffs it."""
    is_own, asks = record.ground is Ground.OWN, may_ask(record)
    standing = closing_of(record.person) if asks or not record.is_shut else None
    first = ended_by_person(standing) if standing else None
    worker = record.viewer.worker
    return {
        "record": record,
        "person": record.person,
        "is_own": is_own,
        "form": (form or CloseForm()) if asks else None,
        "end": end or EndForm(is_own=is_own),
        "standing": standing,
        "who": first[0] if first else standing.by if standing else None,
        "since": first[1] if first else standing.asked_on if standing else None,
        "tried": tries_on_file(record.person) if asks and not standing else None,
        "besides": beside_team_words(worker, "reason", request.today) if worker and asks else [],
    }


def _back(record: Record) -> HttpResponse:
    """Where one goes on after an ending: the person to what is theirs, others to the person, or to the list of people."""
    if record.ground is Ground.OWN:
        return redirect("practice:close", person_id=record.person.pk)
    return redirect("caseload:people") if record.is_shut else redirect("caseload:person", person_id=record.person.pk)


@require_safe
@at_an_agency(*DECIDES)
def closings(request: AgencyRequest) -> HttpResponse:
    """What waits to be staffed, and what closed lately."""
    context = {
        "waiting": list(closings_waiting(request.viewer, request.agency)),
        "lately": list(
            closings_seen_by(request.viewer, request.agency).filter(closed_on__isnull=False).order_by("-closed_at")[:10]
        ),
    }
    return render(request, "practice/closings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*DECIDES)
def staff(request: AgencyRequest, closing_id: int) -> HttpResponseBase:
    """Talk it through, and decide it."""
    row = get_object_or_404(closings_seen_by(request.viewer, request.agency), pk=closing_id)
    form = StaffForm(request.POST or None, asks_steps=not has_next_steps(row), is_theirs=row.person_ended)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        staffing = form.staffing()
        try:
            staff_closing(closing=row, staffing=staffing, by=request.user, on=request.today)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        else:
            messages.success(
                request, _("Closed. The door stays open.") if staffing.is_agreed else _("Service goes on.")
            )
            return redirect("practice:closings")
        row.refresh_from_db()
    context |= {
        "closing": row,
        "ending": row.data(),
        "staffed": row.staffed(),
        "said": list(row.said.select_related("by").order_by("pk")),
        "tried": tries_on_file(row.person) if row.ground == Closing.Ground.NO_RESPONSE else None,
        "besides": beside_team_words(row.worker, "words", request.today) if row.worker else [],
    }
    return render(request, "practice/staff.html", context, status=422 if form.is_bound else 200)


@require_POST
@at_an_agency(*DECIDES)
def back_again(request: AgencyRequest, closing_id: int) -> HttpResponseBase:
    """They come back."""
    row = get_object_or_404(closings_seen_by(request.viewer, request.agency), pk=closing_id)
    come_back(closing=row, by=request.user, on=request.today)
    return redirect("caseload:offer", person_id=row.person_id)
