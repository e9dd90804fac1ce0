"""Asking for a renewal and deciding it. Each is one transaction, on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse

from alongside.accounts.models import User
from alongside.credentials.actions import renew_within
from alongside.credentials.models import Certificate
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Board, RoleKind
from alongside.renewals.knowing import Known, known_of_certificate, rule_of
from alongside.renewals.models import Renewal, RenewalDecision, RenewalRule
from alongside.renewals.refusals import AlreadyAsked, AlreadyDecided, ApplyAnew, MustSign, NoReason, NotOpen


def ask_renewal(*, certificate: Certificate, declares: Renewal.Declares, fee_reference: str, by: User) -> Renewal:
    """Ask for one's certificate to be renewed. Where the board's rule says so and everything is met, it is at once.

    nm.competence.3, nc.cert.2: what is missing is a finding on it, and its staff decide.
    Raises NotTheirs, NotOpen, ApplyAnew, MustSign, AlreadyAsked.
    """
    with transaction.atomic(durable=True):
        rows = Certificate.objects.select_for_update(of=("self",)).select_related("board", "holder__user")
        held = rows.get(pk=certificate.pk)
        if held.holder.user_id != by.pk:
            raise NotTheirs
        known = known_of_certificate(held)
        if known is None or known.standing.through is None:
            raise NotOpen
        _require_open(known)
        renewal = Renewal.objects.create(
            board=held.board,
            certificate=held,
            for_through=known.standing.through,
            attempt=known.last.attempt + 1 if known.last else 1,
            asked_on=known.today,
            is_late=known.is_late,
            findings=known.findings,
            declares=declares,
            fee_reference=fee_reference,
            by=by,
            at=clock.now(),
        )
        write_journal("renewal.asked", renewal, by=by, data={"certificate": held.pk, "findings": len(known.findings)})
        rule = rule_of(held.board, known.today)
        clear = known.is_met and declares is not Renewal.Declares.TO_TELL and not known.is_late
        if rule is not None and rule.is_automatic and clear:
            _renew(renewal, held, known.today, by=None)
    return renewal


def confirm_renewal(*, renewal: Renewal, by: User | None) -> RenewalDecision:
    """Renew. Raises NotTheirs unless the board's staff, AlreadyDecided, NotOpen where the certificate no longer may be."""
    with transaction.atomic(durable=True):
        row, held = _undecided(renewal, by)
        return _renew(row, held, clock.today_in(held.board.time_zone), by=by)


def refuse_renewal(*, renewal: Renewal, reason: str, by: User | None) -> RenewalDecision:
    """Do not renew, and say why; the holder may ask again. Raises NotTheirs, AlreadyDecided, NoReason."""
    with transaction.atomic(durable=True):
        row, held = _undecided(renewal, by)
        if not reason.strip():
            raise NoReason
        decision = RenewalDecision.objects.create(
            board=held.board, renewal=row, reason=reason.strip(), by=by, at=clock.now()
        )
        write_journal("renewal.refused", row, by=by, data={"certificate": held.pk})
        _tell("renewal.refused", row, held)
    return decision


def set_renewal_rule(
    *, board: Board, from_day: date, is_automatic: bool, reminder_days: Sequence[int], by: User | None
) -> RenewalRule:
    """Say how renewals go from a day on. Raises NotTheirs unless the board's staff."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=board))
        row = RenewalRule.objects.create(
            board=board,
            from_day=from_day,
            is_automatic=is_automatic,
            reminder_days=sorted(set(reminder_days), reverse=True),
            by=by,
            at=clock.now(),
        )
        data: dict[str, str | int | bool | None] = {"from": from_day.isoformat(), "automatic": is_automatic}
        write_journal("renewal-rule.set", row, by=by, data=data)
    return row


def _require_open(known: Known) -> None:
    if known.waits:
        raise AlreadyAsked
    if known.last is not None and known.last.decision.is_renewed:
        raise AlreadyAsked
    if not known.is_open:
        raise ApplyAnew if known.must_apply_anew and known.is_late else NotOpen
    if not known.may_renew:
        raise MustSign


def _undecided(renewal: Renewal, by: User | None) -> tuple[Renewal, Certificate]:
    held = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("board", "holder__user")
        .get(pk=renewal.certificate_id)
    )
    require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=held.board))
    if RenewalDecision.objects.filter(renewal=renewal).exists():
        raise AlreadyDecided
    return renewal, held


def _renew(renewal: Renewal, held: Certificate, on: date, *, by: User | None) -> RenewalDecision:
    """The certificate's event and the decision together."""
    event = renew_within(held, on, by=by)
    decision = RenewalDecision.objects.create(board=held.board, renewal=renewal, event=event, by=by, at=clock.now())
    write_journal("renewal.confirmed", renewal, by=by, data={"certificate": held.pk, "event": event.pk})
    _tell("renewal.confirmed", renewal, held)
    return decision


def _tell(kind: str, renewal: Renewal, held: Certificate) -> None:
    url = reverse("renewals:one", args=[held.token])
    notify(kind=kind, to=held.holder, key=f"{kind}:{renewal.pk}", data={"number": held.number}, url=url)
