"""What a worker's file tells a ruling. What is not on file is not there; what is, has its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from alongside.people.models import Worker
from alongside.qualifications.driving import lacking
from alongside.qualifications.models import FOR_A_SERVICE, Qualification
from alongside.qualifications.reading import on_file
from alongside.rulings.register import Asking, Known, Saying, Subject, register_source, seen_by
from alongside.rulings.stating import Record, Speaker, StatedBy
from canon.values import Stated

FILE: Final = Record("qualifications", to_worker=_("From what is on file of you"), to_others=_("From what is on file"))
BY_FILE: Final = StatedBy(Speaker.RECORD, FILE.key)


def clinicians(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """Whether a clinical license of each worker's own counts on the day."""
    found = {}
    for subject in seen_by(asking.by, subjects):
        rows = [row for row in on_file(subject.worker, asking.on) if row.kind == Qualification.Kind.CLINICAL]
        found[subject] = Known(bool(rows), since=min((row.from_day for row in rows), default=None))
    return found


def qualified_for(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """That nothing opens any service outside of the role. Where something might, it is said with the service which."""
    return {
        subject: Known(False)
        for subject in seen_by(asking.by, subjects)
        if not any(row.kind in FOR_A_SERVICE for row in on_file(subject.worker, asking.on))
    }


def drivers(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """That what every drive asks for is not on file. Where it is, the worker says of the rest, such as a child seat."""
    return {
        subject: Known(False)
        for subject in seen_by(asking.by, subjects)
        if lacking(subject.worker, "agency", asking.on)
    }


def said_of_ride(worker: Worker, vehicle: str, on: date) -> dict[str, Saying]:
    """What the file says of a ride in that vehicle: that something the law asks for is not there. Else the driver says."""
    return {"vehicle.is_lawful": (False, BY_FILE)} if lacking(worker, vehicle, on) else {}


def said_of_service(worker: Worker, qualification: int | None, on: date) -> Mapping[str, tuple[Stated, StatedBy]]:
    """Whether a paper that counts on the day opens a service outside of the role: nc.2.7. None: none was named."""
    rows = [row for row in on_file(worker, on) if row.kind in FOR_A_SERVICE]
    row = next((own for own in rows if own.pk == qualification), None)
    said = StatedBy(Speaker.RECORD, FILE.key, since=row.from_day if row else None)
    return {"service.is_qualified_for": (row is not None, said)}


def register_facts() -> None:
    """Put them in the register."""
    register_source("worker.is_clinician", clinicians, record=FILE)
    register_source("service.is_qualified_for", qualified_for, record=FILE)
    register_source("vehicle.is_lawful", drivers, record=FILE)
