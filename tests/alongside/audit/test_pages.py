"""The page and the command that make a pack."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alongside.audit.views import fingerprint
from tests.alongside.audit.makers import fill, recount
from tests.alongside.billing.makers import administrator, agency
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice

pytestmark = pytest.mark.usefixtures("own_journal")
NOVEMBER = {"first": "2026-11", "last": "2026-11"}


def test_an_administrator_takes_a_pack_along_and_the_page_says_that_it_was_made(here: Practice, tmp_path: Path) -> None:
    fill(here)
    ada = as_(administrator(here))

    sent = ada.post("/audit/", NOVEMBER)
    with zipfile.ZipFile(io.BytesIO(b"".join(sent.streaming_content))) as archive:  # type: ignore[attr-defined]
        archive.extractall(tmp_path / "pack")
    page = ada.get("/audit/").content.decode()

    code, said = recount(tmp_path / "pack")
    assert code == 0, said
    assert fingerprint() in said
    assert fingerprint() in page
    assert "Made before" in page
    assert sent["Content-Disposition"].endswith('mesa-audit-2026-11-2026-11.zip"')


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-12", "2026-12", "has not begun"),
        ("2026-11", "2026-10", "comes after the first"),
        ("x", "2026-10", "Write a year and a month"),
        ("2026-13", "2026-10", "Write a year and a month"),
    ],
)
def test_an_odd_period_comes_back_with_what_to_do(here: Practice, first: str, last: str, says: str) -> None:
    page = as_(administrator(here)).post("/audit/", {"first": first, "last": last})

    assert page.status_code == 422
    assert says in page.content.decode()


def test_nobody_else_makes_one(here: Practice) -> None:
    assert as_(here.user).get("/audit/").status_code == 403
    assert as_(here.amira).post("/audit/", NOVEMBER).status_code == 403


def test_the_command_makes_the_same_and_overwrites_nothing(here: Practice, tmp_path: Path) -> None:
    import typer

    from alongside.cli.audit import audit_pack
    from alongside.cli.output import Refused

    fill(here)
    app = typer.Typer()
    app.command()(audit_pack)
    file = tmp_path / "pack.zip"
    words = [agency(here).slug, str(file), "--from", "2026-11"]

    done = CliRunner().invoke(app, [*words, "--json"])
    again = CliRunner().invoke(app, words)
    nowhere = CliRunner().invoke(app, ["nowhere", str(tmp_path / "x.zip"), "--from", "2026-11"])
    odd = CliRunner().invoke(app, [agency(here).slug, str(tmp_path / "x.zip"), "--from", "November"])

    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["figures"]["contacts"] == 7
    for refused, code in ((again, "file-exists"), (nowhere, "unknown-agency"), (odd, "odd-month")):
        assert isinstance(refused.exception, Refused)
        assert refused.exception.code == code
    with zipfile.ZipFile(file) as archive:
        (tmp_path / "recount.py").write_bytes(archive.read("recount.py"))
    assert recount(file, program=tmp_path / "recount.py")[0] == 0
