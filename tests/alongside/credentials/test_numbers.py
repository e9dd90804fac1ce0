"""Numbers: none drawn twice however many draw at once, and every gap explained."""

import json
import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from tests import schema, template
from tests.alongside.credentials.conftest import Certify

from alongside.credentials.actions import grant_certificate
from alongside.credentials.models import Certificate, VoidedNumber
from alongside.credentials.numbers import NumberInUse, draw_number, unexplained_numbers, void_number
from alongside.people import clock
from alongside.people.models import Board

ISSUERS, CERTIFICATES = 8, 48
ROOT = Path(__file__).parents[3]


@contextmanager
def database_of_its_own(folder: Path) -> Iterator[str]:
    """The address of one where issuers on connections of their own may draw, apart from the tests' own; tables and no rows."""
    if connection.vendor == "sqlite":
        file = folder / "numbers.sqlite3"
        with closing(sqlite3.connect(file)) as database:
            schema.lay_out(database)  # where the tables are kept, little is left to migrate
        yield f"sqlite:///{file}"
        return
    name, told = f"alongside_numbers_{secrets.token_hex(4)}", connection.get_connection_params()
    with template.copy(name):
        login = f"{quote(told['user'])}:{quote(told['password'])}@{told['host']}:{told['port']}"
        yield f"postgres://{login}/{name}"


@pytest.mark.django_db
def test_many_issuers_at_once_draw_no_number_twice_and_leave_no_gap(tmp_path: Path) -> None:
    with database_of_its_own(tmp_path) as address:
        run = subprocess.run(
            [sys.executable, "-m", "bench.numbering", f"--issuers={ISSUERS}", f"--certificates={CERTIFICATES}"],
            env={**os.environ, "DATABASE_URL": address, "ALONGSIDE_DATA": str(tmp_path)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    assert run.returncode == 0, run.stderr[-2000:]
    found = json.loads(run.stdout)
    assert (found["database"], found["issued"]) == (connection.vendor, CERTIFICATES)
    assert found["rolled_back"] > 0
    assert (found["drawn_twice"], found["unexplained"]) == (0, 0)


def test_a_number_given_out_by_hand_is_passed_over_and_says_so(certify: Certify) -> None:
    taken = certify("nm", "America/Denver", through=None, number="")
    year = clock.today_in(taken.board.time_zone).year
    Certificate.objects.filter(pk=taken.pk).update(number=f"NM-{year}-00001")
    board = Board.objects.get()

    with transaction.atomic():
        number = draw_number(board, "nm", by=None)
        Certificate.objects.create(
            board=board,
            holder=taken.holder,
            code="nm",
            number=number,
            name_on_certificate="Teo Begay",
            applied_on=date(2026, 1, 1),
        )

    assert number.endswith("-00002")
    assert VoidedNumber.objects.get().drawn.serial == 1
    assert unexplained_numbers(board) == []


def test_a_spoiled_number_is_accounted_for_and_one_in_use_is_not_voided(certify: Certify) -> None:
    certificate = certify("nm", "America/Denver", through=None, number="")
    board = certificate.board
    with transaction.atomic():
        spoiled = draw_number(board, "nm", by=None)
    grant_certificate(certificate=certificate, on=date(2026, 1, 2), by=None)

    assert unexplained_numbers(board) == [1]
    void_number(board=board, number=spoiled, why="printed on torn paper", by=None)

    assert unexplained_numbers(board) == []
    with pytest.raises(NumberInUse):
        void_number(board=board, number=certificate.number, why="x", by=None)
