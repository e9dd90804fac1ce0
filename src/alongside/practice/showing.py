"""A contact laid out for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from alongside.people.viewer import SignedInRequest
from alongside.practice.forms import SlotForm
from alongside.practice.helping import KINDS, TITLES, help_in, help_lines
from alongside.practice.models import Contact, HelpGiven, Hold, Note
from alongside.practice.offline.outbox import arrival_of
from alongside.practice.others import other_in
from alongside.practice.queries import promises_made_in
from alongside.practice.reaching import reached_in
from alongside.practice.referring import given_in
from alongside.practice.words import did_words
from alongside.practice.writing import Written, read_written
from alongside.rulings.refusing import reader_of
from alongside.rulings.showing import Shown, show
from alongside.ui.amounts import clock_words, weekday_words

NEVER_KEPT = ("csrfmiddlewaretoken", "draft", "hand", "since")


def as_typed(posted: QueryDict) -> dict[str, list[str]]:
    """What a form held, to be kept as a draft."""
    return {name: list(values) for name, values in posted.lists() if name not in NEVER_KEPT}


def when_words(form: SlotForm, today: date) -> str:
    """ "Today, 6:30 to 7:15 pm": what a form says of the time; empty where it does not say it whole."""
    day, begins, ends = (_typed(form, name) for name in ("day", "begins", "ends"))
    if not isinstance(day, date) or not isinstance(begins, time) or not isinstance(ends, time):
        return ""
    words = _("%(day)s, %(begins)s to %(ends)s") % {
        "day": _("Today") if day == today else weekday_words(day),
        "begins": clock_words(begins),
        "ends": clock_words(ends),
    }
    place = str(form["place"].value() or "")
    return f"{words} · {place}" if place else words


def _typed(form: SlotForm, name: str) -> object:
    try:
        return form.fields[name].to_python(form[name].value())
    except ValidationError:
        return None


@dataclass(frozen=True, slots=True)
class ShownHelp:
    """What the codes say of one kind of help. suffix: of the ids on the page; is_against: whether one objects."""

    title: str
    shown: Shown
    suffix: str
    is_against: bool


def shown_help(request: SignedInRequest, contact: Contact, rows: Sequence[HelpGiven]) -> list[ShownHelp]:
    """Kind by kind."""
    reader = reader_of(request, contact.worker) if rows else None
    return [
        ShownHelp(
            title=f"{TITLES[row.act]}: {KINDS[row.act].get(row.kind, row.kind)}",
            shown=show(row.ruling.told(), reader),
            suffix=f"-help-{row.pk}",
            is_against=not row.ruling.allows,
        )
        for row in rows
        if reader is not None
    ]


def shown_reach(request: SignedInRequest, contact: Contact) -> list[ShownHelp]:
    """What the codes say of reaching the person by telephone or online, where they were asked."""
    row = reached_in(contact)
    if row is None:
        return []
    shown = show(row.ruling.told(), reader_of(request, contact.worker))
    return [ShownHelp(_("Their number or address"), shown, "-reach", is_against=not row.ruling.allows)]


def shown_contact(request: SignedInRequest, contact: Contact, note: Note | None) -> dict[str, Any]:
    """A contact with its note, its holds, and what the codes said of it."""
    ruling = contact.held_ruling or contact.ruling
    arrived = arrival_of(contact) if note else None
    written = read_written(note) if note else Written()
    holds = list(Hold.objects.filter(contact=contact).select_related("other", "decided_by").order_by("pk"))
    other, helped, given = other_in(contact), list(help_in(contact)), given_in(contact)
    asked_of = {own.promise_id for own in given}
    promised = promises_made_in([contact.pk]).get(contact.pk, []) if note else []
    return {
        "contact": contact,
        "other": other,
        "given": given,
        "promised": [own for own in promised if own.pk not in asked_of],
        "of_telling": show(other.ruling.told(), reader_of(request, contact.worker)) if other else None,
        "help_lines": help_lines(helped),
        "helped": [*shown_help(request, contact, helped), *shown_reach(request, contact)],
        "is_allowed": ruling is not None and ruling.allows,
        "person": contact.person,
        "note": note,
        "written": written,
        "did": did_words(written.did),
        "arrived": arrived,
        "holds": holds,
        "is_held": any(not own.outcome or own.outcome == Hold.Outcome.KEPT for own in holds),
        "shown": show(ruling.told(), reader_of(request, contact.worker)) if ruling else None,
        "amendments": list(note.amendments.order_by("pk")) if note else [],
    }
