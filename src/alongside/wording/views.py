"""Trying a text, the list itself, and what an agency adds to it."""

from __future__ import annotations

from typing import Final, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.people.authority import AGENCY_KEEPERS
from alongside.people.gates import at_an_agency, for_roles
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest, SignedInRequest
from alongside.rulebook.addresses import clause_address
from alongside.wording.actions import WordRefused, add_word, end_word, stop_for_all
from alongside.wording.forms import LONGEST_TEXT, TryForm, WordForm, language_of
from alongside.wording.lists import list_for
from alongside.wording.queries import clauses_on_language, stops_for_all, word_kept_by, words_kept_by
from alongside.wording.shapes import Kind
from alongside.wording.signing import Beside, look_at

WRITERS: Final = (RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)
A_PAGE: Final = 20
SHOWN: Final = 3


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def practice(request: SignedInRequest) -> HttpResponse:
    """Try a text. Nothing of it is kept."""
    form = TryForm(request.POST or None, initial={"language": page_language()})
    beside, status = Beside(), 200
    if form.is_bound:
        if form.is_valid():
            data = form.cleaned_data
            beside = look_at(data["text"], viewer=request.viewer, language=data["language"], plain=data["is_plain"])
        status = 422 if beside.stops or not form.is_valid() else 200
    clauses = [
        {"says": c.says, "id": c.id, "url": clause_address(c.id)}
        for c in clauses_on_language(request.worker, request.today)
    ]
    context = {"form": form, "beside": shown(beside), "clauses": clauses}
    return render(request, "wording/practice.html", context, status=status)


@csrf_exempt  # it changes nothing and keeps nothing; a token that ran out must not take somebody's page away while they type
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What stands beside a text that is being typed. Keeps nothing, tells nobody; for those signed in to write here.

    ?field= names the field that was sent. Whoever may not ask gets an empty answer, and their page stays as it is.
    """
    asking = cast("SignedInRequest", request)
    if not request.user.is_authenticated or not asking.roles & set(WRITERS):
        return HttpResponse(status=204)
    text = request.POST.get(request.GET.get("field", "text"), "")[:LONGEST_TEXT]
    language = language_of(request.POST.get("language"), page_language())
    plain = request.GET.get("plain") == "1"
    beside = look_at(text, viewer=asking.viewer, language=language, plain=plain)
    return render(request, "wording/_findings.html", {"beside": shown(beside)})


@require_safe
@for_roles(*WRITERS)
def words(request: SignedInRequest) -> HttpResponse:
    """The list, as it stands today: what is suggested, and on request what counts as demeaning."""
    language = language_of(request.GET.get("language"), page_language())
    rows = [word for word in list_for(language).words if word.holds_on(request.today)]
    kind = Kind.STOP if request.GET.get("show") == Kind.STOP.value else Kind.SUGGEST
    counts = {own: sum(word.kind is own for word in rows) for own in (Kind.SUGGEST, Kind.STOP)}
    labels = {Kind.SUGGEST: _("Better words offered"), Kind.STOP: _("Demeaning")}
    context = {
        "language": language,
        "filters": [
            {
                "url": f"?language={language}&show={own.value}",
                "label": labels[own],
                "count": counts[own],
                "here": own is kind,
            }
            for own in counts
        ],
        "languages": [
            {"url": f"?language={code}&show={kind.value}", "label": name, "here": code == language}
            for code, name in (("en", "English"), ("es", "Español"))
        ],
        "kind": kind,
        "page_obj": Paginator(
            [{"word": word, "said": "; ".join(phrase_words(word.phrases))} for word in rows if word.kind is kind],
            A_PAGE,
        ).get_page(request.GET.get("page")),
    }
    return render(request, "wording/words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*AGENCY_KEEPERS)
def agency(request: AgencyRequest) -> HttpResponseBase:
    """The agency's own words, and whether demeaning words are stopped for everyone."""
    form = WordForm(request.today, page_language(), request.POST or None)
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            add_word(agency=request.agency, word=form.new_word(), by=request.user)
        except WordRefused as refused:
            problem = str(refused)
        else:
            messages.success(request, _("It is on your list."))
            return redirect("wording:agency")
    context = {
        "form": form,
        "problem": problem,
        "page_obj": Paginator(words_kept_by(request.viewer), A_PAGE).get_page(request.GET.get("page")),
        "is_on": stops_for_all(request.agency),
        "today": request.today,
    }
    return render(request, "wording/agency.html", context, status=422 if form.is_bound else 200)


@require_POST
@at_an_agency(*AGENCY_KEEPERS)
def end(request: AgencyRequest, word_id: int) -> HttpResponseBase:
    """Take a word off the agency's list."""
    end_word(word=word_kept_by(request.viewer, word_id), by=request.user)
    messages.success(request, _("It is off your list from today on."))
    return redirect("wording:agency")


@require_POST
@at_an_agency(*AGENCY_KEEPERS)
def stopping(request: AgencyRequest) -> HttpResponseBase:
    """Stop demeaning words for everyone here, or only where a code says so."""
    is_on = request.POST.get("is_on") == "yes"
    stop_for_all(agency=request.agency, is_on=is_on, by=request.user)
    said = (
        _("Demeaning words are now stopped for everyone here.")
        if is_on
        else _("Demeaning words are now stopped only where a code says so.")
    )
    messages.success(request, said)
    return redirect("wording:agency")


def shown(beside: Beside) -> dict[str, object]:
    """What a page draws beside a text."""
    cites = [{"id": clause, "url": clause_address(clause)} for clause in beside.clauses]
    return {"found": beside, "cites": cites, "kinds": {kind.name.lower(): kind for kind in Kind}}


def page_language() -> str:
    """The language the page is read in."""
    return language_of((get_language() or "en")[:2], "en")


def phrase_words(phrases: tuple[str, ...]) -> list[str]:
    """Phrases as a reader sees them: of many words for one place, the first three."""
    return [" ".join(_some(part.split("|")) for part in phrase.split()) for phrase in phrases]


def _some(words: list[str]) -> str:
    return " / ".join(words[:SHOWN] + ["…"] * (len(words) > SHOWN))
