"""A board's register: finding one certificate among ten thousand, and everything on its record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from alongside.credentials.models import Certificate, CertificateEvent
from alongside.credentials.names import name_key
from alongside.credentials.records import NameChange, PublicOrder
from alongside.credentials.standing import A_PAGE, standings
from alongside.credentials.status import IN_FORCE, MARKS, MAY_FOLLOW, Happened, Standing, Status
from alongside.credentials.words import WORDS, StatusWords
from alongside.database.prepared import Prepared, counted
from alongside.people import clock
from alongside.people.models import Board

_COUNT: Final = Prepared(lambda board: counted(Certificate.objects.filter(board=board), "board"), int)
_FIRST_PAGE: Final = Prepared(
    lambda board: Certificate.objects.filter(board=board).order_by("name_key", "pk")[:A_PAGE], int
)
"""What nearly everybody looks at."""


@dataclass(frozen=True, slots=True)
class Row:
    """A certificate in the list, with how it stands at this moment; nothing stands before it was applied for."""

    certificate: Certificate
    standing: Standing | None

    @property
    def words(self) -> StatusWords | None:
        return WORDS[self.standing.status] if self.standing else None


@dataclass(frozen=True)
class Listed:
    """A page of the register. `total`: certificates found, before paging."""

    rows: Sequence[Row]
    page: Page[Certificate]
    total: int


def search(board: Board, *, words: str, status: Status | None, page: str | None) -> Listed:
    """A board's certificates by name or number, in order of name; `status` looks through those that may stand so."""
    found = Certificate.objects.filter(named(words), board=board).order_by("name_key", "pk")
    listed: QuerySet[Certificate] | Sequence[Certificate] = found
    if status is not None:
        found = found.filter(may_stand(status, clock.today_in(board.time_zone)))
        listed = [row for row, standing in _with_standing(board, found) if standing and standing.status is status]
    paginator = Paginator(listed, A_PAGE)
    is_whole = status is None and not words.strip()
    if is_whole:
        paginator.__dict__["count"] = _COUNT.number(board.pk)  # a cached property
    shown = paginator.get_page(page)
    if is_whole and shown.number == 1:
        shown.object_list = _FIRST_PAGE.all(board.pk)
    rows = [Row(row, standing) for row, standing in _with_standing(board, shown)]
    return Listed(rows, shown, paginator.count)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a certificate's record: an event, a change of name or an order."""

    on: date
    event: CertificateEvent | None = None
    name: NameChange | None = None
    order: PublicOrder | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True)
class OnRecord:
    """A certificate with all that happened to it. `last`: the newest event, which a form must have seen."""

    certificate: Certificate
    standing: Standing
    entries: Sequence[Entry]
    last: int

    @property
    def words(self) -> StatusWords:
        return WORDS[self.standing.status]

    @property
    def possible(self) -> Sequence[Happened]:
        """What may happen next. A grant belongs to the application, and giving up to the holder."""
        by_hand = [kind for kind in Happened if kind not in {Happened.GRANTED, Happened.SURRENDERED}]
        return [kind for kind in by_hand if self.standing.status in MAY_FOLLOW[kind]]


def on_record(board: Board, certificate_id: int) -> OnRecord:
    """One certificate of a board. Raises Http404 for one that is not theirs or not there."""
    row = Certificate.objects.filter(board=board, pk=certificate_id).select_related("board", "holder__user").first()
    standing = standings([row], clock.now()).get(row.pk) if row else None
    if row is None or standing is None:
        raise Http404
    events = list(CertificateEvent.objects.filter(certificate=row).select_related("by").order_by("on", "pk"))
    names = NameChange.objects.filter(certificate=row).select_related("by")
    orders = PublicOrder.objects.filter(certificate=row).select_related("by", "withdrawn")
    entries = [
        *(Entry(event.on, event=event) for event in events),
        *(Entry(name.at.astimezone(board.time_zone).date(), name=name) for name in names),
        *(Entry(order.effective_on, order=order, is_withdrawn=hasattr(order, "withdrawn")) for order in orders),
    ]
    newest_first = sorted(entries, key=lambda entry: entry.on, reverse=True)
    return OnRecord(row, standing, newest_first, max((event.pk for event in events), default=0))


def named(words: str, certificate: str = "") -> Q:
    """Certificates whose name holds these words, or whose number begins with them; all of them for no words.

    `certificate` leads from the rows that are looked through to theirs, as "certificate__".
    """
    typed = words.replace("\x00", "").strip()  # PostgreSQL takes no such character
    if not typed:
        return Q()
    by_number = Q(**{f"{certificate}number__istartswith": "".join(typed.split()).upper()})
    key = name_key(typed)
    return by_number | Q(**{f"{certificate}name_key__contains": key}) if key else by_number


def may_stand(status: Status, today: date) -> Q:
    """What the database can tell of how certificates stand: nothing that stands so is missing, and little else is there.

    Who is suspended has a suspension on record; who may practise, a period that today lies in; who lapsed, none.
    """
    events = CertificateEvent.objects.filter(certificate=OuterRef("pk"), on__lte=today)
    kinds = [kind.value for kind, mark in MARKS.items() if mark is status]
    if kinds:
        given_up = Q(given_up_on__lte=today) if status is Status.SURRENDERED else Q()
        return Q(Exists(events.filter(kind__in=kinds))) | given_up
    runs = Q(valid_from__lte=today, valid_through__gte=today)
    is_covered = runs | Q(Exists(events.filter(runs)))
    return is_covered if status in IN_FORCE else ~is_covered


def _with_standing(board: Board, rows: Iterable[Certificate]) -> Sequence[tuple[Certificate, Standing | None]]:
    listed = list(rows)
    for row in listed:
        row.board = board  # all are its own: no need to fetch it with each
    now = standings(listed, clock.now())
    return [(row, now.get(row.pk)) for row in listed]
