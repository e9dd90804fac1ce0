"""A worker's week on a phone under each of the five codes: offered, told, met, written, promised, and ended well."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.asked_again import asked_again, assert_same, printed_by
from tests.browser import harness, week as doing
from tests.browser.conftest import Visit
from tests.browser.harness import Server, sign_in
from tests.browser.week import DOORS, TEAMS, Week, main
from tests.clauses import clause
from tests.week import CODES, Group, week_of

MOST_TAPS: Final = 8
"""For an ordinary contact with somebody seen before, beside one line of text."""

CITED: Final = {code: sorted({row.clause for row in week_of(code)}) for code in CODES}
"""Code -> the clauses that speak in its week."""

Shell = Callable[[str], str]


@pytest.fixture
def moving(template: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, whose clock it moves on."""
    with harness.served_for_days(template, tmp_path / "week") as server:
        yield server


@pytest.fixture
def server(moving: Server) -> str:
    return moving.url


@pytest.fixture
def shell(template: Path, moving: Server) -> Shell:
    """Calls a function of `tests.browser.week_state` there; gives what it printed."""

    def call(words: str) -> str:
        script = f"from tests.browser import week_state; week_state.{words}"
        return harness.manage(template, moving.folder / "data", "shell", "-c", script)

    return call


@pytest.mark.parametrize("code", [pytest.param(own, marks=clause(*CITED[own]), id=own) for own in CODES])
def test_a_week_from_an_offer_to_a_closed_case(
    visit: Visit, moving: Server, shell: Shell, tmp_path: Path, code: str
) -> None:
    week, before = begin(visit, shell, code)

    # Thursday
    meet(week, Group.ASSIGNMENT)
    doing.take_on(week)
    meet(week, Group.BEFORE_SERVICE)
    doing.tell_and_agree(week)
    doing.first_contact(week)
    moving.stand_at(doing.FRIDAY)
    meet(week, Group.CONTACT)
    doing.plan_a_visit(week)
    meet(week, Group.RELEASE)
    moving.stand_at(doing.MONDAY)
    taps = doing.ordinary_contact(week)
    print(f"{code}: an ordinary contact took {taps} taps and a line")
    assert 0 < taps <= MOST_TAPS
    doing.have_a_goal(week)
    doing.give_a_survey(week)
    meet(week, Group.INSTRUMENT)
    moving.stand_at(doing.TUESDAY)
    meet(week, Group.DECLARATION)
    doing.be_supervised(week)
    moving.stand_at(doing.WEDNESDAY)
    doing.keep_the_promise(week)
    meet(week, Group.ENDING)
    meet(week, Group.SUPERVISION)
    if not any(row.act == "close-case" and row.group is Group.SUPERVISION for row in week_of(code)):
        doing.ask_to_close(week)
    doing.staff_the_closing(week)
    week.page.goto("/people/")
    expect(main(week.page)).not_to_contain_text(week.name)
    assert {(row.act, row.clause, row.answer) for row in week_of(code)} <= spoken_against(shell, before, tmp_path)


@clause("nc.2.4", "nc.2.6", "nc.cert.3", "nc.5.3", "ca.integrity.10")
def test_own_home_outside_hours_and_after_a_lapse_are_written_held_and_seen_by_the_supervisor(
    visit: Visit, moving: Server, shell: Shell, tmp_path: Path
) -> None:
    week, before = begin(visit, shell, "nc")

    doing.take_on(week)
    doing.tell_and_agree(week)
    moving.stand_at(doing.FRIDAY)
    late = "Sat with Robin in the car park until the fear had gone."
    doing.log(week, day=doing.THURSDAY[:10], begins="22:00", ends="22:30", line=late)
    doing.sign_and_be_held(week, "nc.2.6", "in the hours, on the days and at the places that it approves", late)
    home = "Robin rang at my door and had nowhere else to go."
    doing.log(week, how="At my own home", line=home)
    doing.sign_and_be_held(week, "nc.2.4", "never bring a person to your own home", home)
    moving.stand_at(doing.LAPSED)
    lapsed = "Robin had waited for me since nine."
    doing.log(week, line=lapsed)
    doing.sign_and_be_held(week, "nc.cert.3", "Once your certificate has lapsed", lapsed)

    met = spoken_against(shell, before, tmp_path)
    assert {name for _act, name, _answer in met} == {"nc.2.6", "nc.2.4", "nc.cert.3", "nc.5.3"}
    shell(f"make_ready({[doing.BILLS]!r})")
    sign_in(biller := visit(harness.DESKTOP), doing.BILLS)
    for month, began, cites in (
        ("2026-11", "Thursday, November 19, 10:00 pm", "nc.2.6"),
        ("2026-11", "Friday, November 20, 9:00 am", "nc.2.4"),
        ("2027-12", "Wednesday, December 1, 9:00 am", "nc.cert.3"),
    ):
        biller.goto(f"/billing/?month={month}")
        held = doing.main(biller).get_by_role("region", name="Held, and the way out").get_by_role("listitem")
        expect(held.filter(has_text=f"{week.team.names} · {began}").filter(has_text=cites)).to_have_count(1)


def begin(visit: Visit, shell: Shell, code: str) -> tuple[Week, int]:
    """Both signed in on phones; and the newest ruling there was before."""
    team = TEAMS[code]
    before = int(shell(f"make_ready({[team.worker, team.supervisor]!r})").splitlines()[-1])
    week = Week(code, visit(expected={422}), visit(expected={422}), shell)
    sign_in(week.lead, team.supervisor)
    sign_in(week.page, team.worker)
    return week, before


def meet(week: Week, group: Group) -> None:
    for row in week_of(week.code):
        if row.group is group:
            DOORS[row.door](week, row)


def spoken_against(shell: Shell, before: int, folder: Path) -> set[tuple[str, str, str]]:
    """(act, clause, answer) of all that was refused or referred since: each asked again through the command, and the same."""
    met = set()
    for kept in json.loads(shell(f"print_what_was_spoken_against({before})").splitlines()[-1]):
        for code, words in asked_again(kept, folder):
            assert_same(kept, code, printed_by(words))
            met |= {(kept["act"], name, kept["codes"][code]["answer"]) for name in kept["codes"][code]["decided_by"]}
    return met
