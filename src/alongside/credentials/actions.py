"""What happens to a certificate: asked for, granted, renewed, suspended, given up. Each is one transaction, on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.credentials.models import Certificate, CertificateEvent
from alongside.credentials.numbers import draw_number
from alongside.credentials.standing import standings_on
from alongside.credentials.status import MAY_FOLLOW, ONE_DAY, Happened, Period, Standing, Status
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Board, Practitioner, RoleKind
from alongside.rulebook.programmes import programme_of
from canon.duties.calendar import add

__all__ = [
    "NotFromHere",
    "NotToday",
    "Period",
    "PeriodUntold",
    "TooSoon",
    "end_applied_within",
    "enter_certificate",
    "give_up_certificate",
    "grant_certificate",
    "grant_within",
    "make_inactive",
    "record_death",
    "reinstate_certificate",
    "renew_certificate",
    "renew_within",
    "revoke_certificate",
    "suspend_certificate",
]


def enter_certificate(
    *,
    holder: Practitioner,
    board: Board,
    code: str,
    number: str,
    name_on_certificate: str,
    applied_on: date,
    period: Period | None,
    by: User | None,
) -> Certificate:
    """Put on record a credential applied for or, with a period, already granted elsewhere than here.

    Raises NotTheirs unless the board's staff.
    """
    with transaction.atomic(durable=True):
        require_authority(by, Authority(board=board, kinds=(RoleKind.BOARD_STAFF, RoleKind.OPERATOR)))
        certificate = Certificate.objects.create(
            board=board,
            holder=holder,
            code=code,
            number=number,
            name_on_certificate=name_on_certificate,
            applied_on=applied_on,
            valid_from=period.valid_from if period else None,
            valid_through=period.valid_through if period else None,
        )
        write_journal("certificate.entered", certificate, by=by, data={"code": code, "holder": holder.pk})
    return certificate


def grant_certificate(
    *, certificate: Certificate, on: date, by: User | None, period: Period | None = None
) -> CertificateEvent:
    """Grant what was applied for, from `on`, with the board's next number if it has none.

    Raises NotTheirs, NotFromHere, NotToday, and PeriodUntold where neither `period` nor the programme says how long.
    """
    with transaction.atomic(durable=True):
        return grant_within(certificate=certificate, on=on, by=by, period=period)


def grant_within(
    *, certificate: Certificate, on: date, by: User | None, period: Period | None = None
) -> CertificateEvent:
    """The same inside a transaction of the caller's, such as that of a decision on an application."""
    held = _held(certificate, by)
    event = _put_on_record(held, Change(Happened.GRANTED, on, period=period or _first_period(held, on)), by=by)
    if not held.number:
        held.number = certificate.number = draw_number(held.board, held.code, by=by)
        held.save(update_fields=["number"])
    return event


def end_applied_within(*, certificate: Certificate, on: date, by: User | None) -> None:
    """What was applied for is not to be had, or no longer wanted: from this day its code no longer binds.

    Inside the transaction of the application. Nothing happens to what was granted, or has ended already.
    """
    held = _held(certificate, by, also_holder=True)
    if _standing(held, on).status is Status.APPLIED:
        _put_on_record(held, Change(Happened.SURRENDERED, on), by=by)


def renew_certificate(
    *, certificate: Certificate, on: date, by: User | None, period: Period | None = None
) -> CertificateEvent:
    """Renew: the next period follows the last, or begins on `on` when that is over. Raises as `grant_certificate` does.

    Once grace is over NotFromHere too, where the programme sends its holder back to apply anew.
    """
    with transaction.atomic(durable=True):
        return renew_within(_held(certificate, by), on, by=by, period=period)


def renew_within(held: Certificate, on: date, *, by: User | None, period: Period | None = None) -> CertificateEvent:
    """The same in a transaction of the caller's, who has locked `held` and asked whether `by` may. Raises NotFromHere."""
    standing = _standing(held, on)
    if standing.status is Status.LAPSED and _must_apply_anew(held, on):
        raise NotFromHere(Happened.RENEWED, standing.status)
    first = max(on, standing.through + ONE_DAY) if standing.through else on
    change = Change(Happened.RENEWED, on, period=period or _first_period(held, first))
    return _put_on_record(held, change, by=by)


def give_up_certificate(*, certificate: Certificate, on: date, by: User | None) -> Certificate:
    """The holder gives the credential up: from this day its code no longer binds.

    Raises NotTheirs for anyone but the holder and the board's staff, and NotFromHere once it is revoked or given up.
    """
    with transaction.atomic(durable=True):
        held = _held(certificate, by, also_holder=True)
        _put_on_record(held, Change(Happened.SURRENDERED, on), by=by)
    return held


def make_inactive(*, certificate: Certificate, on: date, cause: str, by: User | None) -> CertificateEvent:
    """Set aside at the holder's wish, to be taken up again. Raises NotTheirs, NotFromHere, NotToday."""
    with transaction.atomic(durable=True):
        held = _held(certificate, by, also_holder=True)
        return _put_on_record(held, Change(Happened.INACTIVE, on, cause=cause), by=by)


