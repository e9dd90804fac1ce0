"""Giving an instrument to a person by a one-time link, and taking a link back. The code is asked first."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.ended import require_not_ended
from alongside.caseload.queries import persons_of
from alongside.instruments.facts import recorded_of
from alongside.instruments.models import Draft, Giving, Instrument, Retirement
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Person, RoleKind, Worker
from alongside.rulings.sealing import seal, unseal
from alongside.rulings.seeking import ActRefused, asks, seek_ruling

LINK_DAYS: Final = 14
"""How long a link may be used. Long enough for a slow fortnight, short enough for a phone that was lost."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form that was sent: its token, so that it counts once; `replace`: a link still out is to be taken back."""

    token: UUID | None = None
    replace: bool = False


class NoLongerGiven(ValueError):
    """The instrument was retired."""

    code = "no-longer-given"

    def __init__(self) -> None:
        super().__init__(_("This survey is no longer given. Choose the one that took its place."))


class StillOut(ValueError):
    """The person has a link to this instrument that still works."""

    code = "still-out"

    def __init__(self, giving: Giving) -> None:
        self.giving = giving
        super().__init__(
            _("They have a link to this already. A new one stops the old one, and deletes what was written there.")
        )


def within_reach(worker: Worker, on: date) -> QuerySet[Person]:
    """Whom a worker may give an instrument to on a day: those assigned to them, and nobody else."""
    return persons_of(worker, on)


@asks("assess")
def give_instrument(
    *,
    instrument: Instrument,
    person: Person,
    worker: Worker,
    form: Form,
    by: User,
    on: date,
) -> Giving:
    """Make a one-time link for a person. The same form sent twice makes one.

    Raises NotTheirs for anyone but the worker, or for a person who is not theirs; NoLongerGiven; StillOut; EndedByThem; and ActRefused
    where the code does not allow it: nm.role.5 lets surveys be given, nm.role.5a leaves clinical ones to clinicians.
    """
    with transaction.atomic(durable=True):
        _require_own(worker, instrument, person, by=by, on=on)
        before = Giving.objects.filter(worker=worker, form_token=form.token).first() if form.token else None
        if before is not None:
            return before
        if Retirement.objects.filter(instrument=instrument).exists():
            raise NoLongerGiven
        require_not_ended(person)
        in_the_way = _in_the_way(instrument, person)
        if in_the_way is not None and in_the_way.is_standing(clock.now()) and not form.replace:
            raise StillOut(in_the_way)
        ruling = seek_ruling(
            "assess", {}, worker=worker, by=by, on=on, person_id=person.pk, recorded=recorded_of(instrument)
        )
        if ruling.allows:
            if in_the_way is not None:
                _make_way(in_the_way, by=by)
            now, token = clock.now(), secrets.token_urlsafe(32)
            giving = Giving.objects.create(
                agency_id=instrument.agency_id,
                instrument=instrument,
                person=person,
                worker=worker,
                ruling=ruling,
                token_sha256=digest_of(token),
                token_sealed=seal(token),
                form_token=form.token,
                given_at=now,
                expires_at=now + timedelta(days=LINK_DAYS),
            )
            write_journal("instrument.given", giving, by=by, data={"instrument": instrument.pk, "person": person.pk})
            return giving
    raise ActRefused(ruling)


def take_back_link(*, giving: Giving, by: User) -> Giving:
    """The link works no more, and what was written there is deleted. Taken back twice is taken back once.

    Raises NotTheirs for anyone but who gave it, AlreadyOver once it was answered or its time was over.
    """
    with transaction.atomic(durable=True):
        held = Giving.objects.select_for_update(of=("self",)).select_related("worker").get(pk=giving.pk)
        if held.worker.user_id != by.pk:
            raise NotTheirs
        if held.status == Giving.Status.WITHDRAWN:
            return held
        if held.status not in Giving.STANDING:
            raise AlreadyOver
        close(held, Giving.Status.WITHDRAWN)
        write_journal("instrument.link-taken-back", held, by=by)
    return held


class AlreadyOver(ValueError):
    """The link was answered, or its time was over, before. Nothing was changed."""

    code = "already-over"

    def __init__(self) -> None:
        super().__init__(_("This link is over already: it was answered, or its time had come. Nothing was changed."))


def token_of(giving: Giving) -> str:
    """The token of a link that was not used yet; "" afterwards, when nobody needs to be told it again."""
    if giving.status != Giving.Status.OPEN or not giving.token_sealed:
        return ""
    return str(unseal(giving.token_sealed))


def digest_of(secret: str) -> str:
    """How a token, or what a device remembers, is kept."""
    return sha256(secret.encode()).hexdigest()


def close(held: Giving, status: Giving.Status) -> None:
    """End a standing giving, inside the caller's transaction: its draft goes, and its token."""
    Draft.objects.filter(giving=held).delete()
    held.status, held.ended_at, held.token_sealed = status, clock.now(), b""
    held.save(update_fields=["status", "ended_at", "token_sealed"])


def _require_own(worker: Worker, instrument: Instrument, person: Person, *, by: User, on: date) -> None:
    """The worker, locked, and their own person and shelf. Raises NotTheirs."""
    held = Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=worker.pk)
    if held.user_id != by.pk or instrument.agency_id != held.agency_id or person.agency_id != held.agency_id:
        raise NotTheirs
    require_authority(by, Authority((RoleKind.WORKER,), agency=held.agency))
    if not within_reach(held, on).filter(pk=person.pk).exists():
        raise NotTheirs


def _in_the_way(instrument: Instrument, person: Person) -> Giving | None:
    """The link to this instrument that the person has, locked."""
    Person.objects.select_for_update().get(pk=person.pk)  # two workers who give it at once wait for each other here
    rows = Giving.objects.select_for_update().filter(person=person, instrument=instrument)
    return rows.filter(status__in=Giving.STANDING).first()


def _make_way(standing: Giving, *, by: User) -> None:
    """Take back a link that still works; one whose time is over has lapsed."""
    if standing.is_standing(clock.now()):
        close(standing, Giving.Status.WITHDRAWN)
        write_journal("instrument.link-taken-back", standing, by=by)
    else:
        close(standing, Giving.Status.LAPSED)
        write_journal("instrument.link-lapsed", standing, by=None)
