"""My questions: those I kept, where those I sent stand, and what is mine to take back or delete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.declarations.kinds import title_of
from alongside.declarations.queries import declared_in
from alongside.people.gates import for_workers
from alongside.people.viewer import WorkerRequest
from alongside.rulebook.queries import vocabulary
from alongside.rulings import actions, words
from alongside.rulings.models import KeptRuling, Referral
from alongside.rulings.queries import looks_at, my_question, my_questions, referral_of, referrals_sent
from alongside.rulings.sealing import CannotOpen
from alongside.rulings.showing import gist, show
from alongside.today.flow import asker_of
from canon.act import UnknownAct

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A kept question in the list; `gist` tells two about the same act apart."""

    kept: KeptRuling
    may: words.Said
    gist: str
    kept_on: date
    referral: Referral | None
    url: str = ""


def sent_rows(referrals: Iterable[Referral]) -> list[QuestionRow]:
    """What a worker sent, each with where it is read: a question here, a declaration with what was declared."""
    listed = list(referrals)
    declared = declared_in(own.kept_id for own in listed)
    rows = []
    for own in listed:
        row = declared.get(own.kept_id)
        may = words.Said(title_of(row.kind)) if row else act_words(own.kept.act)
        url = reverse("declarations:one", args=[row.pk]) if row else reverse("today:question", args=[own.kept_id])
        rows.append(QuestionRow(own.kept, may, gist_of(own.kept), own.kept.on, own, url))
    return rows


@require_safe
@for_workers
def questions(request: WorkerRequest) -> HttpResponse:
    """The questions I kept, the latest first, each with who sees it."""
    page = Paginator(my_questions(request.viewer), A_PAGE).get_page(request.GET.get("page"))
    sent = {referral.kept_id: referral for referral in referrals_sent(request.viewer).filter(kept__in=list(page))}
    zone = request.agency.time_zone
    rows = [
        QuestionRow(kept, act_words(kept.act), gist_of(kept), kept.asked_at.astimezone(zone).date(), sent.get(kept.pk))
        for kept in page
    ]
    waiting = referrals_sent(request.viewer).filter(status=Referral.Status.WAITING).count()
    return render(request, "today/questions.html", {"rows": rows, "page_obj": page, "waiting": waiting})


@require_safe
@for_workers
def question(request: WorkerRequest, question_id: int) -> HttpResponse:
    """One question of mine, as it was answered then."""
    return _page(request, my_question(request.viewer, question_id))


@require_POST
@for_workers
def send(request: WorkerRequest, question_id: int) -> HttpResponse:
    """Send a kept question to my supervisor."""
    kept = my_question(request.viewer, question_id)
    try:
        referral = actions.send_question(question=kept, by=request.user)
    except actions.NoSupervisor as nobody:
        return _page(request, kept, problem=str(nobody))
    messages.success(request, sent_words(referral))
    return redirect("today:question", question_id=kept.pk)


@require_POST
@for_workers
def take_back(request: WorkerRequest, question_id: int) -> HttpResponse:
    """Take a question back while it waits."""
    kept = my_question(request.viewer, question_id)
    referral = referral_of(request.viewer, kept)
    if referral is not None:
        try:
            actions.take_back(referral=referral, by=request.user)
        except actions.NoLongerWaiting as late:
            return _page(request, kept, problem=str(late))
        messages.success(request, _("Taken back. Only you see it."))
    return redirect("today:question", question_id=kept.pk)


@require_POST
@for_workers
def delete(request: WorkerRequest, question_id: int) -> HttpResponse:
    """Delete a question only I have seen."""
    kept = my_question(request.viewer, question_id)
    try:
        actions.delete_question(question=kept, by=request.user)
    except actions.StillSent as sent:
        return _page(request, kept, problem=str(sent))
    messages.success(request, _("Deleted. Nothing of it is left but that something was deleted."))
    return redirect("today:questions")


def sent_words(referral: Referral) -> str:
    """Who has it now, and who will where it is not answered in time."""
    if referral.deputy is None:
        return _("Sent to %(name)s. Nobody else sees it.") % {"name": referral.to.name}
    return _("Sent to %(name)s. If it is not answered in time, %(deputy)s sees it too.") % {
        "name": referral.to.name,
        "deputy": referral.deputy.name,
    }


def act_words(name: str) -> words.Said:
    """What an act is called; one that is no longer listed keeps its own name."""
    try:
        return words.may(vocabulary().acts[name])
    except UnknownAct:
        return words.Said(name.replace("-", " "))


def gist_of(kept: KeptRuling) -> str:
    """What was asked about, in a few words; nothing where it can no longer be opened."""
    try:
        return gist(kept.told())
    except CannotOpen:
        return ""


def _page(request: WorkerRequest, kept: KeptRuling, *, problem: str = "") -> HttpResponse:
    referral = referral_of(request.viewer, kept)
    reader = asker_of(request).reader(has_sent=referral is not None)
    context: dict[str, object] = {
        "kept": kept,
        "may": act_words(kept.act),
        "referral": referral,
        "looks": looks_at(referral) if referral and not referral.is_waiting else [],
        "reader": reader,
        "problem": problem,
        "is_live": False,
    }
    try:
        context |= {"shown": show(kept.told(), reader), "decision_words": referral.said if referral else ""}
    except CannotOpen:
        context["is_closed"] = True
    return render(request, "today/kept.html", context, status=409 if problem else 200)
