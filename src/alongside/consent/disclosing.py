"""Telling somebody outside the team: asked first, or put on record after. Every telling is a row of the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.consent.models import Disclosure
from alongside.consent.refusals import NotWhole, StillToCome, TooLong
from alongside.consent.sharing import Ruled, Sharing, rule_on_sharing
from alongside.consent.words import joined
from alongside.journal.writing import Plain, write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.people.queries import supervisor_of
from alongside.rulings.sealing import seal
from alongside.rulings.seeking import ActRefused, asks
from alongside.wording.signing import require_words

LONGEST: Final = 2_000


@asks("disclose-information", "make-appointment", "arrange-transport")
def disclose(*, record: Record, sharing: Sharing, words: str, token: UUID, by: User) -> Disclosure:
    """Tell somebody now, under a release in force, and keep what was told. Sent twice, it is told once.

    Raises ActRefused with the ruling, NotWhole, TooLong, NotTheirs. WordsStopped for words that demean.
    """
    check_sharing(sharing, words)
    require_words(words, agency=record.person.agency, by=by)
    with transaction.atomic(durable=True):
        worker = _worker(record, by)
        before = Disclosure.objects.filter(worker=worker, token=token).first()
        if before is not None:
            return before
        now = clock.now()
        on = now.astimezone(worker.agency.time_zone).date()
        ruled = rule_on_sharing(sharing, worker=worker, person=record.person, by=by, on=on, at=now)
        refusing = ruled.refusing
        if refusing is None:
            return enter_within(
                sharing, ruled, worker=worker, person=record.person, words=words, token=token, at=now, by=by
            )
    raise ActRefused(refusing)


@asks("disclose-information", "make-appointment", "arrange-transport")
def declare_disclosure(
    *, record: Record, sharing: Sharing, words: str, token: UUID, told_at: datetime, by: User
) -> Disclosure:
    """Put on record what was told already, with the ruling of that moment. Always taken down; sent twice, it is one.

    What was against a code goes to the supervisor. Raises NotWhole, StillToCome, TooLong, NotTheirs.
    WordsStopped for words that demean.
    """
    check_sharing(sharing, words)
    if told_at > clock.now():
        raise StillToCome
    require_words(words, agency=record.person.agency, by=by)
    with transaction.atomic(durable=True):
        worker = _worker(record, by)
        before = Disclosure.objects.filter(worker=worker, token=token).first()
        if before is not None:
            return before
        on = told_at.astimezone(worker.agency.time_zone).date()
        ruled = rule_on_sharing(sharing, worker=worker, person=record.person, by=by, on=on, at=told_at)
        row = enter_within(
            sharing,
            ruled,
            worker=worker,
            person=record.person,
            words=words,
            token=token,
            at=told_at,
            by=by,
            is_declared=True,
        )
        supervisor = supervisor_of(worker, clock.today_in(worker.agency.time_zone))
        if ruled.refusing is not None and supervisor is not None:
            key = f"disclosure.to-look-at:{row.pk}"
            url = reverse("consent:told", args=[row.person_id, row.pk])
            notify(kind="disclosure.to-look-at", to=supervisor, key=key, data={"name": worker.name}, url=url)
    return row


def enter_within(
    sharing: Sharing,
    ruled: Ruled,
    *,
    worker: Worker,
    person: Person,
    words: str,
    token: UUID,
    at: datetime,
    by: User,
    is_declared: bool = False,
) -> Disclosure:
    """A row of the ledger, inside the caller's transaction: what `disclose` and a note of a contact share."""
    row = Disclosure.objects.create(
        agency_id=person.agency_id,
        person=person,
        worker=worker,
        token=token,
        recipient_kind=sharing.recipient_kind,
        whats=joined([own.value for own in sharing.whats]),
        purpose=sharing.purpose,
        channel=sharing.channel,
        law=sharing.law,
        with_notice=sharing.with_notice,
        release=ruled.release,
        ruling=ruled.refusing or ruled.rulings[0],
        is_declared=is_declared,
        sealed=seal({"recipient": sharing.recipient.strip(), "words": words.strip()}),
        told_on=at.astimezone(person.agency.time_zone).date(),
        told_at=at,
        by=by,
        at=clock.now(),
    )
    data: dict[str, Plain] = {"person": person.pk, "to": row.recipient_kind, "release": row.release_id}
    write_journal("disclosure.declared" if is_declared else "information.disclosed", row, by=by, data=data)
    return row


def check_sharing(sharing: Sharing, words: str) -> None:
    """Raises NotWhole for a telling that does not say to whom or what, TooLong."""
    if not sharing.recipient.strip():
        raise NotWhole(_("Name who is told."))
    if not sharing.whats:
        raise NotWhole(_("Tick what is told."))
    if len(words) > LONGEST or len(sharing.recipient) > LONGEST:
        raise TooLong(LONGEST)


def _worker(record: Record, by: User) -> Worker:
    if record.viewer.worker is None or record.viewer.user.pk != by.pk or not record.may_write:
        raise NotTheirs
    return Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=record.viewer.worker.pk)
