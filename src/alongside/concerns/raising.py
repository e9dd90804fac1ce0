"""Raising a concern, taking it back, taking it further. Nothing is ruled on and nothing refused: it is a right (nm.rights.4)."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.concerns.models import Concern
from alongside.concerns.reading import has_it
from alongside.concerns.refusals import NotPossible
from alongside.concerns.routing import Raiser, may_be_about, meant_by, who_has
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.rulings.clocks import due_day
from alongside.rulings.sealing import seal_words
from alongside.wording.signing import require_words

LONGEST: Final = 4_000


def raise_concern(
    *,
    raiser: Raiser,
    about: Concern.About,
    about_user: User | None,
    words: str,
    form_token: UUID | None,
    by: User,
    on: date,
) -> Concern:
    """Bring a concern to who can put it right, with a day to answer by. The same form sent twice raises one.

    Raises NotTheirs for anybody but the raiser, NotPossible without words, with too many, for a matter that is not theirs to
    name or a colleague they do not know. WordsStopped for words that demean.
    """
    if raiser.worker is not None:  # a person's own words are nobody's to check
        require_words(words, agency=raiser.agency, by=by)
    with transaction.atomic(durable=True):
        _held(raiser, by)
        before = _sent(by, form_token)
        if before is not None:
            return before
        _check(words)
        if about not in raiser.kinds:
            raise NotPossible("unknown-matter", _("Choose what it is about."), field="about")
        if about_user is not None and not may_be_about(raiser, on).filter(pk=about_user.pk).exists():
            raise NotPossible("unknown-colleague", _("Choose somebody from the list, or nobody."), field="about_user")
        meant = meant_by(raiser, about, about_user, on)
        to, deputy = who_has(raiser, about, meant, on)
        row = Concern(about=about, about_user=meant, to=to, deputy=deputy, form_token=form_token)
        return _bring(row, raiser, words, by=by, on=on)


def take_further(
    *, concern: Concern, raiser: Raiser, words: str, form_token: UUID | None, by: User, on: date
) -> Concern:
    """What was done did not settle it: bring it to the agency's administrators. Taken further twice, it is so once.

    Raises NotTheirs for anybody else's, NotPossible while it still waits, or without words.
    WordsStopped for words that demean.
    """
    if raiser.worker is not None:  # a person's own words are nobody's to check
        require_words(words, agency=raiser.agency, by=by)
    with transaction.atomic(durable=True):
        _held(raiser, by)
        before = Concern.objects.select_for_update(of=("self",)).filter(pk=concern.pk, raised_by=by).first()
        if before is None or before.agency_id != raiser.agency.pk:
            raise NotTheirs
        further = Concern.objects.filter(follows=before).first()
        if further is not None:
            return further
        if before.status != Concern.Status.ANSWERED:
            raise NotPossible("still-waits", _("It still waits for an answer. You can take it back and raise it anew."))
        _check(words)
        row = Concern(about=before.about, about_user=before.about_user, follows=before, form_token=form_token)
        return _bring(row, raiser, words, by=by, on=on)


def take_back(*, concern: Concern, by: User) -> Concern:
    """Take it back while it waits: nobody but its raiser reads it any more. Raises NotTheirs, NotPossible once answered."""
    with transaction.atomic(durable=True):
        held = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
        if held.raised_by_id != by.pk:
            raise NotTheirs
        if held.status == Concern.Status.WITHDRAWN:
            return held
        if not held.is_open:
            raise NotPossible("answered", _("It was answered meanwhile, and stays to be read. Nothing was changed."))
        held.status = Concern.Status.WITHDRAWN
        held.save(update_fields=["status"])
        write_journal("concern.taken-back", held, by=by)
    return held


def _bring(row: Concern, raiser: Raiser, words: str, *, by: User, on: date) -> Concern:
    row.agency, row.raised_by, row.raised_as = raiser.agency, by, raiser.raised_as
    row.words, row.raised_at, row.due_on = seal_words(words), clock.now(), due_day(on)
    row.save()
    write_journal("concern.raised", row, by=by, data={"to": row.to_id, "follows": row.follows_id})
    for reader in has_it(row, on):
        url = reverse("concerns:one", args=[row.pk])
        notify(kind="concern.raised", to=reader, key=f"concern.raised:{row.pk}:{reader.pk}", url=url)
    return row


def _held(raiser: Raiser, by: User) -> None:
    """Two forms of one raiser wait for each other here. Raises NotTheirs for anybody else."""
    if raiser.user.pk != by.pk:
        raise NotTheirs
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)


def _sent(by: User, form_token: UUID | None) -> Concern | None:
    return Concern.objects.filter(raised_by=by, form_token=form_token).first() if form_token else None


def _check(words: str) -> None:
    if not words.strip():
        raise NotPossible("no-words", _("Say in a line what should be put right."), field="words")
    if len(words) > LONGEST:
        raise NotPossible("too-long", _("That is too long to keep: say it in fewer words."), field="words")
