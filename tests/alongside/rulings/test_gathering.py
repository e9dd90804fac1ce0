"""Columns read straight from a table are what its rows say, in however many stretches they come."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import numpy as np
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from alongside.people.models import SupervisorOfRecord, Worker
from alongside.rulings.bulk import gathering
from alongside.rulings.bulk.columns import Column, Refs, column
from alongside.rulings.bulk.gathering import NO_MOMENT, Workforce, columns_by_code, read
from alongside.rulings.events import EVERY_CODE
from tests.alongside.rulings.makers import Place

KINDS = {"pk": "number", "worker_id": "number", "from_day": "day", "worker__user_id": "number"}


@pytest.mark.parametrize("stretch", [1, 2, 1_000_000])
def test_every_row_once_with_its_own_values(place: Place, monkeypatch: pytest.MonkeyPatch, stretch: int) -> None:
    monkeypatch.setattr(gathering, "STRETCH", stretch)
    monkeypatch.setattr(gathering, "READERS", 1)  # another connection does not see what this test has not committed
    unnamed = Worker.objects.create(agency=place.agency, practitioner=place.dana.practitioner, name="No account yet")
    for n in range(5):
        SupervisorOfRecord.objects.create(
            agency=place.agency, worker=unnamed, supervisor=place.amira,
            from_day=date(1999, 12, 30) + timedelta(days=n), to_day=date(1999, 12, 31) + timedelta(days=n),
        )  # fmt: skip
    rows = SupervisorOfRecord.objects.all()

    found = read(rows, **KINDS)

    told = sorted(zip(*(found[name].tolist() for name in KINDS), strict=True))
    said = rows.order_by("pk").values_list(*KINDS)
    assert len(told) == len(said) >= 6
    assert told == [
        (pk, worker, day.toordinal(), NO_MOMENT if user is None else user) for pk, worker, day, user in said
    ]


@pytest.mark.django_db
def test_two_connections_read_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = MigrationRecorder(connection).migration_qs.all()
    kinds = {"pk": "number", "applied": "moment"}
    at_once = read(rows, **kinds)
    monkeypatch.setattr(gathering, "STRETCH", 7)

    found = read(rows, **kinds)

    assert len(found["pk"]) == rows.count() > 20
    assert {name: own.tolist() for name, own in found.items()} == {name: own.tolist() for name, own in at_once.items()}


def test_of_nothing_there_is_nothing(place: Place) -> None:
    found = read(SupervisorOfRecord.objects.filter(from_day=date(1900, 1, 1)), **KINDS)

    assert {name: own.tolist() for name, own in found.items()} == {name: [] for name in KINDS}


@pytest.mark.parametrize("crowd", [1, 2])
def test_what_a_crowd_did_is_read_apart_and_says_the_same(
    place: Place, monkeypatch: pytest.MonkeyPatch, crowd: int
) -> None:
    threads: set[int] = set()

    def source(workforce: Workforce) -> dict[str, Column]:
        threads.add(threading.get_ident())
        days = read(MigrationRecorder(connection).migration_qs.all(), pk="number")["pk"]  # committed long ago
        return {"contact-held": column(np.zeros(len(days), np.int64), days)}

    monkeypatch.setattr(gathering, "_sources", {"contact-held": source})
    monkeypatch.setattr(gathering, "A_CROWD", crowd)

    found = columns_by_code(
        Workforce([place.dana], date(2026, 11, 30), Refs(), all_of_them=True), ["contact-held", "supervisor-named"]
    )

    assert len(found[EVERY_CODE]["contact-held"].day) == MigrationRecorder(connection).migration_qs.count()
    assert (
        len(found[EVERY_CODE]["supervisor-named"].day)
        == SupervisorOfRecord.objects.filter(worker=place.dana).count()
        == 1
    )
    is_apart = crowd == 1 and connection.vendor == "postgresql"
    assert threads == {threading.get_ident()} if not is_apart else threading.get_ident() not in threads