def suspend_certificate(
    *, certificate: Certificate, on: date, cause: str, by: User | None, until: date | None = None
) -> CertificateEvent:
    """Take the permission away for a time; `until` is the first day it may be given back, which nobody does by itself."""
    with transaction.atomic(durable=True):
        return _put_on_record(_held(certificate, by), Change(Happened.SUSPENDED, on, until=until, cause=cause), by=by)


def revoke_certificate(
    *, certificate: Certificate, on: date, cause: str, by: User | None, until: date | None = None
) -> CertificateEvent:
    """Take the credential away. It may not be given back before `until`, nor before what the programme sets.

    nm.recovery.5: two years in New Mexico.
    """
    with transaction.atomic(durable=True):
        held = _held(certificate, by)
        least = programme_of(held.code).span("after_revocation", on)
        days = [day for day in (until, add(on, least) if least else None) if day]
        change = Change(Happened.REVOKED, on, until=max(days, default=None), cause=cause)
        return _put_on_record(held, change, by=by)


def reinstate_certificate(*, certificate: Certificate, on: date, cause: str, by: User | None) -> CertificateEvent:
    """Give back what was inactive, suspended or revoked; whether it is in force then is for its period to say.

    Raises TooSoon before the day that was set, NotTheirs, NotFromHere, NotToday.
    """
    with transaction.atomic(durable=True):
        held = _held(certificate, by)
        returns_from = _standing(held, on).returns_from
        if returns_from is not None and on < returns_from:
            raise TooSoon(returns_from)
        return _put_on_record(held, Change(Happened.REINSTATED, on, cause=cause), by=by)


def record_death(*, certificate: Certificate, on: date, by: User | None) -> CertificateEvent:
    """The holder has died. Raises NotTheirs, NotFromHere, NotToday."""
    with transaction.atomic(durable=True):
        return _put_on_record(_held(certificate, by), Change(Happened.DECEASED, on), by=by)


class NotFromHere(ValueError):
    """Something cannot happen to a certificate as it stands. Nothing was changed."""

    code = "not-from-here"

    def __init__(self, kind: Happened, status: Status) -> None:
        self.kind, self.status = kind, status
        super().__init__(_("As this certificate stands, that cannot be done. Look at its status first."))


class NotToday(ValueError):
    """A day still to come at the board, or one before the last thing on the record."""

    code = "not-today"


class TooSoon(ValueError):
    """A certificate was to be given back before the day that was set. `returns_from` is that day."""

    code = "too-soon"

    def __init__(self, returns_from: date) -> None:
        self.returns_from = returns_from
        super().__init__(_("It may not be given back before the day that was set."))


class PeriodUntold(ValueError):
    """Nobody has told how long a certificate of this board runs: give its days."""

    code = "period-untold"


@dataclass(frozen=True)
class Change:
    """What is to be put on the record."""

    kind: Happened
    on: date
    period: Period | None = None
    until: date | None = None
    cause: str = ""


_DONE: Final[Mapping[Happened, str]] = MappingProxyType(
    {Happened.SURRENDERED: "certificate.given-up", Happened.DECEASED: "certificate.holder-died"}
)
"""Kinds of journal entry that are not simply `certificate.` and the word."""


def _held(certificate: Certificate, by: User | None, *, also_holder: bool = False) -> Certificate:
    """The row, locked: what follows is decided on it alone. Raises NotTheirs."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("holder", "board")
    held = rows.get(pk=certificate.pk)
    if not (also_holder and by is not None and held.holder.user_id == by.pk):
        require_authority(by, Authority(board=held.board, kinds=(RoleKind.BOARD_STAFF,)))
    return held


def _standing(held: Certificate, on: date) -> Standing:
    """Raises NotToday for a day before the application."""
    standing = standings_on([held], on).get(held.pk)
    if standing is None:
        raise NotToday
    return standing


def _put_on_record(held: Certificate, change: Change, *, by: User | None) -> CertificateEvent:
    last = CertificateEvent.objects.filter(certificate=held).order_by("-on", "-pk").first()
    if change.on > clock.today_in(held.board.time_zone) or (last is not None and change.on < last.on):
        raise NotToday
    standing = _standing(held, change.on)
    if standing.status not in MAY_FOLLOW[change.kind] or (change.kind is Happened.GRANTED and standing.begins):
        raise NotFromHere(change.kind, standing.status)
    event = CertificateEvent.objects.create(
        certificate=held,
        board=held.board,
        kind=change.kind.value,
        on=change.on,
        valid_from=change.period.valid_from if change.period else None,
        valid_through=change.period.valid_through if change.period else None,
        until=change.until,
        cause=change.cause,
        by=by,
        at=clock.now(),
    )
    done = _DONE.get(change.kind, f"certificate.{change.kind.value}")
    write_journal(done, held, by=by, data={"code": held.code, "on": change.on.isoformat(), "event": event.pk})
    return event


def _first_period(held: Certificate, first: date) -> Period:
    runs = programme_of(held.code).span("period", first)
    if runs is None:
        raise PeriodUntold
    return Period(first, add(first, runs) - ONE_DAY)


def _must_apply_anew(held: Certificate, on: date) -> bool:
    """Unless the programme lets a lapsed certificate be renewed, its holder applies again."""
    told = programme_of(held.code).on("after_grace", on)
    return told is not None and told.value == "anew"
