"""A worker finds a place, checks it and makes a sheet; says one is wrong; its keeper puts it right and answers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE, sideways_scroll, sign_in
from tests.clauses import clause

Scan = Callable[[Page], None]
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]


@clause("nc.2.8a", "ca.person.6")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_worker_finds_checks_and_makes_a_sheet(
    visit: Visit, assert_accessible: Scan, size: dict[str, int], scripts: bool
) -> None:
    page = visit(size, scripts=scripts)
    scan: Scan = assert_accessible if scripts else lambda page: None
    sign_in(page, "dana@demo.example")
    page.goto("/more/")
    page.get_by_role("link", name="Resources").click()
    scan(page)

    page.get_by_role("searchbox").fill("pinon")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("h1")).to_have_text("One place fits")
    page.get_by_role("link", name="Piñon House").click()
    scan(page)
    page.get_by_role("button", name="I checked").click()
    expect(page.locator(".al-tag--good")).to_contain_text("Checked today, by Dana Ruiz")

    page.goto("/resources/?kind=naloxone")
    page.get_by_text("Put Mesa County Health Office on the sheet").locator("xpath=..").click()
    page.get_by_role("button", name="Make a sheet").click()
    page.get_by_role("link", name="Español").last.click()
    expect(page.locator("h1")).to_have_text("Lugares que pueden ayudar")
    expect(page.locator("main")).to_contain_text("Kits de naloxona")
    assert sideways_scroll(page) == 0
    scan(page)


@clause("nc.2.8a")
def test_what_is_wrong_is_said_put_right_and_answered(visit: Visit, assert_accessible: Scan) -> None:
    worker = visit(PHONE)
    sign_in(worker, "dana@demo.example")
    worker.goto("/resources/?q=second+start")
    worker.get_by_role("link", name="Second Start Works").click()
    worker.get_by_label("What is wrong?").fill("They moved to Elm Street.")
    worker.get_by_role("button", name="Say that this is wrong").click()
    expect(worker.locator(".al-notice")).to_contain_text("You hear what they find")
    assert_accessible(worker)

    keeper = visit(DESKTOP)
    sign_in(keeper, "amira@demo.example")
    keeper.goto("/resources/waiting/")
    assert_accessible(keeper)
    keeper.get_by_role("link", name="Second Start Works").first.click()
    assert_accessible(keeper)
    keeper.get_by_role("link", name="Change the entry").click()
    assert_accessible(keeper)
    keeper.get_by_label("Address", exact=False).last.fill("3 Elm Street")
    keeper.get_by_role("button", name="Change it").click()
    expect(keeper.locator("main")).to_contain_text("3 Elm Street")
    keeper.get_by_role("link", name="Answer it").click()
    keeper.get_by_text("It was put right").click()
    keeper.get_by_role("button", name="Answer").click()
    expect(keeper.locator(".al-notice")).to_contain_text("They are told")
