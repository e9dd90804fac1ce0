"""What the boards of the demo state put in force: whose code is whose, Juniper's document and edition, and readings.

The real boards have loaded no document here: their texts are theirs to load, and the pages say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import Board
from alongside.rulebook.actions import adopt_edition, entrust_code, load_document, settle_reading
from alongside.rulebook.amending import amend_programme
from alongside.rulebook.models import OfficialDocument, ReadingConfirmation
from alongside.rulebook.programmes import TermName
from alongside.rulebook.queries import files_of, reading_of, standing_of
from alongside.rulebook.readings import wording_of
from alongside.site.demo import SIXTH_CODE, sixth_documents
from alongside.site.demo.plan import STEWARDS_SINCE_DAYS_AGO

Verdict = ReadingConfirmation.Verdict


@dataclass(frozen=True)
class Settled:
    """A reading a board spoke of: by its clause and name, by whom, days ago, and their words where they dispute it."""

    by: str
    clause: str
    reading: str
    days_ago: int
    disputed: str = ""


SETTLED: Final = (
    Settled("Priya Nand", "nm.integrity.3", "token-over-ceiling", 140),
    Settled("Rowan Iverson", "nm.integrity.3a", "token-over-ceiling", 140),
    Settled("Lorraine Tillery", "nc.overview.1", "star-without-policy", 90),
    Settled("Lorraine Tillery", "nc.4.2a", "former-peers", 90),
    Settled("Wren Halvorsen", "juniper.ties.1", "meal-over-limit", 200),
    Settled(
        "Otis Pemberly",
        "juniper.ties.4",
        "ties-that-can-be-helped",
        60,
        disputed="We never meant to rule on ties that can be helped. The supervisor settles those as well.",
    ),
)


def put_codes_in_force(boards: Mapping[str, Board], users: Mapping[str, User], today: date) -> None:
    """Entrust each code to its board, adopt Juniper's edition by its own document, change a term, and settle some readings."""
    for code, board in boards.items():
        entrust_code(board=board, code=code, by=None)
    juniper = boards[SIXTH_CODE]
    _adopt_juniper(juniper, users["Wren Halvorsen"], today - timedelta(days=STEWARDS_SINCE_DAYS_AGO))
    _load_next_juniper(juniper, users["Otis Pemberly"], today - timedelta(days=3))
    _amend_juniper(juniper, users["Wren Halvorsen"], today - timedelta(days=20), today + timedelta(days=45))
    for settled in SETTLED:
        _settle(settled, boards[settled.clause.partition(".")[0]], users[settled.by], today)


def _adopt_juniper(board: Board, staff: User, opened: date) -> None:
    """Put the older edition in force from the day it begins, decided a week before or when the board had opened."""
    edition = files_of(SIXTH_CODE)[-1].edition
    day = max(opened, edition.start - timedelta(days=7))
    with clock.standing_at(_office_hour(day, board)):
        adopt_edition(
            board=board,
            code=SIXTH_CODE,
            digest=edition.digest,
            document=_load(sixth_documents()[0], board, staff),
            from_day=edition.start,
            after=0,
            by=staff,
            on=day,
        )


def _load(file: Path, board: Board, staff: User) -> OfficialDocument:
    return load_document(board=board, code=SIXTH_CODE, file_name=file.name, data=file.read_bytes(), by=staff)


def _load_next_juniper(board: Board, staff: User, day: date) -> None:
    """The next edition's document waits on the desk: what it changes can be seen, and it can be adopted."""
    with clock.standing_at(_office_hour(day, board)):
        _load(sixth_documents()[1], board, staff)


def _amend_juniper(board: Board, staff: User, day: date, from_day: date) -> None:
    """Renewing late will cost more from a day still to come."""
    with clock.standing_at(_office_hour(day, board)):
        amend_programme(
            board=board,
            code=SIXTH_CODE,
            name=TermName(term="late_fee"),
            value="45.00 USD",
            from_day=from_day,
            source="a vote of the invented board",
            after=0,
            by=staff,
            on=day,
        )


def _settle(settled: Settled, board: Board, staff: User, today: date) -> None:
    day = today - timedelta(days=settled.days_ago)
    edition = standing_of(settled.clause.partition(".")[0], day).edition
    reading = reading_of(edition, settled.clause, settled.reading)
    assert reading is not None, f"{settled.clause} has no reading {settled.reading}"
    with clock.standing_at(_office_hour(day, board)):
        settle_reading(
            board=board,
            code=edition.id,
            clause=settled.clause,
            reading=reading.name,
            wording=wording_of(reading),
            verdict=Verdict.DISPUTED if settled.disputed else Verdict.CONFIRMED,
            note=settled.disputed,
            by=staff,
            on=day,
        )


def _office_hour(day: date, board: Board) -> datetime:
    return datetime.combine(day, time(14, 15), tzinfo=board.time_zone)
