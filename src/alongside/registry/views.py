"""What a stranger sees. Nothing here asks who is reading."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.registry.queries import codes_to_read, doors, example_answer, open_address
from alongside.ui.answers import ANSWER_LOOKS


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What Alongside is, the ways in, one real answer, and the codes."""
    codes = codes_to_read()
    context = {
        "doors": doors(),
        "example": example_answer(),
        "codes": codes,
        "clause_total": sum(code.clauses for code in codes),
        "ask_url": open_address("today:ask"),
        "codes_url": open_address("rulebook:codes"),
        "compare_url": open_address("rulebook:compare"),
    }
    return render(request, "registry/start.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How asking works, what is kept, and where to turn for what is not here yet."""
    return render(request, "registry/help.html", {"answers": ANSWER_LOOKS, "codes_url": open_address("rulebook:codes")})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we hold ourselves to, what was checked, what is known to be weak."""
    return render(request, "registry/accessibility.html")
