"""Making an export: ask each code about billing, write the lines, seal the bytes. Once made it is never made anew.

A later export of the same month takes back what turned out otherwise, line by line, and bills it as it was. What a code
prohibits is not exported but held, for a supervisor to look at.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.billing.models import Export, ExportPart, Line
from alongside.billing.month import Month, Service, State, Why, month_of
from alongside.billing.refusals import NothingToExport, NotYet, SealBroken
from alongside.journal.writing import Event, Plain, write_journal, write_journal_of_many
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Agency, RoleKind, Worker
from alongside.practice.holding import hold_within
from alongside.practice.models import Contact, Hold
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import asks, seek_ruling
from alongside.rulings.stating import Record, Speaker, StatedBy, know_record

PART: Final = 256 * 1024
COLUMNS: Final = (
    *("export", "line", "kind", "corrects_export", "corrects_line", "contact", "person", "worker", "group", "date"),
    *("began", "ended", "minutes", "way", "code", "modifiers", "units", "unit_minutes", "least_minutes", "rounding"),
    *("ruling",),
)
HOLDS: Final = {
    Why.OVERLAP: Hold.Reason.OVERLAP,
    Why.PERSON_TWICE: Hold.Reason.OVERLAP,
    Why.TOO_LONG: Hold.Reason.TOO_LONG,
}
RECORD: Final = Record(
    "billing", to_worker=_("From the note and its times"), to_others=_("From the note and its times")
)
_BY_RECORD: Final = StatedBy(Speaker.RECORD, RECORD.key)


@dataclass(frozen=True)
class Exported:
    """An export, and how many contacts a code held back from it."""

    export: Export
    held_back: int


@asks("bill-service")
def export_month(*, agency: Agency, first: date, by: User) -> Exported:
    """Export what of a month is ready, and take back what was billed otherwise.

    Raises NotTheirs unless an administrator of the agency, NotYet, NothingToExport; holds that were found stay.
    """
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)
        require_authority(by, Authority((RoleKind.AGENCY_ADMINISTRATOR,), agency=held))
        if first > clock.today_in(held.time_zone):
            raise NotYet
        month = month_of(held, first)
        _hold_clashes(month)
        rulings = _rulings(month, by)
        held_back = _hold_prohibited(month, rulings)
        lines = _lines(held, month, rulings)
        if lines:
            return Exported(_write(held, month, lines, by), held_back)
    raise NothingToExport


def exports_of(agency: Agency, first: date | None = None) -> list[Export]:
    """An agency's exports, of a month or all, the newest first."""
    rows = Export.objects.filter(agency=agency).select_related("by").order_by("-number")
    return list(rows.filter(month=first) if first else rows)


def bytes_of(export: Export) -> Iterator[bytes]:
    """An export as it was sealed, a stretch at a time. Raises SealBroken before the first where it is not whole."""
    seal = sha256()
    for part in _parts(export):
        seal.update(part)
    if seal.hexdigest() != export.sha256:
        raise SealBroken
    return _parts(export)


def register_records() -> None:
    """Let pages name where the fact comes from that a bill is right."""
    know_record(RECORD)


def _parts(export: Export) -> Iterator[bytes]:
    rows = ExportPart.objects.filter(export=export).order_by("place").values_list("stretch", flat=True)
    return (bytes(part) for part in rows.iterator(chunk_size=4))


def _hold_clashes(month: Month) -> None:
    """What only shows when a month is laid side by side goes to the supervisor as well."""
    for own in month.services:
        for reason in own.reasons:
            if reason.hold is None and reason.why in HOLDS:
                contact = Contact.objects.select_related("worker__agency").get(pk=own.contact)
                hold_within(contact, HOLDS[reason.why])


def _rulings(month: Month, by: User) -> dict[tuple[int, date], KeptRuling]:
    """What the codes say of billing a worker's day: asked once for all its services, and kept."""
    fresh = {(own.worker, own.day) for own in month.of(State.READY)}
    workers = Worker.objects.select_related("agency").in_bulk({worker for worker, _day in fresh})
    recorded = {"bill.is_accurate": (True, _BY_RECORD)}
    return {
        (worker, day): seek_ruling("bill-service", {}, worker=workers[worker], by=by, on=day, recorded=recorded)
        for worker, day in sorted(fresh)
    }


def _hold_prohibited(month: Month, rulings: dict[tuple[int, date], KeptRuling]) -> int:
    held = 0
    for own in month.of(State.READY):
        ruling = rulings[own.worker, own.day]
        if not ruling.allows:
            contact = Contact.objects.select_related("worker__agency").get(pk=own.contact)
            hold_within(contact, Hold.Reason.RULING, clauses=" ".join(ruling.told().decided_by)[:300])
            held += 1
    return held


