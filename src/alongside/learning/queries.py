"""What was learned, what is open in the catalogue, and what would fill a gap. Never writes; scoped to who is asking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from alongside.accounts.models import User
from alongside.learning.counting import EVERYTHING, Bucket, Tally, buckets
from alongside.learning.hours import standing_entries, tallies
from alongside.learning.models import (
    AttendanceSheet,
    Course,
    CourseTopic,
    Exemption,
    LearningEntry,
    LearningGoal,
    LearningTopic,
    Provider,
    ProviderContact,
)
from alongside.learning.topics import ALWAYS, EDUCATION, topics_of
from alongside.learning.windows import Window, windows_of
from alongside.people import clock
from alongside.people.models import Board, Practitioner, holds_on
from alongside.rulebook.programmes import edition_of, programme_of
from alongside.rulebook.queries import codes_kept_by
from canon.code import Duty
from canon.duties import reckon
from canon.duties.events import Event
from canon.duties.owed import Owed, Status


@dataclass(frozen=True)
class Progress:
    """How somebody stands with what one board asks in their period.

    counted: each bucket, the whole first; owed: the duties of the code that count learning otherwise than in hours
    """

    window: Window
    tally: Tally
    counted: Sequence[Bucket]
    owed: Sequence[Owed]

    @property
    def gaps(self) -> list[str]:
        """The topics of which something is missing, EVERYTHING first."""
        short = [bucket.topic for bucket in self.counted if bucket.short]
        tags = [need.tag for own in self.owed if own.status is not Status.MET for need in own.duty.need if need.tag]
        return list(dict.fromkeys((*short, *tags)))


def progress_of(practitioner: Practitioner, on: date) -> list[Progress]:
    """Under each code in whose period somebody is on a day."""
    return [_progress(practitioner, window, on) for window in windows_of(practitioner, on)]


def boards_of(practitioner: Practitioner, on: date) -> dict[str, Board]:
    """The boards that would count what somebody learns, by code: they hold its credential or have asked for it."""
    return {window.code: window.board for window in windows_of(practitioner, on)}


def entries_of(practitioner: Practitioner) -> QuerySet[LearningEntry]:
    """Everything on somebody's record, what was struck too, the last learned first."""
    topics = Prefetch("topics", LearningTopic.objects.order_by("topic"))
    rows = LearningEntry.objects.filter(practitioner=practitioner).order_by("-completed_on", "-pk")
    return rows.select_related(
        "board", "course", "evidence", "correction__by", "correction__instead", "by"
    ).prefetch_related(topics)


def entry_of(practitioner: Practitioner, entry_id: int) -> LearningEntry:
    """One of somebody's own entries. Raises Http404 for one that is foreign or missing, which look the same."""
    return get_object_or_404(entries_of(practitioner), pk=entry_id)


def catalogue(boards: Iterable[Board], on: date) -> QuerySet[Course]:
    """The courses open at these boards on a day, by title, each with who offers it. nm.competence.4."""
    still_there = Q(provider__to_day__isnull=True) | Q(provider__to_day__gt=on)
    rows = Course.objects.filter(holds_on(on), still_there, board__in=list(boards))
    topics = Prefetch("topics", CourseTopic.objects.order_by("topic"))
    return rows.select_related("provider", "board").prefetch_related(topics).order_by("title", "pk")


def open_courses(board: Board, on: date) -> QuerySet[Course]:
    """The courses open at one board on a day."""
    return catalogue([board], on)


def topics_at(board: Board) -> tuple[str, ...]:
    """The topics that hours with a board are told apart by, over the codes it keeps."""
    return tuple(dict.fromkeys(topic for code in codes_kept_by(board) for topic in topics_of(code))) or ALWAYS


def courses_for(gaps: Iterable[str], board: Board, on: date, *, done: Iterable[int] = ()) -> dict[str, list[Course]]:
    """For each topic that is short, the open courses of a board that teach it, most hours on it first; none done already."""
    taken = set(done)
    listed = [course for course in catalogue([board], on) if course.pk not in taken]
    return {topic: sorted(_teaching(topic, listed), key=lambda course: -_hours_on(topic, course)) for topic in gaps}


def courses_done(practitioner: Practitioner, window: Window) -> set[int]:
    """The courses that count in this period already."""
    if window.period is None or window.counts_through is None:
        return set()
    rows = standing_entries(window.board, window.period.begins, window.counts_through)
    return set(rows.filter(practitioner=practitioner, course__isnull=False).values_list("course", flat=True))


