"""Certificate numbers drawn by many issuers at once, some attempts rolled back: none twice, no gap unexplained.

    python -m bench.numbering --issuers 64 --certificates 10000

Works on the database that DATABASE_URL names, which must be empty, else on a file of its own. Prints what it found as
JSON and exits 1 where a number was drawn twice or a gap is unexplained.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alongside.people.models import Board, Practitioner

ONE_IN = 5  # attempts of which one is rolled back after its number was drawn
A_WHILE = 0.2  # seconds before an attempt that was turned away is made again


class Spoiled(Exception):
    """Something went wrong after a number was drawn."""


def main() -> int:
    """Draw, roll back, count."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--issuers", type=int, default=64)
    reader.add_argument("--certificates", type=int, default=10_000)
    wanted = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="alongside-numbers-") as folder:
        os.environ["ALONGSIDE_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.site.settings")
        found = draw(wanted.issuers, wanted.certificates)
    sys.stdout.write(json.dumps(found) + "\n")
    return int(bool(found["drawn_twice"] or found["unexplained"] or found["issued"] != wanted.certificates))


def draw(issuers: int, certificates: int) -> dict[str, int | float | str]:
    """So many certificates by so many issuers, each on its own connection."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    call_command("migrate", verbosity=0)
    board, holder = _place()
    shares = [certificates // issuers + (n < certificates % issuers) for n in range(issuers)]
    began = time.perf_counter()
    with ThreadPoolExecutor(issuers) as pool:
        drawn = list(pool.map(lambda share: _issue(board, holder, share), shares))
    took = time.perf_counter() - began
    numbers = [number for kept, _, _ in drawn for number in kept]
    from alongside.credentials.numbers import unexplained_numbers

    found: dict[str, int | float | str] = {
        "database": connection.vendor,
        "issuers": issuers,
        "issued": len(numbers),
        "rolled_back": sum(lost for _, lost, _ in drawn),
        "tried_again": sum(refused for _, _, refused in drawn),
        "drawn_twice": len(numbers) - len(set(numbers)),
        "unexplained": len(unexplained_numbers(board)),
        "seconds": round(took, 1),
    }
    connections.close_all()
    return found


def _issue(board: Board, holder: Practitioner, share: int) -> tuple[list[str], int, int]:
    from django.db import OperationalError, connections, transaction

    from alongside.credentials.models import Certificate
    from alongside.credentials.numbers import draw_number

    kept, lost, refused, attempt = list[str](), 0, 0, 0
    while len(kept) < share:
        attempt += 1
        try:
            with transaction.atomic(durable=True):
                number = draw_number(board, "nm", by=None)
                Certificate.objects.create(
                    board=board,
                    holder=holder,
                    code="nm",
                    number=number,
                    name_on_certificate=holder.name,
                    applied_on=date(2026, 1, 1),
                )
                if attempt % ONE_IN == 0:
                    raise Spoiled
            kept.append(number)
        except Spoiled:
            lost += 1
        except OperationalError:  # the queue was too long, or every connection taken: nothing was drawn
            refused += 1
            connections.close_all()
            time.sleep(A_WHILE)
    connections.close_all()
    return kept, lost, refused


def _place() -> tuple[Board, Practitioner]:
    from alongside.people.actions import open_board
    from alongside.people.practitioners import practitioner_for

    board = open_board(slug="numbers", name="Board", place="Here", zone="America/Denver", by=None)
    return board, practitioner_for(user=None, name="Teo Begay")


if __name__ == "__main__":
    sys.exit(main())
