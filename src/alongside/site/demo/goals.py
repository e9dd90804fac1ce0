"""What people in the demo want, in their words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from alongside.caseload.access import Record, record_seen_by
from alongside.goals.deciding import step_done
from alongside.goals.models import Beside, Part
from alongside.goals.planning import NO_MORE, More, add, add_step, lean_on, stand_beside
from alongside.people import clock
from alongside.people.models import Worker
from alongside.people.viewer import viewer_of
from alongside.site.demo.practice import at, record_of

SPACE: Final = UUID("0b7e9f5e-3f1b-4f52-9a2d-9f7a4d1c2b60")

WANTS: Final = (
    ("Rosa", "Dana Ruiz", "school", "Finish the morning class and get my certificate.", ("Hand in the bus pass form", "Sit with Lena in class"), 1),
    ("Rosa", "Dana Ruiz", "family", "Sundays with my sister again.", ("Call her first",), 0),
    ("Eusebio", "Dana Ruiz", "wellness", "Dormir la noche entera.", ("Apagar el teléfono a las diez",), 1),
    ("Teo", "Jo Alvarez", "work", "A steady job near the bus line.", ("Call the warehouse on Friday",), 0),
    ("Mrs. Xiong", "Gurpreet Dhaliwal", "family", "Mornings without shouting.", ("A card he draws for each morning",), 0),
    ("Miss Opal", "Calvin Oxendine", "culture", "Sing in the choir by Easter.", (), 0),
)  # fmt: skip
"""Person, worker, side of life, words, steps, and how many of those they have taken."""

HAS: Final = (
    ("Rosa", "Dana Ruiz", Part.Kind.STRENGTH, "", "I finish what I begin."),
    ("Rosa", "Dana Ruiz", Part.Kind.SUPPORT, "family", "My sister Yolanda."),
    ("Rosa", "Dana Ruiz", Part.Kind.SUPPORT, "culture", "The women’s circle on Thursdays."),
    ("Rosa", "Dana Ruiz", Part.Kind.MATTERS, "body", "My back, since the warehouse."),
    ("Rosa", "Dana Ruiz", Part.Kind.SUPPORT, "place", "The warm pool on Tuesdays."),
    (
        "Mrs. Xiong",
        "Gurpreet Dhaliwal",
        Part.Kind.VOICE,
        "youth",
        "He wants to stay at his school and with his friends.",
    ),
    ("Mrs. Xiong", "Gurpreet Dhaliwal", Part.Kind.VOICE, "own", "I want us to eat together again."),
    ("Mrs. Xiong", "Gurpreet Dhaliwal", Part.Kind.STRENGTH, "youth", "He draws what he cannot say."),
    ("Mrs. Xiong", "Gurpreet Dhaliwal", Part.Kind.SUPPORT, "place", "The art room after school."),
)
MORE: Final = {
    "My back, since the warehouse.": More(chose=True),
    "He wants to stay at his school and with his friends.": More(
        who="Pao", values="His friends, and to be asked before others decide."
    ),
    "I want us to eat together again.": More(values="Respect for the grandparents. Nobody eats alone."),
}
"""What is said with a part, by its words."""
LEANS: Final = (
    ("Finish the morning class and get my certificate.", "I finish what I begin."),
    ("Finish the morning class and get my certificate.", "My sister Yolanda."),
    ("My back, since the warehouse.", "The warm pool on Tuesdays."),
    ("The art room after school.", "He draws what he cannot say."),
    ("Mornings without shouting.", "He draws what he cannot say."),
)
"""What leans on what, by their words."""


def plan_all(workers: Mapping[str, Worker], today: date) -> None:
    """Write them down, a week ago."""
    day = today - timedelta(days=7)
    parts: dict[str, tuple[Record, Part]] = {}
    for name, who, kind, area, words in HAS:
        worker = workers[who]
        with clock.standing_at(at(day, 10, worker)):
            record = record_of(worker, name)
            parts[words] = record, _add(record, kind, area, words, day)
    for name, who, area, words, steps, taken in WANTS:
        worker = workers[who]
        with clock.standing_at(at(day, 11, worker)):
            record = record_of(worker, name)
            goal = _add(record, Part.Kind.GOAL, area, words, day)
            parts[words] = record, goal
            by = record.viewer.user
            for number, said in enumerate(steps):
                token = uuid5(SPACE, f"{words}-{number}")
                step = add_step(record=record, goal=goal, words=said, by_day=None, token=token, by=by)
                if number < taken:
                    own = _whose_mark(record)
                    step_done(record=own, step=step, is_done=True, by=own.viewer.user, on=day, said_so=True)
            if name == "Mrs. Xiong":
                _each_sees_it(record, goal, parts, day)
            if name == "Rosa" and area == "school":
                words = "Told her how I sat in that class, scared, and stayed."
                stand_beside(record=record, goal=goal, kind=Beside.Kind.ENCOURAGED, words=words, by=by, on=day)
    for words, on in LEANS:
        record, part = parts[words]
        with clock.standing_at(clock.now() - timedelta(days=7)):
            lean_on(record=record, part=part, on_part=parts[on][1], by=record.viewer.user)


def _each_sees_it(record: Record, goal: Part, parts: Mapping[str, tuple[Record, Part]], day: date) -> None:
    """How a goal goes as the mother sees it, and as her son does, against what he holds dear."""
    by = record.viewer.user
    stand_beside(record=record, goal=goal, kind=Beside.Kind.FURTHER, words="Three mornings of five.", by=by, on=day)
    stand_beside(
        record=record,
        goal=goal,
        kind=Beside.Kind.SAME,
        voice=parts["He wants to stay at his school and with his friends."][1],
        fits=Beside.Fits.PARTLY,
        words="Still too early for me.",
        by=by,
        on=day,
    )


def _whose_mark(record: Record) -> Record:
    """The person's own record where they have an account, since what they decide is theirs to mark; else the worker's."""
    user = record.person.user
    return record if user is None else record_seen_by(record.person.pk, viewer=viewer_of(user))


def _add(record: Record, kind: Part.Kind, area: str, words: str, day: date) -> Part:
    token = uuid5(SPACE, f"{record.person.chosen_name}-{words}")
    return add(
        record=record,
        kind=kind,
        area=area,
        words=words,
        token=token,
        by=record.viewer.user,
        on=day,
        more=MORE.get(words, NO_MORE),
    )
