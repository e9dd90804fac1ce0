"""The days and numbers of the demo state: drawn from one fixed seed and counted back from today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final, assert_never

from alongside.credentials.actions import Period
from alongside.site.demo import SEED
from alongside.site.demo.people import DemoWorker, Holds, workers

RUNS_FOR: Final = timedelta(days=729)
"""A certificate's printed days: two years, first and last included."""

OPENED_DAYS_AGO: Final = 1460
"""Boards, agencies and their staff were there four years ago."""

STEWARDS_SINCE_DAYS_AGO: Final = 1430

UNTOUCHED: Final = (Holds.IN_FORCE, Holds.RENEWAL_SOON, Holds.LAPSED, Holds.APPLIED)
"""How certificates stand to which nothing has happened since they were entered."""


@dataclass(frozen=True)
class PlannedCertificate:
    """A certificate to be entered: `number` is empty and there is no period while it is only applied for.

    `decided_on`: the day it was renewed, set aside, suspended, revoked or given up, as `holds` says.
    """

    code: str
    number: str
    applied_on: date
    period: Period | None
    holds: Holds
    decided_on: date | None = None


@dataclass(frozen=True)
class PlannedWorker:
    """A worker to be taken on at an agency, the day their work there began, and their certificates."""

    agency: str
    worker: DemoWorker
    began_on: date
    certificates: tuple[PlannedCertificate, ...]


def planned_workers(today: date) -> tuple[PlannedWorker, ...]:
    """Everybody with their days. The same for the same today."""
    random = Random(SEED)  # noqa: S311 - the same draw every time is the point
    numbers = _numbers(random)
    return tuple(
        PlannedWorker(
            agency=agency,
            worker=worker,
            began_on=today - timedelta(days=random.randint(100, 900)),
            certificates=tuple(_certificate(code, holds, today, random, numbers) for code, holds in worker.holds),
        )
        for agency, worker in workers()
    )


def first_of_month(today: date, months_ago: int) -> date:
    """The first day of the month that many months back: policies begin on such days."""
    year, month = divmod(today.year * 12 + today.month - 1 - months_ago, 12)
    return date(year, month + 1, 1)


def _certificate(code: str, holds: Holds, today: date, random: Random, numbers: Iterator[int]) -> PlannedCertificate:
    days, number = random.randint(0, 400), next(numbers)
    match holds:
        case Holds.APPLIED:
            return PlannedCertificate(code, "", today - timedelta(days=10 + days % 40), None, holds)
        case Holds.RENEWAL_SOON:
            through = today + timedelta(days=12 + days % 40)
        case Holds.RENEWED:
            through = today + timedelta(days=days % 30)
        case Holds.LAPSED:
            through = today - timedelta(days=5 + days % 3)
        case Holds.IN_FORCE | Holds.GIVEN_UP | Holds.INACTIVE | Holds.SUSPENDED | Holds.REVOKED:
            through = today + timedelta(days=150 + days)
        case never:
            assert_never(never)
    period = Period(valid_from=through - RUNS_FOR, valid_through=through)
    decided_on = None if holds in UNTOUCHED else today - timedelta(days=30 + days % 60)
    applied_on = period.valid_from - timedelta(days=random.randint(20, 60))
    printed = f"{code.upper()}-{period.valid_from.year}-{number:04d}"
    return PlannedCertificate(code, printed, applied_on, period, holds, decided_on)


def _numbers(random: Random) -> Iterator[int]:
    """Certificate numbers, none twice."""
    yield from random.sample(range(101, 2000), k=500)
