"""The facts that apps below this one own: they cannot call up, so their sources are put in the register from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.people.models import SupervisorOfRecord
from alongside.rulings.register import Asking, Known, Subject, register_source, seen_by
from alongside.rulings.stating import Record


def supervisors_of_record(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """Whether each worker has a supervisor of record on the day, and since when."""
    on = asking.on
    seen = seen_by(asking.by, subjects)
    rows = SupervisorOfRecord.objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gt=on), from_day__lte=on, worker__in=[s.worker for s in seen]
    )
    if asking.lock:
        rows = rows.select_for_update()
    standing = {row.worker_id: row for row in rows}
    return {
        subject: Known(True, since=row.from_day) if row else Known(False)
        for subject in seen
        for row in [standing.get(subject.worker.pk)]
    }


def register_facts() -> None:
    """Put them in the register."""
    supervision = Record(
        "supervision", to_worker=_("From your supervision on record"), to_others=_("From supervision on record")
    )
    register_source("supervisor.is_of_record", supervisors_of_record, record=supervision)
