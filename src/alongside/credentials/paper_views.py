"""The page on which a certificate is printed, for its holder and the staff of its board, and the PDF itself."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alongside.credentials.models import Certificate
from alongside.credentials.papers import Paper, credential_name
from alongside.credentials.printing import NotPrinted, print_copy
from alongside.credentials.queries import copies_of, printable_by
from alongside.credentials.standing import standing_of
from alongside.credentials.words import PRINT_AGAIN, WORDS
from alongside.paper import LettersMissing
from alongside.people import clock
from alongside.people.gates import signed_in
from alongside.people.viewer import SignedInRequest
from alongside.ui.amounts import clock_words, day_words


@never_cache
@require_safe
@signed_in
def papers(request: SignedInRequest, token: str) -> HttpResponse:
    """What can be printed, and what was. Raises Http404 for a certificate of somebody else."""
    return _page(request, _certificate(request, token))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def print_paper(request: SignedInRequest, token: str, paper: str) -> HttpResponseBase:
    """The PDF, for a button: printing is put on record, so an address alone leads to the page with the button."""
    held = _certificate(request, token)
    if request.method != "POST":
        return redirect("credentials:papers", token=token)
    try:
        copy, pdf = print_copy(
            certificate=held,
            paper=Paper(paper),
            language=(get_language() or "en")[:2],
            by=request.user,
        )
    except NotPrinted:
        return _page(request, held, status=409)
    except LettersMissing as missing:
        return _page(request, held, missing=missing, status=422)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{copy.paper}-{slugify(held.number)}.pdf"'
    return answer


def _certificate(request: SignedInRequest, token: str) -> Certificate:
    held = printable_by(request.viewer).filter(token=token).first()
    if held is None:
        raise Http404
    return held


def _page(
    request: SignedInRequest, held: Certificate, *, missing: LettersMissing | None = None, status: int = 200
) -> HttpResponse:
    standing = standing_of(held, clock.now())
    words = WORDS[standing.status] if standing else None
    context = {
        "certificate": held,
        "credential": credential_name(held, request.today),
        "standing": standing,
        "words": words,
        "again": PRINT_AGAIN.get(standing.status) if standing else None,
        "is_own": held.holder.user_id == request.user.pk,
        "missing": missing,
        "copies": [(copy, _moment(copy.at.astimezone(held.board.time_zone))) for copy in copies_of(held)[:20]],
    }
    return render(request, "credentials/papers.html", context, status=status)


def _moment(at: datetime) -> str:
    """When, by the clock of the board."""
    return f"{day_words(at.date())}, {clock_words(at)}"
