"""`alongside certificate check` gives the answer of the public page, for people and for programs."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from alongside.cli.certificate import app
from alongside.cli.output import Refused
from alongside.credentials.actions import Period, enter_certificate
from alongside.people.actions import add_worker, open_agency, open_board

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(db: None) -> None:
    board = open_board(slug="nm", name="Demo board", place="New Mexico", zone="America/Denver", by=None)
    agency = open_agency(slug="mesa", name="Mesa", place="Here", zone="America/Denver", by=None)
    enter_certificate(
        holder=add_worker(agency=agency, name="Teo Begay", user=None, by=None).practitioner,
        board=board,
        code="nm",
        number="NM-7",
        name_on_certificate="Teo Begay",
        applied_on=date(2020, 1, 1),
        period=Period(date(2020, 2, 1), date(2022, 1, 31)),
        by=None,
    )


@pytest.mark.parametrize("asked", [["NM-7"], ["--name", "teo begay"]])
def test_it_tells_today_and_that_day(asked: list[str]) -> None:
    run = CliRunner().invoke(app, ["check", *asked, "--board", "nm", "--on", "2022-01-31", "--json"])

    (found,) = json.loads(run.stdout)["found"]
    assert run.exit_code == 0
    assert (found["status"], found["through"], found["was_certified"]) == ("lapsed", "2022-01-31", True)


def test_nobody_found_is_exit_code_1() -> None:
    run = CliRunner().invoke(app, ["check", "NM-8", "--board", "nm"])

    assert run.exit_code == 1
    assert "No certificate found" in run.stdout


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (["NM-7", "--board", "nn"], "no-such-board"),
        (["--board", "nm"], "nothing-to-look-for"),
        (["NM-7", "--board", "nm", "--on", "yesterday"], "bad-day"),
    ],
)
def test_bad_input_says_what_to_do(asked: list[str], code: str) -> None:
    run = CliRunner().invoke(app, ["check", *asked])

    assert isinstance(run.exception, Refused)
    assert run.exception.code == code
