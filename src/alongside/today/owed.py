"""What a worker's codes ask of them that is late or due soon: each clause once, with its day, its next step and where to take it.

Promises have a place of their own on the page. Everything else that an app can tell stands here, so that "nothing is late" is
true; a month of supervision that falls short stands here as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.caseload.queries import persons_of
from alongside.people.models import Person, Worker
from alongside.practice.models import Contact
from alongside.rulebook.addresses import clause_address, page_of, with_query
from alongside.rulebook.queries import library
from alongside.rulebook.serving import home_of
from alongside.rulings.standing_now import StandingsNow
from alongside.supervision.counting import Minimum, minimums_now
from alongside.supervision.owing import Owes, owed_in
from alongside.supervision.words import how_often_owed, short_words, when_owed
from alongside.ui.amounts import weekday_words

NEAR: Final = timedelta(days=31)
PROMISED: Final = "commitment-kept"
BOUNDARIES: Final = "boundaries-set"
CONTACT: Final = "contact"
PERSON: Final = "person"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do. note: with whom, or how many of it; state: as a tag's, "late", "soon" or "calm"

    clauses: all that ask for it; lang: of the title, where it is the code's own
    """

    title: str
    when: str
    note: str
    state: str
    clauses: tuple[str, ...]
    url: str
    lang: str = ""

    @property
    def is_late(self) -> bool:
        return self.state == "late"


def steps_of(worker: Worker, now: StandingsNow) -> list[Step]:
    """What is late first, then what is due soonest. What two clauses ask for alike is one step. now: of the same worker"""
    on = now.on
    owed = [own for own in owed_in(now, reader_is_worker=True) if PROMISED not in own.duty.do and _is_near(own, on)]
    alike: dict[str, list[Owes]] = defaultdict(list)
    for own in owed:
        alike[own.duty.next or own.duty.says].append(own)
    known = _people_in({ref for own in owed for ref in own.refs}, worker, on)
    steps = [_step(title, listed, known) for title, listed in alike.items()]
    late = [step for step in steps if step.is_late]
    return [*late, *_supervision(now), *(step for step in steps if not step.is_late)]


def _is_near(own: Owes, on: date) -> bool:
    return own.is_late or own.next_due is None or own.next_due - on <= NEAR


def _step(title: str, listed: Sequence[Owes], known: Mapping[str, Person]) -> Step:
    """`listed`: what is late first, then what is due soonest."""
    first = listed[0]
    named = {ref: known[ref] for ref in first.refs if ref in known}
    names = list(dict.fromkeys(person.chosen_name for person in named.values()))
    often = how_often_owed(first) if (first.late or first.due) > len(names) else ""
    return Step(
        title=title,
        when=when_owed(first),
        note=" · ".join([", ".join(names), often]).strip(" ·"),
        state="late" if first.is_late else "soon" if first.next_due else "calm",
        clauses=tuple(dict.fromkeys(own.duty.clause for own in listed)),
        url=_where(first, named),
        lang="en",
    )


def _people_in(refs: Collection[str], worker: Worker, on: date) -> dict[str, Person]:
    """Whom these matters are about, of the people the worker supports today: nobody else is named."""
    ids: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        kind, _dash, number = ref.rpartition("-")
        if kind in {CONTACT, PERSON} and number.isdecimal():
            ids[kind].add(int(number))
    if not ids:
        return {}
    contacts = dict(Contact.objects.filter(worker=worker, pk__in=ids[CONTACT]).values_list("pk", "person_id"))
    persons = persons_of(worker, on).in_bulk(ids[PERSON] | set(contacts.values()))
    found = {f"{PERSON}-{pk}": person for pk, person in persons.items()}
    return found | {f"{CONTACT}-{pk}": persons[person] for pk, person in contacts.items() if person in persons}


def _where(own: Owes, named: Mapping[str, Person]) -> str:
    """Where it is done for the first of whom it is about; else where the clause is served, or is read."""
    for ref, person in named.items():
        kind, _dash, number = ref.rpartition("-")
        if kind == CONTACT:
            return with_query(reverse("practice:write", args=[person.pk]), contact=number)
        return reverse("practice:agree" if BOUNDARIES in own.duty.do else "practice:tell", args=[person.pk])
    clauses = (edition.clause(own.duty.clause) for edition in library().editions if edition.has(own.duty.clause))
    home = next((home_of(clause) for clause in clauses), "")
    return page_of(home, own.code) or clause_address(own.duty.clause)


def _supervision(now: StandingsNow) -> Iterator[Step]:
    """What a clause counts of sessions this month and is neither held nor booked; an agency's rhythm is no clause's."""
    for own in minimums_now(now):
        if own.falls_short:
            yield _of_month(own)


def _of_month(own: Minimum) -> Step:
    return Step(
        title=_("Supervision: %(what)s more") % {"what": short_words(own)},
        when=_("By %(day)s") % {"day": weekday_words(own.due)},
        note="",
        state="soon",
        clauses=(own.clause,),
        url=reverse("supervision:mine"),
    )
