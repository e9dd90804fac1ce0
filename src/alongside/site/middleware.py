"""What happens to every request and answer."""

import secrets
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers

from alongside.site.logs import REQUEST_ID
from alongside.site.resending import show_again

Answer = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("alongside.request")


class PrivateByDefault:
    """No shared cache and no browser history keeps a page made for somebody; no device is asked for, and nothing that is
    not ours is loaded or run. A page that needs another answer says so itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Cache-Control", "private, no-store")
        if not (settings.DEBUG and response.status_code in (404, 500)):  # Django's pages for who develops bring styles
            headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        return response


class NamedRequests:
    """One log line a request: by number, route and status; who by id. Never the address itself, which may say more."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        named = REQUEST_ID.set(secrets.token_hex(6))
        try:
            response = self.get_response(request)
            self._say(request, response, began)
            return response
        finally:
            REQUEST_ID.reset(named)

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
    """A language chosen on this device wins; else the one in the account; else what the browser asks for.

    In place of Django's `LocaleMiddleware`, which looks for a language in addresses: none of ours has one.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _speak(translation.get_language_from_request(request), request)  # before the account is read, should that fail
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.user.is_authenticated:
            _speak(request.user.language, request)
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


def _speak(language: str, request: HttpRequest) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language


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
