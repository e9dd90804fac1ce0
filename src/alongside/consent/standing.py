"""Which releases stand, and what they cover. Reads only; about a person they take the open record or come from below."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Concat
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from alongside.accounts.listed import Listed
from alongside.caseload.access import Record
from alongside.consent.models import Disclosure, Release, ended_at
from alongside.consent.words import SPLIT, Purpose, What
from alongside.people import clock
from alongside.people.models import Person

SOON: Final = timedelta(days=14)
"""How long before its last day a release is marked, so that it can be signed anew in time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody means to tell: to whom, what, why, and how where that is known."""

    recipient_kind: str
    recipient: str
    whats: tuple[str, ...]
    purpose: str
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The releases of a person that stand at a moment, and the one that goes farthest towards what is wanted.

    covers: whether it covers that; None where only the release's own words could say so, which no record can read
    """

    in_force: tuple[Release, ...]
    nearest: Release | None
    covers: bool | None


def releases_of(person: Person | int, *, lock: bool = False) -> QuerySet[Release]:
    """Every release a person ever signed, the newest first; with `lock` nobody ends one meanwhile."""
    rows = Release.objects.filter(person=person).order_by("-pk")
    # the locked rows are read without their ends: an end that another transaction wrote while we waited is seen only after
    return rows.select_for_update(of=("self",)) if lock else rows.select_related("revoked", "worker")


def in_force_at(release: Release, moment: datetime, day: date) -> bool:
    """Whether it stands at a moment, which falls on `day` where the agency is. Taken back, it stands no second longer."""
    ended = ended_at(release)
    return release.signed_at <= moment and release.holds_on(day) and (ended is None or moment < ended)


def standing_for(person: Person | int, wanted: Wanted, *, at: datetime, day: date, lock: bool = False) -> Standing:
    """What stands for telling this at a moment."""
    rows = list(releases_of(person, lock=lock))
    in_force = tuple(own for own in rows if in_force_at(own, at, day))
    covering = [(covers(own, wanted), own) for own in in_force]
    for verdict in (True, None):
        found = next((own for said, own in covering if said is verdict), None)
        if found is not None:
            return Standing(in_force, found, verdict)
    near = next((own for own in in_force if names(own, wanted)), None)
    return Standing(in_force, near, False)


def names(release: Release, wanted: Wanted) -> bool:
    """Whether it names this recipient."""
    if release.recipient_kind != wanted.recipient_kind:
        return False
    return same_name(release.recipient, wanted.recipient)


def covers(release: Release, wanted: Wanted) -> bool | None:
    """Whether it names recipient, information, purpose and, where known, the way. None: its own words would have to say."""
    if not names(release, wanted) or not wanted.whats:
        return False
    if wanted.channel and wanted.channel not in release.channels.split(SPLIT):
        return False
    whats, purposes = set(release.whats.split(SPLIT)), set(release.purposes.split(SPLIT))
    if not set(wanted.whats) <= whats or wanted.purpose not in purposes:
        return False
    return None if What.OTHER.value in wanted.whats or wanted.purpose == Purpose.OTHER.value else True


class State(models.TextChoices):
    """How a release stands today."""

    IN_FORCE = "in-force", _("In force")
    ENDING = "ending", _("Ends soon")
    TO_COME = "to-come", _("Not yet in force")
    OVER = "over", _("Over")
    TAKEN_BACK = "taken-back", _("Taken back")


