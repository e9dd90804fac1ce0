"""The board's desk: what waits, a document loaded, readings settled, an edition adopted; and nobody else gets in."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.board.queries import desk_of, desks_of
from alongside.people.models import Board, RoleKind
from alongside.rulebook.models import Adoption, OfficialDocument, ReadingConfirmation
from alongside.rulebook.queries import reading_of, standing_of
from alongside.rulebook.readings import wording_of
from tests.alongside.rulebook.keeping import (
    JUNIPER_FILE,
    JUNIPER_TEXT,
    TODAY,
    a_pdf,
    adopt_juniper,
    an_agency,
    board_keeping,
    juniper_file,
    load_juniper,
    somebody,
    staff_of,
)
from tests.clauses import clause

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
READING = "/board/juniper/readings/juniper.ties.1/meal-over-limit/"


@pytest.fixture
def wren(juniper: Board, client: Client) -> Client:
    """Somebody on the staff of Juniper's board, signed in."""
    client.force_login(staff_of(juniper), backend=BACKEND)
    return client


@pytest.fixture
def stranger(juniper: Board) -> Client:
    """Somebody on the staff of another board."""
    client = Client()
    client.force_login(staff_of(board_keeping("nm"), "Priya"), backend=BACKEND)
    return client


def upload(client: Client, data: bytes, name: str = "juniper.txt") -> str:
    answer = client.post("/board/juniper/document/", {"document": SimpleUploadedFile(name, data)}, follow=True)
    return answer.content.decode()


def reading_form(**changes: str) -> dict[str, str]:
    reading = reading_of(standing_of("juniper", TODAY).edition, "juniper.ties.1", "meal-over-limit")
    assert reading is not None
    return {"verdict": "confirmed", "note": "", "wording": wording_of(reading), **changes}


# ---- the whole errand -----------------------------------------------------------------------------------------------------


@clause("nm.preface.1")
def test_from_an_empty_desk_to_an_edition_in_force(wren: Client, juniper: Board) -> None:
    assert "begin with the official document" in wren.get("/board/").content.decode()

    assert "All 38 clauses stand in this document" in upload(wren, JUNIPER_TEXT)
    assert "an edition waits to be adopted" in wren.get("/board/").content.decode()
    page = wren.get("/board/juniper/adopt/").context["form"]
    adopted = wren.post("/board/juniper/adopt/", page.initial, follow=True).content.decode()

    assert "2024 standards is adopted." in adopted
    assert "readings that wait for your word" in adopted
    assert Adoption.objects.get().from_day == date(2024, 3, 4)
    for own in desk_of(juniper, "juniper", TODAY).readings:
        address = reverse(
            "board:reading", kwargs={"code": "juniper", "clause": own.clause.id, "name": own.reading.name}
        )
        wren.post(address, {"verdict": "confirmed", "note": "", "wording": own.wording})
    assert "all is in force, and nothing waits" in wren.get("/board/").content.decode()


def test_the_same_adoption_sent_twice_is_one(wren: Client) -> None:
    upload(wren, JUNIPER_TEXT)
    form = wren.get("/board/juniper/adopt/").context["form"].initial

    first, second = (wren.post("/board/juniper/adopt/", form) for _ in range(2))

    assert first.status_code == second.status_code == 302
    assert Adoption.objects.count() == 1


def test_a_form_that_was_overtaken_adopts_nothing(wren: Client) -> None:
    upload(wren, JUNIPER_TEXT)
    form = wren.get("/board/juniper/adopt/").context["form"].initial
    wren.post("/board/juniper/adopt/", form)

    late = wren.post("/board/juniper/adopt/", {**form, "from_day": "2027-01-01"})

    assert late.status_code == 422
    assert "Something changed since you opened this page" in late.content.decode()
    assert Adoption.objects.count() == 1


