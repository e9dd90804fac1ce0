"""Pages to practice ethics on: the stories of one's own code, one at a time, each with what the code says."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from alongside.learning.models import PracticeAnswer
from alongside.learning.practice import CHOICES, Round, answer_story, round_of, window_under
from alongside.learning.windows import Window, windows_of
from alongside.people.gates import for_practitioners
from alongside.people.viewer import PractitionerRequest
from alongside.rulebook.addresses import clause_address
from alongside.rulings.employer import employer_on
from alongside.ui.answers import look_of
from canon.explaining import because, state
from canon.policy import NO_POLICY, Policy
from canon.ruling import Answer, Citation, Ruling
from canon.story import Story


@dataclass(frozen=True)
class Said:
    """A clause that decided: our words, because of what in the story, what to do next, words to say."""

    id: str
    url: str
    answer: Answer
    says: str
    because: str
    next: str
    words: str


@dataclass(frozen=True)
class Told:
    """A story in the reader's language."""

    id: str
    title: str
    tells: str
    asks: str
    is_answered: bool


@require_safe
@for_practitioners
def practice(request: PractitionerRequest) -> HttpResponse:
    """The stories of each of one's codes, and how far one is."""
    rounds = [
        round_of(request.practitioner, window, request.today)
        for window in windows_of(request.practitioner, request.today)
    ]
    shown = [(found, [_told(story, found) for story in found.stories]) for found in rounds if found.stories]
    return render(request, "learning/practice.html", {"rounds": shown, "next": _next(rounds)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def story(request: PractitionerRequest, code: str, story_id: str) -> HttpResponseBase:
    """One story: its question, and once answered what the code says of it. Raises Http404."""
    window = window_under(request.practitioner, code, request.today)
    found = round_of(request.practitioner, window, request.today) if window else None
    own = next((s for s in found.stories if s.id == story_id), None) if found else None
    if window is None or found is None or own is None:
        raise Http404
    context = {"story": _told(own, found), "code": code, "round": found}
    if request.method == "POST":
        chosen = next((answer for answer in CHOICES if answer.value == request.POST.get("answer")), None)
        if chosen is None:
            return render(
                request, "learning/story.html", {**context, "choices": _choices(), "is_missing": True}, status=422
            )
        return _answered(request, window, own, chosen)
    before = _answer_shown(request, code, story_id)
    if before is None:
        return render(request, "learning/story.html", {**context, "choices": _choices()})
    ruling = own.ruling(found.edition, on=request.today, policy=_policy(request))
    context |= {
        "chosen": look_of(before.chosen),
        "is_same": before.chosen == ruling.answer.value,
        "ruling": ruling,
        "clauses": _clauses(ruling, found),
        "follows": next((_told(s, found) for s in found.left), None),
        "counted": request.GET.get("counted"),
    }
    return render(request, "learning/story_told.html", context)


def _answered(request: PractitionerRequest, window: Window, own: Story, chosen: Answer) -> HttpResponseBase:
    done = answer_story(
        practitioner=request.practitioner,
        window=window,
        story=own,
        chosen=chosen,
        by=request.user,
        on=request.today,
        policy=_policy(request),
    )
    address = reverse("learning:story", kwargs={"code": window.code, "story_id": own.id})
    counted = f"&counted={done.entry.pk}" if done.entry else ""
    return redirect(f"{address}?answer={done.answer.pk}{counted}")


def _answer_shown(request: PractitionerRequest, code: str, story_id: str) -> PracticeAnswer | None:
    asked = str(request.GET.get("answer", ""))
    if not asked.isdecimal() or len(asked) > 15:
        return None
    mine = PracticeAnswer.objects.filter(practitioner=request.practitioner, code=code, story=story_id)
    return mine.filter(pk=int(asked)).first()


def _policy(request: PractitionerRequest) -> Policy:
    """That of the agency they work at, since it may be stricter than the code."""
    return employer_on(request.worker.agency, request.today).policy if request.worker else NO_POLICY


def _clauses(ruling: Ruling, found: Round) -> list[Said]:
    own = ruling.codes[found.code]
    cites = {cite.clause: cite for cite in (*own.decided_by, *own.required_by)}
    return [_said(cite, ruling, found) for cite in cites.values()]


def _said(cite: Citation, ruling: Ruling, found: Round) -> Said:
    known = {fact.name: fact for fact in ruling.act.facts}
    grounds = (state(ground, ruling.facts, known) for ground in because(cite, ruling))
    return Said(
        id=cite.clause,
        url=clause_address(cite.clause),
        answer=cite.answer,
        says=found.edition.clause(cite.clause).says,
        because="; ".join(text for text in grounds if text),
        next=cite.next,
        words=cite.rule.words if cite.holds else "",
    )


def _told(own: Story, found: Round) -> Told:
    language = "es" if (get_language() or "en").startswith("es") else "en"
    return Told(own.id, own.title[language], own.tells[language], own.asks[language], own.id in found.answered)


def _next(rounds: list[Round]) -> tuple[str, Story] | None:
    return next(((found.code, story) for found in rounds for story in found.left), None)


def _choices() -> list[dict[str, str]]:
    return [
        {"value": answer.value, "label": str(look_of(answer).word), "hint": str(look_of(answer).term)}
        for answer in CHOICES
    ]
