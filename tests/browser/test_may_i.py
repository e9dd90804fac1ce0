"""The errand the product is for: a worker asks "May I accept this $30 gift?", reads the clause, keeps and sends it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import harness
from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE
from tests.clauses import clause

Scan = Callable[[Page], None]
DANA, AMIRA = "dana@demo.example", "amira@demo.example"


def choose(page: Page, label: str) -> None:
    """Pick a tile and go on, as a thumb does."""
    page.locator("main label", has_text=label).first.click()
    page.locator("form#ask button.usa-button").click()


def ask_about_a_gift(page: Page, scan: Scan) -> None:
    """From the dock to the ruling under both codes."""
    page.goto("/today/")
    scan(page)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="May I…?").click()
    scan(page)
    page.get_by_role("link", name="Accept a gift").click()
    expect(page.locator("h1")).to_have_text("Who is it from?")
    scan(page)
    choose(page, "Someone I support now")
    expect(page.locator("h1")).to_have_text("What kind of gift is it?")
    choose(page, "Something else")
    expect(page.locator(".al-answer__word")).to_have_text("No")
    scan(page)
    # North Carolina settled it; New Mexico is still open, and can be asked on
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("h1")).to_have_text("What is it worth?")
    page.locator("#answer").fill("thirty")
    page.locator("form#ask button.usa-button").click()
    expect(page.locator(".al-field__error")).to_contain_text("30 or 29.99")
    scan(page)
    page.locator("#answer").fill("30")
    page.locator("form#ask button.usa-button").click()
    expect(page.locator(".al-answer__word")).to_have_text("No")


@clause("nm.integrity.3")
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_worker_asks_keeps_and_sends(visit: Visit, assert_accessible: Scan, scripts: bool) -> None:
    page = visit(PHONE, scripts=scripts, expected={422})
    scan: Scan = assert_accessible if scripts else lambda page: None
    harness.sign_in(page, DANA)

    ask_about_a_gift(page, scan)
    expect(page.locator(".al-answer__kind")).to_have_text("Prohibited under both of your codes")
    expect(page.locator(".al-clause", has_text="nm.integrity.3")).to_contain_text("$30.00 is more than $25.00")
    scan(page)

    page.get_by_role("button", name="Keep it for myself").click()
    expect(page.locator(".al-notice")).to_contain_text("Only you see it")
    assert page.url.endswith("/questions/")
    scan(page)
    page.locator(".al-rows a").first.click()
    scan(page)
    page.get_by_role("button", name="Send it to Amira").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    scan(page)


def test_a_supervisor_decides_with_the_clause_beside_it(visit: Visit, assert_accessible: Scan) -> None:
    page = visit(DESKTOP)
    harness.sign_in(page, AMIRA)

    page.goto("/today/")
    assert_accessible(page)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Referrals").click()
    assert_accessible(page)
    waiting = page.locator(".al-rows").first.locator(
        "a[href^='/referrals/']"
    )  # what a worker asked; other things wait on that list too
    before = waiting.count()
    waiting.first.click()
    expect(page.locator(".al-answer")).to_be_visible()
    assert_accessible(page)
    page.get_by_text("Do not go ahead").click()
    page.get_by_label("In your own words").fill("Let us find another way on Tuesday.")
    page.get_by_role("button", name="Decide").click()

    expect(page.locator(".al-notice")).to_contain_text("Decided")
    assert waiting.count() == before - 1


def test_back_and_change_keep_what_was_said(phone: Page) -> None:
    harness.sign_in(phone, DANA)
    phone.goto("/ask/accept-gift/")
    choose(phone, "Someone I support now")

    expect(phone.locator("h1")).to_have_text("What kind of gift is it?")
    phone.get_by_role("button", name="Back").click()

    expect(phone.locator("h1")).to_have_text("Who is it from?")
    expect(phone.get_by_label("Someone I support now")).to_be_checked()


def test_the_whole_errand_by_keyboard(phone: Page) -> None:
    harness.sign_in(phone, DANA)
    phone.goto("/ask/carry-firearm/")

    phone.locator("input[name=answer]").first.focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")

    expect(phone.locator(".al-answer__word")).to_have_text("No")
    expect(phone.locator("h1")).to_be_focused()  # where reading goes on


def test_search_narrows_while_typing(phone: Page) -> None:
    phone.goto("/ask/")

    phone.get_by_role("searchbox").press_sequentially("gift")

    expect(phone.locator("#acts h2").first).to_contain_text("fit")
    expect(phone.get_by_role("link", name="Accept a gift")).to_be_visible()


def test_a_stranger_asks_in_spanish(visit: Visit, assert_accessible: Scan) -> None:
    page = visit(PHONE, language="es-MX")

    page.goto("/ask/accept-gift/")
    assert_accessible(page)
    page.locator("main label", has_text="CPSW").click()
    page.locator("main form button.usa-button").click()
    expect(page.locator("h1")).to_have_text("¿De quién es?")
    assert_accessible(page)
    page.locator("main label").first.click()
    page.locator("form#ask button.usa-button").click()
    expect(page.locator("h1")).not_to_have_text("¿De quién es?")
    assert_accessible(page)


def test_signed_out_meanwhile_nothing_is_lost(visit: Visit) -> None:
    page = visit(PHONE, expected={403, 422})
    harness.sign_in(page, DANA)
    page.goto("/ask/accept-gift/")
    choose(page, "Someone I support now")
    expect(page.locator("h1")).to_have_text("What kind of gift is it?")
    cookies = [cookie for cookie in page.context.cookies() if cookie["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]

    choose(page, "Something else")

    expect(page.locator("h1")).to_have_text("Everything you wrote is still here")
    assert page.locator("input[name=said]").get_attribute("value") == "person.served=now"
