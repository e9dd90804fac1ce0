"""Writing down what somebody learned: the checks, and the rows. What actions share; call it inside their transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.evidence.models import EvidenceFile
from alongside.journal.writing import Plain, write_journal
from alongside.learning.counting import LONGEST_DAY, Span, too_full
from alongside.learning.models import AttendanceSheet, Course, LearningEntry, LearningTopic
from alongside.learning.windows import windows_of
from alongside.people import clock
from alongside.people.models import Board, Practitioner
from alongside.ui.amounts import day_words, hours_words
from canon.values import QUARTER_HOUR

MOST_HOURS: Final = Decimal(200)
"""Of one entry: the database takes no more either."""


@dataclass(frozen=True)
class Learned:
    """Something learned, as it is told.

    hours: of the whole; topics: hours on each topic, among them; began_on: where it took several days
    course: one of the board's catalogue, or None; title and provider are then what the learner typed
    """

    title: str
    provider: str
    completed_on: date
    hours: Decimal
    topics: Mapping[str, Decimal] = field(default_factory=dict)
    course: Course | None = None
    began_on: date | None = None
    evidence: EvidenceFile | None = None


class CannotCount(ValueError):
    """Something told as learned that a board cannot count. `says`: what is wrong; `remedy`: what to do; `about`: a field."""

    code = "cannot-count"
    about = ""

    def __init__(self, says: str, remedy: str) -> None:
        self.says, self.remedy = says, remedy
        super().__init__(f"{says} {remedy}")


class NotInQuarters(CannotCount):
    """Hours that are none, too many, or not in quarters."""

    code, about = "not-in-quarters", "hours"

    def __init__(self) -> None:
        super().__init__(_("Hours are counted in quarters, like 1.25."), _("Round to the nearest quarter of an hour."))


class DayToCome(CannotCount):
    """A day that the board's calendar has not reached."""

    code, about = "day-to-come", "completed_on"

    def __init__(self) -> None:
        super().__init__(_("That day is still to come."), _("Log it once it is done, or check the year."))


class EndsBeforeItBegins(CannotCount):
    """The last day comes before the first."""

    code, about = "ends-before-it-begins", "began_on"

    def __init__(self) -> None:
        super().__init__(_("The first day comes after the last."), _("Check both days."))


class TopicBeyondWhole(CannotCount):
    """More hours on a topic than there were in all."""

    code, about = "topic-beyond-whole", "hours"

    def __init__(self) -> None:
        super().__init__(
            _("One topic has more hours than the whole."), _("Make the hours of a topic part of the hours in all.")
        )


class CountedAlready(CannotCount):
    """The same course in the same period, or the same title on the same day. `entry` is the one that stands."""

    code, about = "counted-already", "completed_on"

    def __init__(self, entry: LearningEntry) -> None:
        self.entry = entry
        says = _("This is on your record already: %(title)s, %(day)s.") % {
            "title": entry.title,
            "day": day_words(entry.completed_on),
        }
        super().__init__(says, _("A course counts once in a certificate period. Nothing was added."))


class DaysTooFull(CannotCount):
    """More hours than the days can hold, together with what is on record."""

    code, about = "days-too-full", "hours"

    def __init__(self, begins: date, ends: date) -> None:
        self.begins, self.ends = begins, ends
        most = hours_words(LONGEST_DAY)
        if begins == ends:
            says = _("With this, %(day)s would hold more than %(most)s.") % {"day": day_words(ends), "most": most}
        else:
            says = _("With this, the days from %(begins)s to %(ends)s would hold more than %(most)s each.") % {
                "begins": day_words(begins),
                "ends": day_words(ends),
                "most": most,
            }
        super().__init__(says, _("Check the hours and the days. Did it take several days? Give the first day too."))


def lock(practitioner: Practitioner) -> Practitioner:
    """Two entries of one practitioner wait for each other here: what the second must not repeat is then there to see."""
    return Practitioner.objects.select_for_update(of=("self",)).get(pk=practitioner.pk)


