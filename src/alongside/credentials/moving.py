"""The holder's gap report: what another state's board asks of them, line by line, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from alongside.credentials.gaps import CERTIFICATE, LEARNING, Gaps, Holding, Line, State, Way, gaps
from alongside.credentials.queries import certificates_of
from alongside.credentials.standing import standings
from alongside.learning.queries import progress_of
from alongside.learning.topics import topic_title
from alongside.people import clock
from alongside.people.gates import for_practitioners
from alongside.people.models import Practitioner
from alongside.people.viewer import PractitionerRequest
from alongside.rulebook.programmes import TermName, edition_of, programme_of
from alongside.rulebook.queries import library
from alongside.rulebook.terms import short_words
from alongside.ui.amounts import hours_words, number_words
from canon.code import Code

LABELS: Final = MappingProxyType(
    {
        CERTIFICATE: gettext_lazy("A certificate in force in another state"),
        LEARNING: gettext_lazy("All learning in a period"),
        "other_states_hours": gettext_lazy("Hours of peer support work"),
        "other_states_learning": gettext_lazy("Hours of learning"),
        "other_states_letters": gettext_lazy("Letters of recommendation"),
        "other_states_exam": gettext_lazy("Exam"),
        "recovery": gettext_lazy("Time in recovery before applying"),
        "training": gettext_lazy("Training"),
        "supervised": gettext_lazy("Peer support under supervision"),
        "references": gettext_lazy("References"),
        "exam": gettext_lazy("Exam"),
        "application_fee": gettext_lazy("Fee"),
    }
)


@dataclass(frozen=True)
class Said:
    """A line in words: what is asked, what is on record, how that stands, and who says that it is asked."""

    label: str | Promise
    asked: str
    have: str
    stands: str
    tag: str
    source: str
    is_certain: bool


@dataclass(frozen=True)
class OnRecord:
    """What a holder has today. since: the first day of the longest certificate in force, unbroken."""

    codes: frozenset[str]
    since: date | None
    holding: Holding


@require_safe
@for_practitioners
def moves(request: PractitionerRequest) -> HttpResponse:
    """The boards of other states, to choose one."""
    held = on_record(request.practitioner, request.today)
    return render(request, "credentials/moves.html", {"codes": [c for c in _codes() if c.id not in held.codes]})


@require_safe
@for_practitioners
def move(request: PractitionerRequest, code: str) -> HttpResponseBase:
    """What one board asks of this holder. A credential held already has its own page."""
    edition = edition_of(code)
    if edition is None:
        raise Http404("no code of that name is here")
    held = on_record(request.practitioner, request.today)
    if code in held.codes:
        return redirect("credentials:mine")
    found = gaps(held.holding, programme_of(code), request.today)
    shown = {
        "code": edition.code,
        "title": verdict(found, edition.code.place),
        "found": found,
        "held": held,
        "is_closed": found.way is Way.CLOSED,
        "is_untold": found.way is Way.UNTOLD,
        "entry": [said(line) for line in found.entry],
        "learning": [said(line) for line in found.learning],
    }
    return render(request, "credentials/move.html", shown)


def on_record(practitioner: Practitioner, today: date) -> OnRecord:
    """What is on record here. Learning counted by two boards is one learning: of each topic, the most that one counted."""
    rows = list(certificates_of(practitioner))
    standing = standings(rows, clock.now())
    good = [(row, standing[row.pk]) for row in rows if row.pk in standing and standing[row.pk].is_in_force]
    tallies = [progress.tally for progress in progress_of(practitioner, today)]
    topics = {topic for tally in tallies for topic in tally.by_topic}
    holding = Holding(
        len(good),
        max((tally.total for tally in tallies), default=Decimal(0)),
        {topic: max(tally.on(topic) for tally in tallies) for topic in topics},
    )
    since = min((now.begins for _row, now in good if now.begins), default=None)
    return OnRecord(frozenset(row.code for row, _now in good), since, holding)


def verdict(found: Gaps, place: str) -> str:
    """The answer of the page, as its heading."""
    if found.way is Way.CLOSED:
        return _("%(place)s takes no certificate from another state") % {"place": place}
    if found.way is Way.UNTOLD:
        return _("Nobody has told whether %(place)s takes your certificate") % {"place": place}
    missing = len(found.open)
    if not missing:
        return _("You have what %(place)s asks, as far as anybody has told") % {"place": place}
    said = {"n": number_words(missing, before_noun=True), "place": place}
    words = (
        ngettext(
            "%(n)s thing stands between you and %(place)s", "%(n)s things stand between you and %(place)s", missing
        )
        % said
    )
    return words[0].upper() + words[1:]


def said(line: Line) -> Said:
    """A line as the page has it."""
    label = LABELS.get(line.name) or topic_title(line.name)
    if line.term is None:
        asked, source, is_certain = _("Nobody has told"), "", True
    else:
        asked = "1" if line.name == CERTIFICATE else short_words(TermName(line.name), line.term.value)
        source, is_certain = line.term.source, line.term.is_certain
    stands, tag = _stands(line)
    return Said(label, asked, _have(line), stands, tag, source, is_certain)


def _have(line: Line) -> str:
    if line.have is None:
        return _("No record here")
    return str(line.have) if line.name == CERTIFICATE else hours_words(line.have)


def _stands(line: Line) -> tuple[str, str]:
    """What stands in the last column, and how it looks."""
    match line.state:
        case State.MET:
            return _("You have it"), "good"
        case State.LACKING if line.name == CERTIFICATE:
            return _("Lacking"), "late"
        case State.LACKING:
            return _("%(hours)s lacking") % {"hours": hours_words(line.lacking)}, "late"
        case State.TO_SHOW:
            return _("Yours to show"), "soon"
        case State.NOT_ASKED:
            return _("Not asked"), "calm"
        case State.UNTOLD:
            return _("Ask the board"), "calm"


def _codes() -> Sequence[Code]:
    """Every code here, once each, by place."""
    found = {edition.id: edition.code for edition in library().editions}
    return sorted(found.values(), key=lambda code: (code.place, code.id))
