"""A board's list by how certificates stand: what the database leaves out beforehand never stands so."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final

import pytest

from alongside.credentials.models import Certificate, CertificateEvent
from alongside.credentials.register import may_stand, search
from alongside.credentials.standing import standings
from alongside.credentials.status import Happened, Status
from alongside.people import clock
from alongside.people.models import Board, Practitioner

NOON: Final = datetime(2026, 11, 19, 19, tzinfo=UTC)
TODAY: Final = date(2026, 11, 19)
MANY: Final = 250
KINDS: Final = [own.value for own in Happened]


def _board() -> Board:
    return Board.objects.create(slug="nm", name="Demo board", place="New Mexico", zone="America/Denver")


def _certificate(random: Random, board: Board, number: int) -> Certificate:
    holder = Practitioner.objects.create(name=f"Holder {number}", email=f"h{number}@example.test")
    began = TODAY + timedelta(days=random.choice([-900, -400, -90, -1, 0, 1]))
    has_period, gave_up = random.random() < 0.8, random.random() < 0.1
    return Certificate.objects.create(
        board=board,
        holder=holder,
        code="nm",
        number=f"NM-{number}",
        name_on_certificate=holder.name,
        applied_on=began - timedelta(days=30),
        valid_from=began if has_period else None,
        valid_through=began + timedelta(days=random.choice([0, 1, 89, 90, 399, 400, 730])) if has_period else None,
        given_up_on=TODAY + timedelta(days=random.choice([-1, 0, 1])) if gave_up else None,
    )


def _event(random: Random, certificate: Certificate) -> CertificateEvent:
    kind = random.choice(KINDS)
    on = TODAY + timedelta(days=random.choice([-300, -30, -1, 0, 1, 30]))
    begins = on + timedelta(days=random.choice([-60, -1, 0, 1, 20]))
    has_period = kind in {"granted", "renewed"}
    return CertificateEvent(
        certificate=certificate,
        board=certificate.board,
        kind=kind,
        on=on,
        valid_from=begins if has_period else None,
        valid_through=begins + timedelta(days=random.choice([0, 1, 29, 31, 61, 700])) if has_period else None,
        at=NOON,
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_list_of_a_status_holds_exactly_those_that_stand_so(db: None, seed: int) -> None:
    random, board = Random(seed), _board()
    rows = [_certificate(random, board, number) for number in range(MANY)]
    CertificateEvent.objects.bulk_create(_event(random, row) for row in rows for _ in range(random.randint(0, 3)))

    with clock.standing_at(NOON):
        by_status: dict[Status, set[int]] = defaultdict(set)
        for pk, standing in standings(rows, NOON).items():
            by_status[standing.status].add(pk)
        listed = {status: search(board, words="", status=status, page=None).total for status in Status}

    assert listed == {status: len(by_status[status]) for status in Status}
    assert len(by_status) >= 8, "nearly every status is there to be missed"
    assert any(Certificate.objects.exclude(may_stand(status, TODAY)).exists() for status in Status)
