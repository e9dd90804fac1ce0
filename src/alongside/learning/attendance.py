"""Attendance that a provider posts: a list is taken in, every row is shown as it would be taken, then the good ones are.

A list is posted once, whoever presses and however often. What is on record already is passed over, so the same list sent
again adds nothing.
"""

from __future__ import annotations

import difflib
import enum
import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from alongside.accounts.models import User
from alongside.journal.writing import Plain, write_journal
from alongside.learning.entering import (
    CannotCount,
    CountedAlready,
    Known,
    Learned,
    known_of,
    period_holding,
    require_new,
    require_sound,
    span_of,
    write_entries,
)
from alongside.learning.models import AttendancePosting, AttendanceSheet, Course, LearningEntry, Provider
from alongside.learning.queries import may_post
from alongside.learning.sheets import FORMULA, Row, read_day, read_hours, read_sheet
from alongside.learning.windows import Sought, Window, find_holders, windows_of_many
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Practitioner
from alongside.ui.amounts import hours_words


class Verdict(enum.Enum):
    """How a row would be taken."""

    GOOD = "good"
    THERE = "there"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Examined:
    """A row and how it would be taken. says, remedy: of a problem, or what is there; learned, practitioner: of a good one."""

    row: Row
    verdict: Verdict
    says: str = ""
    remedy: str = ""
    practitioner: Practitioner | None = None
    learned: Learned | None = None


class CannotTake(ValueError):
    """A row that cannot be taken. says: what is wrong; remedy: what to do."""

    def __init__(self, says: str | Promise, remedy: str | Promise) -> None:
        self.says, self.remedy = str(says), str(remedy)
        super().__init__(f"{says} {remedy}")


def receive_sheet(*, provider: Provider, data: bytes, by: User) -> AttendanceSheet:
    """Take in a list and keep its cells; nobody's record changes yet. Raises SheetUnfit, or NotTheirs for no contact.

    The same file sent again by the same person, and not posted, is the list that is there.
    """
    rows = read_sheet(data)  # before the transaction: it takes its time
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic(durable=True):
        _require_contact(provider, by)
        waiting = AttendanceSheet.objects.filter(provider=provider, sha256=digest, by=by, posting__isnull=True)
        known = waiting.order_by("-pk").first()
        if known is not None:
            return known
        sheet = AttendanceSheet.objects.create(
            board=provider.board,
            provider=provider,
            token=secrets.token_urlsafe(16),
            sha256=digest,
            cells=json.dumps([asdict(row) for row in rows], ensure_ascii=False),
            by=by,
            at=clock.now(),
        )
        told: dict[str, Plain] = {"provider": provider.pk, "rows": len(rows), "sha256": digest}
        write_journal("attendance.received", sheet, by=by, data=told)
    return sheet


def examine(sheet: AttendanceSheet) -> list[Examined]:
    """Every row as it would be taken now, in the order of the file. Writes nothing; a handful of queries for any list."""
    return list(_Desk(sheet).examine())


def post_sheet(*, sheet: AttendanceSheet, by: User) -> AttendancePosting:
    """Take every good row, once. Pressed twice, or from a stale page, it is the posting that is there.

    Rows are looked at anew under the lock: what somebody posted meanwhile is passed over. Raises NotTheirs.
    """
    with transaction.atomic(durable=True):
        provider = Provider.objects.select_for_update(of=("self",)).select_related("board").get(pk=sheet.provider_id)
        _require_contact(provider, by)
        before = AttendancePosting.objects.filter(sheet=sheet).first()
        if before is not None:
            return before
        desk = _Desk(sheet, lock=True)
        rows = list(desk.examine())
        good = [(r.practitioner, r.learned) for r in rows if r.practitioner is not None and r.learned is not None]
        write_entries(good, sheet.board, source=LearningEntry.Source.ATTENDANCE, by=by, sheet=sheet)
        posting = AttendancePosting.objects.create(
            sheet=sheet, board=sheet.board, taken=len(good), left=len(rows) - len(good), by=by, at=clock.now()
        )
        data = {"sheet": sheet.pk, "taken": posting.taken, "left": posting.left}
        write_journal("attendance.posted", posting, by=by, data=data)
    return posting


