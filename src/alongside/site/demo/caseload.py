"""Who supports whom in the demo: offered and taken on through the product, with one cover, one tie and one change asked."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from alongside.accounts.models import User
from alongside.caseload.access import record_seen_by
from alongside.caseload.assigning import accept, offer
from alongside.caseload.changes import ask_for_change
from alongside.caseload.essentials import Known, keep_essentials
from alongside.caseload.matching import Story, tell_story
from alongside.caseload.models import ChangeAsked
from alongside.caseload.stepping import step_back
from alongside.caseload.ties import Said
from alongside.caseload.wishes import Way, Wish
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.people.viewer import viewer_of
from alongside.rulings.seeking import ActRefused

NOTHING: Final = Known()


@dataclass(frozen=True)
class DemoCase:
    """Somebody supported by a worker, from so many days ago; `known` is what they want known."""

    person: str
    worker: str
    days_ago: int
    known: Known = NOTHING


CASES: Final = (
    DemoCase(
        "Rosa",
        "Dana Ruiz",
        62,
        Known(
            wishes="Text before you call. Afternoons are best.",
            reach=(
                Wish(Way.TEXT, is_welcome=True),
                Wish(Way.CALL, is_welcome=False, opens="20:00", closes="09:00"),
                Wish(Way.VOICEMAIL, is_welcome=False),
            ),
            culture="Diné and proud of it.",
            reasons={"culture": "Rosa wants to be met as who she is."},
        ),
    ),
    DemoCase("Eusebio", "Dana Ruiz", 41, Known(interpreter="Spanish", wishes="Call after five. No voicemail, please.")),
    DemoCase(
        "Jules",
        "Dana Ruiz",
        18,
        Known(
            is_mandated=True,
            wishes="Meet outside, not at the center.",
            uses_narcotics=True,
            reasons={
                "uses_narcotics": "Jules wants naloxone at hand.",
                "is_mandated": "Jules asked that nobody push. It stays a reminder.",
            },
        ),
    ),
    DemoCase("Mr. Whitehorse", "Hank Begaye", 75),
    DemoCase("Little Joe", "Alma Nakai", 33),
    DemoCase("Delphine", "Desmond Pruitt", 58),
    DemoCase("Cruz", "Alma Nakai", 12),
    DemoCase("Miss Opal", "Calvin Oxendine", 44),
    DemoCase("T. J.", "Ruthie Locklear", 21),
    DemoCase("Hollis", "Willa Sprinkle", 9),
    DemoCase("Lupita", "Xochitl Amaya", 52, Known(interpreter="Spanish")),
    DemoCase("Mrs. Xiong", "Gurpreet Dhaliwal", 27, Known(voice="family", interpreter="Hmong")),
    DemoCase("Avi", "Nate Brookfield", 15),
    DemoCase("Teo", "Jo Alvarez", 61, Known(wishes="Text before you call.")),
    DemoCase("Mei Lin", "Jo Alvarez", 35),
    DemoCase("Renée", "Kofi Mensah", 47),
    DemoCase("Nuka", "Aggie Tunuchuk", 66),
    DemoCase("Auntie Vi", "Lars Nygaard", 30),
    DemoCase("Ansel", "Tamsin Hale", 39),
    DemoCase("Fig", "Sunniva Roth", 24),
)

STORIES: Final = {
    "Gurpreet Dhaliwal": Story(
        "I raised two sons, one of them through the county's youth program. Punjabi at home.", ("pa",), as_family=True
    ),
    "Xochitl Amaya": Story("In care from fifteen to eighteen, and out of it since.", ("es",), as_youth=True),
}
"""What these workers wish known of their own story, for matching."""


def assign_all(workers: Mapping[str, Worker], supervisors: Mapping[str, User], today: date) -> None:
    """Offer and take on everybody of CASES; then what makes a supervisor's morning."""
    for case in CASES:
        worker = workers[case.worker]
        _assign(worker, _person(worker, case.person), supervisors[case.worker], today - timedelta(days=case.days_ago))
    for case in CASES:
        if not case.known.is_empty:
            worker = workers[case.worker]
            with clock.standing_at(_at(today - timedelta(days=case.days_ago - 1), time(11, 0), worker)):
                record = record_seen_by(_person(worker, case.person).pk, viewer=viewer_of(_user(worker)))
                keep_essentials(record=record, known=case.known, by=_user(worker))
    for name, story in STORIES.items():
        worker = workers[name]
        with clock.standing_at(_at(today - timedelta(days=20), time(17, 10), worker)):
            tell_story(worker=worker, story=story, by=_user(worker))
    _this_week(workers, supervisors, today)


def _this_week(workers: Mapping[str, Worker], supervisors: Mapping[str, User], today: date) -> None:
    dana, hank, jo = workers["Dana Ruiz"], workers["Hank Begaye"], workers["Jo Alvarez"]
    with clock.standing_at(_at(today - timedelta(days=1), time(16, 20), hank)):
        step_back(
            worker=hank,
            person=None,
            is_able=False,
            words="",
            by=_user(hank),
            on=today - timedelta(days=1),
        )
    with clock.standing_at(_at(today, time(8, 5), dana)):
        offer(person=_person(dana, "Nana Bea"), worker=dana, by=supervisors["Dana Ruiz"], on=today)
    with clock.standing_at(_at(today - timedelta(days=1), time(15, 0), jo)):
        buck = offer(person=_person(jo, "Buck"), worker=jo, by=supervisors["Jo Alvarez"], on=today - timedelta(days=1))
        said = Said(is_other=True, is_shared=True, words="We go to the same Sunday recovery meeting.")
        with suppress(ActRefused):  # it waits for the supervisor now: that is what the demo shows
            accept(assignment=buck, said=said, by=_user(jo), on=today - timedelta(days=1))
    with clock.standing_at(_at(today, time(8, 30), dana)):
        record = record_seen_by(_person(dana, "Jules").pk, viewer=viewer_of(_user(dana)))
        ask_for_change(
            record=record,
            worker=dana,
            wants=ChangeAsked.Wants.ROLE,
            words="I would like to talk on the phone more, and meet less.",
            by=_user(dana),
            on=today,
        )


def _assign(worker: Worker, person: Person, supervisor: User, day: date) -> None:
    with clock.standing_at(_at(day, time(9, 0), worker)):
        row = offer(person=person, worker=worker, by=supervisor, on=day)
    with clock.standing_at(_at(day, time(9, 40), worker)):
        accept(assignment=row, said=Said(), by=_user(worker), on=day)


def _person(worker: Worker, name: str) -> Person:
    return Person.objects.get(agency=worker.agency, chosen_name=name)


def _user(worker: Worker) -> User:
    assert worker.user is not None, "everybody who works in the demo has an account"
    return worker.user


def _at(day: date, hour: time, worker: Worker) -> datetime:
    return datetime.combine(day, hour, worker.agency.time_zone)
