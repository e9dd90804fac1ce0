"""What is shared in the team rests on what the person was told of it, where a code has it so: nc.3.3.

The clause speaks through the act "share in the team", asked for each worker assigned: until it lets that go ahead, nobody is
put on the care team, and whoever stands on it opens nothing. A supervisor of record, and somebody in an emergency, open it on
grounds of their own. Why: docs/decisions/0444-sharing-in-the-team-rests-on-the-telling.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import Http404

from alongside.accounts.models import User
from alongside.caseload.models import Assignment
from alongside.people.models import Person, Worker, holds_on
from alongside.rulebook.addresses import clause_address
from alongside.rulings.asking import ask_ruling
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import seek_ruling
from canon.values import Stated

SHARE: Final = "share-in-team"
HERE: Final[Mapping[str, Stated]] = {"channel.is_secure": True}
"""What is shared by opening a record here goes no other way."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Why nothing is shared in the team yet. worker: whose code has it wait, and who tells the person; clauses: with their pages."""

    worker: Worker
    clauses: tuple[tuple[str, str], ...]


class NotSharedYet(Http404):
    """Somebody on the team, before the person heard what the team may know. The site's page for it says how to go on.

    may_tell: whether they are assigned, and can tell the person themselves
    """

    def __init__(self, person: Person, waits: Waits, *, may_tell: bool = False) -> None:
        self.person, self.waits, self.may_tell = person, waits, may_tell
        super().__init__("not shared in the team yet")


def sharing_waits(person: Person, on: date) -> Waits | None:
    """The first worker assigned whose code lets nothing be shared in the team yet, and its clauses; None where it may be."""
    for worker in assigned_to(person, on):
        ruling = ask_ruling(SHARE, HERE, worker=worker, by=worker.user, on=on, person_id=person.pk).ruling
        if not ruling.allows and ruling.decided_by:
            names = dict.fromkeys(own.clause for own in ruling.decided_by)
            return Waits(worker, tuple((name, clause_address(name)) for name in names))
    return None


def assigned_to(person: Person, on: date) -> list[Worker]:
    """Who is assigned to a person on a day, the longest first; those without an account can tell nobody here."""
    rows = Assignment.objects.filter(holds_on(on), person=person, status="open", worker__user__isnull=False)
    rows = rows.select_related("worker__agency", "worker__user")
    return [row.worker for row in rows.order_by("from_day", "pk")]


def refusing_to_share(person: Person, workers: Iterable[Worker], *, by: User, on: date) -> KeptRuling | None:
    """Ask the codes of those workers about sharing in the team, inside the caller's transaction: the first ruling against it."""
    for worker in workers:
        ruling = seek_ruling(SHARE, HERE, worker=worker, by=by, on=on, person_id=person.pk)
        if not ruling.allows:
            return ruling
    return None
