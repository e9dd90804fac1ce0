"""The list, one resource, and the sheet that goes to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.people.gates import at_an_agency
from alongside.people.viewer import AgencyRequest
from alongside.resources.flagging import say_it_is_wrong
from alongside.resources.forms import WrongForm
from alongside.resources.keeping import check_resource
from alongside.resources.models import Kind, Resource
from alongside.resources.queries import (
    READERS,
    flags_of,
    flags_open,
    history_of,
    kinds_counted,
    listed,
    may_keep,
    resource_seen_by,
    resources_seen_by,
    unchecked,
)
from alongside.resources.refusals import NotPossibleNow
from alongside.resources.showing import Shown, ago_words, shown
from alongside.resources.staleness import stale_before, stale_days
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped

A_PAGE: Final = 20
MOST_ON_A_SHEET: Final = 12


@require_safe
@at_an_agency(*READERS)
def home(request: AgencyRequest) -> HttpResponse:
    """Find something: in one's own words, and by kind."""
    words, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    page = Paginator(listed(request.viewer, words=words, kind=kind), A_PAGE).get_page(request.GET.get("page"))
    counts = kinds_counted(request.viewer)
    keeps = may_keep(request.viewer)
    before = stale_before(request.agency, request.today)
    filters = [{"url": _with(words, ""), "label": _("All"), "count": "", "here": kind not in Kind.values}]
    filters += [
        {"url": _with(words, own.value), "label": own.label, "count": count, "here": kind == own.value}
        for own, count in counts.items()
    ]
    context = {
        "words": words,
        "kind": kind if kind in Kind.values else "",
        "filters": filters,
        "page_obj": page,
        "rows": [shown(row, today=request.today, stale_before=before) for row in page],
        "is_any": bool(counts),
        "keeps": keeps,
        "stale": unchecked(request.viewer, before).count(),
        "flags": flags_open(request.viewer).count() if keeps else 0,
        "most": MOST_ON_A_SHEET,
    }
    return render(request, "resources/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*READERS)
def one(request: AgencyRequest, resource_id: int) -> HttpResponseBase:
    """What is told of one, who checked it, how it came to read so; and saying that something is wrong."""
    resource = resource_seen_by(request.viewer, resource_id)
    form = WrongForm(request.POST or None)
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            say_it_is_wrong(resource=resource, words=form.cleaned_data["words"], by=request.user)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Those who keep the list have it. You hear what they find."))
            return redirect("resources:one", resource_id=resource.pk)
    flags = flags_of(request.viewer, resource)
    context = {
        "one": _shown(request, resource),
        "form": form,
        "problem": problem,
        "keeps": may_keep(request.viewer),
        "flags": flags,
        "is_told": any(flag.by_id == request.user.pk and not flag.answer for flag in flags),
        "history": history_of(resource),
        "days": stale_days(request.agency, request.today),
        "is_checked_today": resource.checked_on == request.today,
    }
    return render(request, "resources/one.html", context, status=422 if form.is_bound else 200)


@require_POST
@at_an_agency(*READERS)
def check(request: AgencyRequest, resource_id: int) -> HttpResponseBase:
    """It was looked at today, and is so."""
    resource = resource_seen_by(request.viewer, resource_id)
    try:
        check_resource(resource=resource, by=request.user)
    except NotPossibleNow as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Noted: checked today, by you."))
    return redirect("resources:one", resource_id=resource.pk)


@require_safe
@at_an_agency(*READERS)
def sheet(request: AgencyRequest) -> HttpResponse:
    """What was picked, on a sheet to print or to send, in the language of whoever gets it. It names nobody."""
    picked = [int(key) for key in request.GET.getlist("pick") if key.isascii() and key.isdigit() and len(key) < 19]
    rows = resources_seen_by(request.viewer).filter(pk__in=picked[:MOST_ON_A_SHEET], ended_on__isnull=True)
    language = request.GET.get("language", "")
    language = language if language in ("en", "es") else (get_language() or "en")[:2]
    chosen = sorted(rows, key=lambda row: picked.index(row.pk))
    with translation.override(language):
        told = [_on_a_sheet(request, row) for row in chosen]
        text = "\n\n".join("\n".join(line for line in place.lines if line) for place in told)
        heading = _("Places that can help")
    context = {
        "language": language,
        "told": told,
        "text": text,
        "heading": heading,
        "languages": [
            {
                "url": f"?{urlencode({'pick': [r.pk for r in chosen], 'language': code}, doseq=True)}",
                "label": name,
                "here": code == language,
            }
            for code, name in (("en", "English"), ("es", "Español"))
        ],
        "left_out": max(0, len(picked) - MOST_ON_A_SHEET),
    }
    return render(request, "resources/sheet.html", context)


@dataclass(frozen=True)
class Place:
    """A resource on a sheet. lines: all of it as plain text, the name first, empty ones too."""

    one: Shown
    lines: tuple[str, ...]


def _on_a_sheet(request: AgencyRequest, resource: Resource) -> Place:
    """One resource in the language that is being spoken."""
    one = _shown(request, resource)
    told = one.told
    when = ago_words(resource.checked_on, request.today)
    lines = (
        told.name,
        one.offers,
        _("Phone: %(phone)s") % {"phone": told.phone} if told.phone else "",
        told.address,
        told.web,
        _("Hours: %(hours)s") % {"hours": told.hours} if told.hours else "",
        _("Cost: %(cost)s") % {"cost": told.cost} if told.cost else "",
        _("Languages: %(languages)s") % {"languages": told.languages} if told.languages else "",
        told.accessibility,
        _("Checked %(when)s. Call first if you can.") % {"when": when},
    )
    return Place(one, lines)


def _shown(request: AgencyRequest, resource: Resource) -> Shown:
    return shown(resource, today=request.today, stale_before=stale_before(request.agency, request.today))


def _with(words: str, kind: str) -> str:
    said = {key: value for key, value in (("q", words), ("kind", kind)) if value}
    return f"?{urlencode(said)}"
