"""Changes of name and public orders: putting them on record, and which orders the public may read on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from alongside.accounts.models import User
from alongside.credentials.models import Certificate
from alongside.credentials.names import name_key
from alongside.credentials.records import NameChange, OrderRule, PublicOrder, WithdrawnOrder
from alongside.database.prepared import Prepared
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Board, RoleKind
from canon.duties.calendar import add
from canon.values import Span, Unit


class SameName(ValueError):
    """The name is the one on the certificate already, or is none."""

    code = "same-name"


class AlreadyWithdrawn(ValueError):
    """An order was to be withdrawn a second time."""

    code = "already-withdrawn"


def change_name(*, certificate: Certificate, name: str, cause: str, by: User | None) -> NameChange:
    """Put another name on a certificate: the old one stays on its record, and leaves the public register.

    nc.5.3: service is given under the name on the certificate. Raises NotTheirs unless the board's staff, SameName.
    """
    with transaction.atomic(durable=True):
        held = Certificate.objects.select_for_update(of=("self",)).select_related("board").get(pk=certificate.pk)
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=held.board))
        wanted = " ".join(name.split())
        if not name_key(wanted) or wanted == held.name_on_certificate:
            raise SameName
        row = NameChange.objects.create(
            certificate=held,
            board=held.board,
            before=held.name_on_certificate,
            after=wanted,
            cause=cause,
            by=by,
            at=clock.now(),
        )
        held.name_on_certificate = wanted
        held.save(update_fields=["name_on_certificate", "name_key"])
        write_journal("certificate.name-changed", held, by=by, data={"change": row.pk})
    return row


def publish_order(
    *, certificate: Certificate, title: str, summary: str, effective_on: date, by: User | None
) -> PublicOrder:
    """Put an order on record for the public; its embargo and its end are the board's rule. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=certificate.board))
        Certificate.objects.select_for_update().get(pk=certificate.pk)  # so that two clicks are one order
        same = PublicOrder.objects.filter(
            certificate=certificate, title=title, summary=summary, effective_on=effective_on, withdrawn__isnull=True
        ).first()
        if same is not None:
            return same
        row = PublicOrder.objects.create(
            certificate=certificate,
            board=certificate.board,
            title=title,
            summary=summary,
            effective_on=effective_on,
            by=by,
            at=clock.now(),
        )
        write_journal("order.entered", row, by=by, data={"certificate": certificate.pk, "on": effective_on.isoformat()})
    return row


def withdraw_order(*, order: PublicOrder, why: str, by: User | None) -> WithdrawnOrder:
    """Take an order back from the public. Raises NotTheirs, AlreadyWithdrawn."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=order.board))
        PublicOrder.objects.select_for_update().get(pk=order.pk)  # so that of two staff one takes it back
        if WithdrawnOrder.objects.filter(order=order).exists():
            raise AlreadyWithdrawn
        row = WithdrawnOrder.objects.create(order=order, board=order.board, why=why, by=by, at=clock.now())
        write_journal("order.withdrawn", order, by=by)
    return row


def set_order_rule(
    *, board: Board, from_day: date, embargo_days: int, public_months: int | None, by: User | None
) -> OrderRule:
    """Say from which day on how orders are published. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=board))
        row = OrderRule.objects.create(
            board=board,
            from_day=from_day,
            embargo_days=embargo_days,
            public_months=public_months,
            by=by,
            at=clock.now(),
        )
        write_journal(
            "order-rule.set",
            row,
            by=by,
            data={"from": from_day.isoformat(), "embargo_days": embargo_days, "public_months": public_months},
        )
    return row


_ORDERS_OF_ONE = Prepared(
    lambda certificate, day: PublicOrder.objects.filter(
        certificate=certificate, withdrawn__isnull=True, effective_on__lte=day
    ).order_by("-effective_on", "-pk"),
    int,
    date,
)


def public_orders(certificates: Sequence[Certificate], day: date) -> Mapping[int, Sequence[PublicOrder]]:
    """The orders that anyone may read on a day, by certificate, the newest first; those of boards without a rule never."""
    found: dict[int, list[PublicOrder]] = defaultdict(list)
    if len(certificates) == 1:
        listed = _ORDERS_OF_ONE.all(certificates[0].pk, day)
    else:
        rows = PublicOrder.objects.filter(certificate__in=certificates, withdrawn__isnull=True, effective_on__lte=day)
        listed = list(rows.order_by("-effective_on", "-pk"))
    rules = _rules_of({row.board_id for row in listed})
    for row in listed:
        if _is_public(row, rules.get(row.board_id, ()), day):
            found[row.certificate_id].append(row)
    return found


def _rules_of(boards: set[int]) -> Mapping[int, Sequence[OrderRule]]:
    rules: dict[int, list[OrderRule]] = defaultdict(list)
    if boards:
        for rule in OrderRule.objects.filter(board__in=boards).order_by("from_day", "pk"):
            rules[rule.board_id].append(rule)
    return rules


def _is_public(order: PublicOrder, rules: Sequence[OrderRule], day: date) -> bool:
    """By the rule in force on the day the order took effect."""
    rule = next((rule for rule in reversed(rules) if rule.from_day <= order.effective_on), None)
    if rule is None:
        return False
    begins = order.effective_on + timedelta(days=rule.embargo_days)
    if day < begins:
        return False
    return rule.public_months is None or day < add(begins, Span(rule.public_months, Unit.MONTH))
