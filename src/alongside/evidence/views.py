"""A file to look at, the page of one's own files, and withdrawing one."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.evidence.actions import StillNeeded, open_file, remove_file
from alongside.evidence.checking import MediaType
from alongside.evidence.opening import is_kept
from alongside.evidence.queries import as_owner_sees, file_seen_by, files_of, own_file
from alongside.evidence.sealing import CannotOpen
from alongside.people.gates import for_practitioners, signed_in
from alongside.people.viewer import PractitionerRequest, SignedInRequest, zone_of

A_PAGE: Final = 25
ALONE: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""Policy of a file that a browser shows: it is a picture by itself, reaches nothing and is part of no page of ours."""


@require_safe
@signed_in
def show(request: SignedInRequest, token: UUID) -> HttpResponse:
    """The file itself; pictures are shown, PDFs downloaded. Looks by others are put on record. Raises Http404."""
    file = file_seen_by(request.viewer, token)
    try:
        content = open_file(file=file, by=request.user)
    except CannotOpen as cannot:
        return render(request, "evidence/cannot_open.html", {"says": str(cannot)}, status=503)
    answer = HttpResponse(content, content_type=file.media_type)
    is_to_save = file.media_type == MediaType.PDF.value
    answer["Content-Disposition"] = content_disposition_header(is_to_save, file.file_name) or "attachment"
    answer["Content-Security-Policy"] = ALONE
    answer["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(answer)
    return answer


@require_safe
@for_practitioners
def own(request: PractitionerRequest) -> HttpResponse:
    """What one handed in, the newest first, and how often others opened it."""
    page = Paginator(files_of(request.practitioner).order_by("-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "files": as_owner_sees(page),
        "zone": zone_of(request.viewer.place),
        "here": request.get_full_path(),
    }
    return render(request, "evidence/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def remove(request: PractitionerRequest, token: UUID) -> HttpResponseBase:
    """Ask once more, then withdraw one's own file. Pressed twice it is withdrawn once. Raises Http404."""
    file, back = own_file(request.practitioner, token), _way_back(request)
    if hasattr(file, "removed"):
        return redirect(back)
    context = {"file": file, "back": back, "is_kept": is_kept(file)}
    if request.method != "POST":
        return render(request, "evidence/remove.html", context)
    try:
        remove_file(file=file, by=request.user)
    except StillNeeded:
        return render(request, "evidence/remove.html", {**context, "is_kept": True}, status=422)
    messages.success(request, _("The file is deleted."))
    return redirect(back)


def _way_back(request: HttpRequest) -> str:
    """The page of ours that asked; no other site's."""
    asked = str(request.POST.get("next") or request.GET.get("next") or "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else reverse("evidence:own")
