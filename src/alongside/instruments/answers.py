"""Answering: begun on one device, kept as it is written, sent once. Done by the person, who needs no account.

Whoever holds the link may begin; from then on only the device it was begun on goes on. Nobody at the agency is on this road:
the worker cannot open what was begun, and a draft is read for nobody but that device.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from hmac import compare_digest
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.instruments.asking import Answers, answers_data, answers_from_data, kept, missing
from alongside.instruments.giving import close, digest_of
from alongside.instruments.models import AnswersSeenBy, Draft, Giving, Response, Showing
from alongside.instruments.shapes import Item
from alongside.instruments.shelf import opened
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.viewer import viewer_of
from alongside.rulings.sealing import seal, unseal


class LinkOver(ValueError):
    """The link can be used no more: answered, taken back, or its time is over."""

    code = "link-over"

    def __init__(self) -> None:
        super().__init__(_("This link is over. If you still want to answer, ask for a new one."))


class OtherDevice(ValueError):
    """It was begun on another device, or in another browser."""

    code = "other-device"

    def __init__(self) -> None:
        super().__init__(_("This was begun on another device. Go on there, or ask for a new link."))


class StillMissing(ValueError):
    """Answers that the survey cannot do without."""

    code = "still-missing"

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        super().__init__(_("A few answers are still needed. Everything you wrote is still here."))


class NotForStaff(PermissionError):
    """Somebody signed in at the agency opened a link that is for the person alone."""

    code = "not-for-staff"

    def __init__(self) -> None:
        super().__init__(_("This link is for the person alone. Hand it over, and let them answer on their own device."))


def giving_by(token: str) -> Giving | None:
    """What a link leads to; None for one that never was."""
    rows = Giving.objects.select_related("agency", "instrument", "person", "worker")
    return rows.filter(token_sha256=digest_of(token)).first()


def refuse_staff(giving: Giving, user: User | None) -> None:
    """Keep out whoever works at the agency, unless they are that person too. Raises NotForStaff."""
    if user is None or giving.person.user_id == user.pk:
        return
    viewer = viewer_of(user)
    if any(role.agency_id == giving.agency_id for role in viewer.roles):
        raise NotForStaff


def is_on(giving: Giving, device: str) -> bool:
    """Whether a giving was begun on the device that remembers this."""
    return bool(device) and compare_digest(giving.device_sha256, digest_of(device))


def begin(*, giving: Giving, device: str, by: User | None) -> str:
    """Begin on this device; gives what the device is to remember. Begun twice on one device is begun once.

    Raises LinkOver, OtherDevice, NotForStaff.
    """
    refuse_staff(giving, by)
    with transaction.atomic(durable=True):
        held = _standing(giving, clock.now())
        if held.status == Giving.Status.BEGUN:
            if not is_on(held, device):
                raise OtherDevice
            return device
        remembered = secrets.token_urlsafe(32)
        held.status, held.begun_at = Giving.Status.BEGUN, clock.now()
        held.device_sha256, held.token_sealed = digest_of(remembered), b""
        held.save(update_fields=["status", "begun_at", "device_sha256", "token_sealed"])
        write_journal("instrument.begun", held, by=by)
    return remembered


def save_draft(*, giving: Giving, device: str, answers: Answers, about: Collection[str]) -> dict[str, object]:
    """Keep what was written to some of the questions; the rest of the draft stays. Gives the whole draft as data.

    about: the questions that were on the page, so that an answer taken away is taken away. The journal is not told: what
    somebody writes and thinks better of is nobody's to know. Raises LinkOver, OtherDevice.
    """
    with transaction.atomic(durable=True):
        held = _own(giving, device)
        now = {**_written(held)}
        for link_id in about:
            now.pop(link_id, None)
        now |= {link_id: given for link_id, given in answers.items() if link_id in about and given}
        data = answers_data(now)
        Draft.objects.update_or_create(
            giving=held, defaults={"agency_id": held.agency_id, "sealed": seal(data), "saved_at": clock.now()}
        )
    return {**data}


def draft_of(giving: Giving, device: str) -> Answers:
    """What was written so far, for the device it was begun on. Raises OtherDevice for any other."""
    if not is_on(giving, device):
        raise OtherDevice
    return _written(giving)


def send_answers(*, giving: Giving, device: str, show: bool, by: User | None) -> Response:
    """Send what was written, once; a second tap sends nothing more. What is no longer asked is left behind.

    show: the person lets their worker see it, where the instrument leaves that to them; else it is passed over.
    Raises LinkOver, OtherDevice, StillMissing.
    """
    with transaction.atomic(durable=True):
        before = Response.objects.filter(giving=giving).first()
        if before is not None and is_on(giving, device):
            return before
        held = _own(giving, device)
        questionnaire = opened(held.instrument).questionnaire
        written = _written(held)
        if lacking := missing(questionnaire, written):
            raise StillMissing(lacking)
        now = clock.now()
        response = Response.objects.create(
            agency_id=held.agency_id,
            giving=held,
            instrument=held.instrument,
            person=held.person,
            identifier=uuid4(),
            language=_language(),
            on=now.astimezone(held.agency.time_zone).date(),
            sent_at=now,
            sealed=seal({"answers": answers_data(kept(questionnaire, written))}),
        )
        close(held, Giving.Status.SENT)
        write_journal("instrument.answered", response, by=by, data={"person": held.person_id, "giving": held.pk})
        if show and held.instrument.answers_seen_by == AnswersSeenBy.IF_SHOWN:
            showing = Showing.objects.create(agency_id=held.agency_id, response=response, worker=held.worker, at=now)
            write_journal("instrument.shown", showing, by=by, data={"worker": held.worker_id})
    return response


def decline(*, giving: Giving, device: str, by: User | None) -> Giving:
    """Not answer. What was written is deleted; the worker learns only that it was not answered. Twice is once.

    From any device while nobody began; once begun, from that device. Raises LinkOver, OtherDevice.
    """
    with transaction.atomic(durable=True):
        held = Giving.objects.select_for_update(of=("self",)).get(pk=giving.pk)
        if held.status == Giving.Status.DECLINED:
            return held
        held = _standing(giving, clock.now())
        if held.status == Giving.Status.BEGUN and not is_on(held, device):
            raise OtherDevice
        close(held, Giving.Status.DECLINED)
        write_journal("instrument.not-answered", held, by=by)
    return held


def stop_showing(*, response: Response, by: User) -> Showing | None:
    """Let the worker see one's answers no longer. Stopped twice is stopped once. Raises NotTheirs for anyone else."""
    with transaction.atomic(durable=True):
        if response.person.user_id != by.pk:
            raise NotTheirs
        showing = Showing.objects.select_for_update().filter(response=response).first()
        if showing is not None and showing.ended_at is None:
            showing.ended_at = clock.now()
            showing.save(update_fields=["ended_at"])
            write_journal("instrument.shown-no-more", showing, by=by)
    return showing


def answers_of(response: Response) -> Answers:
    """A response's answers by linkId, as `asking` knows them."""
    return answers_from_data(response.said())


def _own(giving: Giving, device: str) -> Giving:
    held = _standing(giving, clock.now())
    if not is_on(held, device):
        raise OtherDevice
    return held


def _standing(giving: Giving, now: datetime) -> Giving:
    """The row as it stands now, locked. Raises LinkOver."""
    rows = Giving.objects.select_for_update(of=("self",)).select_related("agency", "instrument", "person", "worker")
    held = rows.get(pk=giving.pk)
    if not held.is_standing(now):
        raise LinkOver
    return held


def _written(giving: Giving) -> Answers:
    draft = Draft.objects.filter(giving=giving).first()
    return answers_from_data(unseal(draft.sealed)) if draft else {}


def _language() -> str:
    from django.utils.translation import get_language

    return (get_language() or "en").split("-")[0]
