"""What a month brings to the agenda: questions sent and decided, duties late or due, a certificate near its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.credentials.queries import certificates_of
from alongside.credentials.standing import standings
from alongside.credentials.words import WORDS
from alongside.people import clock
from alongside.people.models import Worker
from alongside.rulebook.queries import vocabulary
from alongside.rulings.duties import WorkerDuty, duties_of
from alongside.rulings.events import known_events
from alongside.rulings.models import KeptRuling, Referral
from alongside.rulings.words import may_of
from alongside.supervision.agenda import Item
from alongside.supervision.counting import EVENT
from alongside.supervision.owing import PRIVATE
from alongside.ui.amounts import days_left_words, weekday_words
from canon.act import UnknownAct
from canon.duties.owed import Status
from canon.duties.reckon import named_in

NEAR: Final = timedelta(days=31)
LAPSE_NEAR: Final = timedelta(days=90)
MOST_DUTIES: Final = 6


def questions(worker: Worker, on: date, reader: User) -> Iterator[Item]:
    """Questions that wait, and those decided this month; to a supervisor those that were sent to them."""
    since = on.replace(day=1)
    found = Referral.objects.filter(from_worker=worker).exclude(status=Referral.Status.TAKEN_BACK)
    if worker.user_id != reader.pk:
        found = found.filter(to=reader)
    for own in found.select_related("kept", "to", "decided_by", "agency").order_by("due_on", "pk"):
        asked = _asked(own)
        if own.is_waiting:
            state = "late" if own.due_on < on else "soon"
            note = _("With %(name)s, to be decided by %(day)s") % {
                "name": own.to.name,
                "day": weekday_words(own.due_on),
            }
        elif own.decided_at is not None and own.decided_at.astimezone(own.agency.time_zone).date() >= since:
            state, note = "calm", str(own.get_decision_display())
        else:
            continue
        is_question = own.kept.purpose == KeptRuling.Purpose.QUESTION  # what was declared has a page of its own above
        url = _address("today:question", own.kept_id) if is_question else ""
        yield Item(asked[0], note, url, state=state, lang=asked[1])


def duties(worker: Worker, on: date, reader: User) -> Iterator[Item]:
    """What the worker's codes ask of them that is late, or due within a month: each clause once, the soonest first.

    Sessions of supervision stand on the page already. What no app here can tell yet is nobody's to answer for.
    """
    found: dict[str, WorkerDuty] = {}
    for own in sorted(duties_of(worker, on), key=lambda own: own.owed.due or date.max):
        if own.owed.duty.owed_by == "worker" and own.is_short and _is_near(own, on) and _is_known(own):
            found.setdefault(own.clause, own)
    for own in list(found.values())[:MOST_DUTIES]:
        due = own.owed.due
        note = _("Due by %(day)s") % {"day": weekday_words(due)} if due and not own.is_late else _("Still to be done")
        yield Item(
            own.owed.duty.says,
            note,
            clause=own.clause,
            state="late" if own.is_late else "soon",
            lang="en",
            is_private=bool(PRIVATE & named_in(own.owed.duty)),
        )


def certificates(worker: Worker, on: date, reader: User) -> Iterator[Item]:
    """A certificate that is not in force, or ends within three months."""
    rows = list(certificates_of(worker.practitioner))
    now = standings(rows, clock.now())
    for row in rows:
        own = now.get(row.pk)
        if own is None:
            continue
        words, url = WORDS[own.status], _address("credentials:mine")
        if not own.is_in_force:
            yield Item(str(words.word), row.number, url, state="soon")
        elif own.through is not None and own.through - on <= LAPSE_NEAR:
            left = days_left_words((own.through - on).days)
            yield Item(_("Your certificate: %(left)s") % {"left": left}, row.number, url, state="soon")


def _asked(referral: Referral) -> tuple[str, str]:
    name = referral.kept.act
    try:
        english = vocabulary().acts[name].may
    except UnknownAct:
        english = name.replace("-", " ")
    said = may_of(name, english)
    return said.text, said.lang


def _is_near(own: WorkerDuty, on: date) -> bool:
    return own.owed.status is Status.OVERDUE or (own.owed.due is not None and own.owed.due - on <= NEAR)


def _is_known(own: WorkerDuty) -> bool:
    events = _events(own)
    return EVENT not in events and events <= known_events()


def _events(own: WorkerDuty) -> frozenset[str]:
    duty = own.owed.duty
    return frozenset((*duty.do, *(need.event for need in duty.need)))


def _address(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
