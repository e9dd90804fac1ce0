"""Words that two workers kept for themselves in the demo state, about questions of their own codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from alongside.people import clock
from alongside.people.models import Worker
from alongside.reflection.keeping import keep_reflection

KEPT: Final = (
    # worker, clause, days ago, words
    ("Dana Ruiz", "nm.role.0a", 12, "Rosa laughed about the form. It was only that I had stood in the same line once."),
    ("Dana Ruiz", "nm.competence.2a", 40, "Late messages. I answer them because I like to be needed."),
    ("Xochitl Amaya", "ca.reciprocity.2", 9, "In the clinic I slip into doctor talk. With people I support I don’t."),
)


def think_it_over(workers: Mapping[str, Worker], today: date) -> None:
    """Each on its own evening."""
    for name, clause, days_ago, words in KEPT:
        worker = workers[name]
        assert worker.user is not None, "everybody who works in the demo has an account"
        day = today - timedelta(days=days_ago)
        with clock.standing_at(datetime.combine(day, time(20, 5), tzinfo=worker.agency.time_zone)):
            keep_reflection(worker=worker, clause=clause, words=words, form_token=None, by=worker.user, on=day)
