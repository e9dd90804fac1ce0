"""Pages for whoever wants to be certified: what there is to apply for, the application in sittings, its end."""

from __future__ import annotations

from typing import Final

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.actions import send_invitation, send_way_in
from alongside.accounts.lockout import Limit, digest, may_pass
from alongside.applications.actions import (
    answer_denial,
    begin_application,
    open_and_begin,
    submit_application,
    withdraw_application,
)
from alongside.applications.forms import AnswerForm, BeginForm, SendForm
from alongside.applications.progress import progress_of, state_words
from alongside.applications.queries import applications_of, offer_of, offers, own_application
from alongside.applications.refusals import NotAffirmed, NotComplete, NotNow
from alongside.applications.terms import terms_told
from alongside.applications.truth import clauses_on_sending
from alongside.people import clock
from alongside.people.gates import for_practitioners, signed_in
from alongside.people.practitioners import practitioner_of
from alongside.people.viewer import PractitionerRequest, SignedInRequest
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.queries import standing_of
from alongside.rulings.seeking import ActRefused

BEGINNINGS: Final = Limit(tries=10, seconds=60 * 60)
"""Accounts that one address may ask for: enough for a class at one library, too few to write to a town."""

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every credential that can be applied for here, and one's own applications."""
    mine = applications_of(practitioner_of(request.user)) if request.user.is_authenticated else []
    return render(request, "applications/listed.html", {"offers": offers(), "mine": mine})


@never_cache
@page_or_form
def begin(request: HttpRequest, code: str) -> HttpResponseBase:
    """What a board asks; a stranger leaves a name and an address. Whether that has an account is told to nobody."""
    offer = offer_of(code)
    form = None if request.user.is_authenticated else BeginForm(request.POST or None)
    context = {"offer": offer, "terms": terms_told(offer), "form": form}
    if form is None or not form.is_bound:
        return render(request, "applications/begin.html", context)
    if not form.is_valid():
        return render(request, "applications/begin.html", context, status=422)
    if not may_pass(digest("apply", get_adapter().get_client_ip(request)), BEGINNINGS):
        return render(request, "applications/begin.html", {**context, "too_often": True}, status=429)
    email = form.cleaned_data["email"]
    try:
        user = open_and_begin(
            name=form.cleaned_data["name"], email=email, language=get_language() or "en", board=offer.board, code=code
        )
    except ValidationError as wrong:
        form.add_error(None, wrong)
        return render(request, "applications/begin.html", context, status=422)
    if user is None:
        send_way_in(email)
    else:
        send_invitation(user)
    return redirect("applications:written")


@never_cache
@require_safe
def written(request: HttpRequest) -> HttpResponse:
    """A letter is on its way: the same page whether or not the address was known."""
    return render(request, "applications/written.html")


@require_POST
@signed_in
def start(request: SignedInRequest, code: str) -> HttpResponseBase:
    """Begin, or go on with what was begun."""
    begun = begin_application(by=request.user, board=offer_of(code).board, code=code)
    return redirect("applications:overview", application_id=begun.pk)


@never_cache
@require_safe
@for_practitioners
def overview(request: PractitionerRequest, application_id: int) -> HttpResponse:
    """What is done, what is missing, how long the rest takes; once sent, how it stands."""
    application = own_application(request.practitioner, application_id)
    progress = progress_of(application)
    context = {
        "application": application,
        "progress": progress,
        "rows": [
            (part, state_words(part)) for part in progress.parts if part.is_begun or application.is_with_applicant
        ],
        "edition": standing_of(application.code, progress.asked.day).edition,
        "asked_more": application.more_asked.order_by("-pk").first(),
        "decision": application.decisions.order_by("-round").first(),
        "today": clock.today_in(application.board.time_zone),
        "answer_form": AnswerForm(),
    }
    return render(request, "applications/overview.html", context)


@never_cache
@page_or_form
@for_practitioners
def send(request: PractitionerRequest, application_id: int) -> HttpResponseBase:
    """Affirm and send it. A refusal names the clauses that speak."""
    application = own_application(request.practitioner, application_id)
    progress = progress_of(application)
    if not application.is_with_applicant:
        messages.info(request, _("It is with your board. This page was from before."))
        return redirect("applications:overview", application_id=application.pk)
    form = SendForm(request.POST if request.method == "POST" else None)
    edition = standing_of(application.code, progress.asked.day).edition
    context: dict[str, object] = {
        "application": application,
        "progress": progress,
        "form": form,
        "clauses": [(clause, clause_address(clause.id)) for clause in clauses_on_sending(edition)],
    }
    if not form.is_bound or not form.is_valid():
        return render(request, "applications/send.html", context)
    try:
        submit_application(application=application, by=request.user, **form.cleaned_data)
    except (NotNow, NotComplete) as refused:
        messages.error(request, str(refused))
        return redirect("applications:overview", application_id=application.pk)
    except (NotAffirmed, ActRefused) as refused:
        cited = refused.ruling.decided_by if isinstance(refused, NotAffirmed) else ()
        cites = [{"id": one.clause, "url": clause_address(one.clause)} for one in cited]
        return render(request, "applications/send.html", {**context, "refused": refused, "cites": cites}, status=422)
    messages.success(request, _("Your application is with your board."))
    return redirect("applications:overview", application_id=application.pk)


@page_or_form
@for_practitioners
def withdraw(request: PractitionerRequest, application_id: int) -> HttpResponseBase:
    """Take it back, after a page that says what that means."""
    application = own_application(request.practitioner, application_id)
    if request.method != "POST":
        return render(request, "applications/withdraw.html", {"application": application})
    try:
        withdraw_application(application=application, by=request.user)
    except NotNow as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your application is withdrawn. Nothing more happens with it."))
    return redirect("applications:overview", application_id=application.pk)


@require_POST
@for_practitioners
def answer(request: PractitionerRequest, application_id: int) -> HttpResponseBase:
    """Answer a denial."""
    application = own_application(request.practitioner, application_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write your answer first."))
        return redirect("applications:overview", application_id=application.pk)
    try:
        answer_denial(application=application, words=form.cleaned_data["words"], by=request.user)
    except NotNow as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your answer is with those who decide."))
    return redirect("applications:overview", application_id=application.pk)
