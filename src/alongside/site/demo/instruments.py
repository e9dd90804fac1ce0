"""Two invented surveys on a shelf, one answered by many over two quarters, one shown to a worker, one link that waits."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from alongside.accounts.models import User
from alongside.caseload.assigning import accept, offer
from alongside.caseload.ties import Said
from alongside.instruments.answers import begin, save_draft, send_answers
from alongside.instruments.asking import Answer, Answers
from alongside.instruments.giving import Form, give_instrument
from alongside.instruments.models import AnswersSeenBy, Giving, Instrument, Span
from alongside.instruments.shelf import Files, Terms, load_instrument, opened
from alongside.people import clock
from alongside.people.actions import add_person
from alongside.people.models import Agency, Person, Worker

FORMS: Final = Path(__file__).parent / "forms"
ON_SERVICES: Final = Terms(
    is_clinical=False, answers_seen_by=AnswersSeenBy.NOBODY, every_months=12, figures_by=Span.QUARTER
)
ON_NEEDS: Final = Terms(is_clinical=False, answers_seen_by=AnswersSeenBy.IF_SHOWN)

ALSO_SERVED: Final = (
    "Benny",
    "Ms. Ortiz",
    "Sunny",
    "Grandpa Lee",
    "Cielo",
    "Dex",
    "Wilma",
    "Oso",
    "Mr. Pham",
    "Kit",
    "Zia",
)
"""Supported by Odette, whose people answer most: without them every figure would be too small to show."""

EARLIER, LATER = 120, 40
"""Days before this quarter began: in the last one but one, and in the last."""

LIKELY: Final = ("strongly-agree", "agree", "neutral", "disagree")
GLAD: Final = ("strongly-agree", "agree", "agree")


def fill_instruments(
    agencies: Mapping[str, Agency], users: Mapping[str, User], workers: Mapping[str, Worker], today: date
) -> None:
    """Answered at one agency, loaded at a second; the others have yet to load their first."""
    agency, keeper = agencies["mesa-abierta"], users["Lucía Montaño"]
    survey, needs = (
        load_instrument(agency=agency, files=_files(name), terms=terms, by=keeper)
        for name, terms in (("how-support-is-going", ON_SERVICES), ("what-would-help", ON_NEEDS))
    )
    load_instrument(
        agency=agencies["manzanita"], files=_files("what-would-help"), terms=ON_NEEDS, by=users["Ines Duarte"]
    )
    odette, dana = workers["Odette Fontaine"], workers["Dana Ruiz"]
    many = [_take_in(agency, name, odette, users["Tomás Baca"], today) for name in ALSO_SERVED]
    rosa, eusebio = (Person.objects.get(agency=agency, chosen_name=name) for name in ("Rosa", "Eusebio"))
    chance = random.Random(20)  # noqa: S311 - the same demo each time, nothing secret
    begins = _quarter_begins(today)
    for ago, likely in ((EARLIER, LIKELY), (LATER, GLAD)):
        for number, person in enumerate(many):
            _answer(survey, person, odette, _said(survey, likely, chance), begins - timedelta(days=ago - 2 * number))
    _answer(needs, rosa, dana, _needs("sometimes", "no"), today - timedelta(days=40))
    _answer(needs, rosa, dana, _needs("often", "sometimes"), today - timedelta(days=5), show=True)
    _give(needs, eusebio, dana, today - timedelta(days=1))


def _quarter_begins(today: date) -> date:
    return date(today.year, (today.month - 1) // 3 * 3 + 1, 1)


def _files(name: str) -> Files:
    return Files((FORMS / f"{name}.json").read_bytes(), (FORMS / f"{name}.toml").read_bytes())


def _take_in(agency: Agency, name: str, worker: Worker, supervisor: User, today: date) -> Person:
    day = today - timedelta(days=300)
    with clock.standing_at(_at(day, time(9, 0), worker)):
        person = add_person(agency=agency, chosen_name=name, user=None, by=None)
        row = offer(person=person, worker=worker, by=supervisor, on=day)
        accept(assignment=row, said=Said(), by=_user(worker), on=day)
    return person


def _give(instrument: Instrument, person: Person, worker: Worker, day: date) -> Giving:
    with clock.standing_at(_at(day, time(10, 0), worker)):
        return give_instrument(
            instrument=instrument, person=person, worker=worker, form=Form(), by=_user(worker), on=day
        )


def _answer(
    instrument: Instrument, person: Person, worker: Worker, answers: Answers, day: date, *, show: bool = False
) -> None:
    giving = _give(instrument, person, worker, day)
    with clock.standing_at(_at(day, time(18, 30), worker)):
        device = begin(giving=giving, device="", by=None)
        giving.refresh_from_db()
        save_draft(giving=giving, device=device, answers=answers, about=list(answers))
        send_answers(giving=giving, device=device, show=show, by=None)


def _said(survey: Instrument, likely: tuple[str, ...], chance: random.Random) -> Answers:
    """All are glad of how they found help (d), few agree on having a say (s), and days go as `likely` has it (y)."""
    ways = {"d": GLAD, "s": LIKELY, "y": likely}
    questions = [one.link_id for one in opened(survey).questionnaire.questions]
    rated = {link_id: (Answer(chance.choice(ways[link_id[0]])),) for link_id in questions if link_id[0] in ways}
    return {**rated, "m1": (Answer("yes"),)}


def _needs(food: str, rides: str) -> Answers:
    said = {"h1": "others", "f1": food, "f2": rides, "f3": "no", "p1": "true", "p2": "4", "w1": "A ride on Tuesdays"}
    return {link_id: (Answer(value),) for link_id, value in said.items()}


def _user(worker: Worker) -> User:
    assert worker.user is not None, "everybody who works in the demo has an account"
    return worker.user


def _at(day: date, hour: time, worker: Worker) -> datetime:
    return datetime.combine(day, hour, worker.agency.time_zone)
