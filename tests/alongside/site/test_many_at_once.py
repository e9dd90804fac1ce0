"""Real processes and threads on a database of their own: nothing acknowledged is lost, nothing is counted twice.

These need commits that other connections see, which an ordinary test takes back; so each runs in a process of its own
on a scratch database, migrated once.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests import schema, template

TRIES = """
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from alongside.accounts.lockout import may_try
def one(_number):
    try:
        return may_try("rosa@example.test", "192.0.2.1", now=1000.0)
    finally:
        connection.close()
with ThreadPoolExecutor(20) as pool:
    print(json.dumps(sum(pool.map(one, range(100)))))
"""

WRITERS = """
import threading
from django.db import connection, transaction
from alongside.accounts.models import User
from alongside.journal.sealing import seal_all
from alongside.journal.verifying import verify
from alongside.journal.writing import write_journal
stopped = threading.Event()
def write(number):
    for _round in range(25):
        with transaction.atomic(durable=True):
            write_journal("test.happened", User(pk=number), by=None)
    connection.close()
def keep_sealing():
    while not stopped.is_set():
        seal_all()
    connection.close()
writers = [threading.Thread(target=write, args=[number]) for number in range(8)]
sealers = [threading.Thread(target=keep_sealing) for _ in range(2)]
for thread in writers + sealers:
    thread.start()
for thread in writers:
    thread.join()
stopped.set()
for thread in sealers:
    thread.join()
seal_all()
report = verify()
print(json.dumps([report.entries, report.waiting, [str(finding) for finding in report.findings]]))
"""

ISSUERS = """
import threading
from datetime import date
from django.db import connection
from alongside.badges.actions import issue_badge, renew_key
from alongside.badges.models import Badge, IssuerKey, SecretHalf, StatusList
from alongside.credentials.actions import Period, enter_certificate
from alongside.people.actions import add_worker, open_agency, open_board
from alongside.people.clock import today_in
board = open_board(slug="nm", name="Board", place="Here", zone="America/Denver", by=None)
agency = open_agency(slug="mesa", name="Mesa", place="Here", zone="America/Denver", by=None)
holder = add_worker(agency=agency, name="Teo Begay", user=None, by=None).practitioner
year = today_in(board.time_zone).year
held = [
    enter_certificate(
        holder=holder, board=board, code="nm", number=f"NM-{number}", name_on_certificate="Teo Begay",
        applied_on=date(year - 1, 1, 1), period=Period(date(year - 1, 1, 1), date(year + 1, 12, 31)), by=None,
    )
    for number in range(4)
]
def issue(number):
    issue_badge(certificate=held[number % 4], origin="https://board.example", by=None)
    if number % 8 == 7:
        renew_key(board=board, by=None)
    connection.close()
issuers = [threading.Thread(target=issue, args=[number]) for number in range(24)]
for thread in issuers:
    thread.start()
for thread in issuers:
    thread.join()
print(json.dumps([
    sorted(Badge.objects.values_list("certificate__number", flat=True)),
    sorted(IssuerKey.objects.values_list("generation", flat=True)),
    list(SecretHalf.objects.values_list("key__generation", flat=True)),
    StatusList.objects.count(),
]))
"""

UPLOADERS = """
import io, threading
from PIL import Image
from django.conf import settings
from django.db import connection
from alongside.evidence.actions import take_in
from alongside.evidence.checking import check
from alongside.evidence.models import EvidenceFile
from alongside.people.practitioners import practitioner_for
owner = practitioner_for(user=None, name="Teo Begay")
out = io.BytesIO()
Image.effect_noise((300, 200), 50).save(out, "PNG")
file = check(out.getvalue())
def hand_in(number):
    kind = "test-one" if number % 2 else "test-other"
    take_in(owner=owner, kind=kind, file_name=f"{number}.png", data=file, by=None)
    connection.close()
uploaders = [threading.Thread(target=hand_in, args=[number]) for number in range(16)]
for thread in uploaders:
    thread.start()
for thread in uploaders:
    thread.join()
stored = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
print(json.dumps([sorted(EvidenceFile.objects.values_list("kind", flat=True)), len(stored)]))
"""

COMMITTER = """
from django.db import transaction
from alongside.accounts.models import User
from alongside.journal.writing import write_journal
while True:
    with transaction.atomic(durable=True):
        entry = write_journal("test.acknowledged", User(pk=1), by=None)
    print(entry.pk, flush=True)
"""

STANDING = """
from alongside.journal.models import Entry
print(json.dumps(list(Entry.objects.filter(kind="test.acknowledged").values_list("pk", flat=True))))
"""


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a process on a migrated database that nothing else uses."""
    data = tmp_path_factory.mktemp("scratch")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_")}
    kept |= {"DJANGO_SETTINGS_MODULE": "alongside.site.settings", "ALONGSIDE_DATA": str(data)}
    kept["ALONGSIDE_LOG_LEVEL"] = "ERROR"
    if connection.vendor == "postgresql":
        name = f"scratch_{os.getpid()}"
        kept["DATABASE_URL"] = kept["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        with template.copy(name):
            yield kept
        return
    kept.pop("DATABASE_URL", None)
    with closing(sqlite3.connect(data / "alongside.sqlite3")) as database:
        schema.lay_out(database)  # where the tables are kept, little is left to migrate
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=kept, check=True, timeout=120)
    yield kept


def said_by(script: str, environment: dict[str, str]) -> object:
    done = subprocess.run(
        [sys.executable, "-c", _script(script)], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _script(body: str) -> str:
    return f"import json, django\ndjango.setup()\n{body}"


def test_of_a_hundred_tries_at_once_six_are_let_through(scratch: dict[str, str]) -> None:
    assert said_by(TRIES, scratch) == 6


def test_eight_writers_and_two_sealers_leave_a_whole_journal(scratch: dict[str, str]) -> None:
    entries, waiting, findings = said_by(WRITERS, scratch)

    assert findings == []
    assert (entries >= 200, waiting) == (True, 0)


def test_a_certificate_taken_many_times_at_once_is_one_file_and_one_key_signs(scratch: dict[str, str]) -> None:
    numbers, generations, that_sign, lists = said_by(ISSUERS, scratch)

    assert numbers == ["NM-0", "NM-1", "NM-2", "NM-3"]
    assert (generations, that_sign) == ([1, 2, 3, 4], [4])
    assert lists == 1


def test_a_file_handed_in_many_times_at_once_is_one_row_and_one_file_for_each_thing(scratch: dict[str, str]) -> None:
    kinds, stored = said_by(UPLOADERS, scratch)

    assert kinds == ["test-one", "test-other"]
    assert stored == 2


def test_what_was_acknowledged_stands_after_a_process_is_killed(scratch: dict[str, str]) -> None:
    acknowledged: list[int] = []
    for _round in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", _script(COMMITTER)], env=scratch, stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            acknowledged += [int(writer.stdout.readline()) for _commit in range(20)]
            writer.send_signal(signal.SIGKILL)
            acknowledged += [int(line) for line in writer.stdout.read().split()]

    assert set(acknowledged) <= set(said_by(STANDING, scratch))
    if connection.vendor == "sqlite":
        import sqlite3

        with sqlite3.connect(Path(scratch["ALONGSIDE_DATA"]) / "alongside.sqlite3") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()
