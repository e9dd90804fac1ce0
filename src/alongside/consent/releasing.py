"""Signing a release, and ending one. Signing asks for all that makes a release one; ending is never refused."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.consent.models import Release, ReleaseRevoked
from alongside.consent.refusals import NotWhole, OddDays, SentAsAnother, TooLong
from alongside.consent.wording import text_of
from alongside.consent.words import Channel, Ended, Purpose, RecipientKind, Signature, Signer, Understood, What, joined
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.rulings.sealing import seal, seal_words

LONGEST: Final = 400
FARTHEST: Final = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Signed:
    """How it was signed. name: as they sign; witness: who saw a mark; signer_name: who signed in their place."""

    name: str
    signature: Signature = Signature.TYPED
    witness: str = ""
    signer: Signer = Signer.SELF
    signer_name: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """In which language, how it was taken in, and what was told of it."""

    language: str
    understood: Understood = Understood.READ
    interpreter: str = ""
    told_right: bool = False
    told_consequences: bool = False
    told_passing_on: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be told, to whom, why, how and until when. until: the last day, or empty where `event` ends it."""

    recipient_kind: RecipientKind
    recipient: str
    whats: tuple[What, ...]
    purposes: tuple[Purpose, ...]
    channels: tuple[Channel, ...]
    from_day: date
    until: date | None = None
    event: str = ""
    own_what: str = ""
    own_purpose: str = ""


def sign_release(
    *, record: Record, terms: Terms, explained: Explained, signed: Signed, token: UUID, by: User, on: date
) -> Release:
    """Keep a release that the person signs now, on the worker's device. Sent twice, it is one.

    What 42 CFR Part 2 asks beyond this is checked one by one (`part2`): a release that lacks some of it is kept and shown
    as such, since it may do for less. Raises NotWhole, OddDays, TooLong, SentAsAnother, NotTheirs unless assigned.
    """
    check_terms(terms, signed, explained, on)
    with transaction.atomic(durable=True):
        worker = _worker(record, by)
        before = Release.objects.filter(person=record.person, token=token).first()
        if before is not None:
            if before.recipient != terms.recipient.strip() or before.whats != joined(list(terms.whats)):
                raise SentAsAnother
            return before
        row = Release.objects.create(
            agency_id=record.person.agency_id,
            person=record.person,
            worker=worker,
            token=token,
            recipient_kind=terms.recipient_kind,
            whats=joined(list(terms.whats)),
            purposes=joined(list(terms.purposes)),
            channels=joined(list(terms.channels)),
            from_day=terms.from_day,
            until_day=terms.until,
            has_event=terms.until is None,
            language=explained.language,
            understood=explained.understood,
            told_right=explained.told_right,
            told_consequences=explained.told_consequences,
            told_passing_on=explained.told_passing_on,
            signer=signed.signer,
            signature=signed.signature,
            sealed=seal(_kept(record, worker, terms, explained, signed)),
            signed_on=on,
            signed_at=clock.now(),
            by=by,
        )
        write_journal("release.signed", row, by=by, data={"person": record.person.pk, "to": row.recipient_kind})
    return row


def revoke_release(*, record: Record, release: Release, why: Ended, words: str = "", by: User) -> ReleaseRevoked:
    """End a release this second: at the person's own tap, at their word, or because its event came. Never refused.

    Twice is once. Words beyond what is kept are cut rather than stand in its way. Raises NotTheirs only for a release of
    somebody whose record this is not.
    """
    if release.person_id != record.person.pk or record.viewer.user.pk != by.pk:
        raise NotTheirs
    with transaction.atomic(durable=True):
        held = Release.objects.select_for_update().select_related("agency").get(pk=release.pk)
        before = ReleaseRevoked.objects.filter(release=held).first()
        if before is not None:
            return before
        said = words.strip()[:LONGEST]
        row = ReleaseRevoked.objects.create(
            agency_id=held.agency_id,
            release=held,
            why=why,
            sealed=seal_words(said),
            on=clock.today_in(held.agency.time_zone),
            at=clock.now(),
            by=by,
        )
        write_journal(
            "release.revoked", row, by=by, data={"person": held.person_id, "release": held.pk, "why": why.value}
        )
    return row


def check_terms(terms: Terms, signed: Signed, explained: Explained, on: date) -> None:
    """Raises NotWhole, OddDays, TooLong for what cannot be a release."""
    for own in (terms, signed, explained):
        if any(isinstance(value := getattr(own, f.name), str) and len(value) > LONGEST for f in fields(own)):
            raise TooLong(LONGEST)
    missing = [words for is_there, words in _needs(terms, signed, explained) if not is_there]
    if missing:
        raise NotWhole(" ".join(missing))
    _check_days(terms, on)


def _check_days(terms: Terms, on: date) -> None:
    if terms.from_day < on:
        raise OddDays(_("A release holds from the day it is signed at the earliest."))
    if terms.until is not None and terms.until < terms.from_day:
        raise OddDays(_("The last day comes after the first."))
    if max(terms.from_day, terms.until or terms.from_day) > on + FARTHEST:
        raise OddDays(_("That is more than five years ahead. Choose a nearer day, and ask again then."))


def _needs(terms: Terms, signed: Signed, explained: Explained) -> list[tuple[bool, str]]:
    own = terms.own_what.strip() or What.OTHER not in terms.whats
    why = terms.own_purpose.strip() or Purpose.OTHER not in terms.purposes
    return [
        (bool(terms.recipient.strip()), _("Name who may be told.")),
        (bool(terms.whats), _("Tick what may be told.")),
        (bool(own), _("Say in their words what else may be told.")),
        (bool(terms.purposes), _("Tick why it is told.")),
        (bool(why), _("Say in their words why it is told.")),
        (bool(terms.channels), _("Tick how it may be told.")),
        (terms.until is not None or bool(terms.event.strip()), _("Say until which day, or until what happens.")),
        (not (terms.until is not None and terms.event.strip()), _("Choose one end: a day, or what happens.")),
        (bool(signed.name.strip()), _("Write the name as they sign it.")),
        (signed.signature is not Signature.MARK or bool(signed.witness.strip()), _("Name who saw them make the mark.")),
        (signed.signer is Signer.SELF or bool(signed.signer_name.strip()), _("Name who signs in their place.")),
        (
            explained.understood is not Understood.INTERPRETER or bool(explained.interpreter.strip()),
            _("Name the interpreter."),
        ),
    ]


def _kept(record: Record, worker: Worker, terms: Terms, explained: Explained, signed: Signed) -> dict[str, object]:
    """What is sealed of a release: names, their own words, and the text as it was signed."""
    discloser = f"{worker.name}, {record.person.agency.name}"
    return {
        "recipient": terms.recipient.strip(),
        "own_what": terms.own_what.strip() if What.OTHER in terms.whats else "",
        "own_purpose": terms.own_purpose.strip() if Purpose.OTHER in terms.purposes else "",
        "event": terms.event.strip(),
        "patient": signed.name.strip(),
        "signed_name": signed.name.strip(),
        "signer_name": signed.signer_name.strip(),
        "witness": signed.witness.strip(),
        "interpreter": explained.interpreter.strip(),
        "discloser": discloser,
        "text": text_of(terms, explained, discloser=discloser),
    }


def _worker(record: Record, by: User) -> Worker:
    if record.viewer.worker is None or record.viewer.user.pk != by.pk or not record.may_write:
        raise NotTheirs
    return Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=record.viewer.worker.pk)
