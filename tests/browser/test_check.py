"""Anyone checks a certificate, on a phone and at a desk, with scripts and without, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]
CLOSED_WORDS = {"en-US": "suspended", "es-US": "suspendió"}


def search(page: Page, name: str) -> None:
    page.goto("/check/")
    page.select_option("#id_board", label=page.locator("#id_board option", has_text="North Carolina").inner_text())
    page.fill("#id_name", name)
    page.locator("main form button[type=submit]").click()


@pytest.mark.clause("nc.5.2")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en-US", "es-US"])
def test_a_stranger_finds_one_certificate_and_looks_back_to_a_day(
    visit: Visit, assert_accessible: Callable[[Page], None], size: dict[str, int], language: str
) -> None:
    page = visit(size, language=language)

    search(page, "mai vang")
    expect(page.locator("h1")).to_contain_text(CLOSED_WORDS[language])
    expect(page.locator(".al-cert")).to_contain_text("Mai Vang")
    assert_accessible(page)

    page.fill("#id_on", "2026-01-15")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("status")).to_contain_text("2026")
    assert_accessible(page)


@pytest.mark.parametrize("size", SIZES)
def test_nobody_found_and_too_little_typed(
    visit: Visit, assert_accessible: Callable[[Page], None], size: dict[str, int]
) -> None:
    page = visit(size, expected={422})

    search(page, "Nobody Of That Name")
    expect(page.get_by_role("alert")).to_contain_text("No certificate found")
    assert_accessible(page)

    search(page, "Bo")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#id_name")).to_have_value("Bo")
    assert_accessible(page)


def test_it_works_without_scripts(visit: Visit) -> None:
    page = visit(scripts=False)

    search(page, "Mai Vang")

    expect(page.locator(".al-cert")).to_contain_text("Mai Vang")
