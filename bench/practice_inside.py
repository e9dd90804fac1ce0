"""What `bench.practice` asks of a state from inside: readies workers with 25 people, counts queries, sweeps and follows duties."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

PASSWORD: Final = "whole state, all invented"
USERS: Final = 8
A_PAGE: Final = 25
A_YEAR: Final = 365
ROUNDS: Final = 15


def main() -> int:
    """`pages FOLDER` or `duties`, which print JSON; `follow` seals and follows beside a server until it is ended."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.site.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if sys.argv[1] == "follow":
        return follow()
    found = pages(Path(sys.argv[2])) if sys.argv[1] == "pages" else duties()
    print(json.dumps(found))
    return 0


def pages(home: Path) -> dict[str, dict[str, float]]:
    """Make eight workers ready, write who they are, and measure their pages in this process."""
    from alongside.credentials.queries import binding
    from alongside.people.models import Worker
    from alongside.rulings.standings import sweep

    today = datetime.now(UTC).date()
    # certified on every day they log a contact of: an ordinary contact is held by nothing
    bound = binding(today - timedelta(days=A_YEAR + 20)).values("holder")
    rows = Worker.objects.filter(practitioner__in=bound).exclude(user__email__startswith="worker0@")
    busy = Worker.objects.get(user__email="worker0@state.example")
    workers = [busy, *rows.select_related("user", "agency").order_by("pk")[:USERS]]
    persons = [_with_a_page(worker) for worker in workers]
    others = {"lead": 2, "admin": 5, "staff": 16}
    numbers = {name: [n % size for n in range(USERS)] for name, size in others.items()}
    names = [worker.user.email.partition("@")[0] for worker in workers]
    ready = {"persons": persons[1:], "numbers": {**numbers, "worker": [int(n[len("worker") :]) for n in names[1:]]}}
    (home / "ready.json").write_text(json.dumps(ready))
    _as_an_hour_later()
    sweep()
    slots = _free(_slots(today), workers)
    (home / "every-slot.txt").write_text("".join(f"{uuid.uuid4()}\t{slot}\n" for slot in slots))
    busiest, one = _client(names[0]), _client(names[1])
    lead, admin, staff = (_client(f"{name}0") for name in ("lead", "admin", "staff"))
    return {
        "worker's today": _measured(lambda: one("/today/")),
        "supervisor's today": _measured(lambda: lead("/today/")),
        "supervisor's team": _measured(lambda: lead("/supervision/")),
        "agency's team": _measured(lambda: admin("/supervision/")),
        "agency": _measured(lambda: admin("/agency/")),
        "certificates of a board": _measured(lambda: staff("/certificates/board/")),
        "caseload": _measured(lambda: one("/people/")),
        "person": _measured(lambda: one(f"/people/{persons[1]}/")),
        "person, 5,000 contacts": _measured(lambda: busiest(f"/people/{persons[0]}/")),
    }


def _with_a_page(worker: object) -> int:
    """Assign a worker people they supported before until there are 25; returns one they have met, of whom they have no other tie."""
    from alongside.caseload.models import Assignment, Tie
    from alongside.people.models import Worker
    from alongside.practice.models import Contact

    assert isinstance(worker, Worker)
    rows = Assignment.objects.filter(worker=worker)
    open_ones = list(rows.filter(status="open").order_by("person_id"))
    standing = {row.person_id for row in open_ones}
    before = (row for row in rows.filter(status="ended").order_by("pk") if row.person_id not in standing)
    met = set(Contact.objects.filter(worker=worker, status="held").values_list("person_id", flat=True))
    like = next((row for row in open_ones if row.person_id in met), open_ones[0])
    Tie.objects.create(  # as every worker says before they are assigned
        agency_id=like.agency_id, worker=worker, person_id=like.person_id, was_romantic=False, was_sexual=False,
        was_friendship=False, is_other=False, is_shared=False, sealed=b"", on=like.from_day, by=worker.user, at=like.offered_at,
    )  # fmt: skip
    Assignment.objects.bulk_create(
        Assignment(
            agency_id=row.agency_id, person_id=row.person_id, worker=worker, status="open", offered_by_id=like.offered_by_id,
            offered_at=like.offered_at, answered_at=like.answered_at, from_day=like.from_day, ruling_id=like.ruling_id,
        )
        for row in islice(before, max(0, A_PAGE - len(open_ones)))
    )  # fmt: skip
    return like.person_id