def goals_of(practitioner: Practitioner) -> QuerySet[LearningGoal]:
    """Somebody's own learning plan, what is open first."""
    return LearningGoal.objects.filter(practitioner=practitioner).order_by(
        F("done_on").asc(nulls_first=True), F("by_day").asc(nulls_last=True), "-pk"
    )


def exemptions_of(practitioner: Practitioner, board: Board) -> QuerySet[Exemption]:
    """What a board excused somebody from, the newest first."""
    return Exemption.objects.filter(practitioner=practitioner, board=board).select_related("by").order_by("-pk")


def exemptions_in(practitioner: Practitioner, windows: Iterable[Window]) -> list[Exemption]:
    """What the boards excuse somebody from in the periods they are in."""
    rows = Exemption.objects.filter(practitioner=practitioner).select_related("board").order_by("-pk")
    ends = {window.board.pk: window.period.through for window in windows if window.period}
    return [
        row
        for row in rows
        if row.board_id in ends
        and row.from_day <= ends[row.board_id]
        and (row.to_day is None or row.to_day > ends[row.board_id])
    ]


def providers_at(board: Board) -> QuerySet[Provider]:
    """The providers a board registered, by name."""
    return Provider.objects.filter(board=board).prefetch_related("courses").order_by("name", "pk")


def providers_posted_by(user: User) -> list[Provider]:
    """The providers that somebody may post attendance for today, each on its board's own day."""
    rows = ProviderContact.objects.filter(user=user).select_related("provider__board").order_by("provider__name", "pk")
    return [
        row.provider for row in rows if _holds(row, row.provider.board) and _holds(row.provider, row.provider.board)
    ]


def may_post(user: User, provider: Provider) -> bool:
    """Whether somebody may post attendance for a provider today."""
    return any(own.pk == provider.pk for own in providers_posted_by(user))


def sheet_seen_by(user: User, token: str) -> AttendanceSheet:
    """A list of a provider that somebody posts for. Raises Http404 for one that is foreign or missing, which look the same."""
    rows = AttendanceSheet.objects.select_related("provider__board", "board", "posting")
    return get_object_or_404(rows, token=token, provider__in=[provider.pk for provider in providers_posted_by(user)])


def _holds(row: Provider | ProviderContact, board: Board) -> bool:
    today = clock.today_in(board.time_zone)
    return row.from_day <= today and (row.to_day is None or today < row.to_day)


def _progress(practitioner: Practitioner, window: Window, on: date) -> Progress:
    if window.period is None or window.counts_through is None:
        return Progress(window, Tally(), (), ())
    begins, last = window.period.begins, window.counts_through
    tally = tallies([practitioner.pk], window.board, begins, last)[practitioner.pk]
    counted = buckets(tally, programme_of(window.code), window.period.through)
    return Progress(window, tally, counted, _owed(practitioner, window, on))


def _owed(practitioner: Practitioner, window: Window, on: date) -> list[Owed]:
    """What the code's duties say of this period, where they count learning by the piece: nm.competence.1."""
    edition = edition_of(window.code)
    duties = [duty for duty in edition.duties if _counts_pieces(duty)] if edition else []
    if not duties or window.period is None:
        return []
    begins, last = window.period.begins, window.counts_through or window.period.through
    rows = LearningTopic.objects.filter(
        entry__in=standing_entries(window.board, begins, last), entry__practitioner=practitioner
    )
    events = [Event("certified", begins)] + [
        Event(EDUCATION, day, hours=hours, tags=frozenset({topic}))
        for day, topic, hours in rows.values_list("entry__completed_on", "topic", "hours").order_by(
            "entry__completed_on"
        )
    ]
    return [own for duty in duties for own in reckon(duty, events, as_of=max(on, begins))[-1:]]


def _counts_pieces(duty: Duty) -> bool:
    return any(need.event == EDUCATION and need.count is not None for need in duty.need)


def _teaching(topic: str, courses: Sequence[Course]) -> list[Course]:
    return [course for course in courses if topic == EVERYTHING or _hours_on(topic, course)]


def _hours_on(topic: str, course: Course) -> float:
    if topic == EVERYTHING:
        return float(course.hours)
    return float(sum(part.hours for part in course.topics.all() if part.topic == topic))
