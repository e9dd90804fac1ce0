"""An administrator sees who may not serve, and a holder what another state asks: on a phone and a desktop."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE, sideways_scroll, sign_in

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]


@pytest.mark.parametrize("size", SIZES)
def test_who_may_not_serve_stands_first(
    visit: Visit, assert_accessible: Callable[[Page], None], size: dict[str, int]
) -> None:
    page = visit(size)
    sign_in(page, "lucia@demo.example")

    page.goto("/agency/certificates/")

    expect(page.locator("h1")).to_contain_text("may not serve today")
    expect(page.locator("tbody tr").first).to_have_class("is-short")
    assert sideways_scroll(page) == 0
    assert_accessible(page)


@pytest.mark.parametrize("size", SIZES)
def test_a_holder_looks_at_california_from_their_own_certificate(
    visit: Visit, assert_accessible: Callable[[Page], None], size: dict[str, int]
) -> None:
    page = visit(size)
    sign_in(page, "dana@demo.example")
    page.goto("/certificates/")

    page.get_by_role("link", name="Moving?").click()
    assert_accessible(page)
    page.get_by_role("link", name="California Medi-Cal").click()

    expect(page.locator("h1")).to_contain_text("California Medi-Cal")
    expect(page.get_by_role("row", name="Law and ethics")).to_contain_text("6 h lacking")
    assert sideways_scroll(page) == 0
    assert_accessible(page)
