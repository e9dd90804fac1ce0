"""Which codes bind a worker on a day, and whether a certificate is in force."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.credentials.models import Certificate, CertificateEvent, PrintedCopy
from alongside.credentials.standing import standings, standings_on
from alongside.credentials.status import MARKS
from alongside.database.prepared import Many, Prepared
from alongside.people import clock
from alongside.people.models import Practitioner, RoleKind, Worker
from alongside.people.queries import workers_seen_by
from alongside.people.viewer import Viewer


def codes_held(worker: Worker, on: date) -> frozenset[str]:
    """The codes that bind a worker on a day, by id: from application until the credential is given up.

    A lapse takes the permission away, not the code. A worker bound by none is permitted nothing.
    """
    return frozenset(binding(on).filter(holder=worker.practitioner_id).values_list("code", flat=True))


def codes_of_many(workers: Sequence[Worker], on: date) -> dict[int, frozenset[str]]:
    """The same for many workers at once, by their id."""
    held: dict[int, set[str]] = defaultdict(set)
    for holder, code in _CODES.rows(on, {worker.practitioner_id for worker in workers}):
        held[holder].add(code)
    return {worker.pk: frozenset(held[worker.practitioner_id]) for worker in workers}


_CODES: Final = Prepared(
    lambda on, holders: binding(on).filter(holder__in=holders).order_by().values_list("holder", "code"), date, Many
)


def binding(on: date) -> QuerySet[Certificate]:
    """Every certificate whose code binds its holder on a day."""
    given_up = CertificateEvent.objects.filter(
        certificate=OuterRef("pk"), kind=CertificateEvent.Kind.SURRENDERED, on__lte=on
    )
    return Certificate.objects.filter(
        ~Exists(given_up), Q(given_up_on__isnull=True) | Q(given_up_on__gt=on), applied_on__lte=on
    )


def binding_now(holder: Practitioner) -> list[Certificate]:
    """The certificates whose code binds somebody at this moment: each board's own zone says which day it is."""
    rows = certificates_of(holder)
    days = {board: clock.today_in(board.time_zone) for board in {row.board for row in rows}}
    bound = {row.pk for board, day in days.items() for row in binding(day).filter(holder=holder, board=board)}
    return [row for row in rows if row.pk in bound]


def is_in_force(worker: Worker, code: str, on: date) -> bool:
    """Whether the worker holds a certificate under this code that is good on this day of its board's calendar."""
    return any(standing.is_in_force for standing in standings_on(_of(worker, code), on).values())


def is_in_force_at(worker: Worker, code: str, at: datetime) -> bool:
    """Whether they hold one that is good at this moment: the board's own midnight ends it."""
    return any(standing.is_in_force for standing in standings(_of(worker, code), at).values())


def may_practice(workers: Sequence[Worker], on: date) -> frozenset[int]:
    """Who of these has a certificate in force on a day under every code that binds them, by id; bound by none is nobody."""
    rows = list(binding(on).filter(holder__in={worker.practitioner_id for worker in workers}).select_related("board"))
    good = standings_on(rows, on)
    wanted: dict[int, set[str]] = defaultdict(set)
    held: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        wanted[row.holder_id].add(row.code)
        if row.pk in good and good[row.pk].is_in_force:
            held[row.holder_id].add(row.code)
    return frozenset(
        w.pk for w in workers if wanted[w.practitioner_id] and wanted[w.practitioner_id] == held[w.practitioner_id]
    )


def doubts_of_practice(holder: str, on: date) -> tuple[Q, Q]:
    """Of whom it takes a closer look: who holds no certificate at all, or one that no period covers or somebody ever marked.

    `holder` leads from the rows that are asked about to the practitioner. Of these `may_practice` tells; all others may. Each
    doubt stands for itself, since a database finds the rows of one from its index, and of both together in no index.
    """
    events = CertificateEvent.objects.filter(certificate=OuterRef("pk"))
    runs = Q(valid_from__lte=on, valid_through__gte=on)
    is_covered = runs | Q(Exists(events.filter(runs, on__lte=on)))
    is_marked = Q(Exists(events.filter(kind__in=[kind.value for kind in MARKS])))
    held = Certificate.objects.filter(holder=OuterRef(holder))
    doubtful = held.filter(~is_covered | is_marked | Q(given_up_on__isnull=False) | Q(applied_on__gt=on))
    return ~Q(Exists(held)), Q(Exists(doubtful))


def in_force(on: date) -> tuple[Certificate, ...]:
    """Every certificate good on a day. For counting."""
    listed = list(Certificate.objects.filter(applied_on__lte=on).select_related("board"))
    good = standings_on(listed, on)
    return tuple(c for c in listed if c.pk in good and good[c.pk].is_in_force)


def certificates_seen_by(viewer: Viewer) -> QuerySet[Certificate]:
    """The certificates of the workers this viewer may see, and those that their own board granted."""
    return Certificate.objects.filter(
        Q(holder__in=workers_seen_by(viewer).values("practitioner"))
        | Q(holder__user=viewer.user)
        | Q(board__in=viewer.boards_as(RoleKind.BOARD_STAFF, RoleKind.AUDITOR))
    )


def certificates_of(holder: Practitioner) -> QuerySet[Certificate]:
    """Somebody's own certificates, newest application first."""
    return Certificate.objects.filter(holder=holder).select_related("board").order_by("-applied_on", "-pk")


def printable_by(viewer: Viewer) -> QuerySet[Certificate]:
    """The certificates that this viewer may print while they are in force: their own, and those of their board."""
    mine = Q(holder__user=viewer.user) | Q(board__in=viewer.boards_as(RoleKind.BOARD_STAFF))
    return Certificate.objects.filter(mine).select_related("board", "holder")


def copies_of(certificate: Certificate) -> QuerySet[PrintedCopy]:
    """Every print of a certificate, the newest first."""
    return PrintedCopy.objects.filter(certificate=certificate).order_by("-pk")


def _of(worker: Worker, code: str) -> QuerySet[Certificate]:
    return Certificate.objects.filter(holder=worker.practitioner_id, code=code).select_related("board")