@dataclass(frozen=True, slots=True)
class Shown:
    """A release as a page shows it."""

    release: Release
    recipient: str
    state: State

    @property
    def is_in_force(self) -> bool:
        return self.state in {State.IN_FORCE, State.ENDING}

    @property
    def can_be_stopped(self) -> bool:
        """Whether there is anything left to take back."""
        return self.is_in_force or self.state is State.TO_COME


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a release names, for a list to choose from."""

    pk: int
    kind: str
    recipient: str
    is_in_force: bool


def named_in_releases(person: Person) -> list[Named]:
    """Whom the releases of a person name, each recipient once: in force before ended, then the newest first."""
    now, day = clock.now(), clock.today_in(person.agency.time_zone)
    rows = [Named(own.pk, own.recipient_kind, own.recipient, in_force_at(own, now, day)) for own in releases_of(person)]
    rows.sort(key=lambda own: not own.is_in_force)
    found: dict[tuple[str, str], Named] = {}
    for own in rows:
        found.setdefault((own.kind, _plain(own.recipient)), own)
    return list(found.values())


def shown_releases(record: Record) -> list[Shown]:
    """The releases of an open record: those in force first, then back in time."""
    found = [shown_release(own, record) for own in releases_of(record.person)]
    order = list(State)
    return sorted(found, key=lambda own: order.index(own.state) if not own.is_in_force else 0)


def shown_release(release: Release, record: Record) -> Shown:
    """One release of an open record."""
    day = clock.today_in(record.person.agency.time_zone)
    return Shown(release, release.recipient, _state(release, day))


@dataclass(frozen=True, slots=True)
class Days:
    """How many releases stand on a day, and the last day of the one that ends soonest, where that is soon."""

    standing: int
    ends: date | None


def days_of_releases() -> Subquery:
    """The days of the releases that nobody took back, of the person that a query is about: "2026-11-01>2027-05-01,..."."""
    rows = Release.objects.filter(person=OuterRef("pk"), revoked__isnull=True).order_by().values("person")
    until = Coalesce(Cast("until_day", models.CharField()), models.Value(""))
    own = Concat(Cast("from_day", models.CharField()), models.Value(">"), until, output_field=models.CharField())
    return Subquery(rows.annotate(all=Listed(own)).values("all"))


def days_on(listed: str, day: date) -> Days:
    """What `days_of_releases` found, on a day."""
    pairs = [own.split(">") for own in listed.split(",") if own]
    holding = [
        until for begins, until in pairs if begins <= day.isoformat() and (not until or day.isoformat() <= until)
    ]
    soon = sorted(until for until in holding if until and until < (day + SOON).isoformat())
    return Days(len(holding), date.fromisoformat(soon[0]) if soon else None)


def release_of(record: Record, release_id: int) -> Release:
    """One release of an open record. Raises Http404 for one that is foreign or missing."""
    rows = Release.objects.filter(person=record.person).select_related("revoked", "worker", "by")
    return get_object_or_404(rows, pk=release_id)


def disclosures_of(record: Record) -> QuerySet[Disclosure]:
    """What was told about the person of an open record, the newest first."""
    rows = Disclosure.objects.filter(person=record.person)
    return rows.select_related("worker", "ruling", "release__revoked").order_by("-told_at", "-pk")


def disclosure_of(record: Record, disclosure_id: int) -> Disclosure:
    """One row of the ledger of an open record. Raises Http404 for one that is foreign or missing."""
    return get_object_or_404(disclosures_of(record), pk=disclosure_id)


def told_under(release: Release) -> QuerySet[Disclosure]:
    """What was told under a release, the newest first: who has to hear that it ended."""
    return Disclosure.objects.filter(release=release).select_related("worker").order_by("-told_at", "-pk")


def _state(release: Release, day: date) -> State:
    if ended_at(release) is not None:
        return State.TAKEN_BACK
    if day < release.from_day:
        return State.TO_COME
    if not release.holds_on(day):
        return State.OVER
    ends = release.until_day
    return State.ENDING if ends is not None and ends - day < SOON else State.IN_FORCE


def same_name(one: str, other: str) -> bool:
    """Whether two people wrote the same name."""
    return _plain(one) == _plain(other) != ""


def _plain(name: str) -> str:
    """A name without what two people write differently: case, accents, points and spaces."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.sub(r"[^\w\s]|[\u0300-\u036f]", "", bare).split())
