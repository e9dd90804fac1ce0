"""Writing down what somebody learned: the checks, and the rows. What actions share; call it inside their transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.evidence.models import EvidenceFile
from alongside.journal.writing import Event, Plain, write_journal_of_many
from alongside.learning.counting import LONGEST_DAY, Span, too_full
from alongside.learning.models import AttendanceSheet, Course, LearningEntry, LearningTopic
from alongside.learning.windows import Window, windows_of
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

    def __init__(self, entry: Known) -> None:
        self.entry = entry
        says = _("This is on your record already: %(title)s, %(day)s.") % {
            "title": entry.title,
            "day": day_words(entry.span.ends),
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


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that stands, as far as another is held against it."""

    title: str
    course_id: int | None
    span: Span


Days = tuple[date, date]
"""The first and the last day of a period, both included."""


def require_countable(
    learned: Learned, practitioner: Practitioner, board: Board, *, without: LearningEntry | None = None
) -> None:
    """Raise CannotCount, in one of its kinds, for what the board cannot count. `without` is an entry about to be struck."""
    today = clock.today_in(board.time_zone)
    require_sound(learned, today)
    rows = LearningEntry.objects.filter(practitioner=practitioner, board=board, correction__isnull=True)
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    then = windows_of(practitioner, learned.completed_on)
    period = period_holding(learned.completed_on, board, (*then, *windows_of(practitioner, today)))
    require_new(learned, known(rows), period)


def require_sound(learned: Learned, today: date) -> None:
    """What needs no other entry to see: quarters, topics within the whole, days in order and none to come."""
    if not is_in_quarters(learned.hours) or not all(is_in_quarters(part) for part in learned.topics.values() if part):
        raise NotInQuarters
    if any(part > learned.hours for part in learned.topics.values()):
        raise TopicBeyondWhole
    if learned.completed_on > today:
        raise DayToCome
    if learned.began_on is not None and learned.began_on > learned.completed_on:
        raise EndsBeforeItBegins


def require_new(learned: Learned, standing: Sequence[Known], period: Days) -> None:
    """Raise CountedAlready or DaysTooFull, held against what stands on somebody's record at a board."""
    first, last = period
    for entry in standing:
        is_same_course = learned.course is not None and entry.course_id == learned.course.pk
        is_same_day = entry.span.ends == learned.completed_on and entry.title.casefold() == learned.title.casefold()
        if is_same_day or (is_same_course and first <= entry.span.ends <= last):
            raise CountedAlready(entry)
    own = span_of(learned)
    full = too_full([*_near(standing, own), own])
    if full is not None:
        raise DaysTooFull(*full)


def known(rows: QuerySet[LearningEntry]) -> list[Known]:
    """Entries as they are held against another."""
    values = rows.order_by("pk").values_list("title", "course", "began_on", "completed_on", "hours")
    return [
        Known(title, course, Span(began_on or completed_on, completed_on, hours))
        for title, course, began_on, completed_on, hours in values
    ]


def span_of(learned: Learned) -> Span:
    return Span(learned.began_on or learned.completed_on, learned.completed_on, learned.hours)


def period_holding(day: date, board: Board, windows: Sequence[Window]) -> Days:
    """The certificate period at a board that holds a day; outside of any, all days but those of a later one."""
    own = [window for window in windows if window.board.pk == board.pk and window.period]
    for window in own:
        if window.holds(day) and window.period and window.counts_through:
            return window.period.begins, window.counts_through
    begins = [window.period.begins for window in own if window.period and day < window.period.begins]
    return date.min, min(begins) - timedelta(days=1) if begins else date.max


def known_of(practitioners: Sequence[Practitioner], board: Board, *, lock: bool = False) -> dict[int, list[Known]]:
    """What stands on many records at a board, by practitioner. With `lock` nobody adds to them until the transaction ends."""
    found: dict[int, list[Known]] = {}
    for start in range(0, len(practitioners), _AT_ONCE):
        ids = sorted(practitioner.pk for practitioner in practitioners[start : start + _AT_ONCE])
        if lock:  # in order of id, so that two lists wait for each other rather than both for ever
            list(
                Practitioner.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk")
            )
        rows = LearningEntry.objects.filter(practitioner__in=ids, board=board, correction__isnull=True).order_by("pk")
        values = rows.values_list("practitioner", "title", "course", "began_on", "completed_on", "hours")
        for practitioner, title, course, began_on, completed_on, hours in values:
            span = Span(began_on or completed_on, completed_on, hours)
            found.setdefault(practitioner, []).append(Known(title, course, span))
    return found


_AT_ONCE: Final = 2_000
"""Values in one statement: both databases take more."""


def write_entry(
    learned: Learned, practitioner: Practitioner, board: Board, *, source: LearningEntry.Source, by: User | None
) -> LearningEntry:
    """The rows of an entry that may be counted, and its line in the journal."""
    return write_entries([(practitioner, learned)], board, source=source, by=by)[0]


def write_entries(
    told: Sequence[tuple[Practitioner, Learned]],
    board: Board,
    *,
    source: LearningEntry.Source,
    by: User | None,
    sheet: AttendanceSheet | None = None,
) -> list[LearningEntry]:
    """The same for many, in a handful of statements."""
    now = clock.now()
    made = [
        LearningEntry(
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
            at=now,
        )
        for practitioner, learned in told
    ]
    entries = LearningEntry.objects.bulk_create(made, batch_size=500)
    LearningTopic.objects.bulk_create(
        [
            LearningTopic(entry=entry, topic=topic, hours=hours)
            for entry, (_who, learned) in zip(entries, told, strict=True)
            for topic, hours in learned.topics.items()
            if hours
        ],
        batch_size=500,
    )
    write_journal_of_many([_logged(entry) for entry in entries], by=by)
    return entries


def _logged(entry: LearningEntry) -> Event:
    data: dict[str, Plain] = {"practitioner": entry.practitioner_id, "quarters": int(entry.hours * 4)}
    data |= {"source": str(entry.source), "on": entry.completed_on.isoformat()}
    return Event("learning.logged", entry, data)


def is_in_quarters(hours: Decimal) -> bool:
    return 0 < hours <= MOST_HOURS and hours % QUARTER_HOUR == 0


_AROUND: Final = timedelta(days=366)
"""Nothing that is learned takes longer, so what lies further away does not share a day with it."""


def _near(standing: Sequence[Known], own: Span) -> list[Span]:
    """What is on record on the days of what is told, or on days that share a stretch with them."""
    spans = [entry.span for entry in standing if abs((entry.span.ends - own.ends).days) <= _AROUND.days]
    is_long = own.begins < own.ends or any(span.begins < span.ends for span in spans)
    return spans if is_long else [span for span in spans if span.begins == own.begins]
