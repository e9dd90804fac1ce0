"""What a stranger meets: every public page, on a phone and on a desktop, with scripts and without, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE

READING = ["/", "/help/", "/accessibility/"]
PAGES = [*READING, "/account/sign-in/"]
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en-US", "es-US"])
def test_a_public_page_is_accessible(
    visit: Visit, assert_accessible: Callable[[Page], None], path: str, size: dict[str, int], language: str
) -> None:
    page = visit(size, language=language)

    page.goto(path)

    assert_accessible(page)
    expect(page.locator("html")).to_have_attribute("lang", language[:2])
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("path", READING)
def test_a_public_page_reads_the_same_without_scripts(visit: Visit, path: str) -> None:
    with_scripts, without = visit(scripts=True), visit(scripts=False)

    with_scripts.goto(path)
    without.goto(path)

    assert without.locator("main").inner_text() == with_scripts.locator("main").inner_text()


def test_the_keyboard_reaches_the_content_first(phone: Page) -> None:
    phone.goto("/")

    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")

    expect(phone.locator("main")).to_be_focused()
