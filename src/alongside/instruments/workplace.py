"""How work treats those who work here (nc.values.4): asked once a year, answered unseen, shown once the year is over.

One row a year holds, sealed, who answered and what was said: two lists that no order joins, so that neither a reader of pages
nor of the table's order learns who said what. The journal and the log of requests are told nothing of an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction

from alongside.accounts.models import User
from alongside.instruments.asking import Answers, answers_data, answers_from_data, kept
from alongside.instruments.counting import MOST, Period, Row, cell_of
from alongside.instruments.models import WorkplaceYear
from alongside.instruments.own import own_files
from alongside.instruments.shelf import Opened, read_files
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import AGENCY_KEEPERS, Authority, NotTheirs, require_authority
from alongside.people.models import Agency, RoleKind, Worker
from alongside.rulings.sealing import seal, unseal

NAME: Final = "how-work-treats-you"


class NotOpen(ValueError):
    """Nothing is asked this year, or this worker has answered."""

    code = "not-open"


def workplace_survey() -> Opened:
    """What is asked, and how it is counted."""
    return read_files(own_files(NAME))


def open_year(*, agency: Agency, by: User) -> WorkplaceYear:
    """Ask everybody who works there, for this year. Opened twice, it is open once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority(AGENCY_KEEPERS, agency=agency))
        held = Agency.objects.select_for_update().get(pk=agency.pk)
        year = clock.today_in(held.time_zone).year
        row, is_new = WorkplaceYear.objects.get_or_create(
            agency=held, year=year, defaults={"sealed": seal(_EMPTY), "opened_by": by, "opened_at": clock.now()}
        )
        if is_new:
            write_journal("workplace.asked", row, by=by, data={"year": year})
    return row


def is_asked(worker: Worker, on: date) -> bool:
    """Whether this year's question waits for a worker."""
    row = _year(worker.agency, on)
    return row is not None and worker.pk not in _said(row)["answered"]


def say_how_it_is(*, worker: Worker, answers: Answers, by: User, on: date) -> None:
    """Answer for this year, once, unseen. Raises NotTheirs for anybody else, NotOpen where it is not asked or was answered."""
    with transaction.atomic(durable=True):
        if worker.user_id != by.pk:
            raise NotTheirs
        require_authority(by, Authority((RoleKind.WORKER,), agency=worker.agency))
        row = WorkplaceYear.objects.select_for_update().filter(agency=worker.agency, year=on.year).first()
        said = _said(row) if row is not None else None
        if row is None or said is None or worker.pk in said["answered"]:
            raise NotOpen
        given = answers_data(kept(workplace_survey().questionnaire, answers))
        told = sorted([*said["said"], given], key=_by_content)
        row.sealed = seal({"answered": sorted([*said["answered"], worker.pk]), "said": told})
        row.save(update_fields=["sealed"])


def workplace_rows(agency: Agency, today: date) -> list[Row]:
    """Each sentence by the years that are over, small numbers hidden; none where no year with answers is over."""
    found = workplace_survey()
    assert found.scoring is not None, "our own survey is scored"
    years = WorkplaceYear.objects.filter(agency=agency, year__lt=today.year, year__gte=today.year - MOST).order_by(
        "year"
    )
    told = [(_period(row.year), [answers_from_data(one) for one in _said(row)["said"]]) for row in years]
    told = [(period, answers) for period, answers in told if answers]
    if not told:
        return []
    return [
        Row(subscale, [cell_of(subscale, period, answers, found) for period, answers in told])
        for subscale in found.scoring.subscales
    ]


def is_open(agency: Agency, on: date) -> bool:
    """Whether it is asked this year."""
    return _year(agency, on) is not None


_EMPTY: Final[Mapping[str, Sequence[Any]]] = {"answered": [], "said": []}


def _year(agency: Agency, on: date) -> WorkplaceYear | None:
    return WorkplaceYear.objects.filter(agency=agency, year=on.year).first()


def _said(row: WorkplaceYear) -> dict[str, list[Any]]:
    told = unseal(row.sealed)
    return {"answered": list(told["answered"]), "said": list(told["said"])}


def _by_content(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """An order that says nothing of who answered when."""
    return sorted((link_id, str(values)) for link_id, values in given.items())


def _period(year: int) -> Period:
    return Period(year, 0, date(year, 1, 1), date(year + 1, 1, 1))
