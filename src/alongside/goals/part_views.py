"""One part of a plan: said, settled, linked. What a worker may not mark for the person says so, with the clause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.caseload.access import Record, open_record
from alongside.caseload.models import Ground
from alongside.caseload.refusals import NotPossibleNow
from alongside.caseload.views.handed_over import hands_back
from alongside.goals.deciding import let_go, settle
from alongside.goals.fitting import may_fit, places_fitting
from alongside.goals.forms import BesideForm, StepForm, WordsForm
from alongside.goals.models import Part
from alongside.goals.planning import More, add_step, fit_resource, lean_on, say_anew, stand_beside
from alongside.goals.queries import (
    Plan,
    Shown,
    beside_of,
    decided_of,
    holds_a_family,
    links_of,
    part_of,
    plan_of,
    sayings_of,
    voices_on,
    whose_words,
)
from alongside.goals.showing import beside_deciding, not_marked, status_of
from alongside.goals.theirs import may_mark, may_write
from alongside.goals.words import LEANS_ON, area_words
from alongside.people.gates import signed_in
from alongside.people.viewer import SignedInRequest
from alongside.resources.queries import resource_seen_by
from alongside.rulings.prompting import ShownPrompt, clauses_of, prompts_among
from alongside.rulings.seeking import ActRefused
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped
from canon.prompt import At


@dataclass
class _Asked:
    """What was asked of a part: by whom, of which record, with which forms."""

    request: SignedInRequest
    record: Record
    part: Part
    forms: dict[str, forms.Form]

    @property
    def said_so(self) -> bool:
        return self.request.POST.get("said_so") == "yes"

    @property
    def seen(self) -> int | None:
        """The saying that the page showed."""
        named = self.request.POST.get("seen", "")
        return int(named) if named.isascii() and named.isdecimal() and len(named) < 19 else None

    @property
    def on_part(self) -> Part:
        """The other part that was named. Raises Http404."""
        named = self.request.POST.get("on", "")
        if not named.isdecimal():
            raise Http404("no part of that number")
        return part_of(self.record, int(named))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@hands_back(lambda post, **_: _typed(post))
def part(request: SignedInRequest, person_id: int, part_id: int) -> HttpResponseBase:
    """One part: its words, its steps, what stands beside it. One form a deed; `deed` says which was sent."""
    record = open_record(person_id, viewer=request.viewer)
    row = part_of(record, part_id)
    plan = plan_of(record)
    asked = _Asked(request, record, row, _forms(request, record, plan.part(row.pk), plan))
    refused: dict[str, Any] = {}
    if request.method == "POST" and may_write(record):
        try:
            if _does(asked):
                return redirect("goals:part", person_id=person_id, part_id=row.pk)
        except (ActRefused, NotPossibleNow) as refusal:
            refused = not_marked(request, record, refusal)
    context = _shown(asked, part_of(record, part_id)) | refused
    return render(request, "goals/part.html", context, status=status_of(refused) if request.method == "POST" else 200)


def _typed(post: QueryDict) -> forms.Form | None:
    """The form of the deed that was sent, for who no longer sees the part it is of; None for a deed that has no words."""
    deed = post.get("deed", "")
    if deed == "beside":
        return BesideForm(post, is_worker=True, of_family=False)
    if deed == "step":
        return StepForm(post)
    return WordsForm("goal", post) if deed == "words" else None


def _does(asked: _Asked) -> bool:
    """Do what was asked; False where a form is to be looked at again. An unknown deed is none."""
    deed = asked.request.POST.get("deed", "")
    if deed in _BUTTONS:
        _BUTTONS[deed](asked)
        return True
    form = asked.forms.get(deed)
    if form is None:
        return True
    if form.is_valid():
        try:
            _FORMS[deed](asked, form.cleaned_data)
        except WordsStopped as stopped:
            say_otherwise(form, asked.request.viewer, stopped)
    return not form.errors


def _says_anew(asked: _Asked, data: dict[str, Any]) -> None:
    request, form = asked.request, asked.forms["words"]
    assert isinstance(form, WordsForm)
    say_anew(
        record=asked.record,
        part=asked.part,
        words=data["words"],
        area=data.get("area"),
        more=form.more() if asked.part.kind == Part.Kind.VOICE else None,
        seen=asked.seen,
        by=request.user,
        on=request.today,
        said_so=asked.said_so,
    )


def _adds_step(asked: _Asked, data: dict[str, Any]) -> None:
    add_step(
        record=asked.record,
        goal=asked.part,
        words=data["words"],
        by_day=data["by_day"],
        token=data["token"],
        by=asked.request.user,
    )


def _stands_beside(asked: _Asked, data: dict[str, Any]) -> None:
    form = asked.forms["beside"]
    assert isinstance(form, BesideForm)
    stand_beside(record=asked.record, goal=asked.part, by=asked.request.user, on=asked.request.today, **form.seen())


def _settles(asked: _Asked) -> None:
    request, status, was = asked.request, asked.request.POST.get("status"), asked.request.POST.get("was")
    if status not in Part.Status.values:
        raise Http404("no such end")
    settle(
        record=asked.record,
        part=asked.part,
        status=Part.Status(status),
        was=Part.Status(was) if was in Part.Status.values else None,
        by=request.user,
        on=request.today,
        said_so=asked.said_so,
    )
    messages.success(request, _("It is marked as they say."))


def _leans(asked: _Asked) -> None:
    lean_on(record=asked.record, part=asked.part, on_part=asked.on_part, by=asked.request.user)


def _lets_go(asked: _Asked) -> None:
    request = asked.request
    let_go(
        record=asked.record,
        part=asked.part,
        on_part=asked.on_part,
        by=request.user,
        on=request.today,
        said_so=asked.said_so,
    )


def _fits(asked: _Asked) -> None:
    named = asked.request.POST.get("on", "")
    if not (named.isascii() and named.isdecimal() and len(named) < 19):
        raise Http404("no place of that number")
    resource = resource_seen_by(asked.record.viewer, int(named))
    fit_resource(
        record=asked.record,
        challenge=asked.part,
        resource=resource,
        by=asked.request.user,
        on=asked.request.today,
    )
    messages.success(asked.request, _("It stands on the plan, as what helps with it."))


_FORMS: Final[dict[str, Callable[[_Asked, dict[str, Any]], None]]] = {
    "words": _says_anew,
    "step": _adds_step,
    "beside": _stands_beside,
}
_BUTTONS: Final[dict[str, Callable[[_Asked], None]]] = {
    "settle": _settles,
    "lean": _leans,
    "let-go": _lets_go,
    "fit": _fits,
}


def _forms(request: SignedInRequest, record: Record, own: Shown, plan: Plan) -> dict[str, forms.Form]:
    deed, of_family, is_own = request.POST.get("deed", ""), holds_a_family(record), record.ground is Ground.OWN
    sent = {name: request.POST if name == deed else None for name in _FORMS}
    voices = [(voice.part, voice.area) for voice in plan.voices if voice.part.status == Part.Status.OPEN]
    return {
        "step": StepForm(sent["step"]),
        "beside": BesideForm(sent["beside"], is_worker=not is_own, of_family=of_family, voices=voices),
        "words": WordsForm(
            own.shelf,
            sent["words"],
            of_family=of_family,
            is_own=is_own,
            words=own.words,
            area=own.part.area,
            more=own.more,
        ),
    }


def _shown(asked: _Asked, row: Part) -> dict[str, Any]:
    record, whole = asked.record, plan_of(asked.record)
    own = whole.part(row.pk)
    linked, may_link = links_of(whole, row, own.leans_on)
    return {
        "record": record,
        "person": record.person,
        "own": own,
        "leans": linked,
        "may_lean": may_link,
        "leans_at_all": own.shelf in LEANS_ON,
        "places": places_fitting(record, row),
        "may_fit": may_fit(record, row),
        "beside": [(one, whose_words(one, whole)) for one in beside_of(row)[:20]],
        "voices": voices_on(whole, row) if own.shelf == "goal" else [],
        "decided": list(decided_of(row)[:20]),
        "before": _said_before(row),
        "step": asked.forms["step"],
        "beside_form": asked.forms["beside"],
        "words": asked.forms["words"],
        "may_write": may_write(record),
        "may_mark": may_mark(record),
        "may_say_anew": may_write(record) and (may_mark(record) or not own.is_own),
        "is_own": record.ground is Ground.OWN,
        "of_its_kind": _beside_area(record, row),
        "deciding": beside_deciding(record),
    }


def _said_before(row: Part) -> list[dict[str, Any]]:
    """What a part was said to be before, the newest first: its words, what it was about, what was held dear, and when."""
    kept = [(one, one.data()) for one in sayings_of(row)[1:6]]
    return [
        {
            "words": data.get("words", ""),
            "about": area_words(Part.Kind(row.kind), data.get("area", "")),
            "values": More.of(data).values,
            "at": one.at,
        }
        for one, data in kept
    ]


def _beside_area(record: Record, row: Part) -> list[ShownPrompt]:
    """What the worker's codes say of a goal of this kind."""
    worker = record.viewer.worker
    if worker is None or record.ground is not Ground.ASSIGNED or not row.area:
        return []
    return prompts_among(clauses_of(worker, record.viewer.today), At.GOAL_AREA, row.area)
