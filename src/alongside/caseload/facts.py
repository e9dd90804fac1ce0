"""What the caseload tells a ruling: who is assigned, how a worker knows a person, and what was decided of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from alongside.caseload.access import standing_on
from alongside.caseload.essentials import newest_essentials, read
from alongside.caseload.models import Assignment, Tie
from alongside.caseload.stepping import paused
from alongside.caseload.ties import newest_decisions, newest_ties
from alongside.people.models import Person
from alongside.rulings.register import Asking, FactSource, Known, Subject, register_source, seen_by
from alongside.rulings.sealing import unseal
from alongside.rulings.stating import Record

CASELOAD: Final = Record("caseload", to_worker=_("From your caseload"), to_others=_("From the caseload on record"))
ESSENTIALS: Final = Record(
    "essentials", to_worker=_("From what is good to know of them"), to_others=_("From what is on file of the person")
)
TIES: Final = Record("ties", to_worker=_("You told us before"), to_others=_("Told by the worker"))
STEPS: Final = Record("step-backs", to_worker=_("You stepped back"), to_others=_("From a step back on record"))


def persons_served(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """Whether the worker supports the person now, did before, or never has."""
    about = [s for s in seen_by(asking.by, subjects) if s.person_id is not None]
    rows = Assignment.objects.filter(
        worker__in=[s.worker for s in about], person__in=[s.person_id for s in about], status__in=["open", "ended"]
    )
    if asking.lock:
        rows = rows.select_for_update()
    now: set[tuple[int, int]] = set()
    before: set[tuple[int, int]] = set()
    for row in rows:
        key = row.worker_id, row.person_id
        if row.from_day is None or row.from_day > asking.on:
            continue
        (now if row.to_day is None or row.to_day > asking.on else before).add(key)
    return {s: Known("now" if _key(s) in now else "before" if _key(s) in before else "never") for s in about}


def persons_in_services(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """That the person receives services from the worker's agency: somebody there is assigned to them."""
    about = [s for s in seen_by(asking.by, subjects) if s.person_id is not None]
    rows = Assignment.objects.filter(standing_on(asking.on), person__in=[s.person_id for s in about])
    served = set(rows.values_list("agency_id", "person_id"))
    return {s: Known((s.worker.agency_id, s.person_id) in served) for s in about}


def viewers_assigned(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """Whether the worker is assigned to the person on the day."""
    return {s: Known(known.value == "now") for s, known in persons_served(subjects, asking).items()}


def workers_able(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """That a worker has stepped back. Of one who has not there is nothing to say: only they know."""
    seen = seen_by(asking.by, subjects)
    since = paused([s.worker for s in seen], asking.on)
    found: dict[Subject, Known] = {}
    for subject in seen:
        day = since.get((subject.worker.pk, None)) or since.get(_key(subject))
        if day is not None:
            found[subject] = Known(False, since=day)
    return found


def persons_using_narcotics(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """That it is on file that a person uses narcotics. Of whom nothing is on file there is nothing to say."""
    about = [s for s in seen_by(asking.by, subjects) if s.person_id is not None]
    rows = Person.objects.filter(pk__in=[s.person_id for s in about]).annotate(on_file=newest_essentials())
    sealed = {pk: own for pk, own in rows.values_list("pk", "on_file") if own}
    users = {pk for pk, own in sealed.items() if read(unseal(own)).uses_narcotics}
    return {s: Known(True) for s in about if s.person_id in users}


def register_facts() -> None:
    """Put them in the register."""
    register_source("person.uses_narcotics", persons_using_narcotics, record=ESSENTIALS)
    register_source("person.served", persons_served, record=CASELOAD)
    register_source("person.is_served_by_agency", persons_in_services, record=CASELOAD)
    register_source("viewer.is_assigned", viewers_assigned, record=CASELOAD)
    register_source("worker.is_able", workers_able, record=STEPS)
    for fact, value in _OF_TIE.items():
        register_source(fact, _tie_source(value), record=TIES)
    register_source("tie.is_sponsor", sponsors_now, record=TIES)
    register_source("tie.is_disclosed", _tie_source(lambda tie: tie.is_shared), record=TIES)
    register_source("supervisor.decision", ties_decided, record=TIES)
    register_source("tie.has_bounds", ties_bounded, record=TIES)


def ties_decided(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """What the supervisor decided of the tie that stands; "none" while they have not."""
    ties = _ties(subjects, asking)
    decisions = newest_decisions(ties.values())
    return {
        s: Known(decisions[tie.pk].decision, since=decisions[tie.pk].on) if tie.pk in decisions else Known("none")
        for s, tie in ties.items()
    }


def ties_bounded(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """Whether bounds were set with the decision."""
    ties = _ties(subjects, asking)
    decisions = newest_decisions(ties.values())
    return {s: Known(tie.pk in decisions and decisions[tie.pk].has_bounds) for s, tie in ties.items()}


_OF_TIE: Final[Mapping[str, Callable[[Tie], bool]]] = {
    "tie.was_romantic": lambda tie: tie.was_romantic,
    "tie.was_sexual": lambda tie: tie.was_sexual,
    "tie.was_friendship": lambda tie: tie.was_friendship,
    "tie.is_other": lambda tie: tie.is_beside,
}


def sponsors_now(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """Whether a worker sponsors the person, as they say it of themself. Whoever offers somebody is told nothing of it: a
    sponsorship ends, so it is asked anew with every offer, and what was said at an earlier one settles nothing before."""
    own = [s for s in subjects if s.worker.user_id == asking.by.pk]
    ties = _ties(own, asking).items()
    return {s: Known(sponsors, since=tie.on) for s, tie in ties if (sponsors := tie.sponsors) is not None}


def _tie_source(value: Callable[[Tie], bool]) -> FactSource:
    def source(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
        return {s: Known(value(tie), since=tie.on) for s, tie in _ties(subjects, asking).items()}

    return source


def _ties(subjects: Sequence[Subject], asking: Asking) -> dict[Subject, Tie]:
    """The tie that stands for each pair, where the worker was asked. The answer rests on it; pages never show it to others."""
    about = [s for s in seen_by(asking.by, subjects) if s.person_id is not None]
    keys = frozenset(_key(s) for s in about)
    ties = asking.once(("ties", keys), lambda: newest_ties(keys))
    return {s: ties[_key(s)] for s in about if _key(s) in ties}


def _key(subject: Subject) -> tuple[int, int]:
    return subject.worker.pk, subject.person_id or 0
