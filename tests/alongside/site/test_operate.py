"""The commands of upkeep, run as an operator runs them: in a process of their own, on a folder of their own."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests import schema

pytestmark = pytest.mark.brings_its_own_database
ROOT = Path(__file__).resolve().parents[3]
ALONGSIDE = [sys.executable, "-c", "from alongside.cli import main; main()"]


def environment(data: Path, **more: str) -> dict[str, str]:
    """SQLite in `data`, whatever database the tests themselves run on."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ALONGSIDE_", "DATABASE_URL"))}
    return {**kept, "ALONGSIDE_DATA": str(data), "COLUMNS": "200", **more}


def alongside(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ALONGSIDE, *words], env=environment(data, **more), capture_output=True, text=True, timeout=120, cwd=ROOT
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with migrated tables, a board and its first member of staff."""
    data = tmp_path_factory.mktemp("installed")
    with closing(sqlite3.connect(data / "alongside.sqlite3")) as database:
        schema.lay_out(database)  # where the tables are kept, little is left to migrate
    for words in (
        ["migrate"],
        ["open-board", "jp", "Board of Juniper", "--place", "Juniper", "--zone", "America/Denver"],
        ["invite", "sol@example.test", "Sol", "--role", "board-staff", "--at", "jp"],
        ["journal", "seal"],
    ):
        done = alongside(data, *words)
        assert done.returncode == 0, done.stderr
    return data


def test_an_installation_is_started_from_the_console(installed: Path) -> None:
    assert "Ready." in alongside(installed, "check").stdout
    said = json.loads(alongside(installed, "journal", "verify", "--json").stdout)
    assert (said["whole"], said["entries"], said["waiting"]) == (True, 3, 0)
    (letter,) = (installed / "mail").iterdir()
    assert "/account/password/new/" in letter.read_text()


def test_the_folder_and_its_secrets_are_its_owners_alone(installed: Path) -> None:
    for name in ("secret-key", "journal/signing-key.pem"):
        assert (installed / name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["open-board", "x", "X", "--place", "X", "--zone", "Mountain"], "refused", "America/Denver"),
        (["invite", "a@b.test", "A", "--role", "king", "--at", "jp"], "no-such-role", "board-staff"),
        (["invite", "a@b.test", "A", "--role", "worker", "--at", "zz"], "no-such-place", "jp"),
        (["invite", "a@b.test", "A", "--role", "worker", "--at", "jp"], "refused", "held at an agency"),
        (["invite", "nobody", "A", "--role", "auditor", "--at", "jp"], "refused", "valid email address"),
        (["serve", "--workers", "2"], "one-process", "PostgreSQL"),
    ],
)
def test_bad_input_is_answered_with_what_to_do(installed: Path, words: list[str], code: str, says: str) -> None:
    done = alongside(installed, *words)

    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_tampering_is_told_by_the_exit_code(installed: Path, tmp_path: Path) -> None:
    data = copy_of(installed, tmp_path)
    with sqlite3.connect(data / "alongside.sqlite3") as database:
        database.execute("DROP TRIGGER journal_entry_no_update")
        database.execute("UPDATE journal_entry SET kind = 'nothing.happened' WHERE id = 1")
    database.close()

    done = alongside(data, "journal", "verify", "--json")

    assert done.returncode == 1
    assert {finding["trouble"] for finding in json.loads(done.stdout)["findings"]} == {
        "entry-changed",
        "trigger-missing",
    }
    assert alongside(data, "check").returncode == 1
    assert "journal_entry_no_update" in alongside(data, "journal", "guard").stdout
    assert alongside(data, "check").returncode == 0


def test_an_export_can_be_checked_without_the_product(installed: Path, tmp_path: Path) -> None:
    from hashlib import sha256

    file = tmp_path / "log.jsonl"
    assert alongside(installed, "journal", "export", str(file)).returncode == 0
    again = alongside(installed, "journal", "export", str(file))
    assert (again.returncode, "overwrites nothing" in again.stderr) == (2, True)

    lines = [json.loads(line) for line in file.read_text().splitlines()]

    a, b, c = (sha256(b"\0" + line["body"].encode()).digest() for line in lines if "body" in line)
    node = sha256(b"\1" + a + b).digest()
    root = sha256(b"\1" + node + c).digest()
    import base64

    assert lines[-1]["note"].splitlines()[1:3] == ["3", base64.b64encode(root).decode()]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_cannot_be_written_is_said_plainly(installed: Path, tmp_path: Path) -> None:
    data = copy_of(installed, tmp_path)
    (data / "alongside.sqlite3").chmod(0o400)

    done = alongside(data, "open-board", "y", "Y", "--place", "Y", "--zone", "America/Denver")

    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)


def test_a_damaged_database_is_said_plainly(installed: Path, tmp_path: Path) -> None:
    data = copy_of(installed, tmp_path)
    (data / "alongside.sqlite3").write_bytes(b"not a database at all" * 100)

    done = alongside(data, "check")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_an_empty_folder_says_to_migrate_first(tmp_path: Path) -> None:
    done = alongside(tmp_path, "serve")

    assert (done.returncode, "alongside migrate" in done.stderr) == (2, True)


def test_a_port_in_use_is_said_and_a_demo_takes_the_next(installed: Path) -> None:
    from alongside.cli.operate import free_port

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = alongside(installed, "serve", "--port", str(port))
        assert free_port(port) > port

    assert (done.returncode, f"Port {port} is in use" in done.stderr) == (2, True)


def test_a_demo_answers_on_this_machine_only(tmp_path: Path) -> None:
    done = alongside(tmp_path, "demo", ALONGSIDE_HOSTS="peers.example.org")

    assert (done.returncode, "this machine only" in done.stderr) == (2, True)


def test_serving_answers_seals_and_stops_when_asked(installed: Path, tmp_path: Path) -> None:
    data = copy_of(installed, tmp_path)
    server = subprocess.Popen(
        [*ALONGSIDE, "serve", "--port", "8460"],
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
    )
    assert server.stdout is not None
    try:
        address = re.search(r"http://localhost:\d+", server.stdout.readline())[0]
        assert wait_for(f"{address}/health/ready") == {"ready": True, "complaints": []}
        assert alongside(data, "open-board", "zz", "Z", "--place", "Z", "--zone", "America/Denver").returncode == 0
        until = time.monotonic() + 30
        while waiting_in(data) and time.monotonic() < until:
            time.sleep(0.5)
        assert waiting_in(data) == 0
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        server.stdout.close()
    assert server.returncode == 0
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address, timeout=2)


def waiting_in(data: Path) -> int:
    return json.loads(alongside(data, "journal", "verify", "--json").stdout)["waiting"]


def wait_for(address: str) -> object:
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return json.load(answer)
        except OSError:
            assert time.monotonic() < until, f"{address} does not answer"
            time.sleep(0.2)


def copy_of(installed: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(installed, tmp_path / "copy"))
