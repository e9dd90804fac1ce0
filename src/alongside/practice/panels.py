"""What practice puts on a person's page: what comes next, what is to be told first, promises, and how it is agreed or ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Q

from alongside.caseload.access import Record
from alongside.caseload.models import Ground
from alongside.caseload.panels import Panel, register_panel
from alongside.people import clock
from alongside.practice.agreeing import agreement_of
from alongside.practice.endings import closing_of
from alongside.practice.models import Contact
from alongside.practice.queries import promises_to
from alongside.practice.telling import still_to_tell

LATELY: Final = 5


def contacts_panel(record: Record) -> Mapping[str, Any]:
    """What is planned, what is over and unwritten, and the last few; the page with all of them is behind it."""
    now, me = clock.now(), record.viewer.worker
    rows = Contact.objects.filter(person=record.person).select_related("worker")
    planned = rows.filter(status="planned").order_by("planned_from")[:LATELY]
    lately = rows.filter(Q(status="held") | Q(is_attempt=True)).order_by("-began_at", "-planned_from")[:LATELY]
    open_ones = list(planned)
    return {
        "person": record.person,
        "unwritten": [own for own in open_ones if own.ends < now],
        "coming": [own for own in open_ones if own.ends >= now],
        "lately": list(lately),
        "is_mine": record.ground is Ground.ASSIGNED,
        "me": me,
        "still_to_tell": still_to_tell(record.person, me) if me is not None and _writes(record) else [],
    }


def promises_panel(record: Record) -> Mapping[str, Any] | None:
    """What the worker promised this person."""
    worker = record.viewer.worker
    if worker is None or not _writes(record):
        return None
    rows = list(promises_to(worker, record.person))
    return {"promises": rows} if rows else None


def between_panel(record: Record) -> Mapping[str, Any] | None:
    """What both agreed, and the way to an ending."""
    worker = record.viewer.worker
    if worker is None or not _writes(record):
        return None
    standing = agreement_of(record.person, worker)
    return {
        "person": record.person,
        "agreement": standing.data() if standing else None,
        "closing": closing_of(record.person),
    }


def register_panels() -> None:
    """Put them on the page."""
    register_panel(Panel("contacts", "practice/_contacts.html", contacts_panel, order=10))
    register_panel(Panel("promises", "practice/_promises.html", promises_panel, order=20))
    register_panel(Panel("between", "practice/_between.html", between_panel, order=40, column="aside"))


def _writes(record: Record) -> bool:
    return record.ground is Ground.ASSIGNED
