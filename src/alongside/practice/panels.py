"""What practice puts on a person's page: what comes next, what is to be told first, promises, and how it is agreed or ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Q, QuerySet

from alongside.caseload.access import Record
from alongside.caseload.essentials import essentials_of
from alongside.caseload.models import Ground
from alongside.caseload.panels import Panel, register_panel
from alongside.database.prepared import Prepared
from alongside.people import clock
from alongside.practice.agreeing import newest_agreement
from alongside.practice.endings import is_closing
from alongside.practice.fees import has_fee
from alongside.practice.models import Contact
from alongside.practice.queries import promises_to
from alongside.practice.reading import READS
from alongside.practice.referring import knows_of_naloxone
from alongside.practice.telling import still_open, told_by
from alongside.rulings.sealing import unseal

LATELY: Final = 5

_PROMISED: Final = Prepared(promises_to, int, int)


def contacts_panel(record: Record) -> Mapping[str, Any]:
    """What is planned, what is over and unwritten, and the last few; the page with all of them is behind it."""
    now, me = clock.now(), record.viewer.worker
    rows = _SHOWN.all(record.person.pk)
    open_ones = sorted((own for own in rows if own.status == "planned"), key=lambda own: own.starts)
    lately = sorted((own for own in rows if own.status != "planned"), key=lambda own: own.starts, reverse=True)
    told = record.beside["told"] or ""
    return {
        "person": record.person,
        "unwritten": [own for own in open_ones if own.ends < now],
        "coming": [own for own in open_ones if own.ends >= now],
        "lately": lately[:LATELY],
        "is_mine": record.ground is Ground.ASSIGNED,
        "reads": record.ground in READS,
        "me": me,
        "asks_naloxone": _asks_naloxone(record),
        "still_to_tell": still_open(told.split(","), has_fee=bool(record.beside["has_fee"]))
        if me is not None and _writes(record)
        else [],
    }


def _ids(rows: QuerySet[Contact]) -> Q:
    return Q(pk__in=rows.values("pk")[:LATELY])


def _shown(person: int) -> QuerySet[Contact]:
    """The next plans and the last contacts and attempts, however many there are behind them."""
    all_of_them, rows = Contact.objects.filter(person=person), Contact.objects.select_related("worker")
    planned = all_of_them.filter(status="planned").order_by("planned_from")
    held = all_of_them.filter(status="held").order_by("-began_at")
    attempts = all_of_them.filter(is_attempt=True).order_by("-planned_from")
    return rows.filter(_ids(planned)).union(rows.filter(_ids(held)), rows.filter(_ids(attempts)), all=True)


_SHOWN: Final = Prepared(_shown, int)


def promises_panel(record: Record) -> Mapping[str, Any] | None:
    """What the worker promised this person."""
    worker = record.viewer.worker
    if worker is None or not _writes(record):
        return None
    rows = _PROMISED.all(worker.pk, record.person.pk)
    return {"promises": rows} if rows else None


def between_panel(record: Record) -> Mapping[str, Any] | None:
    """What both agreed, and the way to an ending."""
    worker = record.viewer.worker
    if worker is None or not _writes(record):
        return None
    sealed = record.beside["agreement"]
    return {
        "person": record.person,
        "agreement": unseal(sealed) if sealed else None,
        "agreed_on": record.beside["agreed_on"],
        "closing": record.beside["is_closing"],
    }


def ending_panel(record: Record) -> Mapping[str, Any] | None:
    """The way to an ending for whoever may hear of it, and for the person; who is assigned has it beside what was agreed."""
    if _writes(record):
        return None
    return {
        "person": record.person,
        "is_own": record.ground is Ground.OWN,
        "closing": record.beside["is_closing"],
    }


def _of_contacts(user: int) -> dict[str, Any]:
    return {"told": told_by(user), "has_fee": has_fee(), "knows_of_naloxone": knows_of_naloxone()}


def _asks_naloxone(record: Record) -> bool:
    """Whether the worker is to speak with them about naloxone: it is known that they use narcotics, and not settled."""
    if not _writes(record) or record.beside["knows_of_naloxone"]:
        return False
    return essentials_of(record).uses_narcotics


def _of_both(user: int) -> dict[str, Any]:
    return {
        "agreement": newest_agreement(user, "sealed"),
        "agreed_on": newest_agreement(user, "on"),
        "is_closing": is_closing(),
    }


def register_panels() -> None:
    """Put them on the page."""
    register_panel(Panel("contacts", "practice/_contacts.html", contacts_panel, order=10, beside=_of_contacts))
    register_panel(Panel("promises", "practice/_promises.html", promises_panel, order=20))
    register_panel(Panel("between", "practice/_between.html", between_panel, order=40, column="aside", beside=_of_both))
    register_panel(Panel("ending", "practice/_ending.html", ending_panel, order=45, column="aside"))


def _writes(record: Record) -> bool:
    return record.ground is Ground.ASSIGNED
