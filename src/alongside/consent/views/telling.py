"""Telling somebody outside the team: asked first, or put on record after; and one row of the ledger."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.caseload.access import Record, open_record
from alongside.caseload.models import Ground
from alongside.consent.disclosing import declare_disclosure, disclose
from alongside.consent.forms import TellForm
from alongside.consent.models import Disclosure
from alongside.consent.refusals import NotPossibleNow
from alongside.consent.standing import disclosure_of, named_in_releases
from alongside.people.gates import for_workers, signed_in
from alongside.people.viewer import SignedInRequest, WorkerRequest
from alongside.rulings.refusing import reader_of, shown_refusal
from alongside.rulings.seeking import ActRefused
from alongside.rulings.showing import show
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def tell(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """What is about to be told waits for the codes; what was told is always taken down."""
    record = open_record(person_id, viewer=request.viewer)
    if not record.may_write:
        raise Http404("not theirs to tell")
    form = TellForm(request.POST or None, named=partial(named_in_releases, record.person))
    context: dict[str, object] = {"record": record, "person": record.person, "form": form}
    if form.is_bound and form.is_valid():
        try:
            row = _told(request, record, form)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        else:
            messages.success(
                request, _("It stands in the ledger, where %(name)s can see it.") % {"name": record.person.chosen_name}
            )
            return redirect("consent:told", person_id=person_id, disclosure_id=row.pk)
    return render(request, "consent/tell.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def told(request: SignedInRequest, person_id: int, disclosure_id: int) -> HttpResponse:
    """One row of the ledger: who was told what, under what, and what the codes said of it."""
    record = open_record(person_id, viewer=request.viewer)
    row = disclosure_of(record, disclosure_id)
    is_own = record.ground is Ground.OWN
    context = {
        "record": record,
        "person": record.person,
        "is_own": is_own,
        "row": row,
        "words": row.data().get("words", ""),
        "shown": None if is_own else show(row.ruling.told(), reader_of(request, row.worker)),
    }
    return render(request, "consent/told.html", context)


def _told(request: WorkerRequest, record: Record, form: TellForm) -> Disclosure:
    sharing, token, words = form.sharing(), form.cleaned_data["token"], form.cleaned_data["words"]
    at = form.told_at(request.agency.time_zone)
    if at is None:
        return disclose(record=record, sharing=sharing, words=words, token=token, by=request.user)
    return declare_disclosure(record=record, sharing=sharing, words=words, token=token, told_at=at, by=request.user)
