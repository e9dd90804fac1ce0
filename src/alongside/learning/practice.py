"""Practicing ethics: stories told, answered, and judged by the reader's own code. Answers are theirs alone to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _, override

from alongside.accounts.models import User
from alongside.learning.entering import Learned, lock, write_entry
from alongside.learning.hours import standing_entries
from alongside.learning.models import LearningEntry, PracticeAnswer
from alongside.learning.topics import is_on_ethics
from alongside.learning.windows import Window, windows_of
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Practitioner
from alongside.rulebook.codes_folder import codes_folder
from alongside.rulebook.programmes import programme_of
from alongside.rulebook.queries import standings, vocabulary
from canon.act import Vocabulary
from canon.code import Edition
from canon.policy import NO_POLICY, Policy
from canon.reading.stories import read_stories
from canon.ruling import Answer, Ruling
from canon.story import Story, stories_for

CHOICES: Final = (Answer.PROHIBITED, Answer.REFER, Answer.CONDITIONAL, Answer.PERMITTED, Answer.REQUIRED)
"""What a reader may answer; of the two others, one says that no story was told and one that it was not told in full."""

_ONE_CLICK: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Practised:
    """An answer and what the code says. `entry`: what a finished set counts for, where the board allows it."""

    answer: PracticeAnswer
    ruling: Ruling
    entry: LearningEntry | None


@dataclass(frozen=True)
class Round:
    """How far somebody is with the stories of a code. worth: hours that finishing would count, by what the board allows."""

    code: str
    edition: Edition
    stories: Sequence[Story]
    answered: frozenset[str]
    worth: Decimal

    @property
    def left(self) -> list[Story]:
        return [story for story in self.stories if story.id not in self.answered]


def stories() -> tuple[Story, ...]:
    """Every story of the installation. Raises FileRefused where one cannot be read: `make check` reads them too."""
    folder = codes_folder() / "practice"
    stamps = tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.toml")))
    return _read(folder, stamps, vocabulary())


def round_of(practitioner: Practitioner, window: Window, on: date) -> Round:
    """Where somebody stands under a code: what they answered since the last set that counted, or since the period began."""
    edition = standings([window.code], on)[window.code].edition
    told = stories_for(edition, stories(), on=on)
    rows = PracticeAnswer.objects.filter(
        practitioner=practitioner, code=window.code, at__gt=_since(practitioner, window)
    )
    answered = frozenset(rows.values_list("story", flat=True))
    return Round(window.code, edition, told, answered, _worth(practitioner, window, told))


def answer_story(
    *,
    practitioner: Practitioner,
    window: Window,
    story: Story,
    chosen: Answer,
    by: User,
    on: date,
    policy: Policy = NO_POLICY,
) -> Practised:
    """Answer a story, and hear what the code rules. The last of a set counts as learning where the board allows it.

    What is right is judged on the story's facts, never looked up. Sent twice within a minute it is one answer. Nobody
    else sees it, and the journal tells only of what counts. Raises NotTheirs for anybody else's practice.
    """
    with transaction.atomic(durable=True):
        held = lock(practitioner)
        if held.user_id != by.pk:
            raise NotTheirs
        ruling = story.ruling(standings([window.code], on)[window.code].edition, on=on, policy=policy)
        now = clock.now()
        told = {"practitioner": held, "code": window.code, "story": story.id, "chosen": chosen.value}
        before = PracticeAnswer.objects.filter(**told, at__gt=now - _ONE_CLICK).order_by("-pk").first()
        if before is not None:
            return Practised(before, ruling, None)
        answer = PracticeAnswer.objects.create(**told, ruled=ruling.answer.value, at=now)
        found = round_of(held, window, on)
        entry = _count(held, window, found, by) if found.stories and not found.left and found.worth else None
    return Practised(answer, ruling, entry)


def window_under(practitioner: Practitioner, code: str, on: date) -> Window | None:
    """Where somebody stands under a code that binds them."""
    return next((window for window in windows_of(practitioner, on) if window.code == code), None)


@lru_cache(maxsize=2)
def _read(folder: Path, stamps: tuple[tuple[Path, int], ...], known: Vocabulary) -> tuple[Story, ...]:
    return read_stories(folder, known)


def _count(practitioner: Practitioner, window: Window, found: Round, by: User) -> LearningEntry:
    today = clock.today_in(window.board.time_zone)
    with override("en"):  # a title is what stands on the record, in the language of the documents
        title = _("Ethics practice: %(n)d stories") % {"n": len(found.stories)}
    topics = {topic: found.worth for topic in programme_of(found.edition.id).buckets if is_on_ethics(topic)}
    told = Learned(title, "Alongside", today, found.worth, topics)
    return write_entry(told, practitioner, window.board, source=LearningEntry.Source.PRACTICE, by=by)


def _since(practitioner: Practitioner, window: Window) -> datetime:
    """The moment from which answers belong to the present set."""
    begins = window.period.begins if window.period else date.min + timedelta(days=2)
    began = datetime.combine(begins, time.min, tzinfo=window.board.time_zone)
    counted = LearningEntry.objects.filter(
        practitioner=practitioner, board=window.board, source=LearningEntry.Source.PRACTICE
    )
    last = counted.order_by("-pk").values_list("at", flat=True).first()
    return max(began, last) if last else began


def _worth(practitioner: Practitioner, window: Window, told: Sequence[Story]) -> Decimal:
    """Whole quarters of the set's minutes, and no more than is left of what the board allows in the period."""
    last = window.counts_through
    if window.period is None or last is None:
        return Decimal(0)
    allowed = programme_of(window.code).hours("practice", window.period.through) or Decimal(0)
    had = standing_entries(window.board, window.period.begins, last).filter(
        practitioner=practitioner, source=LearningEntry.Source.PRACTICE
    )
    left = Decimal(allowed) - (had.aggregate(sum=Sum("hours"))["sum"] or Decimal(0))
    quarters = sum(story.minutes for story in told) // 15
    return max(min(Decimal(quarters) / 4, left), Decimal(0))
