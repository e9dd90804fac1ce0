"""A month laid out for a page, and what stands behind one contact: ids, times, rulings, holds, lines; no name of a person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.shortcuts import get_object_or_404

from alongside.billing.codes import rules_of
from alongside.billing.models import Line
from alongside.billing.month import Month, Reason, Service, State, bounds, month_of
from alongside.billing.words import WORDS, Words
from alongside.journal.models import Entry, Leaf
from alongside.people.authority import AGENCY_READERS
from alongside.people.models import Agency
from alongside.people.viewer import Viewer
from alongside.practice.models import Contact, Hold, Note, OtherParty, WithWhom


@dataclass(frozen=True)
class ShownReason:
    """A reason in words; hold: the id of a hold that waits for a decision, if any."""

    reason: Reason
    words: Words
    waits: bool


@dataclass(frozen=True)
class Held:
    """A contact that is not ready, with everything that stands against it."""

    service: Service
    worker: str
    reasons: list[ShownReason]


@dataclass
class ByWorker:
    """A worker's month in figures."""

    name: str
    contacts: int = 0
    minutes: int = 0
    ready: int = 0
    billed: int = 0
    held: int = 0
    not_billed: int = 0
    units: int = 0


def not_billed_yet(agency: Agency, first: date) -> int:
    """How many contacts of a month no export holds, of those that nothing on their face keeps from being billed.

    For a first glance, counted by the database: with the person, long enough for a code that stands on file, not held and not
    decided against. Whether two of them clash only the month itself tells.
    """
    rules = [rule for rule in rules_of(agency) if rule.code]
    if not rules:
        return 0
    begins, ends = bounds(agency, first)
    rows = Contact.objects.filter(agency=agency, status=Contact.Status.HELD, began_at__gte=begins, began_at__lt=ends)
    billed = Line.objects.filter(contact=OuterRef("pk"))
    stopped = Hold.objects.filter(contact=OuterRef("pk")).exclude(outcome=Hold.Outcome.RELEASED)
    there = OtherParty.objects.filter(contact=OuterRef("pk"), is_plan=False, person_is_there=True)
    lasts = ExpressionWrapper(F("ended_at") - F("began_at"), output_field=DurationField())
    least = timedelta(minutes=min(rule.least_minutes for rule in rules))
    rows = rows.annotate(lasts=lasts).filter(Q(with_whom=WithWhom.PERSON) | Exists(there), lasts__gte=least)
    return rows.filter(~Exists(billed), ~Exists(stopped)).count()


def figures_of(month: Month) -> list[ByWorker]:
    """Each worker's figures, by name; a group's minutes count once for the worker."""
    found: dict[int, ByWorker] = {}
    groups: dict[tuple[int, object], int] = defaultdict(int)
    for own in month.services:
        row = found.setdefault(own.worker, ByWorker(month.workers.get(own.worker, "")))
        row.contacts += 1
        key = (own.worker, own.gathering or own.contact)
        row.minutes += max(0, own.minutes - groups[key])
        groups[key] = max(groups[key], own.minutes)
        match own.state:
            case State.READY:
                row.ready, row.units = row.ready + 1, row.units + own.units
            case State.BILLED:
                row.billed, row.units = row.billed + 1, row.units + own.units
            case State.HELD:
                row.held += 1
            case State.NOT_BILLED:
                row.not_billed += 1
    return sorted(found.values(), key=lambda row: row.name.casefold())


def held_of(month: Month) -> list[Held]:
    """What waits, in the order it began."""
    return [
        Held(own, month.workers.get(own.worker, ""), shown_reasons(own))
        for own in month.services
        if own.state is State.HELD
    ]


def shown_reasons(service: Service) -> list[ShownReason]:
    """Each reason in words, once."""
    return [
        ShownReason(own, WORDS[own.why], own.hold is not None)
        for own in {reason.why: reason for reason in service.reasons}.values()
    ]


def months_around(first: date) -> tuple[date, date]:
    """The first days of the month before and the month after."""
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)


def contact_behind(viewer: Viewer, agency: Agency, contact_id: int) -> Contact:
    """A contact of the agency, for who keeps its books. Raises Http404 for one that is foreign or missing."""
    may = agency.pk in viewer.agencies_as(*AGENCY_READERS)
    rows = Contact.objects.filter(agency=agency, status="held") if may else Contact.objects.none()
    return get_object_or_404(rows.select_related("worker__agency", "held_ruling"), pk=contact_id)


def evidence_of(contact: Contact) -> dict[str, Any]:
    """Everything on record about a contact but its words and its person's name."""
    first = contact.began_at.astimezone(contact.worker.agency.time_zone).date().replace(day=1)  # type: ignore[union-attr]
    service = next(own for own in month_of(contact.worker.agency, first).services if own.contact == contact.pk)
    note = Note.objects.filter(contact=contact).first()
    signed = Entry.objects.filter(kind="note.signed", subject_type="practice.note", subject_id=note.pk if note else 0)
    entry = signed.first()
    leaf = Leaf.objects.filter(entry_id=entry.pk).first() if entry else None
    return {
        "contact": contact,
        "service": service,
        "reasons": shown_reasons(service),
        "holds": list(Hold.objects.filter(contact=contact).select_related("other", "decided_by").order_by("pk")),
        "lines": list(Line.objects.filter(contact=contact).select_related("export").order_by("step")),
        "together": Contact.objects.filter(gathering=contact.gathering).count() if contact.gathering else 0,
        "signed_at": note.signed_at if note else None,
        "amended": note.amendments.count() if note else 0,
        "entry": entry,
        "leaf": leaf,
    }