class _Desk:
    """What a list is held against, fetched once: holders, courses, what stands on each record, in which period."""

    def __init__(self, sheet: AttendanceSheet, *, lock: bool = False) -> None:
        self.board = sheet.board
        self.today = clock.today_in(sheet.board.time_zone)
        self.rows = [Row(**cells) for cells in json.loads(sheet.cells)]
        courses = (
            Course.objects.filter(provider=sheet.provider_id).select_related("provider").prefetch_related("topics")
        )
        self.courses = {course.title.casefold(): course for course in courses.order_by("from_day")}
        self.holders = find_holders(self.board, [Sought(row.who, row.name) for row in self.rows])
        people = list({holder.pk: holder for holder in self.holders.values()}.values())
        self.standing: dict[int, list[Known]] = defaultdict(list, known_of(people, self.board, lock=lock))
        self.windows = windows_of_many(people, self.today)

    def examine(self) -> Iterator[Examined]:
        for row in self.rows:
            try:
                practitioner, learned = self._take(row)
            except CountedAlready as there:
                yield Examined(row, Verdict.THERE, there.says)
            except (CannotTake, CannotCount) as problem:
                yield Examined(row, Verdict.PROBLEM, problem.says, problem.remedy)
            else:
                yield Examined(row, Verdict.GOOD, practitioner=practitioner, learned=learned)

    def _take(self, row: Row) -> tuple[Practitioner, Learned]:
        """Raises CannotTake, CannotCount."""
        if row.formula():
            raise CannotTake(
                gettext_lazy("A cell begins like a formula."),
                _("Take away the sign at its start, one of %(signs)s.")
                % {"signs": " ".join(s for s in FORMULA if s.strip())},
            )
        practitioner = self.holders.get(Sought(row.who, row.name))
        if practitioner is None:
            raise CannotTake(
                gettext_lazy("No certificate of this board has this number or address and this name."),
                gettext_lazy("Check both with the learner. They may also log it themself."),
            )
        learned = self._learned(row, self._course(row))
        require_sound(learned, self.today)
        windows: Sequence[Window] = self.windows.get(practitioner.pk, ())
        require_new(learned, self.standing[practitioner.pk], period_holding(learned.completed_on, self.board, windows))
        self.standing[practitioner.pk].append(Known(learned.title, self._course(row).pk, span_of(learned)))
        return practitioner, learned

    def _course(self, row: Row) -> Course:
        course = self.courses.get(row.course.casefold())
        if course is None:
            near = difflib.get_close_matches(row.course.casefold(), list(self.courses), n=1)
            remedy = _("Write it as the board registered it.")
            if near:
                remedy = _("Did you mean “%(title)s”?") % {"title": self.courses[near[0]].title}
            raise CannotTake(gettext_lazy("You have no course of this title."), remedy)
        return course

    def _learned(self, row: Row, course: Course) -> Learned:
        day = read_day(row.date)
        if day is None:
            raise CannotTake(gettext_lazy("This is no day."), gettext_lazy("Write it like 2026-11-02 or 11/02/2026."))
        if not _was_open(course, day):
            raise CannotTake(
                gettext_lazy("The course was not registered on that day."),
                gettext_lazy("Check the day, or ask the board."),
            )
        hours = read_hours(row.hours) if row.hours else course.hours
        if hours is None:
            raise CannotTake(gettext_lazy("These are no hours."), gettext_lazy("Write them like 1.25."))
        if hours > course.hours:
            raise CannotTake(
                _("The course has %(hours)s.") % {"hours": hours_words(course.hours)},
                gettext_lazy("Write that or less."),
            )
        topics = {part.topic: min(part.hours, hours) for part in course.topics.all()}
        return Learned(course.title, course.provider.name, day, hours, topics, course=course)


def _was_open(course: Course, day: date) -> bool:
    return course.from_day <= day and (course.to_day is None or day < course.to_day)


def _require_contact(provider: Provider, by: User) -> None:
    if not may_post(by, provider):
        raise NotTheirs
