"""What duties may know of a person for support: from which day there is one, and from which there is none (sud.1.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from alongside.people.models import Worker
from alongside.rulings.events import EVERY_CODE, Key, register_changes, register_events
from alongside.wellness.models import SupportPerson
from canon.duties.events import Event


def people_for_support(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
    """Days alone: no name, and nothing of what was said."""
    ids: dict[int, list[int]] = defaultdict(list)
    for worker in workers:
        if worker.user_id is not None:
            ids[worker.user_id].append(worker.pk)
    found: dict[Key, list[Event]] = defaultdict(list)
    for row in SupportPerson.objects.filter(user__in=ids).defer("sealed"):
        events = [Event("support-person-named", row.from_day, planned=row.from_day > on)]
        if row.to_day is not None:
            events.append(Event("support-person-ended", row.to_day, planned=row.to_day > on))
        for worker_id in ids[row.user_id]:
            found[worker_id, EVERY_CODE] += events
    return found


def register_support() -> None:
    """Put them in the register of events."""
    register_events(people_for_support, "support-person-named", "support-person-ended")
    register_changes("wellness.supportperson", "user", whose="user")
