"""Disposing of records: only as the agency's policy says, and each time on record: sud.1.9a.

What is still to be disposed of is asked about first. What is gone already is always written, and told to the supervisor where a
code objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs, oversees
from alongside.people.models import Agency, RoleKind, Worker
from alongside.people.queries import supervisor_of, workers_supervised_by, working_at
from alongside.people.viewer import Viewer
from alongside.practice.models import Disposal
from alongside.practice.refusals import NeedsWords, OddTimes, TooLong
from alongside.rulings.sealing import seal
from alongside.rulings.seeking import ActRefused, asks, seek_ruling

LONGEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Disposing:
    """What goes, how, and under which rule. token: of the form, so that what is sent twice is one.

    what: in words that name nobody served; records_until: the newest record among them; rule: the row of the agency's own
    schedule that lets it go; on: the day it went, with is_done, or is to go
    """

    kind: Disposal.Kind
    way: Disposal.Way
    what: str
    rule: str
    records_until: date
    on: date
    is_done: bool
    token: UUID


@asks("dispose-records")
def dispose_of_records(*, worker: Worker, disposing: Disposing, by: User, on: date) -> Disposal:
    """Enter that records go, for oneself or a worker one oversees. Sent twice, it is entered once.

    Raises ActRefused for what is not gone yet and the code or the agency's policy does not let go; NeedsWords, TooLong, OddTimes,
    NotTheirs.
    """
    _check(disposing, on)
    with transaction.atomic(durable=True):
        held = Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=worker.pk)
        if held.user_id != by.pk and not oversees(by, held, on):
            raise NotTheirs
        before = Disposal.objects.filter(worker=held, token=disposing.token).first()
        if before is not None:
            return before
        ruling = seek_ruling("dispose-records", {}, worker=held, by=by, on=disposing.on if disposing.is_done else on)
        if ruling.allows or disposing.is_done:
            row = Disposal.objects.create(
                agency=held.agency,
                worker=held,
                kind=disposing.kind,
                way=disposing.way,
                records_until=disposing.records_until,
                on=disposing.on,
                is_declared=disposing.is_done,
                ruling=ruling,
                sealed=seal({"what": disposing.what.strip(), "rule": disposing.rule.strip()}),
                token=disposing.token,
                by=by,
                at=clock.now(),
            )
            days = {"on": row.on.isoformat(), "until": row.records_until.isoformat()}
            write_journal("records.disposed", row, by=by, data={"worker": held.pk, "kind": row.kind, **days})
            if not ruling.allows:
                _tell_supervisor(row)
            return row
    raise ActRefused(ruling)


def disposals_seen_by(viewer: Viewer, agency: Agency) -> QuerySet[Disposal]:
    """All for an administrator; else one's own, and those of the workers one supervises. The newest first."""
    rows = Disposal.objects.filter(agency=agency).select_related("worker", "ruling", "by").order_by("-on", "-pk")
    if agency.pk in viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR):
        return rows
    supervised = workers_supervised_by(viewer.user, viewer.today)
    return rows.filter(Q(worker__in=supervised) | Q(worker__user=viewer.user))


def may_dispose_for(viewer: Viewer, agency: Agency) -> list[Worker]:
    """For whom the viewer may enter it: themselves first, then whom they oversee, by name."""
    workers = working_at(agency, viewer.today).select_related("agency").exclude(user=viewer.user)
    if agency.pk not in viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR):
        workers = workers.filter(pk__in=workers_supervised_by(viewer.user, viewer.today).values("pk"))
    own = [viewer.worker] if viewer.worker is not None and viewer.worker.agency_id == agency.pk else []
    return [*own, *workers.order_by("name", "pk")]


def _check(disposing: Disposing, on: date) -> None:
    if not disposing.what.strip() or not disposing.rule.strip():
        raise NeedsWords
    if len(disposing.what) > LONGEST:
        raise TooLong(LONGEST)
    if disposing.is_done and disposing.on > on:
        raise OddTimes(_("That day is still to come. Say that it is not gone yet."))
    if not disposing.is_done and disposing.on < on:
        raise OddTimes(_("That day is past. If it is gone already, say so; writing it down is always right."))
    if disposing.records_until > disposing.on:
        raise OddTimes(_("The newest record cannot be younger than the day it goes."))


def _tell_supervisor(row: Disposal) -> None:
    supervisor = supervisor_of(row.worker, clock.today_in(row.agency.time_zone))
    if supervisor is not None:
        key = f"records.disposed-against:{row.pk}"
        url = "/contacts/disposals/"
        notify(kind="records.disposed-against", to=supervisor, key=key, data={"name": row.worker.name}, url=url)