def require_countable(
    learned: Learned, practitioner: Practitioner, board: Board, *, without: LearningEntry | None = None
) -> None:
    """Raise CannotCount, in one of its kinds, for what the board cannot count. `without` is an entry about to be struck."""
    _require_sound(learned, board)
    standing = LearningEntry.objects.filter(practitioner=practitioner, board=board, correction__isnull=True)
    if without is not None:
        standing = standing.exclude(pk=without.pk)
    same_day = Q(completed_on=learned.completed_on, title__iexact=learned.title)
    first, last = _period(practitioner, board, learned.completed_on)
    same_course = Q(course=learned.course, completed_on__range=(first, last)) if learned.course else Q(pk=None)
    before = standing.filter(same_day | same_course).order_by("pk").first()
    if before is not None:
        raise CountedAlready(before)
    full = too_full([*_near(standing, learned), _span(learned.began_on, learned.completed_on, learned.hours)])
    if full is not None:
        raise DaysTooFull(*full)


def write_entry(
    learned: Learned,
    practitioner: Practitioner,
    board: Board,
    *,
    source: LearningEntry.Source,
    by: User | None,
    sheet: AttendanceSheet | None = None,
) -> LearningEntry:
    """The rows of an entry that may be counted, and its line in the journal."""
    entry = LearningEntry.objects.create(
        practitioner=practitioner,
        board=board,
        course=learned.course,
        title=learned.title,
        provider_name=learned.provider,
        began_on=learned.began_on,
        completed_on=learned.completed_on,
        hours=learned.hours,
        evidence=learned.evidence,
        source=source,
        sheet=sheet,
        by=by,
        at=clock.now(),
    )
    topics = [LearningTopic(entry=entry, topic=topic, hours=hours) for topic, hours in learned.topics.items() if hours]
    LearningTopic.objects.bulk_create(topics)
    data: dict[str, Plain] = {"practitioner": practitioner.pk, "quarters": int(learned.hours * 4)}
    data |= {"source": source.value, "on": learned.completed_on.isoformat()}
    write_journal("learning.logged", entry, by=by, data=data)
    return entry


def is_in_quarters(hours: Decimal) -> bool:
    return 0 < hours <= MOST_HOURS and hours % QUARTER_HOUR == 0


def _require_sound(learned: Learned, board: Board) -> None:
    if not is_in_quarters(learned.hours) or not all(is_in_quarters(part) for part in learned.topics.values() if part):
        raise NotInQuarters
    if any(part > learned.hours for part in learned.topics.values()):
        raise TopicBeyondWhole
    if learned.completed_on > clock.today_in(board.time_zone):
        raise DayToCome
    if learned.began_on is not None and learned.began_on > learned.completed_on:
        raise EndsBeforeItBegins


def _period(practitioner: Practitioner, board: Board, day: date) -> tuple[date, date]:
    """The certificate period at a board that holds a day; outside of any, all days but those of the present one."""
    then = [w for w in windows_of(practitioner, day) if w.board.pk == board.pk and w.holds(day)]
    if then and then[0].period and then[0].counts_through:
        return then[0].period.begins, then[0].counts_through
    now = [w for w in windows_of(practitioner, clock.today_in(board.time_zone)) if w.board.pk == board.pk and w.period]
    begins = [w.period.begins for w in now if w.period and day < w.period.begins]
    return date.min, min(begins) - timedelta(days=1) if begins else date.max


_AROUND: Final = timedelta(days=366)
"""Nothing that is learned takes longer, so what lies further away does not share a day with it."""


def _near(standing: QuerySet[LearningEntry], learned: Learned) -> list[Span]:
    """What is on record on the days of what is told, or on days that share a stretch with them."""
    first, last = learned.began_on or learned.completed_on, learned.completed_on
    rows = standing.filter(completed_on__range=(first - _AROUND, last + _AROUND))
    spans = [_span(*row) for row in rows.values_list("began_on", "completed_on", "hours")]
    is_long = any(span.begins < span.ends for span in spans) or first < last
    return spans if is_long else [span for span in spans if span.begins == first]


def _span(began_on: date | None, completed_on: date, hours: Decimal) -> Span:
    return Span(began_on or completed_on, completed_on, hours)
