"""Hours of learning, added up by the database: for one practitioner or ten thousand in the same three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from alongside.learning.counting import EVERYTHING, Excused, Tally
from alongside.learning.models import Correction, Exemption, LearningEntry, LearningTopic
from alongside.people.models import Board, holds_on

__all__ = ["Tally", "standing_entries", "tallies"]

_BY_NAME: Final = 1_000
"""Up to so many are asked for by id. Of more, the whole board is added up: one statement takes only so many values."""


def tallies(practitioner_ids: Iterable[int], board: Board, start: date, end: date) -> dict[int, Tally]:
    """What each practitioner learned for a board from `start` through `end`, and what they are excused from.

    Every id asked for has its tally, of nothing where nothing was logged. Struck entries do not count. An exemption
    counts where `end`, the last day of the period, lies within its days. Three queries, however many are asked for.
    """
    ids = list(dict.fromkeys(practitioner_ids))
    theirs = Q(practitioner__in=ids) if len(ids) <= _BY_NAME else Q()
    entries = standing_entries(board, start, end).filter(theirs)
    totals = dict(entries.values_list("practitioner").annotate(sum=Sum("hours")).order_by())
    topics = _by_topic(board, start, end, ids)
    excused = _excused(board, end, theirs)
    nothing: Mapping[str, Decimal] = {}
    return {pk: Tally(totals.get(pk, Decimal(0)), topics.get(pk, nothing), excused.get(pk, Excused())) for pk in ids}


def standing_entries(board: Board, start: date, end: date) -> QuerySet[LearningEntry]:
    """The entries of everybody at a board within days, both included, without those that were struck."""
    struck = Correction.objects.filter(entry=OuterRef("pk"))
    return LearningEntry.objects.filter(~Exists(struck), board=board, completed_on__range=(start, end))


def _by_topic(board: Board, start: date, end: date, ids: list[int]) -> dict[int, dict[str, Decimal]]:
    struck = Correction.objects.filter(entry=OuterRef("entry"))
    rows = LearningTopic.objects.filter(~Exists(struck), entry__board=board, entry__completed_on__range=(start, end))
    if len(ids) <= _BY_NAME:
        rows = rows.filter(entry__practitioner__in=ids)
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    added = rows.values_list("entry__practitioner", "topic").annotate(sum=Sum("hours")).order_by()
    for practitioner, topic, hours in added:
        found[practitioner][topic] = hours
    return found


def _excused(board: Board, end: date, theirs: Q) -> dict[int, Excused]:
    rows = Exemption.objects.filter(theirs, holds_on(end), board=board)
    hours: dict[int, dict[str, Decimal]] = defaultdict(dict)
    whole: dict[int, set[str]] = defaultdict(set)
    for practitioner, topic, fewer in rows.values_list("practitioner", "topic", "hours"):
        topic = topic or EVERYTHING
        if fewer is None:
            whole[practitioner].add(topic)
        else:
            hours[practitioner][topic] = hours[practitioner].get(topic, Decimal(0)) + fewer
    return {pk: Excused(hours.get(pk, {}), frozenset(whole.get(pk, ()))) for pk in {*hours, *whole}}
