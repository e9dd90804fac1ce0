"""Concerns raised, where workers spoke up, how two agencies say they work, and our own surveys switched on, in the demo state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from alongside.accounts.models import User
from alongside.advocacy.models import SpokeUp
from alongside.advocacy.writing import write_down
from alongside.concerns.answering import answer_concern
from alongside.concerns.models import Concern
from alongside.concerns.raising import raise_concern
from alongside.concerns.routing import raiser_of
from alongside.goals.approach import define_approach
from alongside.instruments.own import ON_SERVICES, TERMS, own_files
from alongside.instruments.shelf import load_instrument
from alongside.instruments.workplace import open_year
from alongside.people import clock
from alongside.people.models import Agency, Worker
from alongside.people.viewer import viewer_of
from alongside.wellness.helping import set_employee_help

RAISED: Final = (
    # who, about what, days ago, words, who answered, the answer
    ("Dana Ruiz", Concern.About.PLACE, 12, "The phone room has no door. People hear each other’s calls.",
     "Lucía Montaño", "Two screens came today, and a door is ordered for next month."),
    ("Rosa", Concern.About.SUPPORT, 1, "I was on speaker while somebody else was in the car. I would have liked to be asked.",
     "", ""),
)  # fmt: skip

SPOKEN: Final = (
    # worker, what about, days ago, words
    ("Dana Ruiz", SpokeUp.Kind.POLICY, 6, "Ten minutes at the county hearing on what peer work is paid."),
    ("Dana Ruiz", SpokeUp.Kind.COMMUNITY, 50, "Asked the library to let our group book the big table."),
    (
        "Xochitl Amaya",
        SpokeUp.Kind.DIVERSITY,
        9,
        "Joined the clinic’s committee on languages; Mixteco is on the list now.",
    ),
)

HELP_FOR_OURS: Final = "Six talks with a counselor, free for all who work here. An invented number."
APPROACHES: Final = (
    # agency, who wrote it, words
    ("mesa-abierta", "Lucía Montaño",
     "We begin with what somebody is good at. The person says what comes next; we write it down together, in their words."),
)  # fmt: skip


def let_them_be_heard(
    agencies: Mapping[str, Agency], users: Mapping[str, User], workers: Mapping[str, Worker], today: date
) -> None:
    """Each on its own day, through the product's own actions."""
    for slug, name, words in APPROACHES:
        define_approach(agency=agencies[slug], words=words, by=users[name])
    mesa, keeper = agencies["mesa-abierta"], users["Lucía Montaño"]
    set_employee_help(agency=mesa, words=HELP_FOR_OURS, phone="(505) 555-0142", web="", by=keeper)
    load_instrument(agency=mesa, files=own_files(ON_SERVICES), terms=TERMS, by=keeper)
    open_year(agency=mesa, by=keeper)
    for row in RAISED:
        _raise(*row, users=users, today=today)
    for name, kind, days_ago, words in SPOKEN:
        worker, day = workers[name], today - timedelta(days=days_ago)
        assert worker.user is not None, "everybody who works in the demo has an account"
        with clock.standing_at(datetime.combine(day, time(18, 20), tzinfo=worker.agency.time_zone)):
            write_down(worker=worker, kind=kind, words=words, day=day, form_token=None, by=worker.user)


def _raise(
    name: str,
    about: Concern.About,
    days_ago: int,
    words: str,
    answered_by: str,
    answer: str,
    *,
    users: Mapping[str, User],
    today: date,
) -> None:
    user, day = users[name], today - timedelta(days=days_ago)
    raiser = raiser_of(viewer_of(user))
    assert raiser is not None, "a worker, or a person served"
    at = datetime.combine(day, time(9, 10), tzinfo=raiser.agency.time_zone)
    with clock.standing_at(at):
        row = raise_concern(raiser=raiser, about=about, about_user=None, words=words, form_token=None, by=user, on=day)
    if answered_by:
        with clock.standing_at(at + timedelta(days=1)):
            answer_concern(concern=row, words=answer, by=users[answered_by])
