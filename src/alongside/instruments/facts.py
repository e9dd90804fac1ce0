"""What instruments tell a ruling: whether the one about to be given is clinical, as whoever loaded it said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from alongside.instruments.models import Instrument
from alongside.rulings.register import Asking, Known, Subject, register_source, seen_by
from alongside.rulings.stating import Record

SHELF: Final = Record("instruments", to_worker=_("From your agency’s shelf"), to_others=_("From the agency’s shelf"))
LABEL: Final = "instruments.instrument"


def clinical_instruments(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """For acts about an instrument of the worker's own agency. Rows on the shelf never change, so none is locked."""
    about = {s: s.about[1] for s in seen_by(asking.by, subjects) if s.about is not None and s.about[0] == LABEL}
    rows = Instrument.objects.filter(pk__in=about.values())
    found = {row.pk: row for row in rows.only("pk", "agency_id", "is_clinical", "loaded_at")}
    return {
        s: Known(found[pk].is_clinical)
        for s, pk in about.items()
        if pk in found and found[pk].agency_id == s.worker.agency_id
    }


def register_facts() -> None:
    """Put it in the register."""
    register_source("assessment.is_clinical", clinical_instruments, record=SHELF)
