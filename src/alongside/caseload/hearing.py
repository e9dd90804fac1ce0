"""Taking down what a person says of their own support: that it is to end, or to change. Nobody's absence holds it up.

Whoever is told it may write it down: those who may open the record, whoever ever supported the person (a page may be older
than a reassignment, and people keep talking to whom they know), and those who offer people at the agency, so that it works
with nobody assigned as well: nm.continuation.4, sud.3.18a, sud.3.19, ak.rel.8a, ak.rel.9.
"""

from __future__ import annotations

from django.http import Http404

from alongside.caseload.access import Record, open_record, record_to_write_in
from alongside.caseload.models import Ground
from alongside.caseload.queries import person_listed_for
from alongside.caseload.sharing import NotSharedYet
from alongside.people.models import Agency
from alongside.people.viewer import Viewer


def record_to_hear(person_id: int, *, viewer: Viewer, agency: Agency | None) -> Record:
    """The record, on the nearest ground. Without one that opens it, it shows the chosen name alone. Raises Http404.

    agency: where the viewer works now
    """
    try:
        return open_record(person_id, viewer=viewer)
    except NotSharedYet as waiting:
        return Record(waiting.person, viewer, Ground.TEAM, is_shut=True)
    except Http404:
        pass
    try:
        return record_to_write_in(person_id, viewer=viewer)
    except Http404:
        if agency is None:
            raise
    return Record(person_listed_for(viewer, agency, person_id), viewer, Ground.SUPERVISES, is_shut=True)
