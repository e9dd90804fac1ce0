"""A person asks for another worker, or for another way of being supported: whoever hears it, it reaches the supervisor."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts.models import User
from alongside.caseload.access import Record, standing_on
from alongside.caseload.models import Assignment, ChangeAsked, Ground
from alongside.caseload.queries import supports
from alongside.caseload.refusals import DecidedBefore, TooLong
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, has_authority
from alongside.people.models import Agency, Person, RoleKind, Worker
from alongside.people.queries import holding, supervisor_of
from alongside.people.viewer import Viewer
from alongside.rulings.deputies import Answering, answering, led_by, led_for_others, may_answer
from alongside.rulings.sealing import seal_words
from alongside.rulings.seeking import asks, seek_ruling
from alongside.wording.signing import require_words

LONGEST: Final = 2000
ANSWERS: Final = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)


@asks("request-change")
def ask_for_change(
    *, record: Record, worker: Worker | None, wants: ChangeAsked.Wants, words: str, by: User, on: date
) -> ChangeAsked:
    """Take down what a person asks for, and bring it to the supervisor. Never refused; asked twice, it waits once.

    worker: of whom it is said; None where it is of nobody in particular. Raises TooLong, NotTheirs for a worker who is
    not assigned to the person.
    """
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    person = record.person
    with transaction.atomic(durable=True):
        Person.objects.select_for_update().get(pk=person.pk)
        if worker is not None and not supports(worker, person, on):
            raise NotTheirs
        standing = ChangeAsked.objects.filter(person=person, worker=worker, wants=wants, outcome="").first()
        if standing is not None:
            return standing
        ruling = None
        if record.viewer.worker is not None and record.ground is Ground.ASSIGNED and not record.is_shut:
            stated = {"person.asked_for_change": True}
            ruling = seek_ruling(
                "request-change", stated, worker=record.viewer.worker, by=by, on=on, person_id=person.pk
            )
        row = ChangeAsked.objects.create(
            agency_id=person.agency_id,
            person=person,
            worker=worker,
            wants=wants,
            sealed=seal_words(words),
            heard_by=None if record.ground is Ground.OWN else by,
            ruling=ruling,
            on=on,
            at=clock.now(),
        )
        write_journal("change.asked", row, by=by, data={"person": person.pk, "wants": wants.value})
        for user in _who_answers(person, worker, on):
            notify(kind="change.asked", to=user, key=f"change.asked:{row.pk}:{user.pk}", url="/people/waiting/")
    return row


def answer_change(*, change: ChangeAsked, outcome: ChangeAsked.Outcome, words: str, by: User) -> ChangeAsked:
    """Say what came of it. Raises NotTheirs for who does not oversee those who support the person, DecidedBefore if it was
    answered before, TooLong, WordsStopped."""
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    require_words(words, agency=change.agency, by=by)
    with transaction.atomic(durable=True):
        rows = ChangeAsked.objects.select_for_update(of=("self",)).select_related(
            "agency", "worker__agency", "person", "answered_by"
        )
        held = rows.get(pk=change.pk)
        if not _answers(by, held):
            raise NotTheirs
        if held.outcome and held.answered_by is not None and held.answered_at is not None:
            at = held.answered_at.astimezone(held.agency.time_zone)
            raise DecidedBefore(held.answered_by.name, at, held.get_outcome_display())
        held.outcome, held.answered_by, held.answered_at = outcome, by, clock.now()
        held.answer_sealed = seal_words(words)
        held.save(update_fields=["outcome", "answered_by", "answered_at", "answer_sealed"])
        write_journal("change.answered", held, by=by, data={"outcome": outcome.value})
    return held


def changes_waiting(viewer: Viewer, agency: Agency) -> QuerySet[ChangeAsked]:
    """What waits for an answer, oldest first: all of it for an administrator; for a supervisor their workers', and of whom
    nobody supports; for a deputy what nobody answered in time."""
    return open_changes(answering(viewer, agency)).select_related("person", "worker").order_by("pk")


def changes_seen(viewer: Viewer, agency: Agency) -> QuerySet[ChangeAsked]:
    """The same with what was answered since: for a page that was opened before."""
    return _changes(answering(viewer, agency)).select_related("person", "worker", "answered_by", "agency")


def open_changes(who: Answering) -> QuerySet[ChangeAsked]:
    """The same in plain values, for counting."""
    return _changes(who).filter(outcome="")


def _changes(who: Answering) -> QuerySet[ChangeAsked]:
    rows = ChangeAsked.objects.filter(agency=who.agency).exclude(worker__user=who.user)
    if who.keeps:
        return rows
    late = Q(on__lt=who.in_time_from)
    theirs = _of_workers(who.on, led_by(who)) | _of_workers(who.on, led_for_others(who)) & late
    return rows.filter(theirs | ~Q(Exists(_supported(who.on).filter(person=OuterRef("person")))))


def late_changes(agency: int, in_time_from: date) -> QuerySet[ChangeAsked]:
    """Whatever waits past its day at an agency."""
    return ChangeAsked.objects.filter(agency=agency, outcome="", on__lt=in_time_from)


def _of_workers(on: date, workers: QuerySet[Any, Any]) -> Q:
    """Said of one of these workers, or by somebody whom they support."""
    supported = _supported(on).filter(person=OuterRef("person"), worker__in=workers)
    return Q(worker__in=workers) | Q(Exists(supported))


def _supported(on: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(standing_on(on), status="open")


def _answers(user: User, change: ChangeAsked) -> bool:
    """Whether somebody answers a change: who oversees the worker it is about, or one who supports the person, and once it is late
    their deputy; where nobody supports them, whoever supervises at the agency. Never the worker it is about."""
    if change.worker is not None and change.worker.user_id == user.pk:
        return False
    on = clock.today_in(change.agency.time_zone)
    supporting = [row.worker for row in _supported(on).filter(person=change.person).select_related("worker__agency")]
    if not supporting and has_authority(user, Authority(ANSWERS, agency=change.agency)):
        return True
    return any(may_answer(user, own, change.on, on) for own in (*supporting, change.worker) if own is not None)


def _who_answers(person: Person, worker: Worker | None, on: date) -> list[User]:
    """The supervisors of record of the worker it is about, or of all who support the person; else who keeps the agency."""
    rows = _supported(on).filter(person=person).select_related("worker__agency")
    workers = [worker] if worker is not None else [row.worker for row in rows]
    found = [supervisor_of(own, on) for own in workers]
    named = {user.pk: user for user in found if user is not None}
    return list(named.values()) or holding(RoleKind.AGENCY_ADMINISTRATOR, on, agency=person.agency_id)
