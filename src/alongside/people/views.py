"""Changing the place one is working in."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from alongside.people.gates import signed_in
from alongside.people.middleware import PLACE_IN_SESSION
from alongside.people.viewer import SignedInRequest, key_of


@require_POST
@signed_in
def choose_place(request: SignedInRequest) -> HttpResponse:
    """Work in another place from here on. One where the reader holds no role does not exist for them."""
    chosen = request.POST.get("place", "")
    if chosen not in {key_of(place) for place in request.viewer.places}:
        raise Http404
    request.session[PLACE_IN_SESSION] = chosen
    return redirect("/")