def _slots(today: date) -> list[str]:
    """Five minutes each, from three in the morning at weekends, when nobody in the state met anybody and no clock is put on or back."""
    days = [today - timedelta(days=n) for n in range(2, A_YEAR) if (today - timedelta(days=n)).weekday() >= 5]
    midnights = (datetime.combine(day, datetime.min.time()) for day in days)
    begins = (midnight + timedelta(minutes=n) for midnight in midnights for n in range(3 * 60, 24 * 60, 5))
    return [f"{at:%Y-%m-%d}\t{at:%H:%M}\t{at + timedelta(minutes=4):%H:%M}" for at in begins]


def _free(slots: list[str], workers: Sequence[Any]) -> list[str]:
    """Those in which none of these workers has met anybody, as they have where the state was measured before."""
    from alongside.practice.models import Contact

    zone_of = {worker.pk: worker.agency.time_zone for worker in workers}
    met = Contact.objects.filter(worker__in=zone_of, began_at__isnull=False).values_list("worker_id", "began_at")
    taken = {f"{began.astimezone(zone_of[worker]):%Y-%m-%d\t%H:%M}" for worker, began in met}
    return [slot for slot in slots if slot.rpartition("\t")[0] not in taken]


def _client(name: str) -> Callable[[str], None]:
    from django.test import Client

    from alongside.accounts.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(email=f"{name}@state.example"))

    def ask(path: str) -> None:
        if client.get(path).status_code != 200:
            raise SystemExit(f"{path} is not served to {name}")

    return ask


def _measured(ask: Callable[[], None]) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    number, taken = len(queries), []
    for _ in range(ROUNDS):
        began = time.thread_time()
        ask()
        taken.append(time.thread_time() - began)
    return {"queries": number, "cpu_ms": 1000 * min(taken)}


def _as_an_hour_later() -> None:
    """Until an hour after a state was generated the sealer looks through all of it for what it may have missed."""
    from alongside.journal import sealing

    sealing.LONGEST_TRANSACTION = timedelta(minutes=1)


def follow() -> int:
    """What `alongside serve` does beside its server: without it pages reckon whoever the journal has told of since."""
    from alongside.accounts.models import SignInCount
    from alongside.cli.tick import follow_until
    from alongside.journal.sealing import keep_sealing

    SignInCount.objects.all().delete()  # everybody signs in from one address, many times an hour
    _as_an_hour_later()
    stopped = threading.Event()
    threading.Thread(target=keep_sealing, kwargs={"until": stopped.wait}, daemon=True).start()
    follow_until(stopped)
    return 0


def duties() -> dict[str, float]:
    """A sweep of everybody, the evaluation alone, and following one note's entry."""
    from django.db import transaction

    from alongside.journal.writing import write_journal
    from alongside.practice.models import Note
    from alongside.rulings.models import DutyStanding
    from alongside.rulings.standings import follow, sweep

    _as_an_hour_later()
    sweep()
    began, cpu = time.perf_counter(), time.process_time()
    sweep()
    swept, swept_cpu = time.perf_counter() - began, time.process_time() - cpu
    follow()
    note = Note.objects.order_by("-pk")[0]
    with transaction.atomic():
        write_journal("note.signed", note, by=None)
    began = time.perf_counter()
    follow()
    followed = time.perf_counter() - began
    return {
        "sweep": swept,
        "sweep_cpu": swept_cpu,
        "follow": followed,
        "standings": float(DutyStanding.objects.count()),
        "memory": _in_memory(),
    }


def _in_memory() -> float:
    """Seconds to judge columns that are read already: supervision of two years for ten thousand workers."""
    import numpy as np

    from alongside.rulebook.queries import library
    from alongside.rulings.bulk.columns import PARTS, Column, Refs, column
    from alongside.rulings.bulk.evaluating import Asked, counts
    from canon.policy import NO_POLICY

    size, today, random = 10_000, datetime.now(UTC).date(), np.random.default_rng(3)
    duty = next(d for e in library().editions for d in e.duties if d.clause == "ak.conduct.1")
    worker = np.sort(random.integers(0, size, 480_000))
    many = len(worker)
    sessions = Column(
        worker, today.toordinal() - random.integers(0, 730, many), np.zeros(many, np.int64), np.zeros(many, np.int64),
        np.zeros(many, bool), np.full(many, PARTS), {need.tag: random.random(many) < 0.5 for need in duty.need if need.tag},
    )  # fmt: skip
    certified = column(np.arange(size), np.full(size, today.toordinal() - 730))
    events = {"certified": certified, "supervision-session": sessions}
    asked = Asked(size, np.zeros(size, np.int64), [NO_POLICY], today, date.min, Refs())
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        counts(duty, events, asked)
        taken.append(time.process_time() - began)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
