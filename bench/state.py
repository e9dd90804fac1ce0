"""Fills an empty database with a state's size: one board, 10,000 holders with their certificates, applications and
250,000 entries of learning, and what happened to them.

    python -m bench.state --certificates 10000

Everything is invented and drawn from one seed. Rows go in by the thousand, past the product's actions: what is measured is
how pages read them, not how they came to be. Prints what it filled as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from alongside.accounts.models import User
    from alongside.applications.models import Application
    from alongside.credentials.models import Certificate, CertificateEvent
    from alongside.learning.models import LearningEntry
    from alongside.people.models import Board, Practitioner
    from alongside.renewals.models import Renewal

SEED: Final = 20261119
RUNS_FOR: Final = timedelta(days=729)
STAFF: Final = 16
OPEN_SHARE: Final = 0.06
ENTRIES: Final = 25
PASSWORD: Final = "state's size, all invented"
COUNTIES: Final = ("Bernalillo", "Doña Ana", "Santa Fe", "San Juan", "Sandoval", "Valencia", "Lea", "McKinley", "Otero")
GIVEN: Final = ("Ana", "Ben", "Cruz", "Dee", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jo", "Kit", "Lou", "Mai", "Nia", "Oz")
FAMILY: Final = ("Abeyta", "Begay", "Chee", "Duran", "Espinoza", "Farr", "Gallegos", "Holt", "Ito", "Jaramillo", "Kee")


def main() -> int:
    """Fill the database that DATABASE_URL names."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--certificates", type=int, default=10_000)
    wanted = reader.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.site.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(fill(wanted.certificates)) + "\n")
    return 0


def fill(certificates: int) -> dict[str, int]:
    """One board's whole register; returns how many rows of each kind."""
    from alongside.credentials.models import Certificate, CertificateEvent
    from alongside.people.models import Practitioner

    random = Random(SEED)
    board = _board()
    staff = [_staff(board, number) for number in range(STAFF)]
    people = list(_people(random, certificates))
    holders = Practitioner.objects.bulk_create(people, batch_size=1000)
    held = Certificate.objects.bulk_create(_certificates(random, board, holders), batch_size=1000)
    events = CertificateEvent.objects.bulk_create(_events(random, held, staff[0]), batch_size=1000)
    return {
        "staff": len(staff),
        "certificates": len(held),
        "events": len(events),
        "applications": _bulk(_applications(random, held, staff)),
        "learning": _bulk(_learning(random, held)),
        "renewals": _bulk(_renewals(held)),
    }


def _bulk(rows: Iterator[Any]) -> int:
    """Put rows of one kind in by the thousand; returns how many."""
    count = 0
    while batch := list(islice(rows, 5000)):
        type(batch[0]).objects.bulk_create(batch, batch_size=1000)
        count += len(batch)
    return count


def _board() -> Board:
    from alongside.people.actions import open_board
    from alongside.rulebook.actions import entrust_code

    board = open_board(slug="nm", name="Board of a whole state", place="New Mexico", zone="America/Denver", by=None)
    entrust_code(board=board, code="nm", by=None)
    return board


def _staff(board: Board, number: int) -> User:
    from alongside.accounts.actions import open_account
    from alongside.people.actions import give_role
    from alongside.people.models import RoleKind

    user = open_account(email=f"staff{number}@state.example", name=f"Staff {number}", password=PASSWORD, by=None)
    give_role(user=user, kind=RoleKind.BOARD_STAFF, place=board, from_day=date(2020, 1, 2), by=None)
    return user


def _people(random: Random, count: int) -> Iterator[Practitioner]:
    from alongside.people.models import Practitioner

    for number in range(count):
        name = f"{random.choice(GIVEN)} {random.choice(FAMILY)} {number:05d}"
        yield Practitioner(name=name, email=f"holder{number}@state.example", county=random.choice(COUNTIES))


