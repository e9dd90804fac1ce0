"""The person's pages behind a one-time link: no account, in their language, kept as they write."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.models import User
from alongside.instruments.answers import (
    LinkOver,
    NotForStaff,
    OtherDevice,
    StillMissing,
    answers_of,
    begin,
    decline,
    draft_of,
    giving_by,
    is_on,
    refuse_staff,
    save_draft,
    send_answers,
)
from alongside.instruments.asking import Answer, Answers, asked, missing, read_answers, screens
from alongside.instruments.fhir import json_text, response_resource
from alongside.instruments.models import AnswersSeenBy, Giving, Response
from alongside.instruments.shapes import Item, Questionnaire
from alongside.instruments.shelf import opened
from alongside.instruments.showing import ShownAnswer, Typed, copy_of, names, say, shown_answers, shown_items
from alongside.people import clock
from alongside.people.languages import page_language

P = ParamSpec("P")
PATH: Final = "/instruments/answer/"
A_MINUTE_HOLDS: Final = 4
"""Questions that people answer in a minute, or fewer."""

View = Callable[Concatenate[HttpRequest, Giving, P], HttpResponseBase]


def behind_link(view: View[P]) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """Find what a link leads to, in the person's language; say it plainly where it leads nowhere any more."""

    @wraps(view)
    def opened_link(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        giving = giving_by(token)
        if giving is None:
            raise Http404
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            request.LANGUAGE_CODE = page_language(giving.person.language)
            translation.activate(request.LANGUAGE_CODE)
        try:
            refuse_staff(giving, _user(request))
            response = view(request, giving, *args, **kwargs)
        except (LinkOver, OtherDevice, NotForStaff) as closed:
            response = _closed(request, giving, closed)
        patch_cache_control(response, private=True, no_store=True)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return cast("Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]", opened_link)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def start(request: HttpRequest, giving: Giving) -> HttpResponseBase:
    """Who asks, how long it takes, who sees what; then begin, which ties the link to this device."""
    device = _device(request, giving)
    if _is_done(giving, device):
        return redirect("instruments:done", _token(request))
    if request.method == "POST":
        remembered = begin(giving=giving, device=device, by=_user(request))
        response = redirect("instruments:screen", _token(request), 1)
        response.set_cookie(
            _cookie(giving),
            remembered,
            expires=giving.expires_at,
            path=PATH,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )
        return response
    if not giving.is_standing(clock.now()):
        raise LinkOver
    if giving.status == Giving.Status.BEGUN and not is_on(giving, device):
        raise OtherDevice
    questionnaire = opened(giving.instrument).questionnaire
    number = len(questionnaire.questions)
    context = _frame(request, giving, questionnaire) | {
        "about": say(questionnaire.description, questionnaire),
        "number": number,
        "minutes": max(1, -(-number // A_MINUTE_HOLDS)),
        "is_begun": giving.status == Giving.Status.BEGUN,
        "lasts_to": giving.expires_at.astimezone(giving.agency.time_zone).date(),
    }
    return render(request, "instruments/answer_start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def screen(request: HttpRequest, giving: Giving, number: int) -> HttpResponseBase:
    """A few questions; both ways on keep what is written. Raises Http404 for a screen that is none."""
    device = _device(request, giving)
    if _is_done(giving, device):
        return redirect("instruments:done", _token(request))
    if not giving.is_standing(clock.now()):
        raise LinkOver
    questionnaire = opened(giving.instrument).questionnaire
    every = screens(questionnaire)
    if not 1 <= number <= len(every):
        raise Http404
    answers = draft_of(giving, device)
    typed: dict[str, Typed] = {}
    if request.method == "POST":
        answers, typed = _save(request, giving, device, every[number - 1])
        goes_back = request.POST.get("go") == "back"
        if goes_back or not any(one.error for one in typed.values()):
            return _on(request, questionnaire, number, answers, step=-1 if goes_back else 1)
    shown = shown_items(questionnaire, every[number - 1], answers, typed)
    context = _frame(request, giving, questionnaire) | {
        "shown": shown,
        "heading": next((one.label for one in shown if one.kind == "group"), None),
        "mistakes": [(f"id_{one.name}", one.error) for one in shown if one.error],
        "number": number,
        "of": len(every),
        "has_back": number > 1,
    }
    return render(request, "instruments/answer_screen.html", context, status=422 if typed else 200)


@require_POST
@behind_link
def draft(request: HttpRequest, giving: Giving, number: int) -> HttpResponseBase:
    """Keep what is written while it is written: called by the page's script. What is no answer yet is passed over."""
    every = screens(opened(giving.instrument).questionnaire)
    if not 1 <= number <= len(every):
        raise Http404
    _save(request, giving, _device(request, giving), every[number - 1])
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def check(request: HttpRequest, giving: Giving) -> HttpResponseBase:
    """Everything once more; then it is sent, once."""
    device = _device(request, giving)
    if _is_done(giving, device):
        return redirect("instruments:done", _token(request))
    if not giving.is_standing(clock.now()):
        raise LinkOver
    lacking: list[Item] = []
    if request.method == "POST":
        try:
            send_answers(giving=giving, device=device, show=request.POST.get("show") == "yes", by=_user(request))
        except StillMissing as still:
            lacking = still.items
        else:
            return redirect("instruments:done", _token(request))
    questionnaire = opened(giving.instrument).questionnaire
    answers = draft_of(giving, device)
    context = _frame(request, giving, questionnaire) | {
        "answers": _for_check(questionnaire, answers),
        "lacking": lacking,
        "has_any": any(answers.values()),
        "may_show": giving.instrument.answers_seen_by == AnswersSeenBy.IF_SHOWN,
        "show": request.POST.get("show", ""),
        "last": len(screens(questionnaire)),
    }
    return render(request, "instruments/answer_check.html", context, status=422 if lacking else 200)


@require_POST
@behind_link
def rather_not(request: HttpRequest, giving: Giving) -> HttpResponseBase:
    """Not answer: what was written is deleted."""
    decline(giving=giving, device=_device(request, giving), by=_user(request))
    questionnaire = opened(giving.instrument).questionnaire
    return _forget(giving, render(request, "instruments/answer_not.html", _frame(request, giving, questionnaire)))


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def done(request: HttpRequest, giving: Giving) -> HttpResponseBase:
    """Thanks, and the person's own copy, on the device it was answered on until they have it forgotten."""
    response = _own_response(request, giving)
    found = opened(giving.instrument)
    if request.method == "POST":
        context = _frame(request, giving, found.questionnaire) | {"is_forgotten": True}
        return _forget(giving, render(request, "instruments/answer_done.html", context))
    context = _frame(request, giving, found.questionnaire) | {
        "answers": copy_of(found.questionnaire, answers_of(response)),
        "is_shown": hasattr(response, "showing"),
        "counted": giving.instrument.answers_seen_by == AnswersSeenBy.NOBODY,
    }
    return render(request, "instruments/answer_done.html", context)


@require_safe
@behind_link
def take_along(request: HttpRequest, giving: Giving) -> HttpResponseBase:
    """The person's answers as FHIR R4, on the device they were answered on."""
    return as_file(_own_response(request, giving))


def as_file(response: Response) -> HttpResponse:
    """A response as a file to take along."""
    found = opened(response.instrument)
    told = response_resource(
        found.questionnaire,
        answers_of(response),
        identifier=str(response.identifier),
        authored=response.sent_at.astimezone(response.agency.time_zone),
        language=response.language,
    )
    answer = HttpResponse(json_text(told), content_type="application/fhir+json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="answers-{response.on.isoformat()}.json"'
    return answer


def _save(
    request: HttpRequest, giving: Giving, device: str, items: tuple[Item, ...]
) -> tuple[Answers, dict[str, Typed]]:
    """Keep what is an answer among what was written; what is none comes back as typed, with what to do."""
    questionnaire = opened(giving.instrument).questionnaire
    before = draft_of(giving, device)
    open_now = {item.link_id for item in asked(questionnaire, before)}
    fields = names(questionnaire)
    good: dict[str, tuple[Answer, ...]] = {}
    typed: dict[str, Typed] = {}
    for item in items:
        if not item.kind.is_asked or item.link_id not in open_now:
            continue
        chosen = [str(one)[:5000] for one in request.POST.getlist(fields[item.link_id])[:200]]
        own = str(request.POST.get(f"{fields[item.link_id]}-own", ""))[:5000]
        found, mistake = read_answers(item, chosen, own)
        if mistake is None:
            good[item.link_id] = found
        typed[item.link_id] = Typed(chosen, own, mistake.says if mistake else "")
    save_draft(giving=giving, device=device, answers=good, about=list(good))
    return draft_of(giving, device), typed


def _on(
    request: HttpRequest, questionnaire: Questionnaire, number: int, answers: Answers, *, step: int
) -> HttpResponseBase:
    """To the next screen that asks something, or to the last look; back to the one before, or to the start."""
    open_now = {item.link_id for item in asked(questionnaire, answers)}
    every = screens(questionnaire)
    number += step
    while 1 <= number <= len(every):
        if any(item.link_id in open_now and item.kind.value != "group" for item in every[number - 1]):
            return redirect("instruments:screen", _token(request), number)
        number += step
    return redirect("instruments:check" if step > 0 else "instruments:answer", _token(request))


def _for_check(questionnaire: Questionnaire, answers: Answers) -> list[ShownAnswer]:
    on = {item.link_id: number for number, screen in enumerate(screens(questionnaire), 1) for item in screen}
    lacking = {item.link_id for item in missing(questionnaire, answers)}
    return [
        ShownAnswer(say(item.words, questionnaire), lines, on.get(item.link_id, 1), item.link_id in lacking)
        for item, lines in shown_answers(questionnaire, answers)
    ]


def _own_response(request: HttpRequest, giving: Giving) -> Response:
    """Raises OtherDevice, LinkOver."""
    if giving.status != Giving.Status.SENT:
        raise LinkOver
    if not is_on(giving, _device(request, giving)):
        raise OtherDevice
    return Response.objects.select_related("instrument", "agency").get(giving=giving)


def _frame(request: HttpRequest, giving: Giving, questionnaire: Questionnaire) -> dict[str, object]:
    return {
        "giving": giving,
        "token": _token(request),
        "name": say(questionnaire.title, questionnaire),
        "worker": giving.worker.name.split(maxsplit=1)[0],
        "unseen": giving.instrument.answers_seen_by == AnswersSeenBy.NOBODY,
    }


def _closed(request: HttpRequest, giving: Giving, closed: Exception) -> HttpResponse:
    status = 403 if isinstance(closed, NotForStaff) else 409 if isinstance(closed, OtherDevice) else 410
    context = {
        "says": str(closed),
        "is_staff": status == 403,
        "is_elsewhere": status == 409,
        "agency": giving.agency,
        "token": _token(request),
    }
    return render(request, "instruments/answer_closed.html", context, status=status)


def _is_done(giving: Giving, device: str) -> bool:
    return giving.status == Giving.Status.SENT and is_on(giving, device)


def _forget(giving: Giving, response: HttpResponse) -> HttpResponse:
    response.delete_cookie(_cookie(giving), path=PATH, samesite="Lax")
    return response


def _cookie(giving: Giving) -> str:
    return f"answering-{giving.pk}"


def _device(request: HttpRequest, giving: Giving) -> str:
    return request.COOKIES.get(_cookie(giving), "")[:100]


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _token(request: HttpRequest) -> str:
    assert request.resolver_match is not None
    return str(request.resolver_match.kwargs["token"])


def link_to(token: str) -> str:
    """The address of a link."""
    return reverse("instruments:answer", args=[token])
