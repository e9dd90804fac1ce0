"""What a board publishes for anyone to check by, and the page on which a holder takes their certificate as a file."""

from __future__ import annotations

from hashlib import sha256
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alongside.badges.actions import NotInForce, issue_badge
from alongside.badges.addresses import origin_of
from alongside.badges.documents import LIST_TTL, Purpose, achievement_document
from alongside.badges.keys import KeyCannotBeOpened
from alongside.badges.models import StatusList
from alongside.badges.proofs import canonical
from alongside.badges.publishing import achieved, controller_of, signed_list
from alongside.badges.queries import certificate_of
from alongside.credentials.models import Certificate
from alongside.credentials.standing import standing_of
from alongside.credentials.words import WORDS
from alongside.people import clock
from alongside.people.gates import for_practitioners
from alongside.people.models import Board
from alongside.people.viewer import PractitionerRequest

LINKED_DATA = "application/ld+json"
CREDENTIAL = "application/vc+ld+json"
"""As Open Badges 3.0 asks for it."""


@require_safe
def issuer(request: HttpRequest, board: str) -> HttpResponseBase:
    """Who a board is and how its signatures are checked. Raises Http404."""
    place = get_object_or_404(Board, slug=board)
    return _public(request, canonical(controller_of(place, origin_of(request))), LINKED_DATA)


@require_safe
def achievement(request: HttpRequest, board: str, code: str) -> HttpResponseBase:
    """What a certificate of a board under a code stands for. Raises Http404 where it never granted one."""
    place = get_object_or_404(Board, slug=board)
    if not Certificate.objects.filter(board=place, code=code).exists():
        raise Http404
    return _public(request, canonical(achievement_document(achieved(place, code, origin_of(request)))), LINKED_DATA)


@require_safe
def status_list(request: HttpRequest, board: str, number: str, purpose: Purpose) -> HttpResponseBase:
    """A status list as it is at this moment. Raises Http404."""
    listed = get_object_or_404(StatusList.objects.select_related("board"), board__slug=board, number=number)
    return _public(request, signed_list(listed, purpose, origin_of(request), at=clock.now()), CREDENTIAL)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def file(request: PractitionerRequest, token: str) -> HttpResponse:
    """What the file is for, and the file itself. Raises Http404 for a certificate of somebody else."""
    held = certificate_of(request.practitioner, token)
    if held is None:
        raise Http404
    if request.method == "POST":
        try:
            badge = issue_badge(certificate=held, origin=origin_of(request), by=request.user)
        except NotInForce:
            return _page(request, held, status=422)
        except KeyCannotBeOpened:
            return _page(request, held, cannot_sign=True, status=503)
        answer = HttpResponse(badge.file.encode(), content_type=CREDENTIAL)
        answer["Content-Disposition"] = f'attachment; filename="certificate-{slugify(held.number)}.json"'
        return answer
    return _page(request, held)


def _page(request: HttpRequest, held: Certificate, *, cannot_sign: bool = False, status: int = 200) -> HttpResponse:
    standing = standing_of(held, clock.now())
    words = WORDS[standing.status] if standing else None
    credential = achieved(held.board, held.code, origin_of(request)).name
    context = {
        "held": held,
        "credential": credential,
        "standing": standing,
        "words": words,
        "cannot_sign": cannot_sign,
    }
    return render(request, "badges/file.html", context, status=status)


def _public(request: HttpRequest, body: bytes, kind: str) -> HttpResponseBase:
    """Anyone may fetch it, from a page of any site too, and a cache may keep it for as long as a list says."""
    answer = HttpResponse(body, content_type=kind)
    answer["ETag"] = etag = quote_etag(sha256(body).hexdigest())
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(answer, public=True, max_age=int(LIST_TTL.total_seconds()))
    return cast("HttpResponseBase", get_conditional_response(request, etag=etag, response=answer))
