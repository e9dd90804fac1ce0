"""A worker takes a certificate as a file, an employer checks it, and a changed one is found: phone, desktop, both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.errands import downloaded, give_file
from tests.browser.harness import DESKTOP, PHONE, sign_in

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]
GOOD = {"en-US": "This certificate is good today", "es-US": "Este certificado es válido hoy"}


def take(page: Page, folder: Path) -> Path:
    """From the day's page to the file."""
    sign_in(page, "dana@demo.example")
    page.goto("/home/")
    page.locator(".al-cert a[href^='/badges/file/']").first.click()
    return downloaded(page, page.locator("main form button"), folder)


@pytest.mark.clause("ca.integrity.13c", "nm.integrity.6")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en-US", "es-US"])
def test_a_file_is_taken_given_and_checked(
    visit: Visit, assert_accessible: Callable[[Page], None], tmp_path: Path, size: dict[str, int], language: str
) -> None:
    worker, employer = visit(size, language=language), visit(size, language=language)

    file = take(worker, tmp_path)
    assert_accessible(worker)
    give_file(employer, file)
    expect(employer.locator("h1")).to_contain_text(GOOD[language])
    expect(employer.locator(".al-cert")).to_contain_text("Dana Ruiz")
    assert_accessible(employer)

    file.write_text(file.read_text().replace("Dana Ruiz", "Dana Ruis"))
    give_file(employer, file)
    expect(employer.get_by_role("alert")).to_be_visible()
    expect(employer.locator("main")).not_to_contain_text("Dana Ruis")
    assert_accessible(employer)


def test_it_works_without_scripts(visit: Visit, tmp_path: Path) -> None:
    page = visit(scripts=False)

    give_file(page, take(page, tmp_path))

    expect(page.locator("h1")).to_contain_text(GOOD["en-US"])
