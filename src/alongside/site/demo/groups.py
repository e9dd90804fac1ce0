"""Groups of the demo, and an agency's billing: codes on file, an export made, something held, a note written late."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, time, timedelta
from typing import Final
from uuid import uuid5

from alongside.accounts.models import User
from alongside.billing.codes import Choice, set_rule
from alongside.billing.exporting import export_month
from alongside.billing.models import Setting, Way
from alongside.billing.refusals import NothingToExport
from alongside.groups.models import GroupSession, Turn
from alongside.groups.planning import GroupPlan, plan_group
from alongside.groups.taking import Came, TakenGroup, Together, take_group
from alongside.people import clock
from alongside.people.models import Agency, Worker
from alongside.people.viewer import viewer_of
from alongside.practice.models import How
from alongside.practice.serving import Slot
from alongside.practice.writing import HeldContact, Written, sign_note
from alongside.site.demo.practice import SPACE, at, record_of

TUESDAY: Final = 1
TOPIC: Final = "Sleep and hard nights"
ROOM: Final = "Community room"
AFTERNOON: Final = time(15)

CODES_AT: Final = {"mesa-abierta": "Lucía Montaño", "manzanita": "Ines Duarte", "larkspur": "Paloma Reyes"}
"""Agencies with service codes on file, and who put them there; the others are asked to."""


@dataclass(frozen=True)
class Round:
    """One evening of a group: how many Tuesdays ago, who came, and what its leader wrote."""

    weeks_ago: int
    worker: str
    came: tuple[str, ...]
    note: str
    leaves: str = ""


ROUNDS: Final = (
    Round(
        1, "Dana Ruiz", ("Rosa", "Eusebio", "Jules"), "We went round twice and shared what helps before bed.", "Jules"
    ),
    Round(0, "Dana Ruiz", ("Rosa", "Eusebio"), "One of us led the breathing. We chose next week's topic together."),
    Round(1, "Jo Alvarez", ("Teo", "Mei Lin"), "We cooked and talked about asking family for help."),
)


def gather_all(
    agencies: Mapping[str, Agency], users: Mapping[str, User], workers: Mapping[str, Worker], today: date
) -> None:
    """Codes first, then groups as they took place, one to be written down, one to come; then an export."""
    for slug, name in CODES_AT.items():
        _set_codes(agencies[slug], users[name], today)
    dana, hank = workers["Dana Ruiz"], workers["Hank Begaye"]
    for own in ROUNDS:
        _hold(own, workers[own.worker], today)
    _plan(dana, _working_day_before(today), hank)
    _plan(dana, _tuesday(today, -1), None)
    _clash(hank, today)
    _write_late(hank, today)
    for slug, name in CODES_AT.items():
        _export(agencies[slug], users[name], today)


def _set_codes(agency: Agency, keeper: User, today: date) -> None:
    day = today - timedelta(days=120)
    with clock.standing_at(at(day, time(9), Worker(agency=agency))):
        for setting, entry in ((Setting.ONE, "h0038"), (Setting.GROUP, "h0038-hq")):
            choice = Choice(setting, (Way.IN_PERSON, Way.TELEPHONE), entry, "eight-minute", day)
            set_rule(agency=agency, choice=choice, by=keeper)


def _hold(own: Round, worker: Worker, today: date) -> None:
    slot = _slot(worker, _tuesday(today, own.weeks_ago), AFTERNOON, 60)
    leaves = {own.leaves: slot.begins + timedelta(minutes=40)}
    came = tuple(Came(record_of(worker, name).person.pk, "", leaves.get(name)) for name in own.came)
    taken = TakenGroup(
        token=uuid5(SPACE, f"group-{worker.pk}-{own.weeks_ago}"),
        slot=slot,
        topic=TOPIC,
        place=ROOM,
        note=own.note,
        came=came,
        together=Together(Turn.ALL, Turn.SOME, Turn.ALL),
        others=2,
    )
    with clock.standing_at(slot.ends + timedelta(minutes=10)):
        take_group(viewer=viewer_of(_user(worker)), taken=taken, by=_user(worker))


def _plan(worker: Worker, day: date, second: Worker | None) -> GroupSession:
    with clock.standing_at(at(min(day, clock.today_in(worker.agency.time_zone)) - timedelta(days=4), time(9), worker)):
        plan = GroupPlan(_slot(worker, day, AFTERNOON, 60), TOPIC, ROOM, uuid5(SPACE, f"group-plan-{day}"), second)
        return plan_group(worker=worker, plan=plan, by=_user(worker))


def _clash(worker: Worker, today: date) -> None:
    """Two contacts written down for one time: the second is held, and the first waits with it."""
    day = _working_day_before(today - timedelta(days=2))
    for hour, line in ((time(10), "We walked to the clinic together."), (time(10, 30), "On the phone about the bus.")):
        _meet(worker, "Mr. Whitehorse", day, hour, line, waits=timedelta(minutes=15))


def _write_late(worker: Worker, today: date) -> None:
    """A note that was signed nine days later."""
    day = _working_day_before(today - timedelta(days=12))
    _meet(worker, "Mr. Whitehorse", day, time(13), "Looked at the lease, line by line.", waits=timedelta(days=9))


def _meet(worker: Worker, person: str, day: date, hour: time, line: str, *, waits: timedelta) -> None:
    slot = _slot(worker, day, hour, 45)
    held = HeldContact(
        token=uuid5(SPACE, f"met-{person}-{day}-{hour}"),
        slot=slot,
        place="",
        written=Written(did=("listened",), line=line),
    )
    with clock.standing_at(slot.ends + waits):
        sign_note(record=record_of(worker, person), held=held, by=_user(worker))


def _export(agency: Agency, keeper: User, today: date) -> None:
    """What was ready eight days ago; what came since is for whoever tries the demo."""
    day = today - timedelta(days=8)
    with clock.standing_at(at(day, time(16), Worker(agency=agency))), suppress(NothingToExport):
        export_month(agency=agency, first=day.replace(day=1), by=keeper)


def _tuesday(today: date, weeks_ago: int) -> date:
    """The last Tuesday before today, so many weeks earlier; -1 is the next one."""
    back = (today.weekday() - TUESDAY) % 7 or 7
    return today - timedelta(days=back + 7 * weeks_ago)


def _working_day_before(today: date) -> date:
    return next(day for n in range(1, 8) if (day := today - timedelta(days=n)).weekday() < 5)


def _slot(worker: Worker, day: date, hour: time, minutes: int) -> Slot:
    begins = at(day, hour, worker).astimezone(UTC)
    return Slot(begins, begins + timedelta(minutes=minutes), How.AGREED_PLACE)


def _user(worker: Worker) -> User:
    assert worker.user is not None, "everybody who works in the demo has an account"
    return worker.user
