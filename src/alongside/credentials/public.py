"""Finding one certificate for the public: by its number, or by a whole name at one board. There is no list.

Only what was granted is public; an application is its maker's own affair. Persons served are nowhere near this page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from alongside.credentials.models import Certificate
from alongside.credentials.names import name_key
from alongside.credentials.standing import standings, standings_on
from alongside.credentials.status import Standing, Status
from alongside.database.prepared import Prepared
from alongside.people import clock
from alongside.people.models import Board

FEWEST_LETTERS: Final = 4
"""A name is looked up whole; shorter than this it is nobody's."""
MOST_SHOWN: Final = 10
"""Certificates of one holder at one board."""


@dataclass(frozen=True)
class Shown:
    """A certificate as the public sees it: how it stands today, and on the day asked for."""

    certificate: Certificate
    standing: Standing
    asked: date | None = None
    then: Standing | None = None

    @property
    def was_certified(self) -> bool:
        """On the day asked for."""
        return self.then is not None and self.then.is_in_force


@dataclass(frozen=True)
class Found:
    """What a search gave. `several`: other people hold that name there too, and a number tells them apart."""

    shown: Sequence[Shown] = ()
    several: bool = False


def by_number(board: Board, number: str) -> Found:
    """The certificate of that number at a board, however it is typed."""
    return Found(_public(Certificate.objects.filter(board=board, number__in=_typed(number))))


def by_name(board: Board, name: str, number: str = "") -> Found:
    """The certificates of the one person of exactly that name at a board; of several, none without their number."""
    key = name_key(name)
    if sum(sign.isalpha() for sign in key) < FEWEST_LETTERS:
        return Found()
    rows = Certificate.objects.filter(board=board, name_key=key)
    if number:
        return Found(_public(rows.filter(number__in=_typed(number))))
    public = _public(rows)
    if len({shown.certificate.holder_id for shown in public}) > 1:
        return Found(several=True)
    return Found(public)


_BY_TOKEN = Prepared(lambda token: Certificate.objects.filter(token=token).select_related("board", "holder"), str)


def by_token(token: str, on: date | None = None) -> Shown | None:
    """The certificate at an address that nobody guesses; None where there is none, or none that is public."""
    shown = _shown(_BY_TOKEN.all(token)) if "\x00" not in token else []  # PostgreSQL takes no such character
    if not shown:
        return None
    if on is None:
        return shown[0]
    then = standings_on([shown[0].certificate], on).get(shown[0].certificate.pk)
    return Shown(shown[0].certificate, shown[0].standing, on, then)


def _typed(number: str) -> tuple[str, str]:
    """A number as it was typed, and in capitals, as most are printed. Both are looked up by index."""
    plain = "".join(number.split())
    return plain, plain.upper()


def _public(rows: QuerySet[Certificate]) -> list[Shown]:
    return _shown(list(rows.select_related("board", "holder").order_by("-pk")[: MOST_SHOWN * 3]))


def _shown(listed: Sequence[Certificate]) -> list[Shown]:
    now = standings(listed, clock.now())
    granted = (Shown(c, now[c.pk]) for c in listed if c.pk in now and _is_public(now[c.pk]))
    return list(granted)[:MOST_SHOWN]


def _is_public(standing: Standing) -> bool:
    """Granted once, and begun: what was only applied for, or given up before it was granted, is not."""
    return standing.begins is not None and standing.status is not Status.APPLIED
