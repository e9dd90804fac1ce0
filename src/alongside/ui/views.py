"""More, Urgent, and the living page of parts."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.ui.frame import reader_of
from alongside.ui.samples import sample_parts
from alongside.ui.shelves import shelf_for


@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """Everything the dock has no room for; on a phone also the language and the way out."""
    return render(request, "ui/more.html")


@require_safe
def urgent(request: HttpRequest) -> HttpResponse:
    """Who to call now, then what the code asks. Open to a stranger as well: nobody signs in to find a crisis line."""
    entries = shelf_for("urgent", request, reader_of(request).roles)
    return render(request, "ui/urgent.html", {"entries": entries})


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Every part at once, for those who build pages and for screenshots; not in a product that serves people."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    return render(request, "ui/parts.html", sample_parts())
