"""What runs by itself: links whose time is over, and the drafts behind them; files looked at and not loaded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from alongside.instruments.giving import close
from alongside.instruments.models import Giving, Proposal
from alongside.journal.writing import write_journal

A_DAY: Final = timedelta(days=1)


def sweep(now: datetime) -> int:
    """How many links lapsed and proposals went."""
    late = Giving.objects.filter(status__in=Giving.STANDING, expires_at__lte=now).values_list("pk", flat=True)
    lapsed = sum(_lapse(pk, now) for pk in list(late))
    gone, _by_model = Proposal.objects.filter(at__lt=now - A_DAY).delete()
    return lapsed + gone


def _lapse(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        held = Giving.objects.select_for_update().get(pk=pk)
        if held.status not in Giving.STANDING or held.expires_at > now:
            return False  # answered, taken back or replaced meanwhile
        close(held, Giving.Status.LAPSED)
        write_journal("instrument.link-lapsed", held, by=None)
    return True
