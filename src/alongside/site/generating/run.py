"""Generating a state from beginning to end: begun on record, one batch of workers a transaction, gone on with where it stopped."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.journal.outside import publish
from alongside.journal.sealing import seal_all, wait_for_turn
from alongside.journal.writing import Plain, write_journal
from alongside.people import clock
from alongside.people.models import Agency, Board, Worker
from alongside.rulings.asking import ask_ruling
from alongside.rulings.sealing import seal
from alongside.rulings.telling import told_data
from alongside.site.generating.batch import Batch, Ground, Kept, tables
from alongside.site.generating.entries import Journal
from alongside.site.generating.loading import count_on_from_rows, unchecked_references
from alongside.site.generating.moments import Calendar
from alongside.site.generating.places import PASSWORD, Places, open_places
from alongside.site.generating.scale import SEED, Scale, Spread
from alongside.site.generating.words import Words
from canon.values import Stated

BEGUN: Final = "state.begun"
BATCH: Final = "state.generated"
CONTACTS_A_BATCH: Final = 25_000
"""Each batch is one transaction and one checkpoint; what is lost by an interruption is one of them."""

WORTH_IT: Final = 200_000
"""Contacts from which the database is spared its look at every reference."""

_SERVING: Final[Mapping[str, Stated]] = {
    "worker.is_able": True, "substance.kind": "none", "service.is_in_scope": True, "place.kind": "agreed-place",
    "certificate.is_in_force": True, "supervisor.is_of_record": True, "service.is_authorized": True, "tie.was_romantic": False,
    "tie.was_sexual": False, "tie.was_friendship": False, "tie.is_sponsor": False, "tie.is_other": False,
    "certificate.names_worker": True, "policy.service": "on-file",
}  # fmt: skip


class NotForThis(RuntimeError):
    """This installation holds something that was not generated, or was generated otherwise."""

    code = "not-empty"


@dataclass(frozen=True)
class Progress:
    """So many workers of all are whole. `left`: seconds that the rest will take at this pace."""

    done: int
    of: int
    contacts: int
    left: int


def generate(scale: Scale, *, seed: int = SEED, say: Callable[[Progress], None] = lambda _progress: None) -> int:
    """Fill an empty installation, or go on with what was begun. Returns the workers that were added. Raises NotForThis."""
    today = _begin(scale, seed)
    places = open_places(scale, today)
    seal_all()
    spread = Spread(scale, seed)
    ground = Ground(spread, places, Calendar(today), Words(seed), _rulings(places, today), make_password(PASSWORD))
    filler = _Filler(ground)
    done = before = int(Worker.objects.count())
    began = time.monotonic()
    while done < scale.workers:
        past = _batch_end(spread, done)
        filler.fill(done, past)
        done = past
        pace = (time.monotonic() - began) / max(spread.first_contact[done] - spread.first_contact[before], 1)
        left = round(pace * (spread.first_contact[-1] - spread.first_contact[done]))
        say(Progress(done, scale.workers, spread.first_contact[done] - 1, left))
    _look_over()
    return done - before


def _begin(scale: Scale, seed: int) -> date:
    """Put on record what is begun, or find it begun; returns the day it stands at. Raises NotForThis."""
    begun = Entry.objects.filter(kind=BEGUN).order_by("pk").first()
    today = clock.now().astimezone(UTC).date()
    if begun is None:
        if User.objects.exists() or Agency.objects.exists() or Board.objects.exists():
            raise NotForThis(
                "This installation holds people or places of its own, so nothing invented goes into it. Point ALONGSIDE_DATA at "
                "a new folder (or DATABASE_URL at an empty database), run `alongside migrate`, and run this again."
            )
        told: dict[str, Plain] = {**scale.numbers(), "seed": seed, "on": today.isoformat()}
        with transaction.atomic():
            write_journal(BEGUN, Entry(pk=None), by=None, data=told)
        return today
    told = _told(begun)
    if {name: told.get(name) for name in (*scale.numbers(), "seed")} != {**scale.numbers(), "seed": seed}:
        raise NotForThis(
            f"A state of workers={told['workers']},people={told['people']},contacts={told['contacts']} was begun here. Go on with "
            "that --scale, or point DATABASE_URL at an empty database."
        )
    return date.fromisoformat(str(told["on"]))


def _told(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry.body)["data"]
    return found


def _rulings(places: Places, today: date) -> dict[str, tuple[Kept, Kept]]:
    """For each code, what is asked before somebody is taken on, and of serving them, as it is kept."""
    codes = dict.fromkeys(team.code for team in places.teams)
    return {code: (_kept("accept-assignment", code, today), _kept("provide-service", code, today)) for code in codes}


def _kept(act: str, code: str, today: date) -> Kept:
    asked = ask_ruling(act, _SERVING, worker=None, by=None, on=today, codes=[code])
    ruling = asked.ruling
    return Kept(act, ruling.answer.value, ruling.allows, seal(told_data(asked)))


def _batch_end(spread: Spread, first: int) -> int:
    """The worker before whom a batch ends."""
    past = first + 1
    while (
        past < spread.scale.workers and spread.first_contact[past + 1] - spread.first_contact[first] <= CONTACTS_A_BATCH
    ):
        past += 1
    return past


class _Filler:
    """Puts batches in."""

    def __init__(self, ground: Ground) -> None:
        self._ground, self._tables, self._journal = ground, tables(), Journal()

    def fill(self, first: int, past: int) -> None:
        """Workers first..past-1, whole or not at all."""
        batch = Batch(self._ground, first, past)
        with transaction.atomic(durable=True):
            wait_for_turn()
            if self._ground.spread.scale.contacts >= WORTH_IT:
                unchecked_references()
            for label, table in self._tables.items():
                table.load(batch.rows[label])
            told = f'{{"first":{first},"past":{past}}}'
            self._journal.write([*batch.told, (BATCH, None, "people.worker", past, None, told)])
            count_on_from_rows([*self._tables.values(), *self._journal.tables])
        publish()


def _look_over() -> None:
    """Let the planner know what there is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
