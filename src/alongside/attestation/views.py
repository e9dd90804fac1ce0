"""Reading a code section by section and signing it; the signed copy; an edition put to every holder."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.attestation.actions import (
    AlreadyPut,
    AnotherEdition,
    BadDay,
    NotSigned,
    put_to_holders,
    read_section,
    sign,
)
from alongside.attestation.changes import changes_of
from alongside.attestation.forms import CampaignForm, SignForm
from alongside.attestation.models import Campaign
from alongside.attestation.papers import attestation_pdf
from alongside.attestation.proving import copy_of, prove
from alongside.attestation.queries import (
    ReadingSoFar,
    adoptions_to_put,
    board_of,
    campaigns_of,
    code_standing,
    must_sign,
    progress_of,
    reading_of,
    signature_of,
    signature_seen_by,
    signatures_of,
)
from alongside.attestation.signing import affirmations_of, version_of
from alongside.paper import LettersMissing
from alongside.people import clock
from alongside.people.gates import at_a_board, for_practitioners, signed_in
from alongside.people.viewer import BoardRequest, PractitionerRequest, SignedInRequest
from alongside.rulebook.addresses import with_query
from alongside.rulebook.reader.official import printed_of

page_or_form = require_http_methods(["GET", "HEAD", "POST"])
A_PAGE = 25
ANSWERS_FOR_HOLDER = 10
ANSWERS_FOR_BOARD = 60


@require_safe
@for_practitioners
def mine(request: PractitionerRequest) -> HttpResponse:
    """Everything one has signed."""
    return render(request, "attestation/mine.html", {"signatures": signatures_of(request.practitioner)})


@require_safe
@for_practitioners
def code(request: PractitionerRequest, code: str) -> HttpResponse:
    """How far the reading is, and the way on."""
    reading = _reading(request, code)
    on = _today(code)
    campaign = must_sign(request.practitioner, code, on)
    context = {
        "reading": reading,
        "signed": signature_of(request.practitioner, code, on),
        "campaign": campaign,
        "changes": changes_of(campaign.adoption, most=ANSWERS_FOR_HOLDER) if campaign else None,
        "next": _next(request),
    }
    return render(request, "attestation/code.html", context)


@page_or_form
@for_practitioners
def chapter(request: PractitionerRequest, code: str, number: int) -> HttpResponseBase:
    """One section: the official words beside ours, and a button that says it was read."""
    reading = _reading(request, code)
    own = next((chapter for chapter in reading.chapters if chapter.number == number), None)
    if own is None:
        raise Http404
    if request.method == "POST":
        digest = request.POST.get("edition", "")
        try:
            read_section(
                practitioner=request.practitioner,
                code=code,
                section=own.name,
                edition_digest=digest,
                by=request.user,
            )
        except NotSigned as refused:
            messages.warning(request, str(refused))
            return redirect(_with_next("attestation:code", request, code))
        following = _reading(request, code).next_chapter
        if following is None:
            return redirect(_with_next("attestation:confirm", request, code))
        return redirect(_with_next("attestation:chapter", request, code, following.number))
    printed = printed_of(reading.standing)
    clauses = [(clause, printed.quoted(clause.id) if printed else "") for clause in own.clauses]
    context = {"reading": reading, "chapter": own, "clauses": clauses, "next": _next(request)}
    return render(request, "attestation/chapter.html", context)


@page_or_form
@for_practitioners
def confirm(request: PractitionerRequest, code: str) -> HttpResponseBase:
    """The affirmations and the signature."""
    reading = _reading(request, code)
    signed = signature_of(request.practitioner, code, _today(code))
    if signed is not None:
        return redirect("attestation:signed", signed.pk)
    if not reading.is_read:
        return redirect(_with_next("attestation:code", request, code))
    form = SignForm(
        request.POST if request.method == "POST" else None,
        affirmations=affirmations_of(reading.standing.edition),
        version=version_of(reading.standing),
    )
    if form.is_bound and form.is_valid():
        try:
            row = sign(
                practitioner=request.practitioner,
                code=code,
                version=form.version,
                affirmed=form.affirmed,
                name=form.cleaned_data["name"],
                by=request.user,
            )
        except AnotherEdition as refused:
            messages.warning(request, str(refused))
            return redirect(_with_next("attestation:code", request, code))
        except NotSigned as refused:
            form.add_error("name" if refused.code == "another-name" else None, str(refused))
        else:
            messages.success(request, _("Signed. Your copy is here whenever you want it."))
            return redirect(_next(request) or reverse("attestation:signed", args=[row.pk]))
    context = {"reading": reading, "form": form, "next": _next(request), "name": request.practitioner.name}
    return render(request, "attestation/confirm.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def signed(request: SignedInRequest, signature_id: int) -> HttpResponse:
    """One signature: what was signed, and what proves it."""
    signature = signature_seen_by(request.viewer, signature_id)
    zone = signature.board.time_zone
    context = {"signature": signature, "proof": prove(signature), "zone": zone}
    return render(request, "attestation/signed.html", context)


@require_safe
@signed_in
def copy(request: SignedInRequest, signature_id: int) -> HttpResponseBase:
    """The signer's copy as PDF, in the language it was signed in."""
    signature = signature_seen_by(request.viewer, signature_id)
    try:
        pdf = attestation_pdf(copy_of(signature))
    except LettersMissing:
        messages.warning(request, _("This name has letters our printer lacks. Print the page instead."))
        return redirect("attestation:signed", signature.pk)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="signed-{signature.code}-{signature.pk}.pdf"'
    return answer


