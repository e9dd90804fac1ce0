"""A paper on file in one line."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from alongside.accounts.models import User
from alongside.people.models import Worker
from alongside.qualifications.filing import Paper, put_on_file
from alongside.qualifications.models import Qualification
from tests.alongside.rulings.makers import TODAY

Kind = Qualification.Kind
CAR_PAPERS = (Kind.DRIVER, Kind.INSURANCE, Kind.REGISTRATION, Kind.INSPECTION)


def put(
    worker: Worker,
    kind: Qualification.Kind,
    *,
    by: User,
    what: str = "",
    from_day: date = date(2026, 1, 1),
    through: date | None = None,
) -> Qualification:
    paper = Paper(kind, what or str(kind.label), "the original", from_day, through, uuid4())
    return put_on_file(worker=worker, paper=paper, by=by, on=TODAY)


def put_car_papers(worker: Worker, *, by: User, but: Qualification.Kind | None = None) -> None:
    """Everything that a state asks of who drives their own car, but for one."""
    for kind in CAR_PAPERS:
        if kind is not but:
            put(worker, kind, by=by)
