"""May I...?: pick an act, answer a question or two, read the ruling, keep it or send it.

The ruling and the questions are answers to a posted form: what was answered stands in the form's fields alone.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.people.gates import for_workers
from alongside.people.viewer import WorkerRequest
from alongside.rulebook.queries import code_ids, editions_in_force, vocabulary
from alongside.rulings import words
from alongside.rulings.actions import NoSupervisor, ask_supervisor, keep_question
from alongside.rulings.answers import NotAnAnswer, read_answer
from alongside.rulings.asking import Asked
from alongside.rulings.showing import show
from alongside.rulings.telling import tell
from alongside.today import flow, picking
from alongside.today.flow import AskedNow, Asker, Tile, asker_of
from alongside.today.sheet import Sheet, read_sheet
from alongside.today.views.questions import sent_words
from canon.act import Act, UnknownAct


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """What are you about to do? Every act in plain words, by kind or by search."""
    acts = vocabulary().acts
    text = request.GET.get("q", "")[:200].strip()
    found = picking.search(acts, text) if text else []
    context = {
        "q": text,
        "found": found,
        "nearest": picking.nearest(acts, text) if text and not found else [],
        "shelves": picking.shelves(acts),
    }
    return render(request, "today/ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_act(request: HttpRequest, act: str) -> HttpResponse:
    """One act: the codes where we do not know them, the next question, or the ruling."""
    try:
        found = vocabulary().acts[act]
    except UnknownAct as unknown:
        return _unknown(request, unknown)
    if request.POST.get("me") and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())  # which hands the form back with all that is in it
    asker = asker_of(request)
    sheet = read_sheet(found, request.POST, codes=code_ids())
    if request.POST.get("change") == "under" or not (sheet.under or asker.binding()):
        missed = request.method == "POST" and "choose" in request.POST
        return _choose_codes(request, found, sheet, is_missing=missed)
    return _step(request, found, asker, sheet)


@require_POST
@for_workers
def keep(request: WorkerRequest, act: str) -> HttpResponse:
    """Keep the answer, or send it. What was posted is ruled on again: a page's own claim of an answer is not believed."""
    try:
        found = vocabulary().acts[act]
    except UnknownAct as unknown:
        return _unknown(request, unknown)
    asker = asker_of(request)
    sheet = read_sheet(found, request.POST, codes=code_ids())
    asked = asker.ask(found, sheet)
    if (question := flow.next_page(asked, sheet, "")) is not None:
        return _question(request, asked, sheet, question)
    if request.POST.get("shown") != asked.ruling.answer.value:
        return _ruling(request, asker, asked, sheet, is_changed=True)
    token = _token(request)
    try:
        if request.POST.get("do") == "send":
            referral = ask_supervisor(asked, worker=request.worker, form_token=token, by=request.user)
            messages.success(request, sent_words(referral))
        else:
            keep_question(asked, worker=request.worker, form_token=token, by=request.user)
            messages.success(request, _("Kept. Only you see it."))
    except NoSupervisor as nobody:
        return _ruling(request, asker, asked, sheet, problem=str(nobody))
    return redirect("today:questions")


def _step(request: HttpRequest, act: Act, asker: Asker, sheet: Sheet) -> HttpResponse:
    """What the pressed button asks for: to change an answer, or to take this one and go on."""
    posted = request.POST
    going_on = posted.get("going_on", "")
    names = {fact.name for fact in act.facts}
    if (change := posted.get("change", "")) in sheet.said:
        before, rest = sheet.said[change], sheet.without(change)
        asked = asker.ask(act, rest)
        return _question(request, asked, rest, flow.ask_now(asked, act.fact(change), rest, before=before))
    if (name := posted.get("q", "")) in names:
        fact, typed = act.fact(name), posted.getlist("answer")
        try:
            sheet = sheet.with_answer(name, read_answer(fact, typed))
        except NotAnAnswer as problem:
            asked = asker.ask(act, sheet)
            page = flow.ask_now(
                asked, fact, sheet, typed=next((t for t in typed if t), "")[:60], error=str(problem), going_on=going_on
            )
            return _question(request, asked, sheet, page, status=422)
    asked = asker.ask(act, sheet)
    page_now = flow.next_page(asked, sheet, going_on)
    if page_now is not None:
        return _question(request, asked, sheet, page_now)
    return _ruling(request, asker, asked, sheet)


def _question(
    request: HttpRequest, asked: Asked, sheet: Sheet, question: AskedNow, *, status: int = 200
) -> HttpResponse:
    act = asked.ruling.act
    context = {
        "act": act.name,
        "may": words.may(act),
        "question": question,
        "fields": sheet.fields(),
        "back": sheet.last,
    }
    return render(request, "today/question.html", context, status=status)


def _ruling(
    request: HttpRequest,
    asker: Asker,
    asked: Asked,
    sheet: Sheet,
    *,
    is_changed: bool = False,
    problem: str = "",
) -> HttpResponse:
    reader = asker.reader()
    context = {
        "act": asked.ruling.act.name,
        "shown": show(tell(asked), reader),
        "reader": reader,
        "fields": sheet.fields(),
        "back": sheet.last,
        "token": _token(request) or uuid4(),
        "is_changed": is_changed,
        "problem": problem,
        "may_keep": asker.worker is not None,
        "is_live": True,
    }
    return render(request, "today/ruling.html", context, status=409 if is_changed or problem else 200)


def _choose_codes(request: HttpRequest, act: Act, sheet: Sheet, *, is_missing: bool) -> HttpResponse:
    editions = editions_in_force(code_ids(), asker_of(request).today)
    context = {
        "act": act.name,
        "may": words.may(act),
        "tiles": [Tile(e.id, f"{e.code.place}: {e.code.credential}", e.code.name) for e in editions],
        "chosen": sheet.under,
        "fields": [pair for pair in sheet.fields() if pair[0] != "under"],
        "is_missing": is_missing,
        "is_worker": asker_of(request).worker is not None,
    }
    return render(request, "today/codes.html", context, status=422 if is_missing else 200)


def _unknown(request: HttpRequest, unknown: UnknownAct) -> HttpResponse:
    acts = vocabulary().acts
    near = [picking.pick(acts[name]) for name in unknown.nearest]
    return render(request, "today/unknown_act.html", {"nearest": near}, status=404)


def _token(request: HttpRequest) -> UUID | None:
    """The posted form's own mark; None for one that is no mark of ours."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return None
