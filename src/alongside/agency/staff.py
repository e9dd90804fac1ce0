"""Who works at an agency now, and how their certificates stand today: dates, and never a cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _, ngettext

from alongside.accounts.models import User
from alongside.credentials.models import Certificate
from alongside.credentials.standing import standings
from alongside.credentials.status import IN_FORCE, Standing, Status
from alongside.credentials.words import WORDS, StatusWords
from alongside.learning.knowing import Learned, verified_hours
from alongside.people import clock
from alongside.people.models import Agency, Worker
from alongside.people.queries import workers_supervised_by, working_at
from alongside.qualifications.models import Qualification
from alongside.qualifications.reading import file_of, holds_on
from alongside.qualifications.showing import ShownLaw, driving_for
from alongside.rulebook.programmes import edition_of
from alongside.ui.amounts import number_words

WORST_FIRST: Final = (
    Status.REVOKED,
    Status.SUSPENDED,
    Status.LAPSED,
    Status.GRACE,
    Status.INACTIVE,
    Status.SURRENDERED,
    Status.DECEASED,
    Status.APPLIED,
    Status.RENEWAL_DUE,
    Status.ACTIVE,
)


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate and how it stands. Its cause stays with the board and the holder: no page of an employer has it."""

    certificate: Certificate
    credential: str
    status: Status
    since: date
    through: date | None

    @property
    def words(self) -> StatusWords:
        return WORDS[self.status]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works here, with all they hold, the best first; may_serve: one of them is in force today."""

    worker: Worker
    held: Sequence[Held]
    may_serve: bool


def staff_seen_by(user: User, agency: Agency, on: date, *, is_administrator: bool) -> QuerySet[Worker]:
    """An administrator sees everyone who works here now; a supervisor those they are supervisor of record for."""
    workers = working_at(agency, on)
    return workers if is_administrator else workers.filter(pk__in=workers_supervised_by(user, on).values("pk"))


def standing_of_staff(workers: QuerySet[Worker], at: datetime) -> Sequence[Colleague]:
    """How each stands at a moment, the worst first. Three queries, for one worker or a thousand."""
    rows = Certificate.objects.filter(holder__in=workers.values("practitioner")).select_related("board")
    by_holder = _held_by(rows, at)
    colleagues = [_colleague(worker, by_holder.get(worker.practitioner_id, ())) for worker in workers]
    return sorted(colleagues, key=lambda one: (one.may_serve, _rank(one), one.worker.name.casefold(), one.worker.pk))


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper on file, and whether it counts today."""

    paper: Qualification
    counts: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """What was checked of a colleague, by others than themselves: certificates, hours that a board or provider vouches for, papers.

    driving: what the law asks of them as a driver, and what of it is lacking
    """

    held: Sequence[Held]
    learned: Sequence[Learned]
    filed: Sequence[Filed]
    driving: Sequence[ShownLaw]


def profile_of(worker: Worker, on: date) -> Profile:
    """A colleague's verified competencies: ca.authenticity.5. Hours that nobody but they vouch for are no part of it."""
    rows = Certificate.objects.filter(holder=worker.practitioner_id).select_related("board")
    return Profile(
        held=_held_by(rows, clock.now()).get(worker.practitioner_id, ()),
        learned=verified_hours(worker.practitioner),
        filed=[Filed(row, holds_on(row, on)) for row in file_of(worker)],
        driving=driving_for(worker, on),
    )


def verdict(colleagues: Sequence[Colleague]) -> str:
    """The first glance: "Two of nine may not serve today"."""
    blocked, total = sum(not one.may_serve for one in colleagues), len(colleagues)
    said = {"blocked": number_words(blocked, before_noun=True), "total": number_words(total, before_noun=True)}
    if not total:
        return _("Nobody works here yet")
    if not blocked:
        one = _("The one person who works here may serve today")
        return one if total == 1 else _("All %(total)s may serve today") % said
    says = ngettext(
        "%(blocked)s of %(total)s may not serve today", "%(blocked)s of %(total)s may not serve today", blocked
    )
    words = says % said
    return words[0].upper() + words[1:]


def _held_by(rows: QuerySet[Certificate], at: datetime) -> Mapping[int, Sequence[Held]]:
    listed = list(rows)
    standing = standings(listed, at)
    found: dict[int, list[Held]] = defaultdict(list)
    for row in listed:
        if row.pk in standing:
            found[row.holder_id].append(_held(row, standing[row.pk]))
    return found


def _held(row: Certificate, standing: Standing) -> Held:
    edition = edition_of(row.code)
    credential = edition.code.credential if edition else row.code.upper()
    return Held(row, credential, standing.status, standing.since, standing.through)


def _colleague(worker: Worker, held: Sequence[Held]) -> Colleague:
    best_first = sorted(held, key=lambda one: (-WORST_FIRST.index(one.status), one.certificate.pk))
    return Colleague(worker, best_first, any(one.status in IN_FORCE for one in held))


def _rank(colleague: Colleague) -> int:
    """By the best they hold; who holds nothing stands behind those who lost something, and before those who applied."""
    if not colleague.held:
        return WORST_FIRST.index(Status.APPLIED)
    best = WORST_FIRST.index(colleague.held[0].status)
    return best + (best >= WORST_FIRST.index(Status.APPLIED))
