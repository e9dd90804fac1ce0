"""Seeing where one works, and changing the place."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.gates import signed_in
from alongside.people.middleware import PLACE_IN_SESSION
from alongside.people.viewer import SignedInRequest, key_of, place_of


@signed_in
def places(request: SignedInRequest) -> HttpResponse:
    """Each place the reader holds a role in, with what they are there."""
    rows = [
        {
            "place": place,
            "key": key_of(place),
            "is_here": place == request.viewer.place,
            "as": ", ".join(str(role.get_kind_display()) for role in request.viewer.roles if place_of(role) == place),
        }
        for place in request.viewer.places
    ]
    return render(request, "people/places.html", {"rows": rows})


@require_POST
@signed_in
def choose_place(request: SignedInRequest) -> HttpResponseBase:
    """Work in another place from here on. One where the reader holds no role does not exist for them."""
    chosen = request.POST.get("place", "")
    if chosen not in {key_of(place) for place in request.viewer.places}:
        raise Http404(_("You hold no role at that place."))
    request.session[PLACE_IN_SESSION] = chosen
    return redirect(settings.LOGIN_REDIRECT_URL)
