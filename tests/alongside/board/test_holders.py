"""A board's holders come in by file: seen row by row first, taken once, hostile files answered in words."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from hypothesis import given, strategies as st
from pytest_django import DjangoAssertNumQueries

from alongside.credentials.importing.judging import NEEDED, Kind, columns_of
from alongside.credentials.importing.models import HolderSheet
from alongside.credentials.importing.taking import hand_in_holders, review, take_holders
from alongside.credentials.models import Certificate, CertificateEvent
from alongside.credentials.records import PublicOrder
from alongside.credentials.standing import standing_of
from alongside.credentials.status import Status
from alongside.journal.models import Entry
from alongside.learning.models import LearningEntry
from alongside.people import clock
from alongside.people.models import Board, Practitioner
from alongside.people.sheets import SheetEnded, SheetMoved
from alongside.ui.incoming import MOST_ROWS, Unreadable, table_of
from alongside.ui.spreadsheets import as_text
from tests.alongside.rulebook.keeping import board_keeping, staff_of
from tests.clauses import clause

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)
HEAD = "number,name_on_certificate,email,county,applied_on,valid_from,valid_through,status,status_since,cause,hours"
MARISOL = "A-1,Marisol Vega,marisol@example.test,Taos,2025-01-06,2025-03-01,2027-02-28,active,,,12.5"
KNOWN = columns_of(())


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.standing_at(NOW), translation.override("en"):
        yield


@pytest.fixture
def board(db: None) -> Board:
    return board_keeping("nm")


@pytest.fixture
def priya(board: Board, client: Client) -> Client:
    client.force_login(staff_of(board, "Priya"), backend=BACKEND)
    return client


def a_file(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows]).encode()


def taken(board: Board, *rows: str, head: str = HEAD) -> HolderSheet:
    sheet = hand_in_holders(board=board, code="nm", data=a_file(*rows, head=head), by=None)
    return take_holders(sheet=sheet, expected=len(review(sheet).of(Kind.NEW)), by=None)


def problems_of(board: Board, *rows: str, head: str = HEAD) -> str:
    sheet = hand_in_holders(board=board, code="nm", data=a_file(*rows, head=head), by=None)
    return " ".join(problem for row in review(sheet).rows for problem in row.problems)


# ---- the errand -----------------------------------------------------------------------------------------------------------


@clause("nm.cert.1")
def test_a_list_is_seen_row_by_row_and_nothing_is_written_before_the_yes(priya: Client, board: Board) -> None:
    file = SimpleUploadedFile("holders.csv", a_file(MARISOL, "A-2,,,,,2025-03-01,2027-02-28,,,,"))

    seen = priya.post("/board/holders/", {"code": "nm", "file": file}, follow=True)

    said = seen.content.decode()
    assert "1 holder is ready to be taken in" in said
    assert "name_on_certificate: it holds no letters." in said
    assert not Certificate.objects.exists()
    assert not Practitioner.objects.exists()


@clause("nm.cert.1")
def test_a_yes_enters_the_good_rows_and_a_second_click_enters_nothing(priya: Client, board: Board) -> None:
    file = SimpleUploadedFile("holders.csv", a_file(MARISOL, "A-2,,,,,2025-03-01,2027-02-28,,,,"))
    page = priya.post("/board/holders/", {"code": "nm", "file": file}).headers["Location"]

    first, second = (priya.post(page, {"expected": "1"}, follow=True).content.decode() for _ in range(2))

    assert "1 holder is on your register." in first
    assert "Nothing was taken twice." in second
    held = Certificate.objects.get()
    assert (held.number, held.holder.name, held.holder.county) == ("A-1", "Marisol Vega", "Taos")
    standing = standing_of(Certificate.objects.select_related("board").get(), NOW)
    assert standing is not None
    assert standing.status is Status.ACTIVE
    assert LearningEntry.objects.get().hours == Decimal("12.5")
    assert Entry.objects.filter(kind="certificate.entered", subject_id=held.pk).count() == 1


def test_rows_not_taken_can_be_put_right_and_are_forgotten_when_told(priya: Client, board: Board) -> None:
    page = f"/board/holders/{taken(board, MARISOL, 'A-2,=HYPERLINK(1),,,,2025-03-01,2027-02-28,,,,').token}/"

    file = priya.get(f"{page}left.csv").content.decode("utf-8-sig")
    priya.post(f"{page}put-aside/")

    row = next(csv.DictReader(io.StringIO(file)))
    assert row["name_on_certificate"] == "'=HYPERLINK(1)"
    assert "begins like a formula" in row["problem"]
    assert HolderSheet.objects.get().cells == ""
    assert "No row is left here" in priya.get(page).content.decode()


def test_a_stale_page_is_told_and_takes_nothing(priya: Client, board: Board) -> None:
    sheet = hand_in_holders(board=board, code="nm", data=a_file(MARISOL), by=None)
    taken(board, MARISOL.replace("12.5", ""))

    answer = priya.post(f"/board/holders/{sheet.token}/", {"expected": "1"})

    assert answer.status_code == 422
    assert "The register changed since you opened this page" in answer.content.decode()
    assert Certificate.objects.count() == 1


def test_the_same_file_is_the_same_sheet_and_later_all_there(board: Board) -> None:
    first = hand_in_holders(board=board, code="nm", data=a_file(MARISOL), by=None)
    again = hand_in_holders(board=board, code="nm", data=a_file(MARISOL), by=None)
    take_holders(sheet=first, expected=1, by=None)
    later = hand_in_holders(board=board, code="nm", data=a_file(MARISOL), by=None)

    assert again.pk == first.pk != later.pk
    assert [row.kind for row in review(later).rows] == [Kind.THERE]
    with pytest.raises(SheetEnded):
        take_holders(sheet=again, expected=1, by=None)
    with pytest.raises(SheetMoved):
        take_holders(sheet=later, expected=1, by=None)


def test_another_boards_list_is_not_there(priya: Client, board: Board) -> None:
    other = hand_in_holders(board=board_keeping("ak"), code="ak", data=a_file(MARISOL), by=None)

    statuses = [
        priya.get(f"/board/holders/{other.token}/").status_code,
        priya.post(f"/board/holders/{other.token}/", {"expected": "1"}).status_code,
        priya.get(f"/board/holders/{other.token}/left.csv").status_code,
        priya.post(f"/board/holders/{other.token}/put-aside/").status_code,
        Client().get("/board/holders/").status_code,
    ]

    assert statuses == [404, 404, 404, 404, 302]
    assert HolderSheet.objects.get().end == ""


def test_the_example_can_be_handed_in_as_it_is(priya: Client, board: Board) -> None:
    example = priya.get("/board/holders/example.csv").content

    sheet = hand_in_holders(board=board, code="nm", data=example, by=None)

    assert [(row.kind, row.problems) for row in review(sheet).rows] == [(Kind.NEW, ()), (Kind.NEW, ())]


def test_the_example_of_the_manual_can_be_handed_in(board: Board) -> None:
    data = Path("docs/examples/holders.csv").read_bytes()

    found = review(hand_in_holders(board=board, code="nm", data=data, by=None))

    assert [row.problems for row in found.rows] == [()] * 4
    assert set(found.unread) <= {"hours_ethics"}


# ---- what stands against a certificate ------------------------------------------------------------------------------------


@clause("nm.recovery.5")
def test_a_revocation_brought_in_is_not_taken_back_before_the_programme_lets_it(board: Board) -> None:
    taken(board, "A-1,Noor Haddad,,,,2025-03-01,2027-02-28,revoked,2026-02-01,Order 7,")

    event = CertificateEvent.objects.get()
    assert (event.kind, event.on, event.until) == ("revoked", date(2026, 2, 1), date(2028, 2, 1))


@pytest.mark.parametrize(
    ("status", "stands"),
    [("inactive", Status.INACTIVE), ("suspended", Status.SUSPENDED), ("surrendered", Status.SURRENDERED)],
)
def test_a_status_brought_in_stands(board: Board, status: str, stands: Status) -> None:
    taken(board, f"A-1,Noor Haddad,,,,2025-03-01,2027-02-28,{status},2026-02-01,asked,")

    standing = standing_of(Certificate.objects.select_related("board").get(), NOW)
    assert standing is not None
    assert (standing.status, standing.since) == (stands, date(2026, 2, 1))


def test_an_order_comes_with_its_certificate(board: Board) -> None:
    head = "number,name_on_certificate,valid_from,valid_through,order_title,order_summary,order_effective_on"
    taken(board, "A-1,Noor Haddad,2025-03-01,2027-02-28,Reprimand,Late report.,4/1/2026", head=head)

    order = PublicOrder.objects.get()
    assert (order.title, order.effective_on, order.certificate.number) == ("Reprimand", date(2026, 4, 1), "A-1")


def test_one_person_with_two_certificates_is_one_person(board: Board) -> None:
    taken(board, MARISOL, MARISOL.replace("A-1", "A-2"), MARISOL.replace("A-1", "A-3").replace("Vega", "Ortiz"))

    assert Practitioner.objects.count() == 2


# ---- what is wrong with a row, in words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",Noor Haddad,,,,2025-03-01,2027-02-28,,,,", "number: it is empty"),
        ("A-1,Noor Haddad,,,,31/3/2025,2027-02-28,,,,", "the month first"),
        ("A-1,Noor Haddad,,,,2025-02-30,2027-02-28,,,,", "valid_from: write the day as"),
        ("A-1,Noor Haddad,,,,0001-01-01,9999-12-31,,,,", "valid_through: write the day as"),
        ("A-1,Noor Haddad,,,,2025-03-01,,,,,", "Give both days, or neither"),
        ("A-1,Noor Haddad,,,,2027-02-28,2025-03-01,,,,", "it comes before valid_from"),
        ("A-1,Noor Haddad,,,2027-01-01,,,applied,,,", "still to come"),
        ("A-1,Noor Haddad,,,2026-05-01,,,active,,,", "can only be applied"),
        ("A-1,Noor Haddad,,,,2025-03-01,2027-02-28,lapsed,,,", "has not passed"),
        ("A-1,Noor Haddad,,,,2025-03-01,2027-02-28,gone,,,", "write active, lapsed"),
        ("A-1,Noor Haddad,,,,2025-03-01,2027-02-28,suspended,,x,", "say from which day"),
        ("A-1,Noor Haddad,,,,2025-03-01,2027-02-28,suspended,2025-04-01,,", "say why"),
        ("A-1,Noor Haddad,,,2024-01-01,2025-03-01,2027-02-28,suspended,2024-04-01,x,", "could not happen"),
        ("A-1,Noor Haddad,not an address,,,2025-03-01,2027-02-28,,,,", "no e-mail address"),
        ("A-1,Noor Haddad,,,,2025-03-01,2027-02-28,,,,NaN", "hours in quarters"),
        ("A-1,Noor Haddad,,,,2025-03-01,2027-02-28,,,,1.1", "hours in quarters"),
        ("A-1,Noor Haddad,,,2025-03-01,,,applied,,,4", "has begun"),
        ("A-1,Noor Haddad,,,,2025-03-01,2027-02-28,,,,,more", "more cells than the first line"),
        ("A-1," + "n" * 121 + ",,,,2025-03-01,2027-02-28,,,,", "at most 120"),
        ("A-1,Noor\u202e Haddad,,,,2025-03-01,2027-02-28,,,,", "nobody can see"),
    ],
)
def test_a_row_that_cannot_be_taken_says_what_to_do(board: Board, row: str, says: str) -> None:
    assert says in problems_of(board, row)


def test_a_number_twice_in_the_file_names_both_lines(board: Board) -> None:
    said = problems_of(board, MARISOL, MARISOL.replace("A-1", "a - 1").replace("Vega", "Ortiz"))

    assert said.count("The same number stands in lines 2, 3.") == 2


def test_a_number_of_somebody_else_is_not_taken_for_theirs(board: Board) -> None:
    taken(board, MARISOL)

    assert "in another name" in problems_of(board, MARISOL.replace("Vega", "Ortiz"))


# ---- hostile files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no-rows"),
        (b"\n\n , \n", "no-rows"),
        (b"number,name_on_certificate\n", "no-rows"),
        (b"number\nA-1\n", "columns-missing"),
        (b"number,Number,name on certificate\nA,B,C\n", "columns-twice"),
        (b"number,name_on_certificate\nA-1,a\0b\n", "no-text"),
        (b"number,name_on_certificate\nA-1,\x81\n", "no-text"),
        (b"PK\x03\x04rest", "a-workbook"),
        (b"number,name_on_certificate\nA-1," + b"x" * 200_000, "broken-line"),
        (b"number,name_on_certificate\n" + b"A,B\n" * 100_000, "too-many-rows"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        table_of(data, known=KNOWN, needed=NEEDED)

    assert refused.value.code == code
    assert refused.value.remedy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_spreadsheets_write_is_read(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["Number", "Name on certificate", "Notes"]) + "\r\n" + delimiter.join(["A-1", "José Ñ", ""])

    table = table_of(text.encode(encoding), known=KNOWN, needed=NEEDED)

    assert (table.rows, table.unread) == ([(2, ["A-1", "José Ñ"])], ["Notes"])


def test_a_refused_file_leaves_the_form_and_says_why(priya: Client, board: Board) -> None:
    answer = priya.post("/board/holders/", {"code": "nm", "file": SimpleUploadedFile("a.csv", b"number\nA-1\n")})

    assert answer.status_code == 422
    assert "These columns are missing: name_on_certificate." in answer.content.decode()
    assert not HolderSheet.objects.exists()


@given(data=st.binary(max_size=400))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    rows = 1  # of a file that is refused in words
    with suppress(Unreadable):
        rows = len(table_of(b"number,name_on_certificate\n" + data, known=KNOWN, needed=NEEDED).rows)

    assert 0 < rows <= MOST_ROWS


@given(cell=st.text())
def test_no_cell_taken_away_is_a_formula(cell: str) -> None:
    assert not as_text(cell).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


# ---- many ------------------------------------------------------------------------------------------------------------------


def test_a_thousand_rows_are_written_in_batches(
    board: Board, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [f"A-{n},Holder {n},h{n}@example.test,Taos,,2025-03-01,2027-02-28,,,,4" for n in range(1000)]
    sheet = hand_in_holders(board=board, code="nm", data=a_file(*rows), by=None)

    with django_assert_max_num_queries(100):
        done = take_holders(sheet=sheet, expected=1000, by=None)

    assert done.taken == Certificate.objects.count() == LearningEntry.objects.count() == 1000
