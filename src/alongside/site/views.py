"""Pages and answers that belong to no single app: health, language, and a form whose time had run out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe
from django.views.defaults import page_not_found
from django.views.i18n import set_language

from alongside.caseload.sharing import NotSharedYet
from alongside.journal.readiness import complaints
from alongside.site.resending import comes_from_us, show_again
from alongside.ui.frame import Frame


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where somebody's day begins: the first page of their dock; for everyone else the public front."""
    own = (entry.url for entry in Frame(request).dock if entry.key != "more")
    return redirect(next(own, "/"))


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Turn the page over into the other language, remember it on this device, and in the account of who is signed in."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        request.user.language = language
        request.user.save(update_fields=["language"])
    return set_language(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A token that no longer holds, most often after signing in again elsewhere: hand everything back."""
    if request.method == "POST" and comes_from_us(request):
        return show_again(request, signed_out=False)
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing at an address; or a record that is not shared in the team yet, for who stands on it: nc.3.3."""
    if isinstance(exception, NotSharedYet):
        context = {"person": exception.person, "waits": exception.waits, "may_tell": exception.may_tell}
        return render(request, "caseload/not_shared.html", context, status=403)
    return page_not_found(request, exception)


@never_cache
@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that a slow database does not get it restarted."""
    return HttpResponse("live\n", content_type="text/plain")


@never_cache
@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: 200, or 503 with what is wrong, in names only."""
    found = complaints()
    return JsonResponse({"ready": not found, "complaints": found}, status=503 if found else 200)
