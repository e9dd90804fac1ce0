"""What certificates tell the duties: when each was first good, and since when one is not. A certificate is one code's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from alongside.credentials.models import Certificate
from alongside.credentials.standing import records_of, standings_on
from alongside.people.models import Worker
from alongside.rulings.events import Key, register_changes, register_events
from canon.duties.events import Event


def certificates_held(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
    """Each certificate from the day each of its periods began; and where it is not in force on the day, since when not."""
    holders: dict[int, list[int]] = defaultdict(list)
    for worker in workers:
        holders[worker.practitioner_id].append(worker.pk)
    rows = list(Certificate.objects.filter(holder__in=holders, applied_on__lte=on).select_related("board"))
    records, standing = records_of(rows), standings_on(rows, on)
    found: dict[Key, list[Event]] = defaultdict(list)
    for row in rows:
        began = [past.period.valid_from for past in records[row.pk] if past.period]
        events = [Event("certified", day, planned=day > on) for day in began]
        own = standing.get(row.pk)
        if began and min(began) <= on and own is not None and not own.is_in_force:
            events.append(Event("certificate-lapsed", own.since))
        for worker_id in holders[row.holder_id]:
            found[worker_id, row.code] += events
    return found


def register_certificates() -> None:
    """Put them in the register of events."""
    register_events(certificates_held, "certified", "certificate-lapsed")
    register_changes("credentials.certificate", "holder", whose="practitioner")
    register_changes("credentials.certificateevent", "certificate__holder", whose="practitioner")
