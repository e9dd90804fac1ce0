"""Attendance in bulk: every row as it would be taken, nothing written before, the good ones once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, strategies as st
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.learning.attendance import Verdict, examine, post_sheet, receive_sheet
from alongside.learning.hours import tallies
from alongside.learning.models import AttendancePosting, AttendanceSheet, LearningEntry, Provider
from alongside.learning.registering import end_contact, name_contact, register_course, register_provider
from alongside.learning.sheets import MOST_ROWS, SheetUnfit, read_day, read_hours, read_sheet
from alongside.notices.models import Notice
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, Practitioner
from tests.alongside.learning.conftest import BEGINS, THROUGH, TODAY, certified, put, user_of

HEAD = "certificate number or e-mail,name,course,date,hours\n"


@pytest.fixture
def college(board: Board, staff: User) -> Provider:
    provider = register_provider(
        board=board, name="A college", kind=Provider.Kind.UNIVERSITY, from_day=BEGINS, by=staff
    )
    register_course(
        provider=provider,
        title="Ethics anew",
        hours=Decimal(3),
        topics={"ethics": Decimal(2)},
        from_day=BEGINS,
        by=staff,
    )
    return provider


@pytest.fixture
def poster(college: Provider, staff: User) -> User:
    user = User.objects.create_user("post@example.test", name="Post")
    name_contact(provider=college, email="post@example.test", from_day=TODAY, by=staff)
    return user


def sheet_of(college: Provider, poster: User, *rows: str) -> AttendanceSheet:
    return receive_sheet(provider=college, data=(HEAD + "\n".join(rows)).encode(), by=poster)


def verdicts(sheet: AttendanceSheet) -> list[str]:
    return [row.verdict.value for row in examine(sheet)]


def test_a_dry_run_writes_nothing_and_posting_writes_the_good_rows(
    board: Board, teo: Practitioner, college: Provider, poster: User
) -> None:
    sheet = sheet_of(
        college, poster, "NM-1,Teo Begay,ethics anew,2026-11-02,3", "NM-9,Nobody Known,Ethics anew,2026-11-02,3"
    )

    before = (verdicts(sheet), LearningEntry.objects.count())
    posting = post_sheet(sheet=sheet, by=poster)

    assert before == (["good", "problem"], 0)
    assert (posting.taken, posting.left) == (1, 1)
    assert tallies([teo.pk], board, BEGINS, THROUGH)[teo.pk].by_topic == {"ethics": Decimal(2)}
    entry = LearningEntry.objects.get()
    assert (entry.source, entry.sheet, entry.by) == ("attendance", sheet, poster)
    assert Entry.objects.filter(kind="learning.logged", subject_id=entry.pk).exists()


def test_pressed_twice_it_is_posted_once(teo: Practitioner, college: Provider, poster: User) -> None:
    sheet = sheet_of(college, poster, "NM-1,Teo Begay,Ethics anew,2026-11-02,3")

    first, second = post_sheet(sheet=sheet, by=poster), post_sheet(sheet=sheet, by=poster)

    assert first == second
    assert LearningEntry.objects.count() == 1


def test_the_same_file_sent_again_is_the_same_list_and_after_posting_adds_nothing(
    teo: Practitioner, college: Provider, poster: User
) -> None:
    row = "NM-1,Teo Begay,Ethics anew,2026-11-02,3"
    first, again = sheet_of(college, poster, row), sheet_of(college, poster, row)
    post_sheet(sheet=first, by=poster)
    later = sheet_of(college, poster, row)

    assert first == again
    assert later != first
    assert verdicts(later) == ["there"]
    assert post_sheet(sheet=later, by=poster).taken == 0


def test_a_stale_page_takes_nothing_that_was_taken_meanwhile(
    teo: Practitioner, college: Provider, poster: User
) -> None:
    stale = sheet_of(college, poster, "NM-1,Teo Begay,Ethics anew,2026-11-02,3")
    other = sheet_of(college, poster, "teo@example.test,Teo Begay,Ethics anew,2026-11-03,3")
    seen = verdicts(stale)
    post_sheet(sheet=other, by=poster)

    posting = post_sheet(sheet=stale, by=poster)

    assert seen == ["good"]
    assert posting.taken == 0
    assert LearningEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("NM-1,Ana Vigil,Ethics anew,2026-11-02,3", "No certificate of this board"),
        (",Teo Begay,Ethics anew,2026-11-02,3", "No certificate of this board"),
        ("NM-1,Teo Begay,Ethics ane,2026-11-02,3", "You have no course"),
        ("NM-1,Teo Begay,Ethics anew,2026-11-31,3", "no day"),
        ("NM-1,Teo Begay,Ethics anew,2026-11-20,3", "still to come"),
        ("NM-1,Teo Begay,Ethics anew,2023-11-20,3", "not registered on that day"),
        ("NM-1,Teo Begay,Ethics anew,2026-11-02,4", "The course has 3 h"),
        ("NM-1,Teo Begay,Ethics anew,2026-11-02,1.1", "quarters"),
        ("NM-1,Teo Begay,Ethics anew,2026-11-02,0", "quarters"),
        ("NM-1,Teo Begay,Ethics anew,2026-11-02,many", "no hours"),
        ("NM-1,Teo Begay,Ethics anew,2026-11-02,Infinity", "no hours"),
        ("NM-1,Teo Begay,=HYPERLINK(1),2026-11-02,3", "formula"),
        ("NM-1,@SUM(A1),Ethics anew,2026-11-02,3", "formula"),
    ],
)
def test_each_problem_says_what_is_wrong_and_what_to_do(
    teo: Practitioner, college: Provider, poster: User, row: str, says: str
) -> None:
    (found,) = examine(sheet_of(college, poster, row))

    assert found.verdict is Verdict.PROBLEM
    assert says in found.says
    assert found.remedy


def test_a_near_title_is_offered(teo: Practitioner, college: Provider, poster: User) -> None:
    (found,) = examine(sheet_of(college, poster, "NM-1,Teo Begay,Ethics ane,2026-11-02,3"))

    assert "Ethics anew" in found.remedy


def test_found_by_number_or_address_in_any_case_and_hours_left_empty_are_the_courses(
    board: Board, teo: Practitioner, college: Provider, poster: User
) -> None:
    ana = certified("Ana Vigil", board, number="NM-2")
    sheet = sheet_of(
        college,
        poster,
        "nm-1,TEO  BEGAY,Ethics anew,11/02/2026,",
        'ANA@example.test,Ana Vigil,Ethics anew,2026-11-02,"1,5"',
    )

    found = examine(sheet)

    assert [row.practitioner for row in found] == [teo, ana]
    assert [row.learned.hours if row.learned else None for row in found] == [Decimal(3), Decimal("1.5")]
    assert found[1].learned is not None
    assert found[1].learned.topics == {"ethics": Decimal("1.5")}


def test_the_second_of_two_same_rows_is_there_already(teo: Practitioner, college: Provider, poster: User) -> None:
    row = "NM-1,Teo Begay,Ethics anew,2026-11-02,3"

    assert verdicts(sheet_of(college, poster, row, row)) == ["good", "there"]


def test_another_boards_holder_is_nobody_here(board: Board, college: Provider, poster: User) -> None:
    from alongside.people.actions import open_board

    other = open_board(slug="nc", name="Other", place="There", zone="America/New_York", by=None)
    certified("Ana Vigil", other, code="nc", number="NC-1")

    assert verdicts(sheet_of(college, poster, "NC-1,Ana Vigil,Ethics anew,2026-11-02,3")) == ["problem"]


def test_only_a_contact_of_today_sends_and_posts(
    teo: Practitioner, college: Provider, poster: User, staff: User
) -> None:
    sheet = sheet_of(college, poster, "NM-1,Teo Begay,Ethics anew,2026-11-02,3")

    with pytest.raises(NotTheirs):
        sheet_of(college, user_of(teo), "NM-1,Teo Begay,Ethics anew,2026-11-02,3")
    with pytest.raises(NotTheirs):
        post_sheet(sheet=sheet, by=user_of(teo))
    end_contact(contact=college.contacts.get(), to_day=TODAY, by=staff)

    assert not AttendancePosting.objects.exists()


def test_a_contact_is_told_where_to_post(poster: User) -> None:
    assert Notice.objects.get(user=poster, kind="learning.may-post").url == "/learning/attendance/"


def test_a_long_list_costs_no_more_queries_than_a_short_one(
    board: Board, teo: Practitioner, college: Provider, poster: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        certified(f"N{number} Holder", board, number=f"NM-1{number}")
    put(teo, board, "1.00")
    long = sheet_of(college, poster, *(f"NM-1{n},N{n} Holder,Ethics anew,2026-11-02,3" for n in range(20)))
    short = sheet_of(college, poster, "NM-1,Teo Begay,Ethics anew,2026-11-02,3")

    with django_assert_num_queries(8):
        assert set(verdicts(long)) == {"good"}
    with django_assert_num_queries(8):
        verdicts(short)


class TestFiles:
    """What is a list and what is not."""

    @pytest.mark.parametrize(
        "data",
        [
            HEAD.encode() + b"1,A,B,C,D\n",
            b"\xef\xbb\xbf" + HEAD.encode() + b"1,A,B,C,D\n",
            HEAD.replace(",", ";").encode() + b"1;A;B;C;D\r\n",
            HEAD.replace(",", "\t").encode() + b"1\tA\tB\tC\tD\n",
            (HEAD + "1,A,B,C,D\n").encode("utf-16"),
            b"Hours,DATE,Course,Name,E-mail\nD,C,B,A,1\n\n,,,,\n",
        ],
    )
    def test_commas_semicolons_tabs_and_marks_are_read(self, data: bytes) -> None:
        (row,) = read_sheet(data)

        assert (row.who, row.name, row.course, row.date, row.hours) == ("1", "A", "B", "C", "D")

    def test_what_windows_writes_is_read(self) -> None:
        (row,) = read_sheet((HEAD + "1,José Ruíz,B,C,D").encode("cp1252"))

        assert row.name == "José Ruíz"

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "empty"),
            (HEAD.encode(), "empty"),
            (b"name,course\nA,B", "columns-missing"),
            (b"PK\x03\x04\x00\x00", "not-text"),
            (HEAD.encode() + b"1,A\x00B,C,D,E", "not-text"),
            (HEAD.encode() + b'1,"A,B,C,D', "not-csv"),
            (HEAD.encode() + b"1,A,B,C,D\n" * (MOST_ROWS + 1), "too-many-rows"),
            (b"x" * (4 * 1024 * 1024 + 1), "too-large"),
        ],
    )
    def test_what_is_none_says_what_to_do(self, data: bytes, code: str) -> None:
        with pytest.raises(SheetUnfit) as unfit:
            read_sheet(data)

        assert unfit.value.code == code
        assert unfit.value.remedy

    @given(st.binary(max_size=400))
    def test_whatever_bytes_come_they_are_read_or_refused(self, data: bytes) -> None:
        for sent in (data, HEAD.encode() + data):
            try:
                rows = read_sheet(sent)
            except SheetUnfit:
                continue
            assert all(
                len(cell) <= 200 for row in rows for cell in (row.who, row.name, row.course, row.date, row.hours)
            )

    @given(st.text(max_size=30))
    def test_whatever_is_written_as_day_or_hours_is_read_or_passed_over(self, text: str) -> None:
        day, hours = read_day(text), read_hours(text)

        assert day is None or isinstance(day, date)
        assert hours is None or hours.is_finite()


class TestPages:
    """Send, look, take."""

    @pytest.fixture
    def browser(self, client: Client, poster: User) -> Client:
        client.force_login(poster)
        return client

    def send(self, browser: Client, text: str) -> str:
        file = SimpleUploadedFile("list.csv", text.encode(), "text/csv")
        answer = browser.post("/learning/attendance/", {"file": file})
        return str(answer.headers.get("Location", "")) or answer.content.decode()

    def test_from_the_file_to_the_record(self, browser: Client, teo: Practitioner) -> None:
        address = self.send(browser, HEAD + "NM-1,Teo Begay,Ethics anew,2026-11-02,3\nNM-9,X,Ethics anew,2026-11-02,3")
        dry = browser.get(address).content.decode()
        done = browser.post(address, follow=True).content.decode()
        browser.post(address)

        assert "1 row would be taken" in dry
        assert "1 row needs a look" in dry
        assert "1 row was taken" in done
        assert LearningEntry.objects.count() == 1

    def test_a_hostile_file_is_told_and_markup_is_text(self, browser: Client, teo: Practitioner) -> None:
        refused = self.send(browser, "name\nA")
        shown = browser.get(self.send(browser, HEAD + "1,<script>alert(1)</script>,B,C,D")).content.decode()

        assert "These columns are missing" in refused
        assert "<script>alert(1)" not in shown
        assert "&lt;script&gt;" in shown

    def test_somebody_elses_list_and_a_missing_one_look_the_same(
        self, client: Client, teo: Practitioner, college: Provider, poster: User
    ) -> None:
        sheet = sheet_of(college, poster, "NM-1,Teo Begay,Ethics anew,2026-11-02,3")
        client.force_login(user_of(teo))

        assert client.get(f"/learning/attendance/{sheet.token}/").status_code == 404
        assert client.get("/learning/attendance/nothing/").status_code == 404
        assert client.get("/learning/attendance/").status_code == 403
