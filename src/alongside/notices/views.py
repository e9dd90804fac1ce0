"""The page of what one was told."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.notices.actions import mark_read
from alongside.notices.queries import in_words, notices_of, unread_count
from alongside.people.gates import signed_in
from alongside.people.viewer import SignedInRequest, zone_of

A_PAGE = 25


@require_safe
@signed_in
def listed(request: SignedInRequest) -> HttpResponse:
    """Everything told, the newest first, what is unread lit."""
    page = Paginator(notices_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "told": in_words(list(page)),
        "unread": unread_count(request.user),
        "zone": zone_of(request.viewer.place),
    }
    return render(request, "notices/listed.html", context)


@require_POST
@signed_in
def read(request: SignedInRequest) -> HttpResponseBase:
    """All of it is read."""
    mark_read(by=request.user)
    return redirect("notices:listed")
