"""What releases tell a ruling.

`release_facts` knows all four facts of one telling, since it is told to whom, what and why; callers pass what it returns as
`recorded=` to `seek_ruling`. The register's own subject has no recipient, so there only one thing can be said without one:
that a person has no release in force at all, and so none for this recipient either. Where one stands, it says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from django.utils.translation import gettext_lazy as _

from alongside.consent.models import Release
from alongside.consent.part2 import missing_elements
from alongside.consent.standing import Standing, Wanted, in_force_at, releases_of, standing_for
from alongside.people import clock
from alongside.people.models import Person
from alongside.rulings.register import Asking, Known, Saying, Subject, register_source, seen_by
from alongside.rulings.stating import Record, Speaker, StatedBy

RELEASES: Final = Record(
    "releases", to_worker=_("From the releases they signed"), to_others=_("From releases on record")
)


def release_facts(
    person: Person,
    recipient_kind: str,
    recipient_name: str,
    what: Sequence[str],
    purpose: str,
    on: date,
    lock: bool = False,
    *,
    channel: str = "",
    at: datetime | None = None,
    with_notice: bool | None = None,
) -> dict[str, Saying]:
    """The facts of a release for telling this to that recipient on a day, for `recorded=` of `seek_ruling`.

    at: the moment, where it is known; else now for today, noon for another day. with_notice: whether the notice of 42 CFR
    2.32 goes with it. A fact that no record can tell is left out: the worker is asked for it.
    """
    wanted = Wanted(recipient_kind, recipient_name, tuple(what), purpose, channel)
    moment = at or moment_on(person, on)
    return facts_of(standing_for(person, wanted, at=moment, day=on, lock=lock), on, with_notice=with_notice)


def facts_of(standing: Standing, on: date, *, with_notice: bool | None) -> dict[str, Saying]:
    """The same for what stands."""
    near = standing.nearest
    by = StatedBy(Speaker.RECORD, RELEASES.key, since=near.from_day if near else None)
    found: dict[str, Saying] = {"release.is_in_force": (bool(standing.in_force), by)}
    if standing.covers is not None:
        found["release.covers_this"] = (standing.covers, by)
    if near is not None:
        found["release.is_informed"] = (near.is_informed, by)
        if missing_elements(near, on):
            found["release.meets_part2"] = (False, by)
        elif with_notice is not None:
            found["release.meets_part2"] = (with_notice, by)
    return found


def moment_on(person: Person, on: date) -> datetime:
    """When on a day something is meant that says no hour: now for today, else noon where the agency is."""
    zone = person.agency.time_zone
    return clock.now() if on == clock.today_in(zone) else datetime.combine(on, time(12), zone)


def releases_in_force(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """That a person has no release in force at all. Of whoever has one there is nothing to say without the recipient."""
    about = [s for s in seen_by(asking.by, subjects) if s.person_id is not None]
    if not about:
        return {}
    rows: dict[int, list[Release]] = defaultdict(list)
    signed = Release.objects.filter(person__in=[s.person_id for s in about])
    signed = signed.select_for_update(of=("self",)) if asking.lock else signed.select_related("revoked")
    for row in signed:
        rows[row.person_id].append(row)
    return {s: Known(False) for s in about if not any(_stood(row, s, asking.on) for row in rows[s.person_id or 0])}


def register_facts() -> None:
    """Put them in the register."""
    register_source("release.is_in_force", releases_in_force, record=RELEASES)


def _stood(release: Release, subject: Subject, on: date) -> bool:
    """Whether it stands now, for today and after; whether it stood at any time of a day that is over."""
    zone = subject.worker.agency.time_zone
    if on >= clock.today_in(zone):
        return in_force_at(release, max(clock.now(), release.signed_at), on)
    begins = max(datetime.combine(on, time.min, zone), release.signed_at)
    return release.signed_on <= on and in_force_at(release, begins, on)


__all__ = ["RELEASES", "facts_of", "moment_on", "register_facts", "release_facts", "releases_in_force", "releases_of"]
