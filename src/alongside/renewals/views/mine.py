"""What a holder does: renew, tell of a legal action or a change in recovery, answer an audit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.evidence.actions import take_in
from alongside.evidence.forms import EvidenceForm
from alongside.people import clock
from alongside.people.gates import for_practitioners
from alongside.people.viewer import PractitionerRequest
from alongside.renewals import legal
from alongside.renewals.auditing import EVIDENCE, case_of, open_cases_of
from alongside.renewals.forms import ActionForm, RenewForm, ResolutionForm
from alongside.renewals.knowing import known_by_token, known_of, renewals_of
from alongside.renewals.models import LegalAction, RecoveryNotice, Renewal
from alongside.renewals.recovery import own_day, tell_of_recovery, would_be_told
from alongside.renewals.refusals import AlreadyAsked, NotPossible
from alongside.renewals.renewing import ask_renewal
from alongside.rulebook.queries import standing_of

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_practitioners
def mine(request: PractitionerRequest) -> HttpResponse:
    """Every certificate's renewal, and what else is to be told."""
    known = known_of(request.practitioner)
    context = {
        "known": known,
        "first": known[0] if known else None,
        "cases": open_cases_of(request.practitioner),
        "actions": legal.actions_of(request.practitioner),
    }
    return render(request, "renewals/mine.html", context)


@page_or_form
@for_practitioners
def one(request: PractitionerRequest, token: str) -> HttpResponseBase:
    """One renewal in one sitting: what is known and met, and what only the holder can say."""
    known = known_by_token(request.practitioner, token)
    form = RenewForm(request.POST if request.method == "POST" else None)
    refusal: NotPossible | None = None
    if form.is_bound and form.is_valid():
        declares = Renewal.Declares(form.cleaned_data["declares"])
        try:
            renewal = ask_renewal(
                certificate=known.certificate,
                declares=declares,
                fee_reference=form.cleaned_data["fee_reference"],
                by=request.user,
            )
        except AlreadyAsked as asked:
            messages.warning(request, str(asked))
            return redirect("renewals:one", token)
        except NotPossible as refused:
            refusal = refused
        else:
            done = hasattr(renewal, "decision")
            messages.success(request, _("It is renewed.") if done else _("Your board has it now. You will be told."))
            return redirect(
                "renewals:legal-new" if declares is Renewal.Declares.TO_TELL else "renewals:one",
                *_if_one(declares, token),
            )
    context = {"known": known, "form": form, "refusal": refusal, "renewals": renewals_of(known.certificate)}
    status = 422 if (form.is_bound and not form.is_valid()) or refusal else 200
    return render(request, "renewals/one.html", context, status=status)


def _if_one(declares: Renewal.Declares, token: str) -> list[str]:
    return [] if declares is Renewal.Declares.TO_TELL else [token]


@page_or_form
@for_practitioners
def legal_new(request: PractitionerRequest) -> HttpResponseBase:
    """Tell a board of a legal action: nc.cert.5."""
    today = own_day(request.practitioner)
    codes = [(code, standing_of(code, today).edition.code.place) for code in legal.codes_of(request.practitioner)]
    is_sent = request.method == "POST"
    form = ActionForm(request.POST if is_sent else None, request.FILES if is_sent else None, codes=codes)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            row = legal.tell_of_action(
                practitioner=request.practitioner,
                code=said["code"],
                kind=LegalAction.Kind(said["kind"]),
                began_on=said["began_on"],
                words=said["words"],
                file=said["file"],
                by=request.user,
            )
        except NotPossible as refused:
            form.add_error("began_on", str(refused))
        else:
            messages.success(request, _("Your board knows. Keep this page as proof of the day."))
            return redirect("renewals:legal-one", row.pk)
    prompts = legal.on_convictions([code for code, _place in codes], today)
    context = {"form": form, "codes": codes, "prompts": prompts}
    return render(request, "renewals/legal_new.html", context, status=422 if form.is_bound else 200)


@page_or_form
@for_practitioners
def legal_one(request: PractitionerRequest, action_id: int) -> HttpResponseBase:
    """One that was told: in time or late, what the board says, and how it ended."""
    action = legal.action_of(request.practitioner, action_id)
    resolution = getattr(action, "resolution", None)
    is_sent = request.method == "POST" and resolution is None
    form = ResolutionForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            legal.tell_how_it_ended(
                action=action, ended_on=said["ended_on"], words=said["words"], file=said["file"], by=request.user
            )
        except NotPossible as refused:
            form.add_error("ended_on", str(refused))
        else:
            messages.success(request, _("Your board knows how it ended."))
            return redirect("renewals:legal-one", action.pk)
    today = clock.today_in(action.board.time_zone)
    context = {
        "action": action,
        "prompts": legal.on_convictions([action.code], today) if action.kind == LegalAction.Kind.CONVICTION else [],
        "resolution": resolution,
        "form": form,
        "clock": legal.told_clock(action.code, action.began_on, action.told_on, today),
        "end_clock": legal.resolution_clock(action.code, resolution.ended_on, resolution.told_on, today)
        if resolution
        else None,
        "reviews": sorted(action.reviews.all(), key=lambda review: -review.pk),
    }
    return render(request, "renewals/legal_one.html", context, status=422 if form.is_bound else 200)


@page_or_form
@for_practitioners
def recovery(request: PractitionerRequest) -> HttpResponseBase:
    """Tell employer and program of a change in recovery: who would be told is shown first. nc.1.2"""
    if request.method == "POST":
        tell_of_recovery(practitioner=request.practitioner, by=request.user)
        messages.success(request, _("They know, and nothing more than that. Ask for support whenever you want it."))
        return redirect("renewals:recovery")
    today = own_day(request.practitioner)
    context = {
        "told": would_be_told(request.practitioner),
        "last": RecoveryNotice.objects.filter(practitioner=request.practitioner).order_by("-on").first(),
        "today": today,
    }
    return render(request, "renewals/recovery.html", context)


@page_or_form
@for_practitioners
def case(request: PractitionerRequest, case_id: int) -> HttpResponseBase:
    """An audit of one's learning: what counted, and papers that show it."""
    looked = case_of(request.practitioner, case_id)
    is_sent = request.method == "POST" and looked.outcome is None
    form = EvidenceForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        take_in(
            owner=request.practitioner,
            kind=EVIDENCE,
            file_name=file.file_name,
            data=file.file,
            by=request.user,
            board=looked.case.board,
        )
        messages.success(request, _("It is with your board."))
        return redirect("renewals:case", case_id)
    context = {"looked": looked, "form": form}
    return render(request, "renewals/case.html", context, status=422 if form.is_bound else 200)
