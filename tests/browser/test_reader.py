"""The reader and the board's desk in a browser: every page scanned at both widths, one errand with scripts and without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import harness
from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]
READER = [
    "/codes/",
    "/codes/juniper/",
    "/codes/juniper/?by=topic",
    "/codes/juniper/juniper.ties.1/",
    "/codes/juniper/juniper.ties.4/#h-read",
    "/codes/nc/nc.4.2/",
    "/codes/juniper/document/",
    "/codes/search/?q=gift",
    "/codes/search/?q=xylophone",
    "/codes/compare/?code=nm&code=ak&code=juniper&topic=gifts",
    "/codes/compare/?code=nm",
]
DESK = [
    "/board/",
    "/board/readings/?show=disputed",
    "/board/juniper/readings/juniper.ties.4/ties-that-can-be-helped/",
    "/board/juniper/document/",
    "/board/juniper/document/1/",
    "/board/juniper/adopt/",
    "/board/history/",
    "/board/journal/",
]


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_reader_is_accessible(
    visit: Visit, assert_accessible: Callable[[Page], None], size: dict[str, int]
) -> None:
    page = visit(size)

    for path in READER:
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        for fold in page.locator("details").all():
            fold.evaluate("fold => fold.open = true")
        assert_accessible(page)


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_desk_is_accessible(
    visit: Visit, assert_accessible: Callable[[Page], None], size: dict[str, int]
) -> None:
    page = visit(size)
    harness.sign_in(page, "wren@demo.example")

    for path in DESK:
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_stranger_finds_a_clause_and_sees_where_the_line_runs(visit: Visit, scripts: bool) -> None:
    page = visit(PHONE, scripts=scripts)

    page.goto("/codes/")
    page.get_by_label("Find a clause").fill("gift")
    page.get_by_role("button", name="Find").click()
    page.locator("a[href='/codes/juniper/juniper.ties.1/']").click()

    expect(page.locator("blockquote")).to_contain_text("A gift from someone you serve may be kept")
    expect(page.get_by_role("heading", name="Where the line runs")).to_be_visible()
    expect(page.get_by_role("heading", name="One question, six codes")).to_be_visible()

    page.get_by_role("link", name="Compare the codes on this").click()

    expect(page.locator("h1")).to_contain_text("The codes part ways")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_board_loads_a_file_that_is_not_its_document(visit: Visit, tmp_path: Path, scripts: bool) -> None:
    pool = tmp_path / "pool.txt"
    pool.write_text("Rules of the swimming pool. No running. No diving after six.")
    picture = tmp_path / "scan.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    page = visit(PHONE, scripts=scripts, expected={422})
    harness.sign_in(page, "priya@demo.example")

    page.goto("/board/nm/document/")
    page.get_by_label("The official document").set_input_files(picture)
    page.get_by_role("button", name="Load and match it").click()

    expect(page.get_by_role("alert")).to_contain_text("This is a picture, not text")

    page.get_by_label("The official document").set_input_files(pool)
    page.get_by_role("button", name="Load and match it").click()

    expect(page.locator("h1")).to_have_text("This is not the code’s document")


def test_a_board_says_how_a_clause_is_to_be_read(visit: Visit) -> None:
    page = visit(PHONE, expected={422})
    harness.sign_in(page, "wren@demo.example")
    page.goto("/board/juniper/readings/juniper.ties.1/meal-over-limit/")

    page.get_by_text("No, it is to be read otherwise").click()
    page.get_by_role("button", name="Put it on record").click()
    expect(page.get_by_role("alert")).to_contain_text("Say how the clause is to be read")
    page.get_by_label("How it is to be read").fill("A meal is a gift like any other.")
    page.get_by_role("button", name="Put it on record").click()

    expect(page.get_by_text("Your word on juniper.ties.1 is on record.")).to_be_visible()
    page.goto("/codes/juniper/juniper.ties.1/")
    expect(page.get_by_text("A meal is a gift like any other.")).to_be_visible()
