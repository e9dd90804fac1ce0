"""Asking people to vouch: invited by letter, they answer once at an address that nobody guesses and that ends."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from alongside.accounts.models import User, UserManager
from alongside.applications.holding import held_by_applicant
from alongside.applications.models import OPEN, Application, Reference, Section, new_token
from alongside.applications.refusals import NoReference, NotNow
from alongside.applications.reviewing.claims import count_claims
from alongside.credentials.names import name_key
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify, write_to
from alongside.people import clock

ANSWER_WITHIN: Final = timedelta(days=30)
"""How long a link stands open, from the letter or its reminder."""
REMIND_AFTER: Final = timedelta(days=10)
MOST: Final = 6
"""People that one application may write to in all: it is not a mailing list."""


@dataclass(frozen=True)
class Words:
    """What a referee says."""

    known_for: str
    advice: str
    answer: str


def invite_reference(*, application: Application, name: str, email: str, relation: str, by: User) -> Reference:
    """Write to somebody. The same address asked twice is the one reference. Raises NotNow, TooMany."""
    with transaction.atomic(durable=True):
        held = _open_for_references(application, by)
        address = UserManager.normalize_email(email)
        known = held.references.filter(email=address, replaced_at__isnull=True).first()
        return known or _invited(held, name=name, email=address, relation=relation, by=by)


def replace_reference(*, reference: Reference, name: str, email: str, relation: str, by: User) -> Reference:
    """Ask somebody else instead of one who has not answered: the old link ends. Raises NotNow, TooMany."""
    with transaction.atomic(durable=True):
        held = _open_for_references(reference.application, by)
        old = held.references.select_for_update().get(pk=reference.pk)
        if old.answered_at or old.replaced_at:
            raise NotNow
        old.replaced_at = clock.now()
        old.save(update_fields=["replaced_at"])
        write_journal("application.reference-replaced", old, by=by)
        address = UserManager.normalize_email(email)
        known = held.references.filter(email=address, replaced_at__isnull=True).first()
        return known or _invited(held, name=name, email=address, relation=relation, by=by)


def remind_reference(*, reference: Reference, by: User | None) -> bool:
    """Write once more; the link stands open anew. False where it was answered, or a letter went out today already.

    For the applicant and, by None, for what runs by itself. Raises NotTheirs.
    """
    with transaction.atomic(durable=True):
        if by is not None:
            held_by_applicant(reference.application, by)
        return remind_within(reference, by=by)


def remind_within(reference: Reference, *, by: User | None) -> bool:
    """The same inside a transaction of the caller's, who says whether `by` may."""
    held = (
        Reference.objects.select_for_update(of=("self",))
        .select_related("application__practitioner__user")
        .get(pk=reference.pk)
    )
    last = held.reminded_at or held.invited_at
    now = clock.now()
    if held.answered_at or held.replaced_at or not held.application.is_open or now - last < timedelta(days=1):
        return False
    held.reminded_at, held.expires_at = now, now + ANSWER_WITHIN
    held.token = new_token()  # a link in an old letter that went astray opens nothing any more
    held.save(update_fields=["reminded_at", "expires_at", "token"])
    _write(held, "application.reference-reminder")
    write_journal("application.reference-reminded", held, by=by)
    return True


def answer_reference(*, token: str, words: Words) -> Reference:
    """A referee answers, once. Raises NoReference for a link that is answered, replaced, expired or none."""
    with transaction.atomic(durable=True):
        _locked(open_reference(token).application)  # before the reference, as everybody else locks them
        held = open_reference(token, lock=True)
        held.known_for, held.advice, held.answer = words.known_for, words.advice, words.answer
        held.answered_at, held.text_key = clock.now(), text_key(words.answer)
        held.save()
        _count(held.application)
        write_journal("application.reference-answered", held, by=None, data={"application": held.application_id})
        notify(
            kind="application.reference-answered",
            to=held.application.practitioner,
            key=f"application.reference-answered:{held.pk}",
            data={"number": held.application.number},
            url=f"/apply/mine/{held.application_id}/references/",
        )
    return held


def open_reference(token: str, *, lock: bool = False) -> Reference:
    """The reference whose link is open. Raises NoReference."""
    rows = Reference.objects.select_for_update(of=("self",)) if lock else Reference.objects
    found = rows.select_related("application__practitioner__user", "application__board").filter(token=token).first()
    if found is None or found.answered_at or found.replaced_at:
        raise NoReference
    if found.expires_at < clock.now() or not found.application.is_open:
        raise NoReference
    return found


def remind_all(now: datetime) -> int:
    """Remind whoever has not answered for ten days, once; returns how many letters went out."""
    waiting = Reference.objects.filter(
        answered_at__isnull=True,
        replaced_at__isnull=True,
        reminded_at__isnull=True,
        invited_at__lt=now - REMIND_AFTER,
        application__stage__in=OPEN,
    )
    return sum(
        remind_reference(reference=one, by=None) for one in waiting.select_related("application").order_by("pk")[:200]
    )


def text_key(text: str) -> str:
    """A digest of a text's letters and digits: the same for every way of spacing and accenting it; "" for next to none."""
    letters = " ".join(name_key(text[start : start + 80]) for start in range(0, len(text), 80)).replace(" ", "")
    return hashlib.sha256(letters.encode()).hexdigest() if len(letters) >= FEWEST_LETTERS else ""


FEWEST_LETTERS: Final = 40
"""Two people may well both write "I recommend her warmly"; not the same forty letters."""


class TooMany(ValueError):
    """More people were asked than one application may write to. Nobody was."""

    code = "too-many-references"


def _open_for_references(application: Application, by: User) -> Application:
    held = held_by_applicant(application, by)
    closed = Section.objects.filter(application=held, kind="references", is_locked=True).exists()
    if not held.is_open or (closed and not held.references.filter(answered_at__isnull=True).exists()):
        raise NotNow
    return held


def _locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("board", "practitioner")
    return rows.get(pk=application.pk)


def _count(application: Application) -> None:
    """An answer is one thing more to be verified, in an application that was sent."""
    held = _locked(application)
    if held.submitted_on is not None:
        count_claims(held)
        held.save(update_fields=["claims", "verified"])


def _invited(held: Application, *, name: str, email: str, relation: str, by: User) -> Reference:
    if held.references.count() >= MOST:
        raise TooMany
    now = clock.now()
    made = Reference.objects.create(
        application=held,
        board=held.board,
        name=name,
        email=email,
        relation=relation,
        invited_at=now,
        expires_at=now + ANSWER_WITHIN,
    )
    _write(made, "application.reference-asked")
    write_journal("application.reference-asked", made, by=by, data={"application": held.pk})
    return made


def _write(reference: Reference, kind: str) -> None:
    """A letter by its link alone: who asks stands on the page it opens, not in the mail."""
    write_to(
        email=reference.email,
        language=reference.application.practitioner.language,
        kind=kind,
        key=f"{kind}:{reference.pk}:{reference.token[:12]}",
        data={"day": reference.expires_at.date().isoformat()},
        url=f"/apply/reference/{reference.token}/",
    )
