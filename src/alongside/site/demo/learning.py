"""Who teaches in the demo state, and what some of its workers learned. Marisol is short of ethics by exactly one hour."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from alongside.accounts.models import User
from alongside.learning.actions import log_learning, set_goal
from alongside.learning.entering import Learned
from alongside.learning.models import Course, LearningGoal, Provider
from alongside.learning.registering import exempt, name_contact, register_course, register_provider
from alongside.learning.topics import is_on_ethics, topics_of
from alongside.learning.windows import Window, windows_of
from alongside.people.models import Board, Practitioner, Worker

Kind = Provider.Kind

TEACHES: Final = {
    Kind.RECOVERY_OFFICE: "State Office of Peer Recovery, training desk",
    Kind.UNIVERSITY: "Three Cottonwoods University, extension",
    Kind.STATE: "State Health Department, learning center",
    Kind.CARE_PLAN: "Prairie Sky Health Plan",
    Kind.COMMUNITY: "Peer Learning Collective",
}


@dataclass(frozen=True)
class DemoCourse:
    """A course every demo board counts. `on`: hours by "ethics", "cultural", "emerging"; `days`: how long it takes."""

    key: str
    title: str
    kind: Provider.Kind
    hours: str
    on: Mapping[str, str]
    where: str = ""
    days: int = 1


COURSES: Final = (
    DemoCourse("ethics", "Ethics in peer support", Kind.RECOVERY_OFFICE, "3", {"ethics": "3"}, "Online"),
    DemoCourse("daily", "Your code in daily work", Kind.COMMUNITY, "2", {"ethics": "2"}, "Online, also in Spanish"),
    DemoCourse(
        "confidences", "Keeping confidences", Kind.STATE, "1", {"ethics": "1", "confidentiality": "1"}, "Online"
    ),
    DemoCourse("humility", "Cultural humility in recovery support", Kind.UNIVERSITY, "4", {"cultural": "4"}),
    DemoCourse("deaf", "Working with Deaf people and interpreters", Kind.COMMUNITY, "2", {"cultural": "2"}),
    DemoCourse("new", "What is new in recovery research", Kind.UNIVERSITY, "3", {"emerging": "3"}, "Online"),
    DemoCourse("listening", "Listening that moves people", Kind.CARE_PLAN, "16", {}, "In person", days=2),
    DemoCourse("trauma", "Trauma-informed support", Kind.RECOVERY_OFFICE, "12", {}, "In person", days=2),
)

LEARNED: Final[Mapping[str, tuple[str, ...]]] = {
    "Marisol Trujillo": ("ethics", "daily", "humility", "deaf", "new", "listening", "trauma"),
    "Dana Ruiz": ("ethics", "humility", "new", "trauma"),
    "Hank Begaye": ("daily", "confidences", "deaf", "listening"),
    "Alma Nakai": tuple(course.key for course in COURSES),
    "Fern Castellanos": tuple(course.key for course in COURSES),
    "Jerome Gaddy": ("ethics", "listening"),
    "Pa Houa Lor": ("ethics", "confidences", "new", "trauma"),
    "Bea Lindqvist": ("daily", "trauma"),
    "Malia Sefo": ("ethics", "confidences", "humility"),
}

POSTS: Final = "Amira Haddad"
"""Posts attendance for the collective in New Mexico."""


def fill_learning(
    boards: Mapping[str, Board],
    staff: Mapping[str, User],
    users: Mapping[str, User],
    workers: Mapping[str, Worker],
    today: date,
) -> None:
    """Providers and courses at every board, then what some learned. `staff`: who registers, by code."""
    courses = {code: _catalogue(code, board, staff[code], today) for code, board in boards.items()}
    collective = Provider.objects.get(board=boards["nm"], name=TEACHES[Kind.COMMUNITY])
    name_contact(provider=collective, email=users[POSTS].email, from_day=today - timedelta(days=60), by=staff["nm"])
    for name, keys in LEARNED.items():
        practitioner = workers[name].practitioner
        for window in windows_of(practitioner, today):
            _learn(practitioner, window, [courses[window.code][key] for key in keys], today, users[name])
    _plan(workers["Dana Ruiz"].practitioner, users["Dana Ruiz"], today)
    _excuse(workers["Odette Fontaine"].practitioner, boards["nm"], staff["nm"], today)


def _catalogue(code: str, board: Board, by: User, today: date) -> dict[str, Course]:
    since = today - timedelta(days=1_200)
    providers = {
        kind: register_provider(board=board, name=name, kind=kind, from_day=since, by=by)
        for kind, name in TEACHES.items()
    }
    return {
        course.key: register_course(
            provider=providers[course.kind],
            title=course.title,
            hours=Decimal(course.hours),
            topics=_topics(course, code),
            where=course.where,
            from_day=since,
            by=by,
        )
        for course in COURSES
    }


def _topics(course: DemoCourse, code: str) -> dict[str, Decimal]:
    """The course's hours under the names that this code gives its topics."""
    found = {}
    for topic in topics_of(code):
        hours = course.on.get("ethics" if is_on_ethics(topic) else topic)
        if hours:
            found[topic] = Decimal(hours)
    return found


def _learn(practitioner: Practitioner, window: Window, courses: list[Course], today: date, by: User) -> None:
    """Spread over what has passed of the period, the first soon after it began."""
    if window.period is None:
        return
    passed = (min(today, window.period.through) - window.period.begins).days
    days = {course.title: demo.days for course, demo in zip(courses, map(_demo_of, courses), strict=True)}
    for number, course in enumerate(courses, 1):
        on = window.period.begins + timedelta(days=passed * number // (len(courses) + 1))
        topics = {part.topic: part.hours for part in course.topics.all()}
        told = Learned(course.title, course.provider.name, on, course.hours, topics, course=course)
        if days[course.title] > 1:
            told = replace(told, began_on=on - timedelta(days=days[course.title] - 1))
        log_learning(practitioner=practitioner, learned=told, boards=[window.board], by=by)


def _demo_of(course: Course) -> DemoCourse:
    return next(demo for demo in COURSES if demo.title == course.title)


def _plan(practitioner: Practitioner, by: User, today: date) -> None:
    set_goal(
        practitioner=practitioner,
        words="Learn enough sign language to greet and to find an interpreter",
        topic="cultural",
        origin=LearningGoal.Origin.WORK,
        by_day=today + timedelta(days=90),
        by=by,
    )


def _excuse(practitioner: Practitioner, board: Board, by: User, today: date) -> None:
    window = next(w for w in windows_of(practitioner, today) if w.board.pk == board.pk)
    if window.period is not None:
        exempt(
            practitioner=practitioner,
            board=board,
            topic="",
            hours=Decimal(10),
            from_day=window.period.begins,
            to_day=window.period.through + timedelta(days=1),
            reason="Family leave for five months of the period",
            by=by,
        )