def _certificates(random: Random, board: Board, holders: list[Practitioner]) -> Iterator[Certificate]:
    from alongside.credentials.models import Certificate
    from alongside.credentials.names import name_key

    for number, holder in enumerate(holders):
        first = date(2024, 6, 1) + timedelta(days=random.randint(0, 900))
        yield Certificate(
            board=board,
            holder=holder,
            code="nm",
            number=f"NM-{first.year}-{number:05d}",
            name_on_certificate=holder.name,
            name_key=name_key(holder.name),
            token=secrets.token_urlsafe(16),
            applied_on=first - timedelta(days=40),
            valid_from=first,
            valid_through=first + RUNS_FOR,
        )


def _events(random: Random, held: list[Certificate], by: User) -> Iterator[CertificateEvent]:
    """One in three has something on its record: a renewal, a suspension, a revocation, a surrender."""
    from alongside.credentials.models import CertificateEvent

    at = datetime(2026, 11, 1, 16, 0, tzinfo=UTC)
    for certificate in held:
        first, through = certificate.valid_from, certificate.valid_through
        assert first is not None
        assert through is not None
        kind = random.choices(["", "renewed", "inactive", "suspended", "revoked", "surrendered"], [66, 25, 3, 2, 2, 2])[
            0
        ]
        if not kind:
            continue
        event = CertificateEvent(certificate=certificate, board=certificate.board, kind=kind, by=by, at=at)
        event.on = through - timedelta(days=20) if kind == "renewed" else first + timedelta(days=100)
        if kind == "renewed":
            event.valid_from, event.valid_through = through + timedelta(days=1), through + RUNS_FOR
        yield event


def _applications(random: Random, held: list[Certificate], staff: list[User]) -> Iterator[Application]:
    """Each certificate was once applied for; six of a hundred still are being looked at."""
    from alongside.applications.models import Application, Stage

    at = datetime(2026, 11, 1, 16, 0, tzinfo=UTC)
    for certificate in held:
        is_open = random.random() < OPEN_SHARE
        stage = random.choice([Stage.IN_REVIEW, Stage.RECOMMENDED, Stage.MORE_ASKED]) if is_open else Stage.GRANTED
        yield Application(
            board=certificate.board,
            code="nm",
            practitioner=certificate.holder,
            certificate=certificate,
            stage=stage,
            name_key=certificate.name_key,
            started_at=at,
            stage_since=at,
            submitted_on=certificate.applied_on,
            due_on=date(2026, 11, 1) + timedelta(days=random.randint(0, 60)),
            claims=8,
            verified=random.randint(0, 8),
            recommended_by=random.choice(staff) if stage != Stage.IN_REVIEW else None,
        )


def _learning(random: Random, held: list[Certificate]) -> Iterator[LearningEntry]:
    """Twenty-five entries each, over four years."""
    from alongside.learning.models import LearningEntry

    at = datetime(2026, 11, 1, 16, 0, tzinfo=UTC)
    for certificate in held:
        for _ in range(ENTRIES):
            yield LearningEntry(
                practitioner=certificate.holder,
                board=certificate.board,
                title="A course",
                provider_name="A provider",
                completed_on=date(2026, 11, 1) - timedelta(days=random.randint(0, 1460)),
                hours=random.randint(1, 16) / Decimal(4),
                source=LearningEntry.Source.ATTENDANCE,
                at=at,
            )


def _renewals(held: list[Certificate]) -> Iterator[Renewal]:
    """One in thirty waits for its renewal."""
    from alongside.renewals.models import Renewal

    at = datetime(2026, 11, 1, 16, 0, tzinfo=UTC)
    for certificate in held[::30]:
        assert certificate.valid_through is not None
        yield Renewal(
            board=certificate.board,
            certificate=certificate,
            for_through=certificate.valid_through,
            asked_on=date(2026, 11, 1),
            is_late=False,
            declares=Renewal.Declares.NONE,
            at=at,
        )


if __name__ == "__main__":
    sys.exit(main())
