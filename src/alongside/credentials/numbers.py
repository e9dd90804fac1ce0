"""Certificate numbers: drawn once under a lock, never again, and every gap explained."""

from collections.abc import Sequence

from django.db import connection, transaction

from alongside.accounts.models import User
from alongside.credentials.models import Certificate, DrawnNumber, NumberSeries, VoidedNumber
from alongside.journal.writing import NotInATransaction, write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Board, RoleKind

TAKEN = "already on another certificate of the board"


def draw_number(board: Board, code: str, *, by: User | None) -> str:
    """The board's next number, such as NM-2026-00042, in the transaction of the certificate it is for.

    Undone with that transaction, it was never drawn, and the next to ask gets it. A number that the board has given
    out by hand is voided with its reason and passed over. Raises NotInATransaction outside of one.
    """
    if not connection.in_atomic_block:
        raise NotInATransaction("draw a number in the same transaction as the certificate it is for")
    NumberSeries.objects.get_or_create(board=board)
    series = NumberSeries.objects.select_for_update().get(board=board)
    while True:
        drawn = _draw(series, board, code)
        if not Certificate.objects.filter(board=board, number=drawn.number).exists():
            series.save(update_fields=["next_serial"])
            return drawn.number
        _void(drawn, TAKEN, by=by)


def void_number(*, board: Board, number: str, why: str, by: User | None) -> VoidedNumber:
    """Say why a number drawn stands on no certificate. Raises NotTheirs, or NumberInUse."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=board))
        drawn = DrawnNumber.objects.get(board=board, number=number)
        if Certificate.objects.filter(board=board, number=number).exists():
            raise NumberInUse(number)
        return _void(drawn, why, by=by)


def unexplained_numbers(board: Board) -> Sequence[int]:
    """The serials up to the last drawn that nobody can account for: in use, or voided with a reason, are all others."""
    series = NumberSeries.objects.filter(board=board).first()
    if series is None:
        return []
    in_use = set(Certificate.objects.filter(board=board).exclude(number="").values_list("number", flat=True))
    voided = set(VoidedNumber.objects.filter(board=board).values_list("drawn__serial", flat=True))
    rows = DrawnNumber.objects.filter(board=board).values_list("serial", "number")
    explained = voided | {serial for serial, number in rows if number in in_use}
    return [serial for serial in range(1, series.next_serial) if serial not in explained]


class NumberInUse(ValueError):
    """A number was to be voided that stands on a certificate."""

    code = "number-in-use"


def _draw(series: NumberSeries, board: Board, code: str) -> DrawnNumber:
    year = clock.today_in(board.time_zone).year
    serial = series.next_serial
    series.next_serial = serial + 1
    number = f"{code.upper()}-{year}-{serial:05d}"
    return DrawnNumber.objects.create(board=board, serial=serial, number=number, at=clock.now())


def _void(drawn: DrawnNumber, why: str, *, by: User | None) -> VoidedNumber:
    voided = VoidedNumber.objects.create(drawn=drawn, board=drawn.board, why=why, by=by, at=clock.now())
    write_journal("certificate-number.voided", drawn, by=by, data={"serial": drawn.serial})
    return voided
