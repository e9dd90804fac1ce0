"""`alongside certificate verify` says of a file what the public page says, online and offline; `new-key` changes the key."""

import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner, Result

from alongside.badges.actions import issue_badge
from alongside.badges.models import Badge, CalledBackKey, IssuerKey
from alongside.cli.certificate import app
from alongside.cli.output import Refused
from alongside.credentials import actions
from alongside.credentials.models import Certificate
from alongside.people import clock
from alongside.people.models import Board
from tests.alongside.badges.conftest import NOON

pytestmark = pytest.mark.django_db


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def file(badge: Badge, tmp_path: Path) -> Path:
    path = tmp_path / "certificate.json"
    path.write_text(badge.file)
    return path


@pytest.fixture
def key_file(badge: Badge, tmp_path: Path) -> Path:
    path = tmp_path / "board.json"
    path.write_bytes(Client().get("/badges/nm/").content)
    return path


@pytest.fixture
def server(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A board's public pages on a real port, fetched beforehand: the test's own database is not open to threads."""
    monkeypatch.setenv("no_proxy", "*")
    pages: dict[str, bytes] = {}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: Any) -> None:
            pass

    listening = HTTPServer(("127.0.0.1", 0), Answer)
    origin = f"http://127.0.0.1:{listening.server_port}"
    issue_badge(certificate=certificate, origin=origin, by=None)
    for path in ("/badges/nm/", "/badges/nm/status/1/revocation/", "/badges/nm/status/1/suspension/"):
        pages[path] = Client(HTTP_HOST=f"127.0.0.1:{listening.server_port}").get(path).content
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield origin
    listening.shutdown()
    listening.server_close()


@pytest.mark.clause("sud.1.2", "ca.integrity.13c")
def test_a_good_file_is_exit_code_0_and_tells_whose(file: Path) -> None:
    plain, said = run("verify", file, "--json"), run("verify", file)

    assert plain.exit_code == said.exit_code == 0
    assert json.loads(plain.stdout)["name"] == "Teo Begay"
    assert "This certificate is good today." in said.stdout


@pytest.mark.clause("nm.integrity.6")
def test_a_revoked_file_says_why(file: Path, certificate: Certificate) -> None:
    actions.revoke_certificate(certificate=certificate, on=date(2026, 11, 22), cause="Order 4", by=None)

    plain, said = run("verify", file, "--json"), run("verify", file)

    assert plain.exit_code == said.exit_code == 1
    assert json.loads(plain.stdout)["faults"] == ["revoked"]
    assert "This file has been taken back." in said.stdout


def test_offline_with_the_boards_key_the_rest_could_not_be_asked(file: Path, key_file: Path) -> None:
    plain = json.loads(run("verify", file, "--issuer-key", key_file, "--offline", "--json").stdout)
    said = run("verify", file, "--issuer-key", key_file, "--offline")

    assert (plain["is_good"], plain["faults"], plain["cautions"]) == (False, [], ["list-not-asked"])
    assert plain["number"] == "NM-2025-00042"
    assert said.exit_code == 1
    assert "may have been suspended or revoked since" in said.stdout


def test_offline_with_lists_saved_before_it_is_good_for_a_day(file: Path, key_file: Path, tmp_path: Path) -> None:
    saved: list[object] = []
    for purpose in ("revocation", "suspension"):
        path = tmp_path / f"{purpose}.json"
        path.write_bytes(Client().get(f"/badges/nm/status/1/{purpose}/").content)
        saved += ["--status-list", path]
    words = ["verify", file, "--issuer-key", key_file, *saved, "--offline", "--json"]

    today = json.loads(run(*words).stdout)
    with clock.standing_at(NOON + timedelta(days=2)):
        later = json.loads(run(*words).stdout)

    assert today["is_good"] is True
    assert (later["is_good"], later["cautions"]) == (False, ["list-too-old"])


def test_a_saved_list_that_is_none_is_refused(file: Path, key_file: Path) -> None:
    answer = run("verify", file, "--issuer-key", key_file, "--status-list", __file__)

    assert isinstance(answer.exception, Refused)
    assert answer.exception.code == "no-status-list"


def test_online_with_the_boards_key_its_lists_are_fetched(server: str, tmp_path: Path) -> None:
    file, key_file = tmp_path / "certificate.json", tmp_path / "board.json"
    file.write_text(Badge.objects.get().file)
    key_file.write_bytes(Client(HTTP_HOST=server.removeprefix("http://")).get("/badges/nm/").content)

    answer = run("verify", file, "--issuer-key", key_file, "--json")

    said = json.loads(answer.stdout)
    assert (said["faults"], said["cautions"]) == ([], [])


def test_another_boards_key_checks_nothing(file: Path, key_file: Path) -> None:
    key_file.write_text(key_file.read_text().replace("testserver", "elsewhere.example"))

    answer = json.loads(run("verify", file, "--issuer-key", key_file, "--json").stdout)

    assert answer["faults"] == ["unknown-issuer"]


@pytest.mark.parametrize("text", ["", "{}", '{"id": "https://board.example/"}', "z6Mk"])
def test_a_key_file_without_a_key_is_refused(file: Path, key_file: Path, text: str) -> None:
    key_file.write_text(text)

    answer = run("verify", file, "--issuer-key", key_file)

    assert isinstance(answer.exception, Refused)
    assert answer.exception.code == "no-issuer-key"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    answer = run("verify", tmp_path / "none.json")

    assert isinstance(answer.exception, Refused)
    assert answer.exception.code == "no-such-file"


def test_a_new_key_and_one_that_calls_back_the_last(board: Board, file: Path) -> None:
    kept = run("new-key", "--board", "nm")
    good = run("verify", file)
    called_back = run("new-key", "--board", "nm", "--call-back")
    nowhere = run("new-key", "--board", "zz")

    assert (kept.exit_code, good.exit_code, called_back.exit_code) == (0, 0, 0)
    assert IssuerKey.objects.filter(board=board).count() == 3
    assert CalledBackKey.objects.get().key.generation == 2
    assert isinstance(nowhere.exception, Refused)
