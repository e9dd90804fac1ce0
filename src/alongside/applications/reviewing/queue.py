"""The queue of a board: what each application needs now, in a constant number of queries however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import gettext as _, ngettext

from alongside.accounts.models import User
from alongside.applications.models import AT_THE_BOARD, ENDED, NUMBER, OPEN, TO_DECIDE, Application, Stage
from alongside.applications.queries import sent_to
from alongside.credentials.names import name_key
from alongside.database.prepared import Prepared
from alongside.people.models import Board

A_PAGE: Final = 25
SOON: Final = 7
"""Days left from which a clock is lit."""

WAITING: Final = ("review", "decide", "applicant", "colleagues")
"""Shelves whose applications wait for somebody: these are counted."""
SHELVES: Final = (*WAITING, "ended", "all")
"""Nobody needs the count of all that ever ended, and over the years it is what would make the page slow."""


@dataclass(frozen=True)
class Row:
    """One application in the queue. `clock`: how its day stands; `state` lights it: good, soon, late, calm."""

    application: Application
    name: str
    needs: str
    age: int
    clock: str
    state: str


@dataclass(frozen=True)
class Queue:
    """One page of one shelf, with how many wait on each, and how many are past their day or end on it."""

    page: Page[Application]
    rows: list[Row]
    counts: dict[str, int]
    past: int
    ends_today: int
    shelf: str
    search: str
    is_bare: bool
    """Whether nothing was ever sent."""

    @property
    def open_count(self) -> int:
        return sum(self.counts.values())


def queue_of(board: Board, reader: User, today: date, *, shelf: str, search: str, page: str) -> Queue:
    """The queue as one of the board's staff sees it. An unknown shelf is the first with something on it."""
    every = sent_to(board, reader)
    _board, *found = next(iter(_TOLD.rows(board.pk, reader.pk, today)), [0] * (len(WAITING) + 3))
    told = [int(number) for number in found]
    counts = dict(zip(WAITING, told, strict=False))
    if shelf not in SHELVES:
        shelf = "all" if search else next((name for name in WAITING if counts[name]), "ended")
    listed = _found(every.filter(_on_shelf(shelf, reader.pk)), search)
    paginator = Paginator(_in_order(listed, shelf), A_PAGE)
    if not search and shelf in counts:
        paginator.__dict__["count"] = counts[shelf]  # told already: it is a cached property
    shown = paginator.get_page(page)
    if not search and shown.number == 1:
        shown.object_list = _FIRST_PAGE[shelf].all(board.pk, reader.pk)
    rows = [row_of(application, reader, today) for application in shown]
    is_bare = not sum(counts.values()) and not every.exists()
    return Queue(shown, rows, counts, told[-2], told[-1], shelf, search, is_bare)


def row_of(application: Application, reader: User, today: date) -> Row:
    """One application as a row: fetch it with its certificate."""
    assert application.submitted_on is not None
    words, state = clock_words_of(application, today)
    return Row(
        application=application,
        name=application.certificate.name_on_certificate if application.certificate else "",
        needs=needs_now(application, reader),
        age=(today - application.submitted_on).days,
        clock=words,
        state=state,
    )


def clock_words_of(application: Application, today: date) -> tuple[str, str]:
    """How the board's day for it stands, and how it is lit."""
    if application.stage in ENDED:
        return str(Stage(application.stage).label), "calm"
    if application.stage == Stage.MORE_ASKED:
        return _("Stands still"), "calm"
    assert application.due_on is not None
    left = (application.due_on - today).days
    if left < 0:
        return ngettext("%(n)d day past", "%(n)d days past", -left) % {"n": -left}, "late"
    if left == 0:
        return _("Ends today"), "late"
    return ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}, "soon" if left <= SOON else "calm"


def needs_now(application: Application, reader: User) -> str:
    """What is to be done next, in a sentence."""
    match application.stage:
        case Stage.IN_REVIEW:
            return _needs_in_review(application)
        case Stage.RECOMMENDED | Stage.ANSWERED if application.recommended_by_id == reader.pk:
            return _("Somebody else’s decision: you recommended")
        case Stage.ANSWERED:
            return _("The applicant answered. Decide once more")
        case Stage.RECOMMENDED:
            return _("Your decision, as the second of two")
        case Stage.MORE_ASKED:
            return _("Something from the applicant")
        case _:
            return _("Nothing")


def _needs_in_review(application: Application) -> str:
    left = application.claims - application.verified
    if left and not application.verified:
        return _("A first look")
    if left:
        return ngettext("%(n)d thing to verify", "%(n)d things to verify", left) % {"n": left}
    return _("Your recommendation")


def _in_order(rows: QuerySet[Application], shelf: str) -> QuerySet[Application]:
    """What is pressed most first; where ended ones stand among them, those last."""
    pressed = ("due_on", "pk")
    if shelf == "all":
        return rows.select_related("certificate").order_by(Case(When(stage__in=ENDED, then=1), default=0), *pressed)
    return rows.select_related("certificate").order_by(*pressed)


def _on_shelf(name: str, reader: int) -> Q:
    match name:
        case "review":
            return Q(stage=Stage.IN_REVIEW)
        case "decide":
            return Q(stage__in=TO_DECIDE) & ~Q(recommended_by=reader)
        case "applicant":
            return Q(stage=Stage.MORE_ASKED)
        case "colleagues":
            return Q(stage__in=TO_DECIDE, recommended_by=reader)
        case "ended":
            return Q(stage__in=ENDED)
        case _:
            return Q(submitted_on__isnull=False)


def _found(rows: QuerySet[Application], search: str) -> QuerySet[Application]:
    """By the number on the application, or any part of a name."""
    search = search.strip()
    number = NUMBER.fullmatch(search)
    if number:
        return rows.filter(pk=int(number.group(1)))
    key = name_key(search)
    return rows.filter(name_key__contains=key) if key else rows


def _told(board: int, reader: int, today: date) -> QuerySet[Application, Any]:
    """One row, if anything is open: how many wait on each shelf, how many are past their day, how many end on it."""
    return (
        sent_to(board, reader)
        .filter(stage__in=OPEN)
        .order_by()
        .values_list("board")
        .annotate(
            **{name: Count("pk", filter=_on_shelf(name, reader)) for name in WAITING},
            past=Count("pk", filter=Q(stage__in=AT_THE_BOARD, due_on__lt=today)),
            ends_today=Count("pk", filter=Q(stage__in=AT_THE_BOARD, due_on=today)),
        )
    )


_TOLD: Final = Prepared(_told, int, int, date)


def _first_page(shelf: str) -> Prepared[Application]:
    return Prepared(
        lambda board, reader: _in_order(sent_to(board, reader).filter(_on_shelf(shelf, reader)), shelf)[:A_PAGE],
        int,
        int,
    )


_FIRST_PAGE: Final = {shelf: _first_page(shelf) for shelf in SHELVES}
"""What nearly everybody looks at."""
