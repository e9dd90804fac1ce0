"""What a device may carry of the day: whom the worker sees, and when; whom they may write of. Nothing else of anybody.

It leaves here for a page of the worker signed in, which seals it before it keeps it.
"""

from __future__ import annotations

from typing import Any

from alongside.people.models import Worker
from alongside.practice.models import Contact
from alongside.practice.queries import day_of, people_to_log, times_of


def parcel_for(worker: Worker, on: Any) -> dict[str, Any]:
    """Chosen names alone, no places of the past, no words of any note."""
    day = day_of(worker)
    planned = {own.pk: own for own in [*day.unwritten, *day.contacts] if own.status == Contact.Status.PLANNED}
    return {
        "day": on.isoformat(),
        "planned": [_planned(own) for own in sorted(planned.values(), key=lambda own: own.starts)],
        "people": [{"id": own.pk, "name": own.chosen_name} for own in people_to_log(worker, on)],
    }


def _planned(contact: Contact) -> dict[str, Any]:
    begun = times_of(contact)
    return {
        "person": contact.person_id,
        "name": contact.person.chosen_name,
        "token": str(contact.token),
        "typed": {
            "day": begun["day"].isoformat(),
            "begins": begun["begins"].strftime("%H:%M"),
            "ends": begun["ends"].strftime("%H:%M"),
            "ends_next_day": "on" if begun["ends_next_day"] else "",
            "how": contact.how,
            "place": contact.place,
        },
    }