def test_a_second_file_of_the_same_day_waits_to_be_adopted(
    wren: Client, juniper: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt_juniper(juniper)
    mended = tmp_path / "juniper-mended.toml"
    mended.write_text(juniper_file().content.decode().replace("2024 standards", "2024 standards, mended"), "utf-8")
    monkeypatch.setenv("ALONGSIDE_MORE_CODES", f"{JUNIPER_FILE}{os.pathsep}{mended}")

    html = wren.get("/board/juniper/adopt/").content.decode()

    assert "2024 standards, mended, ready to be adopted" in html
    assert "No clause and no answer changes" in html


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-31", "1999-01-01"])
def test_a_day_that_cannot_be_is_said_and_nothing_is_lost(wren: Client, day: str) -> None:
    upload(wren, JUNIPER_TEXT)
    form = wren.get("/board/juniper/adopt/").context["form"].initial

    answer = wren.post("/board/juniper/adopt/", {**form, "from_day": day})

    assert answer.status_code == 422
    assert form["digest"] in answer.content.decode()
    assert not Adoption.objects.exists()


def test_without_a_matched_document_there_is_no_form(wren: Client, juniper: Board) -> None:
    load_juniper(juniper, data=b"Rules of the swimming pool. No diving.")

    html = wren.get("/board/juniper/adopt/").content.decode()

    assert "An edition is adopted with a document that matches it in full" in html
    assert 'name="from_day"' not in html


def test_a_new_edition_shows_whose_answer_changes(
    wren: Client, juniper: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt_juniper(juniper)
    text = juniper_file().content.decode().replace("2024 standards", "2027 standards")
    text = text.replace('{ from = 2026-01-01, value = "40.00 USD"', '{ from = 2026-01-01, value = "35.00 USD"')
    newer = tmp_path / "juniper-next.toml"
    newer.write_text(text, "utf-8")
    monkeypatch.setenv("ALONGSIDE_MORE_CODES", str(newer))

    html = wren.get("/board/juniper/adopt/").content.decode()

    assert "What changes: 1 clause and 1 answer" in html
    assert "May I accept a gift?" in html
    assert "juniper.ties.1" in html


# ---- files that are wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "There are no words in this file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "This is a picture"),
        (b"a" * 10_000_000, "too large"),
        (bytes(range(256)) * 50, "not text that can be read"),
        (a_pdf("x", password="y"), "locked with a password"),
        (a_pdf(), "pictures of pages"),
        (b"%PDF-1.4 nothing", "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_beside_its_field(wren: Client, data: bytes, says: str) -> None:
    answer = wren.post("/board/juniper/document/", {"document": SimpleUploadedFile("odd.pdf", data)})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not OfficialDocument.objects.exists()


def test_no_file_at_all_is_asked_for(wren: Client) -> None:
    answer = wren.post("/board/juniper/document/", {})

    assert answer.status_code == 422
    assert "This needs an answer" in answer.content.decode()


def test_a_document_of_something_else_is_called_so(wren: Client) -> None:
    html = upload(wren, b"Rules of the swimming pool. No running. No diving after six.", name="<img src=x>.txt")

    assert "This is not the code’s document" in html
    assert "<img src=x>" not in html
    assert "Not ready to be adopted yet" in wren.get("/board/juniper/adopt/").content.decode()


def test_what_no_longer_matches_is_named_with_its_nearest(wren: Client) -> None:
    torn = JUNIPER_TEXT.replace(b"settle", b"decide") + b"\n\nNobody may wear green on a Thursday.\n"

    html = upload(wren, torn)

    assert "One clause is missing" in html
    assert "juniper.ties.4" in html
    assert "Nobody may wear green on a Thursday." in html


# ---- readings -------------------------------------------------------------------------------------------------------------


def test_a_reading_is_disputed_only_with_a_word(wren: Client) -> None:
    bare = wren.post(READING, reading_form(verdict="disputed"))
    said = wren.post(READING, reading_form(verdict="disputed", note="A meal is a gift like any other."))

    assert bare.status_code == 422
    assert "Say how the clause is to be read." in bare.content.decode()
    assert said.status_code == 302
    assert "A meal is a gift like any other." in wren.get("/codes/juniper/juniper.ties.1/").content.decode()


@pytest.mark.parametrize(
    "odd", [{"verdict": "perhaps"}, {"verdict": ""}, {"wording": "0" * 64}, {"note": "x" * 3000}, {"wording": ""}]
)
def test_an_odd_word_on_a_reading_is_not_taken(wren: Client, odd: dict[str, str]) -> None:
    assert wren.post(READING, reading_form(**odd)).status_code == 422
    assert not ReadingConfirmation.objects.exists()


def test_readings_are_sorted_by_what_was_said(wren: Client) -> None:
    wren.post(READING, reading_form())

    waiting = wren.get("/board/readings/").content.decode()
    confirmed = wren.get("/board/readings/?show=confirmed").content.decode()

    assert READING not in waiting
    assert READING in confirmed
    assert wren.get("/board/readings/?show=<b>").status_code == 200


# ---- who may ----------------------------------------------------------------------------------------------------------------


def pages(juniper: Board) -> list[str]:
    document = load_juniper(juniper)
    return [
        "/board/juniper/document/",
        f"/board/juniper/document/{document.pk}/",
        "/board/juniper/adopt/",
        READING,
    ]


def test_another_boards_code_does_not_exist_for_its_neighbors(stranger: Client, juniper: Board) -> None:
    for page in pages(juniper):
        assert stranger.get(page).status_code == 404, page
        assert stranger.post(page, {}).status_code in {404, 405}, page
    assert "juniper" not in stranger.get("/board/history/").content.decode()
    assert READING not in stranger.get("/board/readings/?show=waiting").content.decode()


def test_one_boards_document_is_not_reached_through_anothers_code(stranger: Client, juniper: Board) -> None:
    document = load_juniper(juniper)

    assert stranger.get(f"/board/nm/document/{document.pk}/").status_code == 404


@pytest.mark.parametrize(
    "kind", [RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR, RoleKind.PERSON_SERVED]
)
def test_nobody_from_an_agency_sits_at_the_desk(juniper: Board, client: Client, kind: RoleKind) -> None:
    client.force_login(somebody("Dana", kind, an_agency()), backend=BACKEND)

    for page in ["/board/", "/board/readings/", "/board/history/", "/board/journal/", *pages(juniper)]:
        assert client.get(page).status_code == 403, page


def test_a_stranger_is_asked_to_sign_in(client: Client, juniper: Board) -> None:
    for page in ["/board/", "/board/journal/", *pages(juniper)]:
        assert client.get(page).status_code == 302, page


@pytest.mark.django_db
def test_a_board_that_keeps_no_code_is_told_so(client: Client) -> None:
    from alongside.people.actions import open_board

    board = open_board(slug="new", name="A new board", place="Newland", zone="America/Denver", by=None)
    client.force_login(staff_of(board), backend=BACKEND)

    assert desks_of(board, TODAY) == []
    assert "No code is entrusted to this board yet" in client.get("/board/").content.decode()


# ---- history and journal ----------------------------------------------------------------------------------------------------


def test_history_tells_what_was_done_and_by_whom(wren: Client) -> None:
    upload(wren, JUNIPER_TEXT)
    wren.post(READING, reading_form())

    html = wren.get("/board/history/").content.decode()

    assert "Document loaded for juniper: juniper.txt" in html
    assert "Reading confirmed: juniper.ties.1" in html
    assert html.count("Wren") >= 2


@clause("nc.cert.2")
def test_history_tells_what_the_board_said_of_its_programme_and_no_other_board_reads_it(
    client: Client, stranger: Client
) -> None:
    board = board_keeping("nc")
    client.force_login(staff_of(board), backend=BACKEND)
    said = {"value": "3 years", "from_day": "2030-01-01", "source": "vote of May 4", "after": 0}
    client.post("/board/nc/programme/period/", said)

    html, others = (one.get("/board/history/").content.decode() for one in (client, stranger))

    assert "Programme of nc: How long a certificate runs, 3 years" in html
    assert "From January 1, 2030. Source: vote of May 4" in html
    assert 'href="/board/nc/programme/"' in html
    assert "Programme of nc" not in others


def test_the_journal_shows_ids_of_ones_own_place_alone(wren: Client, stranger: Client, juniper: Board) -> None:
    upload(wren, JUNIPER_TEXT)

    own, others = wren.get("/board/journal/").content.decode(), stranger.get("/board/journal/").content.decode()

    assert "Document loaded" in own
    assert "official document" in own
    assert "Document loaded" not in others
    assert "Wren" not in own.split("<main")[1]


@pytest.mark.parametrize("kind", [RoleKind.AUDITOR, RoleKind.OPERATOR])
def test_auditors_and_operators_recount_the_journal(juniper: Board, client: Client, kind: RoleKind) -> None:
    client.force_login(somebody("Noor", kind, juniper), backend=BACKEND)

    html = client.get("/board/journal/?check=1").content.decode()

    assert "recounted" in html
    assert client.get("/board/").status_code == 403


def test_the_desk_asks_the_database_little(
    wren: Client, juniper: Board, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    adopt_juniper(juniper)
    wren.get("/board/")

    with django_assert_max_num_queries(16):
        wren.get("/board/")
