"""Entering, changing, checking and ending a resource. Each is one transaction and on record by ids.

A change is a new version beside the old ones. Whoever enters or changes something says on which day they checked it.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Agency
from alongside.resources.models import Resource, ResourceCheck, ResourceVersion, StaleAfter
from alongside.resources.queries import KEEPERS, READERS
from alongside.resources.refusals import ChangedMeanwhile, DayAhead, NoLongerListed
from alongside.resources.telling import Told, told_of


def add_resource(*, agency: Agency, told: Told, checked_on: date, form_token: UUID | None = None, by: User) -> Resource:
    """Enter a resource, checked on a day. The same form sent twice enters one. Raises NotTheirs, DayAhead."""
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)  # two sends of one form wait for each other here
        require_authority(by, Authority(KEEPERS, agency=held))
        before = Resource.objects.filter(entered_by=by, form_token=form_token).first() if form_token else None
        return before or enter(held, told, checked_on, by=by, form_token=form_token)


def enter(agency: Agency, told: Told, checked_on: date, *, by: User, form_token: UUID | None = None) -> Resource:
    """What `add_resource` and taking in a list share; inside the caller's transaction."""
    _require_past(agency, checked_on)
    resource = Resource.objects.create(
        agency=agency, checked_on=checked_on, checked_by=by, entered_by=by, form_token=form_token
    )
    version = _write(resource, told, 1, by)
    _note_check(resource, version, checked_on, by)
    write_journal("resource.entered", resource, by=by, data={"version": version.pk})
    return resource


def change_resource(*, resource: Resource, told: Told, checked_on: date, seen: int, by: User) -> Resource:
    """Put a new version of what is told beside the old. seen: the number of the version that the page showed.

    The same words again write no version, and count as a check. Raises NotTheirs, DayAhead, NoLongerListed, and
    ChangedMeanwhile where somebody was quicker.
    """
    with transaction.atomic(durable=True):
        held = _locked(resource)
        require_authority(by, Authority(KEEPERS, agency=held.agency))
        _require_listed(held)
        _require_past(held.agency, checked_on)
        current = _current(held)
        if told_of(current) != told:
            if current.number != seen:
                raise ChangedMeanwhile(current.by.name)
            current = _write(held, told, current.number + 1, by)
            write_journal("resource.changed", held, by=by, data={"version": current.pk})
        if checked_on >= held.checked_on:
            _note_check(held, current, checked_on, by)
    return held


def check_resource(*, resource: Resource, by: User) -> Resource:
    """Put on record that what is told was looked at today, and is so. Once a day each. Raises NotTheirs, NoLongerListed."""
    with transaction.atomic(durable=True):
        held = _locked(resource)
        require_authority(by, Authority(READERS, agency=held.agency))
        _require_listed(held)
        if _note_check(held, _current(held), clock.today_in(held.agency.time_zone), by):
            write_journal("resource.checked", held, by=by, data={"version": held.current_id})
    return held


def end_resource(*, resource: Resource, by: User) -> Resource:
    """Take a resource off the list. It stays readable: people were told of it. Ended before, nothing changes.

    Raises NotTheirs.
    """
    with transaction.atomic(durable=True):
        held = _locked(resource)
        require_authority(by, Authority(KEEPERS, agency=held.agency))
        end_within(held, by=by)
    return held


def end_within(held: Resource, *, by: User) -> None:
    """The same inside the caller's transaction, for a row that is locked."""
    if held.ended_on is None:
        held.ended_on, held.ended_by = clock.today_in(held.agency.time_zone), by
        held.save(update_fields=["ended_on", "ended_by"])
        write_journal("resource.ended", held, by=by)


def put_back(*, resource: Resource, by: User) -> Resource:
    """Put a resource on the list again. On it already, nothing changes. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = _locked(resource)
        require_authority(by, Authority(KEEPERS, agency=held.agency))
        if held.ended_on is not None:
            held.ended_on, held.ended_by = None, None
            held.save(update_fields=["ended_on", "ended_by"])
            write_journal("resource.put-back", held, by=by)
    return held


def set_stale_after(*, agency: Agency, days: int, by: User) -> int:
    """Set after how many days without a check a resource is marked. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)
        require_authority(by, Authority(KEEPERS, agency=held))
        newest = StaleAfter.objects.filter(agency=held).order_by("-pk").first()
        if newest is None or newest.days != days:
            row = StaleAfter.objects.create(agency=held, days=days, by=by, at=clock.now())
            write_journal("resource.stale-after", row, by=by, data={"days": days})
    return days


def _locked(resource: Resource) -> Resource:
    return Resource.objects.select_for_update(of=("self",)).select_related("agency").get(pk=resource.pk)


def _current(held: Resource) -> ResourceVersion:
    return ResourceVersion.objects.select_related("by").get(pk=current_id(held))


def current_id(held: Resource) -> int:
    """The version that is told today."""
    assert held.current_id is not None, "a resource and its first version are written in one transaction"
    return held.current_id


def _write(resource: Resource, told: Told, number: int, by: User) -> ResourceVersion:
    version = ResourceVersion.objects.create(
        agency_id=resource.agency_id, resource=resource, number=number, by=by, at=clock.now(), **told.columns()
    )
    resource.current = version
    resource.save(update_fields=["current"])
    return version


def _note_check(held: Resource, version: ResourceVersion, on: date, by: User) -> bool:
    """Write a check down, unless it stands there; whether it is new."""
    _row, is_new = ResourceCheck.objects.get_or_create(
        version=version,
        on=on,
        by=by,
        defaults={"agency_id": held.agency_id, "resource": held, "at": clock.now()},
    )
    if is_new:
        held.checked_on, held.checked_by = on, by
        held.save(update_fields=["checked_on", "checked_by"])
    return is_new


def _require_listed(held: Resource) -> None:
    if held.ended_on is not None:
        raise NoLongerListed


def _require_past(agency: Agency, day: date) -> None:
    if day > clock.today_in(agency.time_zone):
        raise DayAhead
