"""The desk says first what waits: a row a queue, with how many and the day of the first."""

from datetime import date

import pytest
from django.test import Client

from alongside.board.queues import waiting_for
from alongside.credentials.importing.taking import hand_in_holders, put_sheet_aside
from alongside.people.models import Board
from tests.alongside.rulebook.keeping import board_keeping, staff_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LIST = b"number,name_on_certificate,valid_from,valid_through\nA-1,Noor Haddad,2025-03-01,2027-02-28\n"


@pytest.fixture
def board(db: None) -> Board:
    return board_keeping("nm")


def test_a_list_waits_until_it_is_finished(client: Client, board: Board) -> None:
    priya = staff_of(board, "Priya")
    client.force_login(priya, backend=BACKEND)
    sheet = hand_in_holders(board=board, code="nm", data=LIST, by=priya)

    before = client.get("/board/").content.decode()
    put_sheet_aside(sheet=sheet, by=priya)
    after = client.get("/board/").content.decode()

    assert "1 thing waits for you" in before
    assert "Lists of holders to say yes to" in before
    assert "What waits" not in after


def test_what_waits_at_another_board_is_not_told(board: Board) -> None:
    hand_in_holders(board=board, code="nm", data=LIST, by=None)
    other = board_keeping("ak")

    assert waiting_for(other, staff_of(other, "Ada"), date(2026, 11, 27)) == []
