"""What two agreed, on the paper that a person takes along with their plan: ca.mutuality.1, nc.2.11."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from alongside.caseload.access import Record
from alongside.caseload.models import Ground
from alongside.goals.printing import Section
from alongside.practice.agreeing import Agreed, agreements_of
from alongside.ui.amounts import day_words


def agreed_sections(record: Record) -> Iterable[Section]:
    """All that the person agreed, for themselves; for a worker who is assigned, what is between the two. None for others."""
    me = record.viewer.worker
    for all_of_them in agreements_of(record.person):
        own = all_of_them[0]
        if record.ground is Ground.OWN or (
            record.ground is Ground.ASSIGNED and me is not None and own.row.worker == me
        ):
            yield Section(_("What %(name)s and I agreed") % {"name": own.row.worker.name}, _lines(own))


def _lines(own: Agreed) -> list[tuple[str, str]]:
    terms = own.terms
    parts = (
        (_("What we want from this"), terms.together),
        (_("How we decide together"), terms.deciding),
        (_("What we both keep to"), terms.boundaries),
    )
    lines = [(words.strip(), title) for title, words in parts if words.strip()]
    when = " · ".join(one for one in (day_words(own.row.on), own.row.get_took_display()) if one)
    return [*lines[:-1], (lines[-1][0], f"{lines[-1][1]} · {when}")]