# ---- the board ---------------------------------------------------------------------------------------------------------


@require_safe
@at_a_board()
def campaigns(request: BoardRequest) -> HttpResponse:
    """The editions put to the holders, and those that were not yet."""
    rows = [progress_of(campaign) for campaign in campaigns_of(request.board)]
    context = {"rows": rows, "unput": adoptions_to_put(request.board)}
    return render(request, "attestation/campaigns.html", context)


@page_or_form
@at_a_board()
def put(request: BoardRequest, adoption_id: int) -> HttpResponseBase:
    """Ask every holder to sign an adopted edition."""
    adoption = next((row for row in adoptions_to_put(request.board) if row.pk == adoption_id), None)
    if adoption is None:
        known = Campaign.objects.filter(board=request.board, adoption=adoption_id).first()
        if known is None:
            raise Http404
        return redirect("attestation:campaign", known.pk)
    form = CampaignForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        otherwise = Campaign.Otherwise(form.cleaned_data["otherwise"])
        try:
            put_to_holders(
                adoption=adoption, sign_by=form.cleaned_data["sign_by"], otherwise=otherwise, by=request.user
            )
        except AlreadyPut:
            messages.warning(request, _("A colleague has already asked them. This is how it goes."))
            return redirect("attestation:campaigns")
        except BadDay as refused:
            form.add_error("sign_by", str(refused))
        else:
            messages.success(request, _("The holders are being asked. Each gets a notice and a letter."))
            return redirect("attestation:campaigns")
    context = {"adoption": adoption, "form": form, "changes": changes_of(adoption, most=ANSWERS_FOR_BOARD)}
    return render(request, "attestation/put.html", context, status=422 if form.is_bound else 200)


@require_safe
@at_a_board()
def campaign(request: BoardRequest, campaign_id: int) -> HttpResponse:
    """How one goes: who has not signed, first; found by name or number."""
    row = next((row for row in campaigns_of(request.board) if row.pk == campaign_id), None)
    if row is None:
        raise Http404
    progress = progress_of(row)
    words = request.GET.get("q", "").strip()[:100]
    show = "signed" if request.GET.get("show") == "signed" else "waiting"
    found = {
        "waiting": [one for one in progress.waiting if one.is_called(words)],
        "signed": [one for one in progress.done if one.is_called(words)],
    }
    labels = {"waiting": _("Not signed yet"), "signed": _("Signed")}
    filters = [
        {"url": with_query("", show=kind, q=words), "label": labels[kind], "count": len(those), "here": kind == show}
        for kind, those in found.items()
    ]
    page = Paginator(found[show], A_PAGE).get_page(request.GET.get("page"))
    context = {"progress": progress, "page": page, "filters": filters, "show": show, "words": words}
    return render(request, "attestation/campaign.html", context)


def _reading(request: PractitionerRequest, code: str) -> ReadingSoFar:
    return reading_of(request.practitioner, code_standing(code, _today(code)))


def _today(code: str) -> date:
    """The day it is at the board that keeps a code. Raises Http404 for one that nobody keeps here."""
    board = board_of(code)
    if board is None:
        raise Http404
    return clock.today_in(board.time_zone)


def _next(request: SignedInRequest) -> str:
    """Where to go after signing: a path of ours, or nothing."""
    wanted = request.GET.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else ""


def _with_next(name: str, request: SignedInRequest, *args: object) -> str:
    return with_query(reverse(name, args=args), next=_next(request))
