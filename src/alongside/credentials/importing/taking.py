"""A board hands its list in, looks at each row, and takes the good ones. Each is one transaction, on record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.credentials.importing.judging import (
    NEEDED,
    Holder,
    Judged,
    Kind,
    Known,
    Mark,
    columns_of,
    judge,
    number_key,
)
from alongside.credentials.importing.models import HolderSheet
from alongside.credentials.models import Certificate, CertificateEvent, NumberSeries, VoidedNumber
from alongside.credentials.names import name_key
from alongside.credentials.records import PublicOrder
from alongside.credentials.status import Happened, terms_of
from alongside.journal.writing import Event, write_journal, write_journal_of_many
from alongside.learning.models import LearningEntry, LearningTopic
from alongside.learning.topics import topics_of
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Board, Practitioner, RoleKind
from alongside.people.sheets import SheetEnded, SheetMoved, cells_left, cells_of, told_of
from alongside.rulebook.programmes import programme_of
from alongside.ui.incoming import table_of
from canon.duties.calendar import add

_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Reviewed:
    """A sheet with each of its rows judged, as the register stands now. unread: columns that nobody reads."""

    sheet: HolderSheet
    rows: Sequence[Judged]
    unread: Sequence[str]

    def of(self, kind: Kind) -> list[Judged]:
        return [row for row in self.rows if row.kind is kind]


def hand_in_holders(*, board: Board, code: str, data: bytes, by: User | None) -> HolderSheet:
    """Keep a file to look at before anything is taken from it. The same file again is the same sheet, while it waits.

    Raises NotTheirs, or Unreadable for a file that is no list of holders.
    """
    known = columns_of(topics_of(code))
    table = table_of(data, known=known, needed=NEEDED)
    with transaction.atomic(durable=True):
        require_authority(by, Authority(board=board, kinds=(RoleKind.BOARD_STAFF,)))
        sheet, is_new = HolderSheet.objects.get_or_create(
            board=board,
            code=code,
            sha256=hashlib.sha256(data).hexdigest(),
            end="",
            defaults={"cells": cells_of(table), "rows": len(table.rows), "by": by, "at": clock.now()},
        )
        if is_new:
            write_journal("holder-sheet.handed-in", sheet, by=by, data={"code": code, "rows": sheet.rows})
    return sheet


def take_holders(*, sheet: HolderSheet, expected: int, by: User | None) -> HolderSheet:
    """Enter every good row: holder, certificate, what stands against it, hours and order. Rows with a problem stay.

    `expected`: how many new rows the page had shown. Raises NotTheirs, SheetEnded, SheetMoved.
    """
    with transaction.atomic(durable=True):
        held = _waiting(sheet, by)
        NumberSeries.objects.get_or_create(board=held.board)
        NumberSeries.objects.select_for_update().get(board=held.board)  # no number is drawn or brought in meanwhile
        found = review(held)
        new = [row.holder for row in found.of(Kind.NEW) if row.holder]
        if len(new) != expected:
            raise SheetMoved
        _enter(held, new, by)
        held.cells = cells_left(held, {row.line for row in found.of(Kind.PROBLEM)})
        held.end, held.ended_at, held.taken = HolderSheet.End.TAKEN, clock.now(), len(new)
        held.save(update_fields=["cells", "end", "ended_at", "taken"])
        write_journal("holder-sheet.taken", held, by=by, data={"code": held.code, "rows": len(new)})
    return held


def put_sheet_aside(*, sheet: HolderSheet, by: User | None) -> HolderSheet:
    """Take nothing (more) from it, and forget its rows. Put aside twice is put aside once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = _locked(sheet, by)
        if held.cells:
            held.cells = ""
            if not held.end:
                held.end, held.ended_at = HolderSheet.End.ASIDE, clock.now()
            held.save(update_fields=["cells", "end", "ended_at"])
            write_journal("holder-sheet.forgotten", held, by=by)
    return held


def sheets_of(board: Board) -> QuerySet[HolderSheet]:
    """The lists a board handed in, the newest first, without their cells."""
    return HolderSheet.objects.filter(board=board).defer("cells").select_related("by").order_by("-pk")


def sheet_of(board: Board, token: str) -> HolderSheet:
    """One of a board's lists. Raises Http404 for one that is not theirs or not there."""
    found = HolderSheet.objects.filter(board=board, token=token).select_related("board", "by").first()
    if found is None:
        raise Http404
    return found


def review(sheet: HolderSheet) -> Reviewed:
    """Judge the rows of a sheet as the register stands now; those not taken, once it was. Writes nothing."""
    told = told_of(sheet)
    board, code = sheet.board, sheet.code
    numbers = Certificate.objects.filter(board=board).exclude(number="").values_list("number", "name_key")
    voided = VoidedNumber.objects.filter(board=board).values_list("drawn__number", flat=True)
    taken = {number_key(number): key for number, key in numbers}
    known = Known(
        today=clock.today_in(board.time_zone),
        topics=topics_of(code),
        terms=terms_of(programme_of(code)),
        numbers=taken,
        voided=frozenset(map(number_key, voided)) - taken.keys(),
    )
    return Reviewed(sheet, judge(told.columns, told.rows, known), told.unread)


def _locked(sheet: HolderSheet, by: User | None) -> HolderSheet:
    held = HolderSheet.objects.select_for_update(of=("self",)).select_related("board").get(pk=sheet.pk)
    require_authority(by, Authority(board=held.board, kinds=(RoleKind.BOARD_STAFF,)))
    return held


