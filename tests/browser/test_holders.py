"""A board brings its holders in and reads its figures, on a phone and without scripts."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import PHONE, ROOT, sign_in

EXAMPLE = ROOT / "docs" / "examples" / "holders.csv"


def test_a_list_is_looked_at_and_taken_in(
    visit: Visit, tmp_path: Path, assert_accessible: Callable[[Page], None]
) -> None:
    page = visit(PHONE, expected={422})
    sign_in(page, "priya@demo.example")
    page.goto("/more/")
    page.locator("main a[href='/board/holders/']").click()
    assert_accessible(page)
    broken = tmp_path / "holders.csv"
    broken.write_text(EXAMPLE.read_text() + "A-0005,,nowhere,,,2025-01-01,31/3/2027\n")
    page.locator("input[type=file]").set_input_files(broken)
    page.locator("main form button").click()

    expect(page.locator("h1")).to_contain_text("4 holders are ready")
    expect(page.locator("main")).to_contain_text("it holds no letters")
    assert_accessible(page)
    page.locator("main form:has([name=expected]) button").click()

    expect(page.locator("main")).to_contain_text("4 holders")
    page.goto("/certificates/board/?q=A-0003")
    expect(page.locator("main")).to_contain_text("Lưu Thị Mai")


def test_figures_are_read_on_a_phone(visit: Visit, assert_accessible: Callable[[Page], None]) -> None:
    page = visit(PHONE)
    sign_in(page, "priya@demo.example")

    page.goto("/board/figures/")

    assert_accessible(page)
    with page.expect_download() as download:
        page.locator("main a[href='/board/figures/status.csv']").click()
    assert download.value.suggested_filename == "status.csv"
