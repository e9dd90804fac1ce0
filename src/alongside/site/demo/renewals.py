"""Renewals and legal actions of the demo state: one that waits for its board, one renewed, one told to the board."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from alongside.accounts.models import User
from alongside.credentials.models import Certificate
from alongside.people.models import Worker
from alongside.renewals.legal import tell_of_action
from alongside.renewals.models import LegalAction, Renewal
from alongside.renewals.renewing import ask_renewal, confirm_renewal

ASKED: Final = (
    ("Fern Castellanos", "nm", ""),
    ("Jerome Gaddy", "nc", "Check 1184"),
    ("Noor-Jahan Aziz", "juniper", ""),
)
CONFIRMED: Final = "Jerome Gaddy"


def renew_and_tell(workers: Mapping[str, Worker], users: Mapping[str, User], today: date) -> None:
    """Each through the holder's own page, and the board's."""
    for name, code, paid in ASKED:
        holder = workers[name].practitioner
        certificate = Certificate.objects.get(holder=holder, code=code)
        renewal = ask_renewal(
            certificate=certificate, declares=Renewal.Declares.NONE, fee_reference=paid, by=users[name]
        )
        if name == CONFIRMED:
            confirm_renewal(renewal=renewal, by=users["Lorraine Tillery"])
    for name, code, kind, days_ago in (
        ("Ruthie Locklear", "nc", LegalAction.Kind.CHARGE, 20),
        ("Dana Ruiz", "nc", LegalAction.Kind.FILING, 70),
    ):
        tell_of_action(
            practitioner=workers[name].practitioner,
            code=code,
            kind=kind,
            began_on=today - timedelta(days=days_ago),
            words="A neighbor sued me over a fence. I have a lawyer.",
            file=None,
            by=users[name],
        )
