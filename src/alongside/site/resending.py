"""A form that could not be taken is handed back with everything written in it, and one button to send it."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NEVER_KEPT = ("password", "csrfmiddlewaretoken", "secret")
NOT_KEPT_WHEN_SIGNING_IN = (*NEVER_KEPT, "code", "credential")  # elsewhere these are words of the field


def show_again(request: HttpRequest, *, signed_out: bool) -> HttpResponse:
    """The page with what was posted as hidden fields under a fresh token. Nothing is kept on our side.

    Passwords and codes are left out. Files cannot be handed back: a browser takes none from a page.
    """
    secret = [name for name in request.POST if is_secret(name, request)]
    written = [(name, value) for name, values in request.POST.lists() if name not in secret for value in values]
    context = {
        "written": written,
        "address": request.get_full_path(),
        "signed_out": signed_out,
        "had_files": bool(request.FILES),
        "had_secret": bool({*secret} - {"csrfmiddlewaretoken"}),
    }
    response = render(request, "site/send_again.html", context, status=403)
    if request.headers.get("HX-Request"):  # htmx shows no 403: let it put the whole page in place of this one
        response.status_code = 422
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "body", "innerHTML"
    return response


def is_secret(name: str, request: HttpRequest) -> bool:
    page = (request.resolver_match.view_name if request.resolver_match else "") or ""
    signing_in = page.startswith(("account_", "mfa_"))
    return any(part in name.lower() for part in (NOT_KEPT_WHEN_SIGNING_IN if signing_in else NEVER_KEPT))


def comes_from_us(request: HttpRequest) -> bool:
    """Whether a page of ours posted this: only then may its fields be offered for sending once more.

    Another site must not be able to fill in a form here and leave only the button to press.
    """
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(said) and urlsplit(said).netloc == request.get_host()
