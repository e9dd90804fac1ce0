"""Somebody looks through what they handed in, opens a picture, downloads a paper and takes one back: phone, both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE, sign_in

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]


def papers_of(page: Page) -> Locator:
    """From More to the rows of one's own files."""
    sign_in(page, "dana@demo.example")
    page.goto("/more/")
    page.locator("main a[href='/evidence/']").click()
    return page.locator("main .al-rows > li")


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_is_opened_and_a_paper_downloaded(
    visit: Visit, assert_accessible: Callable[[Page], None], tmp_path: Path, size: dict[str, int]
) -> None:
    page = visit(size)
    papers = papers_of(page)
    assert_accessible(page)

    with page.expect_download() as download:
        papers.get_by_role("link", name="Ethics training, six hours.pdf").first.click()
    papers.get_by_role("link", name="Membership card.png").first.click()

    download.value.save_as(tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")
    expect(page.locator("img")).to_have_js_property("naturalWidth", 860)


def test_one_is_taken_back_without_scripts_and_in_spanish(visit: Visit, server: str) -> None:
    page = visit(scripts=False)
    page.context.add_cookies([{"name": "django_language", "value": "es", "url": server}])
    papers = papers_of(page)
    there = papers.count()

    papers.first.locator("a[href*='/remove/']").click()
    expect(page.locator("h1")).to_have_text("¿Quitar este archivo?")
    page.locator("main form button").click()

    expect(papers).to_have_count(there - 1)