def _lines(agency: Agency, month: Month, rulings: dict[tuple[int, date], KeptRuling]) -> list[Line]:
    """What is taken back first, then what is billed, each in the order it began."""
    taken = [_taken_back(agency, own.line) for own in month.services if own.line and own.is_to_be_taken_back]
    billed = [
        _billed(agency, own, rulings[own.worker, own.day])
        for own in month.of(State.READY)
        if rulings[own.worker, own.day].allows
    ]
    return _with_steps([*taken, *billed])


def _taken_back(agency: Agency, line: Line) -> Line:
    kept = (
        "contact_id",
        "person_id",
        "worker_id",
        "gathering",
        "day",
        "begins_at",
        "ends_at",
        "minutes",
        "way",
        "code",
    )
    more = ("modifiers", "rounding", "unit_minutes", "least_minutes", "ruling_id")
    fields = {name: getattr(line, name) for name in (*kept, *more)}
    return Line(agency=agency, corrects=line, units=-line.units, **fields)


def _billed(agency: Agency, own: Service, ruling: KeptRuling) -> Line:
    rule = own.rule
    assert rule is not None, "a service without a code is not ready"
    return Line(
        agency=agency,
        contact_id=own.contact,
        person_id=own.person,
        worker_id=own.worker,
        gathering=own.gathering,
        day=own.day,
        begins_at=own.begins,
        ends_at=own.ends,
        minutes=own.minutes,
        way=own.way,
        code=rule.code,
        modifiers=rule.modifiers,
        rounding=rule.rounding,
        unit_minutes=rule.unit_minutes,
        least_minutes=rule.least_minutes,
        units=own.units,
        ruling=ruling,
    )


def _with_steps(lines: Sequence[Line]) -> list[Line]:
    """Number them, and count the steps of each contact on from what was exported before."""
    before = Line.objects.filter(contact__in={own.contact_id for own in lines}).order_by("step")
    steps: dict[int, int] = dict(before.values_list("contact_id", "step"))
    for number, line in enumerate(lines, start=1):
        steps[line.contact_id] = steps.get(line.contact_id, 0) + 1
        line.number, line.step = number, steps[line.contact_id]
    return list(lines)


def _write(agency: Agency, month: Month, lines: Sequence[Line], by: User) -> Export:
    newest = Export.objects.filter(agency=agency).order_by("-number").first()
    number = newest.number + 1 if newest else 1
    seal, size = sha256(), 0
    for stretch in _stretches(agency, number, lines):
        seal.update(stretch)
        size += len(stretch)
    export = Export.objects.create(
        agency=agency,
        number=number,
        month=month.first,
        lines=len(lines),
        units=sum(line.units for line in lines),
        sha256=seal.hexdigest(),
        size=size,
        by=by,
        at=clock.now(),
    )
    for place, stretch in enumerate(_stretches(agency, number, lines)):
        ExportPart.objects.create(agency=agency, export=export, place=place, stretch=stretch)
    for line in lines:
        line.export = export
    Line.objects.bulk_create(lines, batch_size=400)
    data: dict[str, Plain] = {"number": number, "month": month.first.isoformat(), "sha256": export.sha256}
    write_journal("billing.exported", export, by=by, data=data | {"lines": export.lines, "units": export.units})
    write_journal_of_many(
        (Event("billing.line", line, _told(number, line)) for line in lines),
        by=by,
    )
    return export


def _told(number: int, line: Line) -> dict[str, Plain]:
    return {"export": number, "contact": line.contact_id, "units": line.units, "minutes": line.minutes}


def _stretches(agency: Agency, number: int, lines: Iterable[Line]) -> Iterator[bytes]:
    """The file, a stretch at a time: UTF-8, one line a service, lines ended by a line feed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow(_row(agency, number, line))
        if out.tell() >= PART:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _row(agency: Agency, number: int, line: Line) -> list[object]:
    zone, before = agency.time_zone, line.corrects
    began, ended = (moment.astimezone(zone).isoformat(timespec="seconds") for moment in (line.begins_at, line.ends_at))
    corrected = (before.export.number, before.number) if before else ("", "")
    return [
        *(number, line.number, "correction" if before else "service", *corrected),
        *(line.contact_id, line.person_id, line.worker_id, line.gathering or "", line.day.isoformat(), began, ended),
        *(line.minutes, line.way, line.code, line.modifiers, line.units, line.unit_minutes, line.least_minutes),
        *(line.rounding, line.ruling_id or ""),
    ]
