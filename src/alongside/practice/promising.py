"""Promises: made in a contact, kept, or agreed anew with the person. One that is neither stands open: nc.3.1, ca.integrity.8."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.practice.models import Contact, Promise
from alongside.practice.refusals import NeedsWords, SettledElsewhere, TooLong
from alongside.rulings.sealing import seal_words

LONGEST: Final = 400


def make_within(
    worker: Worker, person: Person, words: str, by_day: date | None, *, contact: Contact | None, on: date, by: User
) -> Promise:
    """Put a promise on record inside the caller's transaction. Raises NeedsWords, TooLong."""
    if not words.strip():
        raise NeedsWords
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    row = Promise.objects.create(
        agency_id=worker.agency_id,
        person=person,
        worker=worker,
        contact=contact,
        sealed=seal_words(words),
        made_on=on,
        by_day=by_day,
        by=by,
        at=clock.now(),
    )
    write_journal("promise.made", row, by=by, data={"person": person.pk})
    return row


def keep_within(worker: Worker, person: Person, ids: Iterable[int], *, on: date, by: User) -> None:
    """Mark promises to that person as kept inside the caller's transaction; one that is no longer open is passed over."""
    wanted = list(ids)
    if not wanted:
        return
    for row in Promise.objects.select_for_update().filter(worker=worker, person=person, pk__in=wanted, status="open"):
        _settle(row, Promise.Status.KEPT, on=max(on, row.made_on), by=by)


def keep_promise(*, promise: Promise, by: User, on: date) -> Promise:
    """It is kept. Twice, it is once. Raises NotTheirs, SettledElsewhere for one that was agreed anew."""
    with transaction.atomic(durable=True):
        held = _locked(promise, by)
        if held.status == Promise.Status.KEPT:
            return held
        if held.status != Promise.Status.OPEN:
            raise _settled(held)
        _settle(held, Promise.Status.KEPT, on=on, by=by)
    return held


def agree_anew(*, promise: Promise, words: str, by_day: date | None, by: User, on: date) -> Promise:
    """Agree on something else with the person; the first promise stays to be read. Raises NotTheirs, SettledElsewhere,
    NeedsWords, TooLong."""
    with transaction.atomic(durable=True):
        held = _locked(promise, by)
        if held.status != Promise.Status.OPEN:
            raise _settled(held)
        row = make_within(held.worker, held.person, words, by_day, contact=held.contact, on=on, by=by)
        held.instead = row
        _settle(held, Promise.Status.ANEW, on=on, by=by)
    return row


def open_promises(worker: Worker) -> QuerySet[Promise]:
    """What a worker promised and has not settled, the soonest day first; without a day last."""
    rows = Promise.objects.filter(worker=worker, status="open").select_related("person")
    return rows.order_by(F("by_day").asc(nulls_last=True), "pk")


def _settled(row: Promise) -> SettledElsewhere:
    return SettledElsewhere(str(row.get_status_display()), row.settled_on)


def _locked(promise: Promise, by: User) -> Promise:
    held = (
        Promise.objects.select_for_update(of=("self",)).select_related("worker", "person", "contact").get(pk=promise.pk)
    )
    if held.worker.user_id != by.pk:
        raise NotTheirs
    return held


def _settle(row: Promise, status: Promise.Status, *, on: date, by: User) -> None:
    row.status, row.settled_on = status, on
    row.save(update_fields=["status", "settled_on", "instead"])
    write_journal(f"promise.{status.value}", row, by=by, data={"person": row.person_id})
