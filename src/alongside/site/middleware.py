"""What happens to every request and answer."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_cache_control

from alongside.site.resending import show_again

Answer = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("alongside.request")


class PrivateByDefault:
    """No shared cache and no browser history keeps a page made for somebody; and no device is asked for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class NamedRequests:
    """One log line a request: by number, route and status; who by id. Never the address itself, which may say more."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex[:12])
        try:
            response = self.get_response(request)
            self._say(request, response, began)
            return response
        finally:
            structlog.contextvars.clear_contextvars()

    def _say(self, request: HttpRequest, response: HttpResponse, began: float) -> None:
        match = request.resolver_match
        user = getattr(request, "_cached_user", None)  # only if something asked: a log line is no reason for a query
        if getattr(request, "leaves_no_name", False):
            user = None  # a worker's own plan: that they open it is nobody's to know
        log.info(
            "request",
            method=request.method,
            route=match.route if match else "",
            status=response.status_code,
            ms=round((time.monotonic() - began) * 1000),
            user=user.pk if user is not None else None,
        )


class ChosenLanguage:
    """A language chosen on this device wins; else the one in the account; else what the browser asks for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user.is_authenticated:
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        return self.get_response(request)


class NothingWrittenIsLost:
    """When a form arrives after the session has lapsed, give it back to be sent again, not a bare sign-in page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and not request.user.is_authenticated and _asks_to_sign_in(response):
            return show_again(request, signed_out=True)
        return response


def _asks_to_sign_in(response: HttpResponse) -> bool:
    sign_in = resolve_url(settings.LOGIN_URL)
    return (
        isinstance(response, HttpResponseRedirect)
        and response.url.partition("?")[0] == sign_in
        and "next=" in response.url
    )
