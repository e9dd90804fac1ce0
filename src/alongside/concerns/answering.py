"""Saying what was done about a concern; and telling deputy and administrators once its day has passed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.concerns.models import Concern
from alongside.concerns.raising import LONGEST
from alongside.concerns.reading import answer_of, has_it
from alongside.concerns.refusals import NotPossible
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.rulings.sealing import seal_words
from alongside.wording.signing import require_words


def answer_concern(*, concern: Concern, words: str, by: User) -> Concern:
    """Say what was done. The same answer sent twice is given once.

    Raises NotTheirs for who does not have it, NotPossible without words, and where it was answered or taken back before.
    WordsStopped for words that demean.
    """
    require_words(words, agency=concern.agency, by=by)
    with transaction.atomic(durable=True):
        held = (
            Concern.objects.select_for_update(of=("self",)).select_related("agency", "to", "deputy").get(pk=concern.pk)
        )
        today = clock.today_in(held.agency.time_zone)
        if by.pk not in {reader.pk for reader in has_it(held, today)}:
            raise NotTheirs
        if held.status == Concern.Status.ANSWERED and held.answered_by_id == by.pk and answer_of(held) == words.strip():
            return held
        if not held.is_open:
            raise NotPossible("settled", _("Somebody answered it, or it was taken back, meanwhile. Look at it again."))
        if not words.strip():
            raise NotPossible("no-words", _("Say in a line what was done, or what will be."), field="words")
        if len(words) > LONGEST:
            raise NotPossible("too-long", _("That is too long to keep: say it in fewer words."), field="words")
        held.status, held.answer = Concern.Status.ANSWERED, seal_words(words)
        held.answered_by, held.answered_at = by, clock.now()
        held.save(update_fields=["status", "answer", "answered_by", "answered_at"])
        write_journal("concern.answered", held, by=by)
        url = reverse("concerns:mine")
        notify(kind="concern.answered", to=held.raised_by, key=f"concern.answered:{held.pk}", url=url)
    return held


def tell_who_has_it_late(now: datetime) -> int:
    """Tell whoever has a concern once its day has passed, once each. Returns how many were told."""
    return sum(
        _tell(row, now)
        for row in Concern.objects.filter(status=Concern.Status.OPEN).select_related("agency", "to", "deputy")
    )


def _tell(row: Concern, now: datetime) -> int:
    today = now.astimezone(row.agency.time_zone).date()
    if row.due_on >= today:
        return 0
    url = reverse("concerns:one", args=[row.pk])
    with transaction.atomic():
        return sum(
            notify(kind="concern.late", to=reader, key=f"concern.late:{row.pk}:{reader.pk}", url=url)
            for reader in has_it(row, today)
        )
