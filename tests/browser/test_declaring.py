"""Half a minute on a phone: refused before the fact, taken down after it; decided within bounds, and read."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE, sideways_scroll, sign_in
from tests.clauses import clause

Check = Callable[[Page], None]
SCRIPTS = [pytest.param(True, id="scripts"), pytest.param(False, id="no scripts")]
HALF_A_MINUTE = 30


@clause("nm.integrity.3", "nc.4.2a")
@pytest.mark.parametrize("scripts", SCRIPTS)
def test_a_gift_is_refused_before_the_fact_and_taken_down_after_it(
    visit: Visit, assert_accessible: Check, scripts: bool
) -> None:
    page = visit(PHONE, scripts=scripts, expected={422})
    scan: Check = assert_accessible if scripts else lambda page: None
    sign_in(page, "dana@demo.example")
    began = time.monotonic()
    page.get_by_role("link", name="Declare something").click()
    page.get_by_role("link", name="A gift to me").click()

    page.get_by_text("It is about to happen").click()
    page.get_by_label("Who is it about?").select_option(label="Rosa")
    page.get_by_label("What is it worth?").fill("30")
    page.get_by_text("Something else", exact=True).click()
    page.get_by_label("In a line: what is it?").fill("A gift card for the market.")
    page.get_by_role("button", name="Declare it").click()
    expect(page.get_by_role("alert").first).to_contain_text("nm.integrity.3")
    expect(page.get_by_label("In a line: what is it?")).to_have_value("A gift card for the market.")

    page.get_by_text("It has happened").click()
    page.get_by_role("button", name="Declare it").click()
    expect(page.locator("h1")).to_have_text("Declared. Amira Haddad looks at it with you")
    assert time.monotonic() - began < HALF_A_MINUTE
    assert sideways_scroll(page) == 0
    scan(page)

    page.get_by_role("link", name="What I declared").click()
    expect(page.locator("main")).to_contain_text("$30.00")
    scan(page)


@clause("sud.2.14a", "sud.2.13")
def test_a_supervisor_sets_bounds_with_a_day_to_look_again_and_the_worker_reads_them(
    visit: Visit, assert_accessible: Check
) -> None:
    lead = visit(DESKTOP, expected={422})
    sign_in(lead, "ines@demo.example")
    lead.goto("/declarations/register/?state=waiting")
    assert_accessible(lead)
    lead.get_by_role("link", name="A second tie to somebody I support").first.click()
    expect(lead.locator("main")).to_contain_text("sister teaches")

    lead.get_by_text("It may stay, within bounds").click()
    lead.get_by_label("The bounds, or what you agreed").fill("School things stay at school.")
    lead.get_by_role("button", name="Decide").click()
    expect(lead.get_by_role("alert")).to_contain_text("Name the day on which you both look at it again")
    assert_accessible(lead)
    lead.get_by_label("Look at it again on").fill("2026-12-17")
    lead.get_by_role("button", name="Decide").click()
    expect(lead.locator(".al-notice")).to_contain_text("Jo Alvarez sees it now")

    worker = visit(PHONE)
    sign_in(worker, "jo@demo.example")
    worker.goto("/declarations/mine/")
    expect(worker.locator("main")).to_contain_text("Look again on Thursday, December 17")
    worker.get_by_role("link", name="A second tie to somebody I support").first.click()
    expect(worker.locator("h1")).to_have_text("It may stay, within bounds")
    expect(worker.locator("main")).to_contain_text("School things stay at school.")
    assert_accessible(worker)
