"""Every contact with a person, for who may read them: by page, and by worker, month and kind. Drafts are shown to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.caseload.access import Record, record_seen_by
from alongside.caseload.models import Ground
from alongside.caseload.sharing import NotSharedYet, Waits, sharing_waits
from alongside.people.models import RoleKind, Worker
from alongside.people.queries import workers_supervised_by
from alongside.people.viewer import Viewer
from alongside.practice.models import Contact, HelpGiven, Note, OtherParty

A_PAGE: Final = 25
READS: Final = frozenset({Ground.ASSIGNED, Ground.SUPERVISES})
"""On which grounds the notes of a record are read. A colleague on the care team sees the plan, not the notes."""

KINDS: Final[dict[str, tuple[str | Promise, Q]]] = {
    "held": (_("Written down"), Q(status="held")),
    "planned": (_("Planned"), Q(status="planned")),
    "attempt": (_("Tried to reach them"), Q(is_attempt=True)),
    "others": (_("With somebody else"), ~Q(with_whom="person")),
    "off": (_("Called off or missed"), Q(status__in=["called-off", "missed"], is_attempt=False)),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which contacts. month: "2026-11"; kind: a key of KINDS; what is not known is passed over."""

    worker: str = ""
    month: str = ""
    kind: str = ""

    def days(self) -> tuple[date, date] | None:
        """The first day of the month, and of the one after."""
        try:
            first = date.fromisoformat(f"{self.month}-01")
            return first, (first + timedelta(days=31)).replace(day=1)
        except (ValueError, OverflowError):
            return None


def contacts_read(record: Record, wanted: Wanted) -> QuerySet[Contact]:
    """The contacts of an open record, the newest first. Raises Http404 on a ground that reads none."""
    if record.ground not in READS:
        raise Http404("no notes on this ground")
    rows = Contact.objects.filter(person=record.person)
    if others_wait(record) is not None:
        rows = rows.filter(worker=record.viewer.worker)
    rows = rows.annotate(
        moment=Coalesce("began_at", "planned_from"), has_note=Exists(Note.objects.filter(contact=OuterRef("pk")))
    )
    if wanted.worker.isdecimal() and len(wanted.worker) < 19:
        rows = rows.filter(worker=int(wanted.worker))
    if wanted.kind in KINDS:
        rows = rows.filter(KINDS[wanted.kind][1])
    days = wanted.days()
    if days is not None:
        zone = record.person.agency.time_zone
        begins, ends = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in days)
        rows = rows.filter(moment__gte=begins, moment__lt=ends)
    return rows.select_related("worker").order_by("-moment", "-pk")


def workers_met(record: Record) -> QuerySet[Worker]:
    """Who had or has contacts with the person, by name."""
    met = Contact.objects.filter(person=record.person).order_by().values("worker")
    return Worker.objects.filter(pk__in=met).order_by("name", "pk")


def months_met(record: Record) -> list[date]:
    """The first days of the months in which there is any contact, the newest first."""
    zone = record.person.agency.time_zone
    rows = Contact.objects.filter(person=record.person).annotate(moment=Coalesce("began_at", "planned_from"))
    return list(rows.datetimes("moment", "month", order="DESC", tzinfo=zone))


def contact_read_by(viewer: Viewer, contact_id: int) -> Contact:
    """One of the viewer's own contacts or of somebody they supervise, or of a record they may read. Raises Http404 else,
    NotSharedYet before the person heard that it may go to others of the team.

    The record of somebody else's contact is still to be opened, so that the look is put on record.
    """
    rows = Contact.objects.select_related("person", "worker__agency", "held_ruling", "ruling")
    mine = Q(worker__user=viewer.user, agency__in=viewer.agencies_as(RoleKind.WORKER))
    theirs = Q(worker__in=workers_supervised_by(viewer.user, viewer.today))
    own = rows.filter(mine | theirs, pk=contact_id).first()
    if own is not None:
        return own
    row = get_object_or_404(rows, pk=contact_id)
    record = record_seen_by(row.person_id, viewer=viewer)
    if record.ground not in READS:
        raise Http404("no notes on this ground")
    waits = others_wait(record)
    if waits is not None:
        raise NotSharedYet(record.person, waits, may_tell=True)
    return row


def others_wait(record: Record) -> Waits | None:
    """Why somebody assigned does not read yet what others of the team wrote: the person has not heard that it may go to
    them (nc.3.3). Their own they read, and supervisors read all."""
    me = record.viewer.worker
    if record.ground is not Ground.ASSIGNED or me is None:
        return None
    if not Contact.objects.filter(person=record.person).exclude(worker=me).exists():
        return None
    return sharing_waits(record.person, record.viewer.today)


def notes_about(record: Record) -> QuerySet[Note]:
    """What was written and signed of visits with the person, for themselves, the newest first. Raises Http404 for others."""
    if record.ground is not Ground.OWN:
        raise Http404("nobody's own notes")
    others = OtherParty.objects.filter(is_plan=False)
    helped = HelpGiven.objects.filter(is_plan=False).order_by("pk")
    rows = Note.objects.filter(person=record.person).select_related("contact", "worker")
    return rows.prefetch_related(
        "amendments",
        Prefetch("contact__others", queryset=others, to_attr="met_with"),
        Prefetch("contact__helped", queryset=helped),
    ).order_by("-contact__began_at", "-pk")
