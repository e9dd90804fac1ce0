"""A worker's phone in the demo, and a note that was begun on it and gone on with at a desk: both wait to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final
from uuid import uuid5

from alongside.people import clock
from alongside.people.models import Worker
from alongside.practice.drafting import Hand, keep_draft
from alongside.practice.models import How
from alongside.practice.offline.keys import key_on
from alongside.practice.offline.models import DeviceKey
from alongside.site.demo.practice import SPACE, at, record_of

WORKER: Final = "Dana Ruiz"
BEGUN: Final = "Jules called before work. We talked about Saturday."
GONE_ON: Final = f"{BEGUN} Jules wants to ask for the early shift."


def use_devices(workers: Mapping[str, Worker], today: date) -> None:
    """Dana's phone; and this morning's call with Jules, typed on it and at the desk."""
    worker = workers[WORKER]
    assert worker.user is not None, "everybody who works in the demo has an account"
    with clock.standing_at(at(today, time(8, 50), worker)):
        key_on(worker=worker, device=uuid5(SPACE, "phone"), looks=DeviceKey.Looks.PHONE, by=worker.user)
    typed = {
        "day": [today.isoformat()],
        "begins": ["08:15"],
        "ends": ["08:45"],
        "how": [How.TELEPHONE.value],
        "did": ["listened"],
    }
    for minutes, hand, line in ((0, "phone", BEGUN), (25, "desk", GONE_ON)):
        with clock.standing_at(at(today, time(8, 50), worker) + timedelta(minutes=minutes)):
            keep_draft(
                record=record_of(worker, "Jules"),
                token=uuid5(SPACE, "plan-unwritten"),
                typed=typed | {"line": [line]},
                hand=Hand(uuid5(SPACE, hand)),
                by=worker.user,
            )
