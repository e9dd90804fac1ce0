"""What somebody learned, topic by topic: all of it, or only what others than they vouch for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from alongside.learning.models import LearningEntry
from alongside.learning.queries import entries_of
from alongside.learning.topics import topic_title
from alongside.people.models import Practitioner

VOUCHED: Final = (LearningEntry.Source.ATTENDANCE, LearningEntry.Source.ENTERED)
"""A provider posted it, or a board entered it."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Hours on a topic, as they stand on the record; the newest day."""

    topic: str
    hours: Decimal
    newest: date


def learned(practitioner: Practitioner) -> list[Learned]:
    """Everything that stands, by topic."""
    return _by_topic(practitioner)


def verified_hours(practitioner: Practitioner) -> list[Learned]:
    """What a provider posted or a board entered, by topic: ca.authenticity.5. What one logged oneself is no part of it."""
    return _by_topic(practitioner, source__in=VOUCHED)


def _by_topic(practitioner: Practitioner, **only: object) -> list[Learned]:
    hours: dict[str, Decimal] = defaultdict(Decimal)
    newest: dict[str, date] = {}
    for entry in entries_of(practitioner).filter(correction__isnull=True, **only):
        for own in entry.topics.all():
            hours[own.topic] += own.hours
            newest[own.topic] = max(newest.get(own.topic, entry.completed_on), entry.completed_on)
    return [Learned(topic_title(topic), hours[topic], newest[topic]) for topic in sorted(hours)]
