"""Breaking the glass: a record opened in an emergency without a ground. Loud, for one hour, and looked into by somebody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import may_know, standing_on
from alongside.caseload.models import Assignment, BrokenGlass
from alongside.caseload.refusals import DecidedBefore, NeedsWords, NotPossibleNow, TooLong
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.languages import language_name
from alongside.people.models import Agency, Person, RoleKind
from alongside.people.queries import holding
from alongside.people.viewer import Viewer
from alongside.rulings.deputies import Answering, answering
from alongside.rulings.sealing import seal_words
from alongside.wording.signing import require_words

LASTS: Final = timedelta(hours=1)
LONGEST: Final = 1000
MAY_BREAK: Final = (RoleKind.WORKER, RoleKind.SUPERVISOR)
REVIEWS: Final = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)


class NoSecondFactor(NotPossibleNow):
    """The account proved nothing but its password."""

    code = "no-second-factor"


@dataclass(frozen=True, slots=True)
class OfThatName:
    """One of several of the same chosen name. by: what tells them apart, and no more than does."""

    person: Person
    by: str


def find_by_name(viewer: Viewer, name: str) -> list[Person]:
    """Those at the agency with that whole chosen name, written as it is kept. Raises Http404 for none.

    No part of a name: who breaks the glass knows whom they need. Of several, `told_apart` says which is which.
    """
    kinds = viewer.agencies_as(*MAY_BREAK)
    agency = viewer.agency
    if agency is None or agency.pk not in kinds:
        raise Http404("nobody breaks the glass elsewhere")
    rows = list(Person.objects.filter(agency=agency, chosen_name__iexact=" ".join(name.split())).order_by("pk"))
    if not rows:
        raise Http404("none of that name")
    return rows


def tell_apart(persons: Sequence[Person], *, viewer: Viewer) -> list[OfThatName]:
    """What tells people of one name apart, for somebody who has proved themselves and given a reason: on record, as a look is.

    Who supports them first; pronouns, language and the day they came only where that leaves two alike.
    """
    agency = persons[0].agency
    today = clock.today_in(agency.time_zone)
    supporters = _supporters(persons, today)
    ways: list[Callable[[Person], str]] = [
        lambda own: supporters[own.pk],
        lambda own: own.pronouns,
        lambda own: language_name(own.language),
        lambda own: _("number %(number)s on file") % {"number": own.pk},
    ]
    said = {own.pk: "" for own in persons}
    for way in ways:
        alike = Counter(said.values())
        said = {
            own.pk: ", ".join(filter(None, (said[own.pk], way(own)))) if alike[said[own.pk]] > 1 else said[own.pk]
            for own in persons
        }
    with transaction.atomic(durable=True):
        for own in persons:
            write_journal("glass.told-apart", own, by=viewer.user)
    return [OfThatName(own, said[own.pk]) for own in persons]


def _supporters(persons: Sequence[Person], on: date) -> dict[int, str]:
    rows = Assignment.objects.filter(standing_on(on), person__in=persons, status="open").select_related("worker")
    found: dict[int, list[str]] = {own.pk: [] for own in persons}
    for row in rows.order_by("pk"):
        found[row.person_id].append(row.worker.name)
    return {
        pk: _("supported by %(names)s") % {"names": ", ".join(names)} if names else _("nobody supports them yet")
        for pk, names in found.items()
    }


def break_glass(*, person: Person, reason: str, second_factor: str, by: User) -> BrokenGlass:
    """Open a person's record for one hour. Twice within it, it is once. All who may know are told at once.

    second_factor: how the account proved itself again just now, e.g. "totp". Raises NotTheirs, NeedsWords, TooLong,
    NoSecondFactor.
    """
    if not reason.strip():
        raise NeedsWords
    if len(reason) > LONGEST:
        raise TooLong(LONGEST)
    if not second_factor:
        raise NoSecondFactor
    with transaction.atomic(durable=True):
        held = Person.objects.select_for_update().select_related("agency").get(pk=person.pk)
        require_authority(by, Authority(MAY_BREAK, agency=held.agency))
        now = clock.now()
        standing = BrokenGlass.objects.filter(person=held, user=by, until__gt=now).first()
        if standing is not None:
            return standing
        row = BrokenGlass.objects.create(
            agency=held.agency,
            person=held,
            user=by,
            sealed=seal_words(reason),
            second_factor=second_factor,
            at=now,
            until=now + LASTS,
        )
        write_journal("glass.broken", row, by=by, data={"person": held.pk, "factor": second_factor})
        _tell(row, held)
    return row


def review(*, glass: BrokenGlass, finding: BrokenGlass.Finding, words: str, by: User) -> BrokenGlass:
    """Say whether it was right to open it. Raises NotTheirs for who opened it, DecidedBefore if it was reviewed.

    Raises WordsStopped too.
    """
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    if finding is BrokenGlass.Finding.NOT_RIGHT and not words.strip():
        raise NeedsWords
    require_words(words, agency=glass.agency, by=by)
    with transaction.atomic(durable=True):
        held = BrokenGlass.objects.select_for_update(of=("self",)).select_related("agency", "found_by").get(pk=glass.pk)
        require_authority(by, Authority(REVIEWS, agency=held.agency))
        if held.user_id == by.pk:
            raise NotTheirs
        if held.finding and held.found_by is not None and held.found_at is not None:
            at = held.found_at.astimezone(held.agency.time_zone)
            raise DecidedBefore(held.found_by.name, at, held.get_finding_display())
        held.finding, held.found_by, held.found_at = finding, by, clock.now()
        held.found_sealed = seal_words(words)
        held.save(update_fields=["finding", "found_by", "found_at", "found_sealed"])
        write_journal("glass.reviewed", held, by=by, data={"finding": finding.value})
    return held


def to_review(viewer: Viewer, agency: Agency) -> QuerySet[BrokenGlass]:
    """What waits for a look by this reviewer, oldest first: never what they opened themselves."""
    if agency.pk not in viewer.agencies_as(*REVIEWS):
        return BrokenGlass.objects.none()
    return open_glass(answering(viewer, agency)).select_related("person", "user").order_by("pk")


def glass_seen(viewer: Viewer, agency: Agency) -> QuerySet[BrokenGlass]:
    """The same with what was looked into since: for a page that was opened before."""
    if agency.pk not in viewer.agencies_as(*REVIEWS):
        return BrokenGlass.objects.none()
    rows = BrokenGlass.objects.filter(agency=agency).exclude(user=viewer.user)
    return rows.select_related("person", "user", "found_by", "agency")


def open_glass(who: Answering) -> QuerySet[BrokenGlass]:
    """The same in plain values, for counting, of somebody who reviews."""
    return BrokenGlass.objects.filter(agency=who.agency, finding="").exclude(user=who.user)


def _tell(row: BrokenGlass, person: Person) -> None:
    """Those who support the person, and every administrator of the agency, hear of it at once; no name goes by mail."""
    today = row.at.astimezone(person.agency.time_zone).date()
    keepers = holding(RoleKind.AGENCY_ADMINISTRATOR, today, agency=person.agency_id)
    for user in {u.pk: u for u in [*may_know(person, today), *keepers]}.values():
        if user.pk != row.user_id:
            key = f"glass.broken:{row.pk}:{user.pk}"
            notify(kind="glass.broken", to=user, key=key, data={"name": row.user.name}, url="/people/waiting/")
