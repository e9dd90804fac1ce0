"""A worker's day in one look: what was, what is next, what is unwritten, what was promised; and a true sentence of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from alongside.caseload.models import Assignment
from alongside.caseload.queries import offers_to
from alongside.groups.models import GroupSession
from alongside.groups.queries import groups_on_day
from alongside.people import clock
from alongside.people.models import Worker
from alongside.practice.models import Contact, Promise
from alongside.practice.promising import open_promises
from alongside.practice.queries import count_drafts, day_of
from alongside.rulings.standing_now import StandingsNow
from alongside.today.glance import Glance, glance_of
from alongside.today.owed import Step, steps_of
from alongside.ui.amounts import number_words

PROMISES_SHOWN: Final = 5
STEPS_SHOWN: Final = 5


@dataclass(frozen=True)
class Moment:
    """One point on the rail. state: done, open (to be written), next, or later; `near`: "next, in 50 minutes"."""

    contact: Contact
    state: str
    near: str = ""


@dataclass(frozen=True)
class WorkersDay:
    """What Today shows a worker of their practice. steps: what their codes ask of them, late or due soon

    glance: how their supervision and their learning stand
    """

    moments: list[Moment]
    before: list[Contact]
    promises: list[Promise]
    offers: list[Assignment]
    drafts: int
    sentence: str
    groups: list[GroupSession]
    steps: list[Step]
    glance: Glance


def workers_day(worker: Worker, today: date) -> WorkersDay:
    """The day as it stands at this moment."""
    day, now = day_of(worker), clock.now()
    promises = list(open_promises(worker)[: PROMISES_SHOWN + 1])
    before = [own for own in day.unwritten if own not in day.contacts]
    moments = [_moment(own, day.next, now) for own in day.contacts]
    standings = StandingsNow([worker], today)
    steps = steps_of(worker, standings)
    late_promises = sum(own.by_day is not None and own.by_day < today for own in promises)
    return WorkersDay(
        moments=moments,
        before=before,
        promises=promises[:PROMISES_SHOWN],
        offers=offers_to(worker),
        drafts=count_drafts(worker),
        sentence=_sentence(
            left=sum(own.status == Contact.Status.PLANNED and own.ends >= now for own in day.contacts),
            unwritten=len(day.unwritten),
            promises=late_promises,
            steps=sum(own.is_late for own in steps),
        ),
        groups=groups_on_day(worker),
        steps=steps[:STEPS_SHOWN],
        glance=glance_of(worker, standings),
    )


def _moment(contact: Contact, coming: Contact | None, now: datetime) -> Moment:
    if contact.status == Contact.Status.HELD or contact.is_attempt:
        return Moment(contact, "done")
    if contact.status == Contact.Status.MISSED:
        return Moment(contact, "done")
    if contact.ends < now:
        return Moment(contact, "open")
    if coming is not None and contact.pk == coming.pk:
        return Moment(contact, "next", _near(contact.starts - now))
    return Moment(contact, "later")


def _near(wait: timedelta) -> str:
    minutes = int(wait.total_seconds() // 60)
    if minutes <= 0:
        return _("now")
    if minutes < 60:
        return ngettext("next, in %(n)s minute", "next, in %(n)s minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("next, in %(n)s hour", "next, in %(n)s hours", hours) % {"n": hours}


def _sentence(*, left: int, unwritten: int, promises: int, steps: int) -> str:
    """ "One contact left and two notes to write. Nothing is late." Empty where the day holds nothing.

    promises, steps: how many are late, of what was promised and of what the codes ask.
    """
    if not (left or unwritten or promises or steps):
        return ""
    visits = ngettext("one contact left", "%(n)s contacts left", left) % {"n": number_words(left)}
    notes = ngettext("one note to write", "%(n)s notes to write", unwritten) % {"n": number_words(unwritten)}
    said = []
    if left and unwritten:
        said.append(_("%(visits)s and %(notes)s.") % {"visits": visits, "notes": notes})
    elif left or unwritten:
        said.append(f"{visits if left else notes}.")
    if promises:
        words = ngettext("One promise is late.", "%(n)s promises are late.", promises)
        said.append(words % {"n": number_words(promises)})
    if steps:
        words = ngettext("One thing your code asks is late.", "%(n)s things your code asks are late.", steps)
        said.append(words % {"n": number_words(steps, before_noun=True)})
    if not (promises or steps):
        said.append(_("Nothing is late."))
    return " ".join(capfirst(sentence) for sentence in said)