def _waiting(sheet: HolderSheet, by: User | None) -> HolderSheet:
    held = _locked(sheet, by)
    if held.end:
        raise SheetEnded
    return held


def _enter(sheet: HolderSheet, new: Sequence[Holder], by: User | None) -> None:
    people = _people_for(sheet.board, new)
    certificates = Certificate.objects.bulk_create(
        [
            Certificate(
                board=sheet.board,
                holder=person,
                code=sheet.code,
                number=holder.number,
                name_on_certificate=holder.name,
                name_key=name_key(holder.name),  # bulk_create passes `save` over
                applied_on=holder.applied_on,
                valid_from=holder.period.valid_from if holder.period else None,
                valid_through=holder.period.valid_through if holder.period else None,
            )
            for holder, person in zip(new, people, strict=True)
        ],
        batch_size=_AT_ONCE,
    )
    entered = [
        Event("certificate.entered", c, {"code": c.code, "holder": c.holder_id, "sheet": sheet.pk})
        for c in certificates
    ]
    pairs = list(zip(new, certificates, strict=True))
    events = [*entered, *_put_marks(pairs, by), *_put_orders(pairs, by), *_put_hours(sheet, pairs, by)]
    write_journal_of_many(events, by=by)


def _people_for(board: Board, new: Sequence[Holder]) -> list[Practitioner]:
    """Who holds each: somebody of this board's register with the same address and name is the same person."""
    known: dict[tuple[str, str], Practitioner] = {}
    rows = Certificate.objects.filter(board=board).exclude(holder__email="").select_related("holder")
    for row in rows.only("name_key", "holder__email"):
        known[row.holder.email.casefold(), row.name_key] = row.holder
    found: list[Practitioner] = []
    fresh: list[Practitioner] = []
    for holder in new:
        key = (holder.email.casefold(), name_key(holder.name))
        person = known.get(key) if holder.email else None
        if person is None:
            person = Practitioner(name=holder.name, email=holder.email, county=holder.county)
            fresh.append(person)
            if holder.email:
                known[key] = person
        found.append(person)
    Practitioner.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    return found


Pairs = Sequence[tuple[Holder, Certificate]]


def _put_marks(pairs: Pairs, by: User | None) -> list[Event]:
    marked = [(holder.mark, certificate) for holder, certificate in pairs if holder.mark]
    now = clock.now()
    rows = CertificateEvent.objects.bulk_create(
        [
            CertificateEvent(
                certificate=certificate,
                board=certificate.board,
                kind=mark.kind.value,
                on=mark.on,
                until=_until(mark, certificate.code),
                cause=mark.cause,
                by=by,
                at=now,
            )
            for mark, certificate in marked
        ],
        batch_size=_AT_ONCE,
    )
    words = {Happened.SURRENDERED: "certificate.given-up"}
    return [
        Event(
            words.get(mark.kind, f"certificate.{mark.kind.value}"),
            certificate,
            {"code": certificate.code, "on": mark.on.isoformat(), "event": row.pk},
        )
        for (mark, certificate), row in zip(marked, rows, strict=True)
    ]


def _until(mark: Mark, code: str) -> date | None:
    """A revocation is not taken back before what the programme sets either: nm.recovery.5."""
    least = programme_of(code).span("after_revocation", mark.on) if mark.kind is Happened.REVOKED else None
    days = [day for day in (mark.until, add(mark.on, least) if least else None) if day]
    return max(days, default=None)


def _put_orders(pairs: Pairs, by: User | None) -> list[Event]:
    now = clock.now()
    rows = PublicOrder.objects.bulk_create(
        [
            PublicOrder(
                certificate=certificate,
                board=certificate.board,
                title=holder.order.title,
                summary=holder.order.summary,
                effective_on=holder.order.effective_on,
                by=by,
                at=now,
            )
            for holder, certificate in pairs
            if holder.order
        ],
        batch_size=_AT_ONCE,
    )
    return [
        Event("order.entered", row, {"certificate": row.certificate_id, "on": row.effective_on.isoformat()})
        for row in rows
    ]


def _put_hours(sheet: HolderSheet, pairs: Pairs, by: User | None) -> Iterable[Event]:
    """Hours already earned count on the last day that they can: today, or the last of the certificate."""
    now, today = clock.now(), clock.today_in(sheet.board.time_zone)
    learned = [(h, h.hours, h.period, c) for h, c in pairs if h.hours and h.period]
    entries = LearningEntry.objects.bulk_create(
        [
            LearningEntry(
                practitioner=certificate.holder,
                board=sheet.board,
                title=_("Hours from the board’s earlier records"),
                completed_on=min(today, period.valid_through),
                hours=hours,
                source=LearningEntry.Source.ENTERED,
                by=by,
                at=now,
            )
            for _holder, hours, period, certificate in learned
        ],
        batch_size=_AT_ONCE,
    )
    LearningTopic.objects.bulk_create(
        [
            LearningTopic(entry=entry, topic=topic, hours=part)
            for (holder, _hours, _period, _certificate), entry in zip(learned, entries, strict=True)
            for topic, part in holder.topics.items()
        ],
        batch_size=_AT_ONCE,
    )
    for entry in entries:
        data = {"practitioner": entry.practitioner_id, "quarters": int(entry.hours * 4)}
        yield Event("learning.logged", entry, {**data, "source": "entered", "on": entry.completed_on.isoformat()})
