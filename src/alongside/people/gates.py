"""Who may open a page at all. What they then see on it is for the page's queries to decide.

    @for_workers
    def ask(request: WorkerRequest) -> HttpResponse: ...

A stranger is asked to sign in; somebody without the role is told that the page is not open to them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.debug import sensitive_post_parameters

from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest, BoardRequest, PractitionerRequest, SignedInRequest, WorkerRequest

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase]) -> Page[P]:
    """Only for people with an account, whatever their roles."""
    return _gate(view, lambda request: True)


def for_workers(view: Callable[Concatenate[WorkerRequest, P], HttpResponseBase]) -> Page[P]:
    """Only for peer workers, at the agency that employs them."""
    return _gate(view, lambda request: request.worker is not None)


def for_workers_untold(view: Callable[Concatenate[WorkerRequest, P], HttpResponseBase]) -> Page[P]:
    """Only for peer workers; neither the log of requests nor an error report says whose page it was."""
    gated = for_workers(view)

    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request.leaves_no_name = True  # type: ignore[attr-defined]
        return gated(request, *args, **kwargs)

    return cast("Page[P]", sensitive_post_parameters()(page))


def for_practitioners(view: Callable[Concatenate[PractitionerRequest, P], HttpResponseBase]) -> Page[P]:
    """Only for those who asked for a credential or hold one, whether or not anybody employs them."""

    def is_one(request: SignedInRequest) -> bool:
        practitioner = request.viewer.practitioner
        if practitioner is not None:
            cast("PractitionerRequest", request).practitioner = practitioner
        return practitioner is not None

    return _gate(view, is_one)


def at_an_agency(*kinds: RoleKind) -> Callable[[Callable[Concatenate[AgencyRequest, P], HttpResponseBase]], Page[P]]:
    """Only for those who hold one of these roles at the agency they are working in now."""
    return lambda view: _gate(view, lambda request: request.agency is not None and bool(request.roles & set(kinds)))


def at_a_board(*kinds: RoleKind) -> Callable[[Callable[Concatenate[BoardRequest, P], HttpResponseBase]], Page[P]]:
    """Only for those who hold one of these roles at the board they are working in now; by default its staff."""
    wanted = set(kinds) or {RoleKind.BOARD_STAFF}
    return lambda view: _gate(view, lambda request: request.board is not None and bool(request.roles & wanted))


def for_roles(*kinds: RoleKind) -> Callable[[Callable[Concatenate[SignedInRequest, P], HttpResponseBase]], Page[P]]:
    """Only for those who hold one of these roles where they are working now, agency or board."""
    return lambda view: _gate(view, lambda request: bool(request.roles & set(kinds)))


def _gate(view: Callable[..., HttpResponseBase], is_open: Callable[[SignedInRequest], bool]) -> Page[P]:
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_open(cast("SignedInRequest", request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast("Page[P]", wraps(view)(guarded))
