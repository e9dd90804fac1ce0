"""What the shelf tells a ruling: whether an instrument is clinical, as whoever loaded it said. Nothing typed overrides it.

The fact is about the instrument that is being given, so the act itself hands it on; who only asks "May I…?" is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from alongside.instruments.models import Instrument
from alongside.rulings.stating import Record, Speaker, StatedBy, know_record
from canon.values import Stated

SHELF: Final = Record("instruments", to_worker=_("From your agency’s shelf"), to_others=_("From the agency’s shelf"))
_BY_SHELF: Final = StatedBy(Speaker.RECORD, SHELF.key)


def recorded_of(instrument: Instrument) -> Mapping[str, tuple[Stated, StatedBy]]:
    """For `seek_ruling`. A row on the shelf never changes, so none is locked."""
    return {"assessment.is_clinical": (instrument.is_clinical, _BY_SHELF)}


def register_facts() -> None:
    """Let pages name the shelf as where a fact comes from."""
    know_record(SHELF)
