"""Signing a release, and ending one. Signing asks for all that makes a release one; ending is never refused."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record, standing_on
from alongside.caseload.models import Assignment, Ground
from alongside.consent.models import Release, ReleaseRevoked
from alongside.consent.refusals import NotWhole, OddDays, SentAsAnother, TooLong
from alongside.consent.wording import text_of
from alongside.consent.words import Channel, Ended, Purpose, RecipientKind, Signature, Signer, Understood, What, joined
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.languages import page_language
from alongside.people.models import Person, Worker
from alongside.rulings.sealing import seal, seal_words

LONGEST: Final = 400
FARTHEST: Final = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Signed:
    """How it was signed. name: as they sign; witness: who saw a mark; paper: where it is kept; signer_name: who signed in
    their place."""

    name: str
    signature: Signature = Signature.TYPED
    witness: str = ""
    paper: str = ""
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be signed: its terms, what was told of it, and how it is signed."""

    terms: Terms
    explained: Explained
    signed: Signed


def sign_release(*, record: Record, sheet: Sheet, token: UUID, by: User, on: date) -> Release:
    """Keep a release that the person signs now: on the worker's device, on paper, or on their own. Sent twice, it is one.

    What 42 CFR Part 2 asks beyond this is checked one by one (`part2`): a release that lacks some of it is kept and shown
    as such, since it may do for less. Raises NotWhole, OddDays, TooLong, SentAsAnother, NotTheirs unless the person
    themselves or assigned.
    """
    check_sheet(sheet, on)
    with transaction.atomic(durable=True):
        worker = _taken_by(record, by)
        Person.objects.select_for_update().get(pk=record.person.pk)
        before = Release.objects.filter(person=record.person, token=token).first()
        if before is not None:
            if before.recipient != sheet.terms.recipient.strip() or before.whats != joined(list(sheet.terms.whats)):
                raise SentAsAnother
            return before
        row = drawn_up(record, sheet, worker=worker, token=token, by=by, on=on)
        row.save()
        write_journal("release.signed", row, by=by, data={"person": record.person.pk, "to": row.recipient_kind})
    return row


def drawn_up(record: Record, sheet: Sheet, *, worker: Worker | None, token: UUID, by: User, on: date) -> Release:
    """A release as it would be kept, not yet kept: so that what it lacks can be said before it is signed."""
    terms, explained, signed = sheet.terms, sheet.explained, sheet.signed
    return Release(
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
        sealed=seal(_kept(record, worker, sheet)),
        signed_on=on,
        signed_at=clock.now(),
        by=by,
    )


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
        _tell_who_supports(held, by)
        write_journal(
            "release.revoked", row, by=by, data={"person": held.person_id, "release": held.pk, "why": why.value}
        )
    return row


def _tell_who_supports(release: Release, by: User) -> None:
    """Everybody who may have planned with it hears that it ended: nobody is named."""
    today = clock.today_in(release.agency.time_zone)
    rows = Assignment.objects.filter(standing_on(today), person=release.person_id, status="open")
    for row in rows.select_related("worker__user"):
        user = row.worker.user
        if user is not None and user.pk != by.pk:
            url = reverse("consent:release", args=[release.person_id, release.pk])
            notify(kind="release.ended", to=user, key=f"release.ended:{release.pk}:{user.pk}", url=url)


def check_sheet(sheet: Sheet, on: date) -> None:
    """Raises NotWhole, OddDays, TooLong for what cannot be a release."""
    terms, explained, signed = sheet.terms, sheet.explained, sheet.signed
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
        (signed.signature is not Signature.PAPER or bool(signed.paper.strip()), _("Say where the paper is kept.")),
        (signed.signer is Signer.SELF or bool(signed.signer_name.strip()), _("Name who signs in their place.")),
        (
            explained.understood is not Understood.INTERPRETER or bool(explained.interpreter.strip()),
            _("Name the interpreter."),
        ),
    ]


def _kept(record: Record, worker: Worker | None, sheet: Sheet) -> dict[str, object]:
    """What is sealed of a release: names, their own words, and the text as it was signed."""
    terms, explained, signed = sheet.terms, sheet.explained, sheet.signed
    discloser = f"{worker.name}, {record.person.agency.name}" if worker else record.person.agency.name
    return {
        "recipient": terms.recipient.strip(),
        "own_what": terms.own_what.strip() if What.OTHER in terms.whats else "",
        "own_purpose": terms.own_purpose.strip() if Purpose.OTHER in terms.purposes else "",
        "event": terms.event.strip(),
        "patient": signed.name.strip(),
        "signed_name": signed.name.strip(),
        "signer_name": signed.signer_name.strip(),
        "witness": signed.witness.strip(),
        "paper": signed.paper.strip(),
        "interpreter": explained.interpreter.strip(),
        "discloser": discloser,
        "written_in": page_language(explained.language),
        "text": text_of(terms, explained, discloser=discloser),
    }


def may_sign(record: Record) -> bool:
    """Whether a release may be signed on this ground: by the person, or with a worker assigned to them."""
    return record.ground is Ground.OWN or (record.viewer.worker is not None and record.may_write)


def _taken_by(record: Record, by: User) -> Worker | None:
    """The worker who takes it down, with their row locked; None for the person themselves. Raises NotTheirs."""
    if record.viewer.user.pk != by.pk or not may_sign(record):
        raise NotTheirs
    if record.ground is Ground.OWN:
        return None
    worker = record.viewer.worker
    assert worker is not None, "may_sign says so"
    return Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=worker.pk)
