"""Releases and tellings in one line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from alongside.consent.disclosing import declare_disclosure, disclose
from alongside.consent.models import Disclosure, Release, ReleaseRevoked
from alongside.consent.releasing import Explained, Sheet, Signed, Terms, revoke_release, sign_release
from alongside.consent.sharing import Sharing
from alongside.consent.words import Channel, Ended, Purpose, RecipientKind, What
from alongside.people.models import Person, Worker
from tests.alongside.caseload.makers import user_of
from tests.alongside.practice.makers import open_for
from tests.alongside.rulings.makers import TODAY

CLINIC = "Desert Willow Clinic"
TERMS = Terms(
    recipient_kind=RecipientKind.PROVIDER,
    recipient=CLINIC,
    whats=(What.IN_SERVICES, What.APPOINTMENTS),
    purposes=(Purpose.APPOINTMENTS, Purpose.RIDE),
    channels=(Channel.TELEPHONE, Channel.IN_PERSON),
    from_day=TODAY,
    until=TODAY + timedelta(days=180),
)
EXPLAINED = Explained("en", told_right=True, told_consequences=True, told_passing_on=True)
SIGNED = Signed("Rosa Archuleta")
CALL = Sharing(
    recipient_kind=RecipientKind.PROVIDER,
    recipient=CLINIC,
    whats=(What.APPOINTMENTS,),
    purpose=Purpose.APPOINTMENTS,
    channel=Channel.TELEPHONE,
    is_secure=True,
)


def signed(worker: Worker, person: Person, *, explained: Explained = EXPLAINED, **other: Any) -> Release:
    return sign_release(
        record=open_for(worker, person),
        sheet=Sheet(replace(TERMS, **other), explained, SIGNED),
        token=uuid4(),
        by=user_of(worker),
        on=TODAY,
    )


def revoked(worker: Worker, release: Release, why: Ended = Ended.BY_WORD) -> ReleaseRevoked:
    return revoke_release(
        record=open_for(worker, release.person),
        release=release,
        why=why,
        words="I changed my mind.",
        by=user_of(worker),
    )


def told(worker: Worker, person: Person, **other: Any) -> Disclosure:
    return disclose(
        record=open_for(worker, person), sharing=replace(CALL, **other), words="", token=uuid4(), by=user_of(worker)
    )


def declared(worker: Worker, person: Person, at: datetime, **other: Any) -> Disclosure:
    return declare_disclosure(
        record=open_for(worker, person),
        sharing=replace(CALL, **other),
        words="They asked when she comes.",
        token=uuid4(),
        told_at=at,
        by=user_of(worker),
    )
